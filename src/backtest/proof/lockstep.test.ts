import fc from "fast-check";
import { expect, it } from "vitest";
import { containerId } from "../../planner/model.ts";
import { membersOf } from "../../planner/wiring/members.ts";
import { readTimeframe } from "../data/bars.ts";
import { syntheticBars } from "../data/synthetic.ts";
import type { Isolation } from "../engine/build.ts";
import { runBacktest, type CombinationRun } from "../engine/run.ts";
import { selectForProof } from "../engine/selection.ts";
import { arbitrarySweep } from "../test-support/arbitrary-sweep.ts";
import { planOf, withGap } from "../test-support/runs.ts";
import { compareRuns, digestOf } from "../test-support/whole-runs.ts";
import type { ContainerOf } from "./divergence.ts";
import { verifyPlan } from "./proof.ts";

const timeframe = readTimeframe("1d") ?? expect.fail("1d is a timeframe");
const most = 40;

/** The figures of a run, without what happened in it. */
const figures = ({ index, account, metrics, rejectsByReason }: CombinationRun) => ({
  index,
  account,
  metrics,
  rejectsByReason,
});

const faults = fc.constantFrom<Isolation[]>([], ["routing"], ["ledger"], ["stream"]);
const gap = fc.constantFrom(1, 1, 3);

it("finds in lockstep what whole runs differ in, and their digests, whatever is broken", () => {
  fc.assert(
    fc.property(
      arbitrarySweep,
      faults,
      gap,
      fc.integer({ min: 2, max: 50 }),
      fc.nat({ max: 1000 }),
      (text, without, factor, n, seed) => {
        const plan = planOf(text);
        const calm = syntheticBars({ bars: n, seed, timeframe, drift: 0, volatility: 0.4 });
        const bars = withGap(calm, Math.floor(n / 2), factor);
        const common = { seed, barsPerYear: 252 };
        const proof = verifyPlan(plan, bars, { ...common, most, without: new Set(without) });

        const { chosen } = selectForProof(plan, most);
        const naive = runBacktest(plan, "naive", bars, { ...common, chosen });
        const options = { ...common, chosen, without: new Set(without) };
        const shared = runBacktest(plan, "shared", bars, options);
        const indices = naive.combinations.map(({ index }) => index);
        const containerOf: ContainerOf = (role, index) =>
          membersOf(plan, role, indices).find(({ serves }) => [...serves()].includes(index))?.id ??
          containerId(role);
        const parted = naive.combinations.flatMap((run, i) => {
          const other = shared.combinations[i];
          return (other && compareRuns(run, other, containerOf)) ?? [];
        });
        expect(proof.first).toEqual(parted.toSorted((a, b) => a.bar - b.bar)[0]);
        expect(proof.wrong).toEqual(parted.map(({ index }) => index));
        expect(proof.digests).toEqual({
          naive: digestOf(naive.combinations),
          shared: digestOf(shared.combinations),
        });
        expect(proof.naive).toEqual(naive.combinations.map(figures));
        expect(proof.shared.combinations).toEqual(shared.combinations.map(figures));
        expect(proof.shared.notes).toEqual(shared.notes);
        expect(proof.shared.delivered).toBe(shared.delivered);
      },
    ),
    { numRuns: 150 },
  );
});
