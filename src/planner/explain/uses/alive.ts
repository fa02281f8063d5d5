import type { MovingRange } from "../../../text/source-range.ts";
import { keyText, type MapValue, type Value } from "../../../yaml/value.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { sectionConfig, strategyConfig } from "../../sharing/reach/configuration.ts";
import type { SectionRole, Strategy } from "../../workflow/workflow.ts";

/** Beyond so many values an axis is taken to be one of plain values. */
const mostLooked = 200;

export const sectionRoles: readonly SectionRole[] = ["risk", "execution", "portfolio"];

/**
 * What of the text decides about a configuration or about the number of combinations: the ranges of
 * such values, which are the same object wherever a value is written, aliased or merged into.
 *
 * Every grid axis writes in all combinations of the strategies that it reaches, and beats what stands
 * there unless its value is a mapping, which is merged: so one combination of all such mappings shows what
 * is beaten in all that have them.
 */
export function aliveRanges({ workflow, reach, uses }: Factored): ReadonlySet<MovingRange> {
  const alive = new Set<MovingRange>();
  const addLeaves = (value: Value): void => {
    if (value.type !== "map" || value.entries.size === 0) alive.add(value.range);
    else for (const entry of value.entries.values()) addLeaves(entry.value);
  };
  const { grids, isComplete } = mergingPositions(reach);
  for (const { values, fields } of [
    ...workflow.grid,
    ...workflow.strategies.flatMap(({ parameters }) => parameters),
  ]) {
    // one value may be beaten, several multiply the combinations whatever becomes of them
    for (const field of fields) {
      if (field.section && isComplete) continue;
      if (values.count > 1 || field.values.ascending) alive.add(field.range);
    }
  }
  const named = namedByRole(reach);
  const plain = new Set<SectionRole>();
  const seen = new Set<MapValue>();
  for (const strategy of workflow.strategies) {
    if (reach.some(({ targets }) => targets.some((target) => isInside(target, strategy)))) {
      for (const grid of grids)
        addLeaves(strategyConfig(reach, { strategy, grid, parameters: [] }));
    } else {
      addEntry(alive, strategy);
    }
    for (const role of sectionRoles) {
      const isPlain =
        strategy.overrides[role].entries.size === 0 && !named[role].has(strategy.index);
      const override = strategy.overrides[role];
      const isNamed = named[role].has(strategy.index);
      if ((isPlain && plain.has(role)) || (!isNamed && seen.has(override))) continue;
      if (isPlain) plain.add(role);
      // strategies of one entry have one override
      else if (!isNamed) seen.add(override);
      for (const grid of grids) {
        const config = sectionConfig(workflow, reach, role, { strategy, grid });
        addLeaves(config);
        addEmptyMaps(alive, workflow.base[role], config);
        addEmptyMaps(alive, strategy.overrides[role], config);
      }
    }
  }
  for (const { value, decides } of uses) if (decides === true) alive.add(value.range);
  return alive;
}

/** By role the strategies whose section alone some axis writes to. */
function namedByRole(reach: Factored["reach"]): Readonly<Record<SectionRole, ReadonlySet<number>>> {
  const targets = reach.flatMap((reaching) => reaching.targets);
  const namedIn = (role: SectionRole): ReadonlySet<number> => {
    const names = new Set(
      targets.flatMap((target) => (target.role === role && target.strategies) || []),
    );
    return new Set(Array.from(names).flatMap((strategies) => [...strategies]));
  };
  return {
    risk: namedIn("risk"),
    execution: namedIn("execution"),
    portfolio: namedIn("portfolio"),
  };
}

/**
 * Positions of all grid axes: all mappings of each with all of the others', or, where those are too many,
 * the first of each, then each other one alone.
 */
function mergingPositions(reach: Factored["reach"]): {
  readonly grids: readonly (readonly number[])[];
  readonly isComplete: boolean;
} {
  const maps = reach.map(({ axis: { values, fields } }) => {
    if (values.ascending) return [];
    const looked = Array.from({ length: Math.min(values.count, mostLooked) }, (_, i) => i);
    return looked.filter((i) => fields.some((field) => field.values.at(i).type === "map"));
  });
  const first = maps.map(([position = 0]) => position);
  const product = maps.reduce((all, { length }) => all * Math.max(length, 1), 1);
  if (product <= mostLooked) {
    let grids: readonly (readonly number[])[] = [first];
    for (const [axis, positions] of maps.entries()) {
      if (positions.length < 2) continue;
      grids = grids.flatMap((grid) => positions.map((position) => grid.with(axis, position)));
    }
    return { grids, isComplete: true };
  }
  const others = maps.flatMap((positions, axis) =>
    positions.slice(1).map((position) => first.with(axis, position)),
  );
  return { grids: [first, ...others.slice(0, mostLooked)], isComplete: false };
}

/** An empty mapping is a place that something could be written to, unless it is replaced. */
function addEmptyMaps(alive: Set<MovingRange>, written: Value, config: Value | undefined): void {
  if (written.type !== "map" || config?.type !== "map") return;
  if (written.entries.size === 0) alive.add(written.range);
  for (const [identity, { value }] of written.entries) {
    addEmptyMaps(alive, value, config.entries.get(identity)?.value);
  }
}

/** The configuration of a strategy's container in its first combination. */
export function strategyConfigOf(
  { reach }: Pick<Factored, "workflow" | "reach">,
  strategy: Strategy,
): MapValue {
  return strategyConfig(reach, { strategy, grid: [], parameters: [] });
}

function isInside(
  target: Factored["reach"][number]["targets"][number],
  { index }: Strategy,
): boolean {
  return target.role === "strategy" && target.strategies.has(index);
}

/** All of a strategy's entry, where no grid key writes into it; parameters one by one, of two spellings the later wins. */
function addEntry(alive: Set<MovingRange>, { entry, parameters }: Strategy): void {
  for (const { key, value } of entry.entries.values()) {
    if (keyText(key) !== "parameters") alive.add(value.range);
  }
  for (const { fields } of parameters) for (const { range } of fields) alive.add(range);
}
