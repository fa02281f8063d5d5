import { filterCombinations } from "../../planner/answer/table/answer-rows.ts";
import { dropCombinations } from "../../planner/coupling/drop-combinations.ts";
import type { Plan } from "../../planner/model.ts";
import {
  createMemory,
  planWithMemory,
  withParts,
  type PlannedText,
} from "../../planner/plan-with-memory.ts";
import type { Translate } from "../../planner/workflow/dialects/dialect.ts";
import { lineTable } from "../../text/position.ts";
import type { Steps } from "../../text/steps.ts";
import type { ParseText } from "../../yaml/read-yaml.ts";
import type { YamlReading } from "../../yaml/value.ts";
import type { OpenedBars } from "../data/bars-file/open-bars-file.ts";
import type { Bars } from "../data/bars.ts";
import { diagnoseBars } from "../data/diagnose-bars.ts";
import { dataSettingsOf, loadBars } from "../data/source.ts";
import { selectEvenly } from "../engine/selection.ts";
import { proofText } from "../proof/proof-text.ts";
import { mostProved, proveInSteps, type ProofStep } from "../proof/proof.ts";
import { measureSharing, type SharingCost } from "../proof/sharing-cost.ts";
import { chooseRun } from "../sweep/choose-run.ts";
import { streamsOfSweep } from "../sweep/record.ts";
import { mostWhole } from "../sweep/run-whole.ts";
import { prepareSweep, type Sweep } from "../sweep/sweep.ts";
import { answerRunQuery } from "./answers.ts";
import { runIdentity } from "./identity.ts";
import { outlineSweep } from "./outline.ts";
import {
  type ProofRequest,
  type ProofView,
  type RunAnswer,
  type RunJob,
  type RunOutline,
  type RunQuery,
} from "./protocol.ts";

/** The run, or why there is none: errors in the text or in the file of bars. */
export type Started =
  | { readonly status: "ready"; readonly outline: RunOutline; readonly sweep: Sweep }
  | Refused;

export type Refused = { readonly status: "refused"; readonly errors: readonly string[] };

export type Progress = (done: number, doing: string) => void;

/** Runs text after text over bars that are kept, and remembers what did not change between them. */
export type Session = {
  /** A file of bars, instead of what documents say; `undefined` for those again. */
  useFile(file: ({ readonly name: string } & OpenedBars) | undefined): void;
  /** Prepares a run in steps, each of which is short beside the watch that is kept over a worker. */
  start(job: RunJob): Steps<Started>;
  /** Proves while its steps are gone through; their last one gives the proof. */
  verify(
    job: RunJob,
    request: ProofRequest,
  ): { readonly status: "ready"; readonly steps: Generator<ProofStep, ProofView> } | Refused;
  measure(
    job: RunJob,
    clock: () => number,
    onProgress: Progress,
  ): { readonly status: "measured"; readonly cost: SharingCost } | Refused;
  answer(job: RunJob, query: RunQuery): RunAnswer;
  /** What tells the text's results, over the bars in use, from others; `undefined` where it has errors. */
  identify(job: RunJob): string | undefined;
};

type Prepared = {
  readonly status: "ready";
  readonly job: RunJob;
  readonly plan: Plan;
  readonly factored: PlannedText["factored"];
  readonly bars: Bars;
  readonly barsPerYear: number;
  readonly seed: number;
  readonly notes: readonly string[];
  readonly fileNotes: readonly string[];
};

/**
 * Starts a session; `parse12` reads texts as YAML 1.2, and `translate` those in other dialects, where it
 * is loaded: to be there before such a text.
 */
export function createSession(
  parse12: ParseText,
  translate: () => Translate | undefined = () => undefined,
): Session {
  let memory = createMemory(parse12);
  let file: Parameters<Session["useFile"]>[0];
  let lastBars: { readonly key: string; readonly loaded: ReturnType<typeof loadBars> } | undefined;
  let lastText: { readonly text: string; readonly reading: YamlReading } | undefined;
  let lastPlan: PlannedText | undefined;

  function planOf({ text, reading }: RunJob) {
    if (!lastPlan || lastText?.text !== text || lastText.reading !== reading) {
      memory = withParts(memory, { drop: dropCombinations, translate: translate() });
      lastPlan = planWithMemory(text, reading, memory);
      lastText = { text, reading };
    }
    return lastPlan;
  }

  function identityOf(plan: Plan): string {
    const of = runIdentity(plan);
    return file ? `${of} over ${file.name}, ${file.digest}` : of;
  }

  function prepare(job: RunJob): Prepared | Refused {
    const { plan, factored, blocked, diagnostics } = planOf(job);
    if (blocked) {
      const { positionAt } = lineTable(job.text);
      const errors = diagnostics
        .filter(({ blocking }) => blocking)
        .map(({ range, message }) => `line ${positionAt(range.start).line}: ${message}`);
      return { status: "refused", errors };
    }
    const settings = dataSettingsOf(plan);
    const key = JSON.stringify(settings);
    if (lastBars?.key !== key) {
      lastBars = { key, loaded: loadBars(settings, file) };
    }
    const { loaded } = lastBars;
    if (loaded.status === "refused") {
      const { by, errors } = loaded;
      if (by === "document") return { status: "refused", errors };
      return { status: "refused", errors: errors.map((error) => `${file?.name}: ${error}`) };
    }
    const contradictions = diagnoseBars(plan, loaded).map(({ message }) => message);
    const notes = [...contradictions, ...loaded.notes];
    return { ...loaded, status: "ready", job, plan, factored, seed: settings.seed, notes };
  }

  function* start(job: RunJob): Steps<Started> {
    const prepared = prepare(job);
    if (prepared.status === "refused") return prepared;
    const { plan, factored, bars, barsPerYear, seed } = prepared;
    const matching = filterCombinations({ plan, factored }, job.filters);
    const { chosen, sampled } = yield* chooseRun(
      matching,
      plan.combinations,
      bars.n,
      mostWhole.page,
    );
    yield;
    const sweep = prepareSweep(prepared, { bars, seed, barsPerYear, chosen });
    const outline = {
      ...(yield* outlineSweep(prepared, sweep)),
      rev: job.rev,
      matching: matching.count,
      sampled,
      fileNotes: prepared.fileNotes,
      seed,
      file: file?.name,
      identity: identityOf(plan),
    };
    return { status: "ready", outline, sweep };
  }

  function answer(job: RunJob, query: RunQuery): RunAnswer {
    const prepared = prepare(job);
    return prepared.status === "refused"
      ? { kind: "unavailable", reason: prepared.errors.join("; ") }
      : answerRunQuery(prepared, query);
  }

  return {
    useFile(given) {
      file = given;
      lastBars = undefined;
    },
    start,
    answer,
    verify(job, request) {
      const prepared = prepare(job);
      if (prepared.status === "refused") return prepared;
      const identity = identityOf(prepared.plan);
      function* proveAs(ready: Prepared): Generator<ProofStep, ProofView> {
        return { ...(yield* prove(ready, request)), identity };
      }
      return { status: "ready", steps: proveAs(prepared) };
    },
    measure(job, clock, onProgress) {
      const prepared = prepare(job);
      if (prepared.status === "refused") return prepared;
      const { plan, bars, barsPerYear, seed } = prepared;
      const { chosen } = selectEvenly(plan);
      const report = (done: number): void => onProgress(done, "measuring");
      const options = { seed, barsPerYear, chosen, clock, onProgress: report };
      return { status: "measured", cost: measureSharing(plan, bars, options) };
    },
    identify(job) {
      const { plan, blocked } = planOf(job);
      return blocked ? undefined : identityOf(plan);
    },
  };
}

/** Proves in steps, which tell how far it is. */
function* prove(
  prepared: Prepared,
  { without, every }: ProofRequest,
): Generator<ProofStep, Omit<ProofView, "identity">> {
  const { job, plan, bars, barsPerYear, seed } = prepared;
  const proof = yield* proveInSteps(plan, bars, {
    seed,
    barsPerYear,
    every,
    without: new Set(without),
    streamsFor: (indices) => streamsOfSweep(prepared, indices, prepared),
  });
  const { status, compared, combinations, sampled, fills, digests, wrong, first } = proof;
  return {
    rev: job.rev,
    status,
    text: proofText(proof),
    compared,
    combinations,
    sampled,
    bars: bars.n,
    seed,
    fills,
    digests,
    wrong,
    first,
    notSimulated: proof.notSimulated.length,
    without,
    isMoreToProve: sampled && without.length === 0 && combinations <= BigInt(mostProved),
  };
}
