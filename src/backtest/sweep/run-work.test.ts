import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planText } from "../../planner/plan-text.ts";
import { readTimeframe } from "../data/bars.ts";
import { syntheticBars } from "../data/synthetic.ts";
import { arbitrarySweep } from "../test-support/arbitrary-sweep.ts";
import { chooseAll } from "./chosen.ts";
import { rowLength } from "./figure-columns.ts";
import { createLoop, type LoopSetup } from "./loop.ts";
import { createSweepMemory, type SweepMemory, type SweepPart } from "./reuse.ts";
import { createGathering, runWork, type Crew } from "./run-work.ts";
import { prepareSweep, type Sweep } from "./sweep.ts";

const timeframe = readTimeframe("1h");
if (!timeframe) throw new Error("1h is a timeframe");
const barsOf = (seed: number, bars = 300) =>
  syntheticBars({ bars, seed, timeframe, drift: 0.1, volatility: 0.5 });
const bars = barsOf(1);

function sweepOf(text: string, over = bars, seed = 1): Sweep {
  const planned = planText(text, "pyyaml");
  const chosen = chooseAll(Number(planned.plan.combinations));
  return prepareSweep(planned, { bars: over, seed, barsPerYear: 252, chosen });
}

/** What a sweep gives all at once, by place. */
const rowsOf = ({ setup, work, chosen }: Sweep): number[] => [
  ...createLoop(setup).rows(work, 0, chosen.count),
];

/** Runs what is not known, as a service does; gives the rows by place and how many were known. */
async function run(
  sweep: Sweep,
  memory: SweepMemory,
  options: { crew?: Crew; most?: number } = {},
) {
  const rows = new Float64Array(sweep.chosen.count * rowLength).fill(Number.NaN);
  const place = (part: SweepPart): void => {
    for (const [i, at] of part.places.entries()) {
      rows.set(part.rows.subarray(i * rowLength, (i + 1) * rowLength), at * rowLength);
    }
  };
  const known = memory.start(sweep);
  place(known);
  let left = options.most ?? Infinity;
  let clock = 0;
  await runWork(sweep, {
    known: known.places,
    crew: options.crew,
    leastShared: 0,
    now: () => (clock += 7),
    turn: () => Promise.resolve(),
    goesOn: () => left > 0,
    found(part) {
      left -= part.places.length;
      memory.keep(part);
      place(part);
    },
  });
  return { rows: [...rows], reused: known.places.length };
}

/** Workers on this thread, some of which fail after a while. */
const crewOf = (lives: readonly number[]): Crew => ({
  hire: (setup: LoopSetup) =>
    lives.map((life) => {
      const loop = createLoop(setup);
      let left = life;
      return {
        async run(work) {
          await Promise.resolve();
          if (left-- === 0) throw new Error("the worker is gone");
          return loop.rows(work, 0, work.strategy.length);
        },
        leave: () => {},
      };
    }),
});

/** Orders are filled by chance, so that a wrong random stream shows. */
const textOf = (lookbacks: string, commissions: string, extra = "") => `strategies:
  - type: momentum
    parameters: {lookback_period: ${lookbacks}, signal_threshold: 0.005}
${extra}
optimization: {parameter_grids: {commission: ${commissions}}}
risk: {max_position_size: 0.5}
execution: {fill_probability: 0.6, slippage: 0.001}
`;

describe("a sweep that follows an edit", () => {
  it("runs only what is new, although its combinations are numbered anew", async () => {
    const memory = createSweepMemory();
    const edits = [
      [textOf("[5, 10]", "[0.001, 0.002]"), 0],
      [textOf("[3, 5, 10]", "[0, 0.001, 0.002]"), 4],
      [textOf("[10]", "[0.002]"), 1],
      // what was run before the last edit is still there
      [textOf("[3, 10]", "[0.002, 0.003]"), 2],
    ] as const;
    for (const [text, reused] of edits) {
      const sweep = sweepOf(text);
      expect(await run(sweep, memory)).toEqual({ rows: rowsOf(sweep), reused });
    }
  });

  it("tells equal combinations apart", async () => {
    const memory = createSweepMemory();
    await run(sweepOf(textOf("[5]", "[0.001]")), memory);
    const twice = sweepOf(textOf("[5, 5]", "[0.001]"));
    const { rows, reused } = await run(twice, memory);
    expect({ rows, reused }).toEqual({ rows: rowsOf(twice), reused: 1 });
    expect(rows.slice(0, rowLength)).not.toEqual(rows.slice(rowLength));
  });

  it("forgets everything with other bars or another seed", async () => {
    const memory = createSweepMemory();
    const text = textOf("[5, 10]", "[0.001]");
    const runs = [sweepOf(text), sweepOf(text, barsOf(2)), sweepOf(text, bars, 2)];
    for (const sweep of runs) expect((await run(sweep, memory)).reused).toBe(0);
    expect((await run(sweepOf(text, bars, 2), memory)).reused).toBe(2);
  });

  it("keeps what a stopped one had found", async () => {
    const memory = createSweepMemory();
    // more combinations than one slice has
    const text = textOf("{min: 1, max: 50, step: 1}", "{min: 0.001, max: 1, step: 0.001}");
    await run(sweepOf(text), memory, { most: 1 });
    const { reused } = await run(sweepOf(text), memory, { most: 1 });
    expect(reused).toBeGreaterThan(0);
    expect(reused).toBeLessThan(50_000);
  });

  it("gives on random edits what a run from the start gives", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitrarySweep, { minLength: 2, maxLength: 4 }), async (texts) => {
        const memory = createSweepMemory();
        for (const text of texts) {
          const sweep = sweepOf(text);
          expect((await run(sweep, memory)).rows).toEqual(rowsOf(sweep));
        }
      }),
      { numRuns: 100 },
    );
  });
});

it("gives the same whoever runs it, also where helpers fail", async () => {
  const text = textOf("{min: 1, max: 40, step: 1}", "{min: 0.001, max: 0.1, step: 0.001}");
  const sweep = sweepOf(text, barsOf(3, 600));
  const expected = rowsOf(sweep);
  for (const lives of [[], [1e9], [0, 2, 1e9], [0, 0]]) {
    const { rows } = await run(sweep, createSweepMemory(), { crew: crewOf(lives) });
    expect(rows).toEqual(expected);
  }
});

it("gathers parts until it is time to send them, the first at once", () => {
  const sent: number[][] = [];
  const gathering = createGathering(({ places }) => void sent.push([...places]), 50);
  const part = (place: number): SweepPart => ({
    places: Int32Array.of(place),
    rows: new Float64Array(rowLength),
  });
  for (const [place, now] of [0, 10, 49, 60, 70].entries()) gathering.add(part(place), now);
  gathering.flush();
  gathering.flush();
  expect(sent).toEqual([[0], [1, 2, 3], [4]]);
});
