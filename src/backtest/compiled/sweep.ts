import type { CombinationIndex, Plan } from "../../planner/model.ts";
import { at } from "../../text/collections.ts";
import type { Bars } from "../data/bars.ts";
import {
  combinationKeys,
  readCombinations,
  type NotSimulated,
  type Simulated,
} from "../engine/combinations.ts";
import { countNotes, type Run } from "../engine/run.ts";
import type { Metrics } from "../figures/metrics.ts";
import { createFeatures, type Features } from "../indicators/features.ts";
import { compilePlan } from "./run.ts";

/** What a sweep runs over. */
export type SweepOptions = {
  readonly seed: number;
  /** What annualised figures count with. */
  readonly barsPerYear: number;
  /** Ascending. */
  readonly chosen: readonly CombinationIndex[];
};

/** The figures of one combination. */
export type SweepResult = {
  readonly index: CombinationIndex;
  readonly metrics: Metrics;
  /** Whether an earlier sweep had run the very same combination. */
  readonly reused: boolean;
};

/** A sweep that is ready to run. */
export type Sweep = {
  /** The combinations that there are to run or to reuse. */
  readonly simulated: readonly Simulated[];
  readonly notSimulated: readonly NotSimulated[];
  readonly notes: Run["notes"];
  /** Combinations that fill at the close of the signal's bar. */
  readonly optimistic: number;
  /** Gives the results one by one, reused ones first; whoever takes them may stop at any time. */
  results(): Generator<SweepResult>;
};

/** The sweep, or what in the wiring leads events astray. */
export type SweepStart =
  | { readonly status: "ready"; readonly sweep: Sweep }
  | { readonly status: "refused"; readonly reason: string };

/** Indicator values of 8 bytes that are kept from edit to edit: 64 MB. */
const mostKept = 2 ** 23;

/** What sweeps over the same bars remember from edit to edit. */
export type SweepMemory = {
  start(plan: Plan, bars: Bars, options: SweepOptions): SweepStart;
};

/** Figures that are remembered at most: some 200 bytes each, and the key. */
const mostRemembered = 20_000;

/**
 * Starts a memory for sweeps that follow one another while somebody types: a combination whose four
 * configurations are as before is not run again, whatever its number is now, and no indicator is
 * computed twice. Other bars, another seed or other bars per year forget everything.
 */
export function createSweepMemory(): SweepMemory {
  let known = new Map<string, Metrics>();
  let over: (Pick<SweepOptions, "seed" | "barsPerYear"> & { readonly bars: Bars }) | undefined;
  let features: Features | undefined;

  const remember = (key: string, metrics: Metrics): void => {
    // as it is used again it becomes the newest, the oldest goes first
    known.delete(key);
    known.set(key, metrics);
    if (known.size <= mostRemembered) return;
    const [oldest] = known.keys();
    if (oldest !== undefined) known.delete(oldest);
  };

  return {
    start(plan, bars, { seed, barsPerYear, chosen }) {
      if (over?.bars !== bars || over.seed !== seed || over.barsPerYear !== barsPerYear) {
        over = { bars, seed, barsPerYear };
        known = new Map();
        features = undefined;
      }
      // somebody who tries one period after the other would fill the memory
      if (!features || features.kept() > mostKept) features = createFeatures(bars);
      const combinations = readCombinations(plan, chosen);
      const indices = combinations.simulated.map(({ combination }) => combination.index);
      const topology = "shared";
      const options = { seed, barsPerYear, combinations, features };
      const compilation = compilePlan(plan, topology, bars, options);
      if (compilation.status === "refused") return compilation;
      const { run } = compilation;
      const keys = combinationKeys(plan, indices).map(
        ({ text, occurrence }) => `${occurrence}\n${text}`,
      );
      const results = function* (): Generator<SweepResult> {
        const missing: number[] = [];
        for (const place of run.order) {
          const key = at(keys, place);
          const metrics = known.get(key);
          if (metrics) {
            remember(key, metrics);
            yield { index: at(indices, place), metrics, reused: true };
          } else missing.push(place);
        }
        for (const place of missing) {
          const metrics = run.metrics(place);
          remember(at(keys, place), metrics);
          yield { index: at(indices, place), metrics, reused: false };
        }
      };
      const { simulated, notSimulated } = combinations;
      const notes = countNotes([...combinations.notes, ...compilation.notes]);
      const { optimistic } = compilation;
      return {
        status: "ready",
        sweep: { simulated, notSimulated, notes, optimistic, results },
      };
    },
  };
}
