import type { FactoredPlan } from "../../planner/sharing/decomposition/factored.ts";
import { at } from "../../text/collections.ts";
import type { Bars } from "../data/bars.ts";
import type { Chosen } from "./chosen.ts";
import { numberConfigurations, type SweepConfigurations } from "./configurations.ts";
import { createDecoder, type Decoder } from "./decode.ts";
import type { LoopSetup, LoopWork } from "./loop.ts";
import { occurrencesOf } from "./occurrence.ts";

/** What a sweep runs over. */
export type SweepOptions = {
  readonly bars: Bars;
  /** What the random streams start from, the seed of the bars. */
  readonly seed: number;
  /** What annualised figures count with. */
  readonly barsPerYear: number;
  readonly chosen: Chosen;
};

/** A sweep that is ready to run: its configurations, and which of them each combination has. */
export type Sweep = {
  readonly chosen: Chosen;
  readonly decoder: Decoder;
  readonly configurations: SweepConfigurations;
  readonly setup: LoopSetup;
  readonly work: LoopWork;
  /** How many combinations have a simulation. */
  readonly simulated: number;
  /** How many risk and execution containers serve those. */
  readonly containers: { readonly risk: number; readonly execution: number };
  /** Why others have none, and how many, by first appearance. */
  readonly notSimulated: readonly { readonly reason: string; readonly combinations: number }[];
  /** What was not as written, and how many combinations it concerns. */
  readonly notes: readonly { readonly text: string; readonly combinations: number }[];
  /** Combinations that fill at the close of the signal's bar, which is known only when it is past. */
  readonly optimistic: number;
};

/** Reads what the chosen combinations of a plan are run with. Costs arithmetic for each of them. */
export function prepareSweep(of: FactoredPlan, options: SweepOptions): Sweep {
  const { bars, seed, barsPerYear, chosen } = options;
  const decoder = createDecoder(of, chosen);
  const configurations = numberConfigurations(of, decoder);
  const { strategy, risk, execution, portfolio } = configurations;
  const occurrence = occurrencesOf(of, chosen, configurations);
  const rules = strategy.list.map(({ settings }) =>
    settings.status === "known" ? settings.rule : undefined,
  );
  const roles = [strategy, risk, execution, portfolio];
  const counts = countSimulated(roles, rules);
  const ofStrategies = at(counts, 0);
  const optimistic = execution.list.reduce(
    (sum, { settings }, n) => sum + (settings.fill === "close" ? at(at(counts, 2), n) : 0),
    0,
  );
  const unknown = new Map<string, number>();
  for (const [number, combinations] of countNumbers(strategy.numbers, rules.length).entries()) {
    const { settings } = at(strategy.list, number);
    if (settings.status === "known") continue;
    unknown.set(settings.reason, (unknown.get(settings.reason) ?? 0) + combinations);
  }
  return {
    chosen,
    decoder,
    configurations,
    setup: {
      bars,
      barsPerYear,
      seed,
      rules,
      risks: risk.list.map(({ settings }) => settings),
      executions: execution.list.map(({ settings }) => settings),
      capitals: portfolio.list.map(({ settings }) => settings.initialCapital),
      texts: occurrence && roles.map(({ list, textOf }) => list.map((_, n) => textOf(n))),
    },
    work: {
      strategy: strategy.numbers,
      risk: risk.numbers,
      execution: execution.numbers,
      portfolio: portfolio.numbers,
      occurrence,
    },
    simulated: ofStrategies.reduce((sum, count) => sum + count, 0),
    containers: { risk: countUsed(at(counts, 1)), execution: countUsed(at(counts, 2)) },
    notSimulated: Array.from(unknown, ([reason, combinations]) => ({ reason, combinations })),
    notes: countNotes(
      roles.map(({ list }) => list),
      counts,
    ),
    optimistic,
  };
}

/** By role and number, how many of the combinations that have a simulation have a configuration. */
function countSimulated(
  roles: readonly { readonly numbers: Int32Array; readonly list: readonly unknown[] }[],
  rules: readonly unknown[],
): readonly Int32Array[] {
  const [strategy] = roles;
  const all = rules.every((rule) => rule !== undefined);
  return roles.map(({ numbers, list }) => {
    if (all) return countNumbers(numbers, list.length);
    const counts = new Int32Array(list.length);
    for (let place = 0; place < numbers.length; place++) {
      const number = at(numbers, place);
      if (rules[strategy?.numbers[place] ?? 0] !== undefined)
        counts[number] = at(counts, number) + 1;
    }
    return counts;
  });
}

function countNumbers(numbers: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size);
  for (let place = 0; place < numbers.length; place++) {
    const number = numbers[place] ?? 0;
    counts[number] = (counts[number] ?? 0) + 1;
  }
  return counts;
}

function countUsed(counts: Int32Array): number {
  return counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
}

/** How many combinations each note concerns, in the order of the roles and their configurations. */
function countNotes(
  roles: readonly (readonly { readonly notes: readonly string[] }[])[],
  counts: readonly Int32Array[],
): Sweep["notes"] {
  const combinations = new Map<string, number>();
  for (const [role, list] of roles.entries()) {
    for (const [number, { notes }] of list.entries()) {
      const count = at(at(counts, role), number);
      if (count === 0) continue;
      for (const note of notes) combinations.set(note, (combinations.get(note) ?? 0) + count);
    }
  }
  return Array.from(combinations, ([text, count]) => ({ text, combinations: count }));
}
