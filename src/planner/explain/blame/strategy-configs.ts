import { at } from "../../../text/collections.ts";
import { nowhere } from "../../../text/source-range.ts";
import { emptyMap, keyIdentity, textKey, type MapValue, type Value } from "../../../yaml/value.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import {
  countConfigurations,
  type CountedClass,
  type CountedValues,
} from "../../sharing/decomposition/count-configurations.ts";
import { sizesOf } from "../../sharing/decomposition/coupled-values.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { writeAt } from "../../sharing/reach/configuration.ts";
import { isEmptyLane, type Group as CoupledAxes } from "../../sweep/lane.ts";
import { digitOf, type Space } from "../../sweep/space.ts";
import type { AxisValues, Strategy } from "../../workflow/workflow.ts";

/** Values that are looked at to tell how many differ; beyond, nothing is said. */
const valueLimit = 200_000;

/** One axis that writes below parameters: of the strategy itself, or of the grid. */
type Writer = {
  /** The axis of the strategy's lane. */
  readonly axis: number;
  readonly count: number;
  readonly writes: readonly { readonly values: AxisValues; readonly path: readonly Value[] }[];
};

/**
 * Parameters that one axis sets together, or that rules couple, or most often one alone, with all that
 * writes to them.
 */
type Group = {
  readonly name: string;
  readonly keys: readonly string[];
  readonly writers: readonly Writer[];
  /** Whether rules leave some positions of the writers together. */
  readonly isLeft: ((positions: readonly number[]) => boolean) | undefined;
};

/**
 * How many different configurations the strategy containers hold; `undefined` where that would need
 * too much enumeration. Parameters vary independently of each other, so each is looked at alone.
 */
export function countStrategyConfigs(factored: Factored): bigint | undefined {
  const { workflow, numbering } = factored;
  const strategiesByRest = new Map<string, (readonly Group[])[]>();
  const namesByKeys = new Map<string, string>();
  for (const strategy of workflow.strategies) {
    const lane = numbering.coupling?.lanes[strategy.index];
    if (lane && isEmptyLane(lane)) continue;
    const groups = groupsOf(factored, strategy).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const names = JSON.stringify(groups.map(({ name }) => name));
    const keys = groups.flatMap(({ keys: ofGroup }) => ofGroup).toSorted();
    const alike = JSON.stringify([entryText(strategy), keys]);
    // where a rule couples the parameters of one of two alike, nobody can say what they have in common
    if (lane && (namesByKeys.get(alike) ?? names) !== names) return undefined;
    namesByKeys.set(alike, names);
    const rest = JSON.stringify([entryText(strategy), names]);
    strategiesByRest.set(rest, [...(strategiesByRest.get(rest) ?? []), groups]);
  }
  let work = 0;
  const classes: CountedClass[] = [];
  for (const [rest, strategies] of strategiesByRest) {
    const numbersByGroup = (strategies[0] ?? []).map(() => new Map<string, number>());
    for (const groups of strategies) {
      const values: CountedValues[] = [];
      for (const [g, group] of groups.entries()) {
        const { writers, isLeft } = group;
        const only = writers.length === 1 ? writers[0] : undefined;
        const [write, ...others] = only?.writes ?? [];
        const isPlain = strategies.length === 1 && others.length === 0 && !isLeft;
        if (isPlain && write?.path.length === 1 && write.values.distinct) {
          values.push(distinctValues(write.values.count));
          continue;
        }
        work += writers.reduce((n, writer) => n * writer.count, 1);
        if (work > valueLimit) return undefined;
        values.push(numberValues(group, numbersByGroup[g] ?? new Map()));
      }
      classes.push({ rest, values });
    }
  }
  const { count, exact } = countConfigurations({ tooLarge: undefined, classes });
  return exact ? count : undefined;
}

/** What writes to the parameters of a strategy, its own axes first: those that meet stand together. */
function groupsOf(
  { reach, space, numbering }: Factored,
  { parameters, index }: Strategy,
): readonly Group[] {
  const { onGrid = [], inside = [] } = numbering.coupling?.lanes[index] ?? {};
  const coupled = [...onGrid, ...inside];
  const own = parameters.map(({ values, fields }, i): Writer => ({
    axis: reach.length + i,
    count: values.count,
    writes: fields.map((field) => ({ values: field.values, path: [field.key] })),
  }));
  const ofGrid = reach.map(({ axis, targets, position }): Writer => ({
    axis: position,
    count: axis.values.count,
    writes: targets.flatMap(({ role, path, field, strategies }) =>
      role === "strategy" && strategies.has(index)
        ? [{ values: at(axis.fields, field).values, path }]
        : [],
    ),
  }));
  const groupByName = new Map<string, { names: Set<string>; writers: Writer[] }>();
  for (const writer of [...own, ...ofGrid]) {
    const names = new Set<string>(
      writer.writes.flatMap(({ path: [key] }) => (key && keyIdentity(key)) ?? []),
    );
    if (names.size === 0) continue;
    for (const [g, group] of coupled.entries()) {
      if (laneAxes(group, reach.length).includes(writer.axis)) names.add(`${coupledName}${g}`);
    }
    const met = new Set(Array.from(names).flatMap((name) => groupByName.get(name) ?? []));
    const joined = {
      names: new Set([...Array.from(met).flatMap((group) => [...group.names]), ...names]),
      writers: [...Array.from(met).flatMap((group) => group.writers), writer],
    };
    for (const name of joined.names) groupByName.set(name, joined);
  }
  return Array.from(new Set(groupByName.values()), ({ names, writers }) => {
    const axes = writers.map(({ axis }) => axis);
    const limits = coupled.flatMap((group, g) =>
      names.has(`${coupledName}${g}`) ? [limitOf(space, group, index, axes)] : [],
    );
    const keys = [...names].filter((name) => !name.startsWith(coupledName)).toSorted();
    return {
      name: JSON.stringify(keys),
      keys,
      writers,
      isLeft:
        limits.length > 0 ? (positions) => limits.every((left) => left(positions)) : undefined,
    };
  });
}

/** Stands for a group of axes among the names of parameters; no key has such a character. */
const coupledName = "\u0000coupled ";

/** The axes of a group as those of a lane: the strategy's own are counted on from the grid's. */
function laneAxes({ grid, own }: CoupledAxes, gridCount: number): readonly number[] {
  return [...grid, ...own.map((axis) => gridCount + axis)];
}

/** Makes the function that tells whether a group has a tuple with some positions of some axes. */
function limitOf(
  space: Space,
  group: CoupledAxes,
  strategy: number,
  axes: readonly number[],
): (positions: readonly number[]) => boolean {
  const sizes = sizesOf(space, group, strategy);
  const digits = laneAxes(group, space.gridSizes.length).flatMap((axis, place) =>
    axes.includes(axis) ? [{ digit: digitOf(sizes, place), at: axes.indexOf(axis) }] : [],
  );
  const left = new Set<string>();
  for (const tuple of group.tuples) left.add(digits.map(({ digit }) => digit(tuple)).join());
  return (positions) => left.has(digits.map((one) => at(positions, one.at)).join());
}

/** A strategy's entry without its parameters, as a text that only equal entries have. */
export function entryText(strategy: Strategy): string {
  const remembered = entryTextByStrategy.get(strategy);
  if (remembered !== undefined) return remembered;
  const entries = new Map(strategy.entry.entries);
  entries.delete(textKey("parameters"));
  const text = equalityText({ ...strategy.entry, entries });
  entryTextByStrategy.set(strategy, text);
  return text;
}

const entryTextByStrategy = new WeakMap<Strategy, string>();

function distinctValues(size: number): CountedValues {
  return { size, idAt: (place) => place, identity: "=" };
}

/** The different values that writers leave together, numbered alike for all strategies. */
function numberValues(
  { writers, isLeft }: Group,
  numberByText: Map<string, number>,
): CountedValues {
  const ids = new Set<number>();
  const positions = writers.map(() => 0);
  const write = (depth: number, left: MapValue): void => {
    const writer = writers[depth];
    if (!writer) {
      if (isLeft?.(positions) === false) return;
      const text = equalityText(left);
      const id = numberByText.get(text) ?? numberByText.size;
      numberByText.set(text, id);
      ids.add(id);
      return;
    }
    for (let i = 0; i < writer.count; i++) {
      positions[depth] = i;
      let next = left;
      for (const { values, path } of writer.writes) next = writeAt(next, path, values.at(i));
      write(depth + 1, next);
    }
  };
  write(0, emptyMap(nowhere));
  const sorted = [...ids].toSorted((a, b) => a - b);
  return { size: sorted.length, idAt: (place) => sorted[place] ?? 0, identity: sorted.join() };
}
