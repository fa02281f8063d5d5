import { describe, expect, it } from "vitest";
import { fixture } from "../../planner/test-support/fixtures.ts";
import { translate } from "../../planner/workflow/dialects/translate.ts";
import { parseYaml12 } from "../../yaml/parse/parse-yaml12.ts";
import { readParquet } from "../data/bars-file/read-parquet.ts";
import type { BacktestReply, RunJob } from "./protocol.ts";
import { createService } from "./service.ts";

const seed = `${fixture("../../examples/seed.yaml")}\ndata: {bars: 100}\n`;
const sweep = (combinations: number): string => `data: {bars: 100}
strategies: [{type: momentum, parameters: {lookback_period: {min: 1, max: ${combinations}, step: 1}}}]
`;
/** More combinations than one slice runs. */
const many = 30_000;
const job = (text: string, reading: RunJob["reading"] = "pyyaml"): RunJob => ({
  rev: 1,
  text,
  reading,
  filters: [],
});

/** A service whose clock goes one millisecond on whenever it is looked at. */
function serve({ beforeTurn }: { readonly beforeTurn?: (turns: number) => void } = {}) {
  const replies: BacktestReply[] = [];
  let time = 0;
  let turns = 0;
  const hear = createService({
    reply(message, transfer = []) {
      // what is sent moves, as it does between workers
      const received = structuredClone(message, { transfer: [...transfer] });
      if (received.type !== "heard") replies.push(received);
    },
    now: () => time++,
    turn: () => Promise.resolve(beforeTurn?.(turns++)),
    loadParse12: () => Promise.resolve(parseYaml12),
    loadTranslate: () => Promise.resolve(translate),
    loadParquet: () => Promise.resolve(readParquet),
  });
  return { hear, replies, types: () => replies.map(({ type, ...rest }) => [type, idOf(rest)]) };
}

const idOf = (reply: object): unknown => ("id" in reply ? reply.id : undefined);

describe("a run", () => {
  it("sends its outline, its results in slices, and its end", async () => {
    const { hear, replies } = serve();
    await hear({ type: "run", id: 1, job: job(sweep(many)) });
    const slices = replies.filter((reply) => reply.type === "results");
    expect(replies[0]?.type).toBe("outlined");
    expect(replies.at(-1)?.type).toBe("ran");
    expect(slices.length).toBeGreaterThan(1);
    const places = slices.flatMap(({ batch }) => [...batch.places]);
    expect(places.toSorted((a, b) => a - b)).toEqual(Array.from({ length: many }, (_, i) => i));
  });

  it("hears a cancel between two slices, and says nothing more", async () => {
    const { hear, types } = serve({
      beforeTurn: (turns) => {
        if (turns === 1) void hear({ type: "cancel", id: 1 });
      },
    });
    await hear({ type: "run", id: 1, job: job(sweep(many)) });
    expect(types()).toEqual([
      ["outlined", 1],
      ["results", 1],
      ["cancelled", 1],
    ]);
  });

  it("gives way to the next one, and what it found is reused", async () => {
    const later: Promise<void>[] = [];
    const { hear, replies } = serve({
      beforeTurn: (turns) => {
        if (turns === 1) later.push(hear({ type: "run", id: 2, job: job(sweep(many)) }));
      },
    });
    await hear({ type: "run", id: 1, job: job(sweep(many)) });
    await Promise.all(later);
    const results = (id: number) =>
      replies.filter((reply) => reply.type === "results" && reply.id === id);
    expect(replies.some(({ type, ...rest }) => type === "ran" && idOf(rest) === 1)).toBe(false);
    const found = (of: readonly BacktestReply[]): number =>
      of.reduce(
        (sum, reply) => sum + (reply.type === "results" ? reply.batch.places.length : 0),
        0,
      );
    const reused = results(2).reduce(
      (sum, reply) => sum + (reply.type === "results" ? reply.reused : 0),
      0,
    );
    expect(found(results(1))).toBeLessThan(many);
    expect(found(results(2))).toBe(many);
    expect(reused).toBe(found(results(1)));
  });

  it("is not planned where a newer text came before its turn", async () => {
    const { hear, types } = serve();
    await Promise.all([
      hear({ type: "run", id: 1, job: job(sweep(5)) }),
      hear({ type: "run", id: 2, job: job(seed) }),
    ]);
    expect(types().every(([, id]) => id === 2)).toBe(true);
  });

  it("is refused with the lines of the errors", async () => {
    const { hear, replies } = serve();
    await hear({ type: "run", id: 1, job: job("strategies: [\n") });
    expect(replies).toMatchObject([
      { type: "refused", id: 1, errors: [expect.stringMatching(/^line \d+: /)] },
    ]);
  });
});

describe("a proof", () => {
  const request = { type: "verify", job: job(sweep(50)), without: [], every: false } as const;

  it("hears a cancel between two slices, and says nothing more", async () => {
    const { hear, types } = serve({
      beforeTurn: (turns) => {
        if (turns === 20) void hear({ type: "cancel", id: 1 });
      },
    });
    await hear({ ...request, id: 1 });
    const told = types();
    expect(told.at(-1)).toEqual(["cancelled", 1]);
    expect(new Set(told.map(([type]) => type))).toEqual(new Set(["progress", "cancelled"]));
  });

  it("gives way to the next one", async () => {
    const later: Promise<void>[] = [];
    const { hear, types } = serve({
      beforeTurn: (turns) => {
        if (turns === 5) later.push(hear({ ...request, id: 2 }));
      },
    });
    await hear({ ...request, id: 1 });
    await Promise.all(later);
    expect(types().filter(([type]) => type === "proved")).toEqual([["proved", 2]]);
  });
});

describe("other requests", () => {
  it("verify with progress told now and then, and compare every combination", async () => {
    const { hear, replies } = serve();
    await hear({ type: "verify", id: 3, job: job(seed), without: [], every: false });
    expect(replies.at(-1)).toMatchObject({ type: "proved", proof: { compared: 8, bars: 100 } });
    const told = replies.filter(({ type }) => type === "progress");
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThan(10);
  });

  it("wait for a file of bars that came before them", async () => {
    const { hear, replies } = serve();
    const rows = "date,open,high,low,close\n2024-01-01,1,2,1,2\n2024-01-02,2,3,2,3\n";
    const arrayBuffer = async () => new TextEncoder().encode(rows).buffer;
    void hear({ type: "bars", file: { name: "mine.csv", size: rows.length, arrayBuffer } });
    await hear({ type: "run", id: 1, job: job(seed) });
    expect(replies[0]).toMatchObject({ type: "outlined", outline: { bars: 2, file: "mine.csv" } });
  });

  it("say so where the file cannot be read any more", async () => {
    const { hear, replies } = serve();
    const arrayBuffer = () => Promise.reject(new Error("gone"));
    void hear({ type: "bars", file: { name: "mine.csv", size: 1, arrayBuffer } });
    await hear({ type: "run", id: 1, job: job(seed) });
    expect(replies).toMatchObject([
      {
        type: "refused",
        errors: [expect.stringContaining("mine.csv: could not be read: Error: gone")],
      },
    ]);
  });

  it("read as YAML 1.2 where that is asked for", async () => {
    const { hear, replies } = serve();
    await hear({ type: "identify", id: 4, job: job(seed, "1.2") });
    expect(replies).toMatchObject([{ type: "identified", id: 4, identity: expect.any(String) }]);
  });

  it("fail with what was thrown", async () => {
    const replies: BacktestReply[] = [];
    const hear = createService({
      reply: (message) => void replies.push(message),
      now: () => 0,
      turn: () => Promise.resolve(),
      loadParse12: () => Promise.reject(new Error("no network")),
      loadTranslate: () => Promise.reject(new Error("no network")),
      loadParquet: () => Promise.reject(new Error("no network")),
    });
    const parquet = new TextEncoder().encode("PAR1").buffer;
    const file = { name: "a.parquet", size: 4, arrayBuffer: async () => parquet };
    await hear({ type: "bars", file });
    await hear({ type: "identify", id: 5, job: job(seed, "1.2") });
    expect(replies).toEqual([
      { type: "heard", id: 5 },
      { type: "failed", id: 5, message: "Error: no network" },
    ]);
    await hear({ type: "run", id: 6, job: job(seed) });
    expect(replies.at(-1)).toEqual({
      type: "refused",
      id: 6,
      errors: ["a.parquet: could not be read: Error: no network"],
    });
  });
});
