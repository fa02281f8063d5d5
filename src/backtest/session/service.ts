import { otherDialects, type Translate } from "../../planner/workflow/dialects/dialect.ts";
import { finish } from "../../text/steps.ts";
import type { ParseText } from "../../yaml/read-yaml.ts";
import { openBarsFile, type ReadParquet } from "../data/bars-file/open-bars-file.ts";
import { refuse as refuseBars } from "../data/bars-file/read-rows.ts";
import type { ProofStep } from "../proof/proof.ts";
import { rowLength } from "../sweep/figure-columns.ts";
import { createSweepMemory, type SweepPart } from "../sweep/reuse.ts";
import { createGathering, runWork, type Crew } from "../sweep/run-work.ts";
import type {
  BacktestReply,
  BacktestRequest,
  BarsFile,
  ProofRequest,
  RunJob,
  RunOutline,
} from "./protocol.ts";
import { createSession, type Progress } from "./session.ts";

/** What the service needs of the worker that it runs in. */
export type ServiceHost = {
  /** Sends a reply; the buffers named move with it. */
  reply(message: BacktestReply, transfer?: readonly ArrayBuffer[]): void;
  /** The time in milliseconds, for slices and progress; no result depends on it. */
  now(): number;
  /** Lets the messages in that have come meanwhile. */
  turn(): Promise<void>;
  /** The parser of YAML 1.2, which is loaded when it is asked for. */
  loadParse12(): Promise<ParseText>;
  /** What reads other dialects, which is loaded for a text that may be in one. */
  loadTranslate(): Promise<Translate>;
  /** The reader of Parquet files, which is loaded when there is one. */
  loadParquet(): Promise<ReadParquet>;
  /** Other workers for long runs, where there are cores to spare. */
  readonly crew?: Crew;
};

/** How long a proof goes on until messages are heard, in milliseconds. */
const slice = 12;
/** So many rows go in one message at most: whoever takes them is not kept for long. */
const mostSent = 16_384;

/** Progress is told, and results are sent, no more often, in milliseconds. */
const pause = 50;

/**
 * Answers requests in one session. A run or a proof goes on in slices, so that a cancel or a newer text is heard
 * within one of them; a request that throws is answered as failed. Gives the function that hears one.
 */
export function createService({
  reply,
  now,
  turn,
  loadParse12,
  loadTranslate,
  loadParquet,
  crew,
}: ServiceHost) {
  let parse12: ParseText | undefined;
  let translate: Translate | undefined;
  const session = createSession(
    (text) => {
      if (!parse12) throw new Error("the parser of YAML 1.2 is not loaded");
      return parse12(text);
    },
    () => translate,
  );
  const memory = createSweepMemory();
  /** The run or the proof in progress; another one, or a cancel, takes its place between two slices. */
  let current = -1;
  /** Requests wait for the file of bars that came before them. */
  let filed: Promise<void> = Promise.resolve();

  async function hear(request: BacktestRequest): Promise<void> {
    if (request.type === "bars") {
      filed = filed.then(() => useFile(request.file));
      return;
    }
    if (request.type === "cancel") {
      current = -1;
      return reply({ type: "cancelled", id: request.id });
    }
    reply({ type: "heard", id: request.id });
    if (request.type === "run" || request.type === "verify") current = request.id;
    try {
      await filed;
      if (request.job.reading === "1.2") parse12 ??= await loadParse12();
      if (otherDialects.test(request.job.text)) translate ??= await loadTranslate();
      await serve(request);
    } catch (error) {
      reply({ type: "failed", id: request.id, message: String(error) });
    }
  }

  async function useFile(file: BarsFile | undefined): Promise<void> {
    if (!file) return session.useFile(undefined);
    const { name } = file;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      session.useFile({ name, ...(await openBarsFile(bytes, loadParquet)) });
    } catch (error) {
      const refusal = refuseBars("", `could not be read: ${String(error)}`);
      session.useFile({ name, digest: "", readBars: () => refusal });
    }
  }

  async function serve(request: Exclude<BacktestRequest, { type: "bars" | "cancel" }>) {
    const { id, job } = request;
    switch (request.type) {
      case "run":
        return run(id, job);
      case "verify":
        return verify(id, job, request);
      case "measure": {
        const measured = session.measure(job, now, progressOf(id));
        if (measured.status === "refused") return refuse(id, measured.errors);
        return reply({ type: "measured", id, cost: measured.cost });
      }
      case "ask":
        return reply({ type: "answered", id, answer: session.answer(job, request.query) });
      case "identify":
        return reply({ type: "identified", id, identity: session.identify(job) });
    }
  }

  async function run(id: number, job: RunJob): Promise<void> {
    // of several texts that came meanwhile only the newest is planned
    await turn();
    if (current !== id) return;
    const began = now();
    const started = finish(session.start(job), () => reply({ type: "heard", id }));
    if (started.status === "refused") return refuse(id, started.errors);
    const { outline, sweep } = started;
    reply({ type: "outlined", id, outline }, buffersOf(outline));
    const reused = memory.start(sweep);
    // what is sent is gone
    const known = reused.places.slice();
    send(id, reused, true);
    const gathered = createGathering((part) => send(id, part, false), pause);
    await runWork(sweep, {
      known,
      crew,
      now,
      turn,
      goesOn: () => current === id,
      found(part) {
        memory.keep(part);
        gathered.add(part, now());
      },
    });
    if (current !== id) return;
    gathered.flush();
    reply({ type: "ran", id, milliseconds: now() - began });
  }

  /** Sends some results, which an earlier run had found or this one. */
  function send(id: number, found: SweepPart, isReused: boolean): void {
    for (const batch of partsOf(found)) {
      const reused = isReused ? batch.places.length : 0;
      reply({ type: "results", id, batch, reused }, [batch.places.buffer, batch.rows.buffer]);
    }
  }

  async function verify(id: number, job: RunJob, request: ProofRequest): Promise<void> {
    await turn();
    if (current !== id) return;
    const verified = session.verify(job, request);
    if (verified.status === "refused") return refuse(id, verified.errors);
    const { steps } = verified;
    const tell = progressOf(id);
    let next = steps.next();
    for (let until = now() + slice; !next.done; next = steps.next()) {
      if (now() < until) continue;
      tell(next.value.part, wordsOf(next.value));
      await turn();
      if (current !== id) return;
      until = now() + slice;
    }
    reply({ type: "proved", id, proof: next.value });
  }

  function refuse(id: number, errors: readonly string[]): void {
    reply({ type: "refused", id, errors });
  }

  function progressOf(id: number): Progress {
    let told = 0;
    return (done, doing) => {
      const time = now();
      if (time - told < pause) return;
      told = time;
      reply({ type: "progress", id, done, doing });
    };
  }

  return hear;
}

/** Some results in messages of bounded size. */
function partsOf({ places, rows }: SweepPart): readonly SweepPart[] {
  if (places.length === 0) return [];
  if (places.length <= mostSent) return [{ places, rows }];
  return Array.from({ length: Math.ceil(places.length / mostSent) }, (_, part) => {
    const [from, to] = [part * mostSent, (part + 1) * mostSent];
    return { places: places.slice(from, to), rows: rows.slice(from * rowLength, to * rowLength) };
  });
}

/** What moves with an outline instead of being copied. */
function buffersOf({ parameters, notSimulated }: RunOutline): readonly ArrayBuffer[] {
  const codes = parameters.map((parameter) => parameter.codes.buffer);
  return notSimulated.codes ? [...codes, notSimulated.codes.buffer] : codes;
}

function wordsOf({ doing, done, of }: ProofStep): string {
  switch (doing) {
    case "building":
      return "building containers";
    case "comparing":
      return `with and without sharing, bar ${done} of ${of}`;
    case "digesting":
      return `digest, combination ${done} of ${of}`;
  }
}
