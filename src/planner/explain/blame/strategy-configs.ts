import { at } from "../../../text/collections.ts";
import { nowhere } from "../../../text/source-range.ts";
import { emptyMap, keyIdentity, textKey, type MapValue, type Value } from "../../../yaml/value.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import {
  countConfigurations,
  type CountedClass,
  type CountedValues,
} from "../../sharing/decomposition/count-configurations.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { writeAt } from "../../sharing/reach/configuration.ts";
import type { AxisValues, Strategy } from "../../workflow/workflow.ts";

/** Values that are looked at to tell how many differ; beyond, nothing is said. */
const valueLimit = 200_000;

/** One axis that writes below parameters: of the strategy itself, or of the grid. */
type Writer = {
  readonly count: number;
  readonly writes: readonly { readonly values: AxisValues; readonly path: readonly Value[] }[];
};

/** Parameters that one axis sets together, or most often one alone, with all that writes to them. */
type Group = { readonly name: string; readonly writers: readonly Writer[] };

/**
 * How many different configurations the strategy containers hold; `undefined` where that would need
 * too much enumeration. Parameters vary independently of each other, so each is looked at alone.
 */
export function countStrategyConfigs(factored: Factored): bigint | undefined {
  const { workflow } = factored;
  const strategiesByRest = new Map<string, (readonly Group[])[]>();
  for (const strategy of workflow.strategies) {
    const groups = groupsOf(factored, strategy).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const rest = JSON.stringify([entryText(strategy), groups.map(({ name }) => name)]);
    strategiesByRest.set(rest, [...(strategiesByRest.get(rest) ?? []), groups]);
  }
  let work = 0;
  const classes: CountedClass[] = [];
  for (const [rest, strategies] of strategiesByRest) {
    const numbersByGroup = (strategies[0] ?? []).map(() => new Map<string, number>());
    for (const groups of strategies) {
      const values: CountedValues[] = [];
      for (const [g, { writers }] of groups.entries()) {
        const only = writers.length === 1 ? writers[0] : undefined;
        const [write, ...others] = only?.writes ?? [];
        const isPlain = strategies.length === 1 && others.length === 0;
        if (isPlain && write?.path.length === 1 && write.values.distinct) {
          values.push(distinctValues(write.values.count));
          continue;
        }
        work += writers.reduce((n, writer) => n * writer.count, 1);
        if (work > valueLimit) return undefined;
        values.push(numberValues(writers, numbersByGroup[g] ?? new Map()));
      }
      classes.push({ rest, values });
    }
  }
  const { count, exact } = countConfigurations({ tooLarge: undefined, classes });
  return exact ? count : undefined;
}

/** What writes to the parameters of a strategy, its own axes first: those that meet stand together. */
function groupsOf({ reach }: Factored, { parameters, index }: Strategy): readonly Group[] {
  const own = parameters.map(({ values, fields }): Writer => ({
    count: values.count,
    writes: fields.map((field) => ({ values: field.values, path: [field.key] })),
  }));
  const ofGrid = reach.map(({ axis, targets }): Writer => ({
    count: axis.values.count,
    writes: targets.flatMap(({ role, path, field, strategies }) =>
      role === "strategy" && strategies.has(index)
        ? [{ values: at(axis.fields, field).values, path }]
        : [],
    ),
  }));
  const groupByName = new Map<string, { names: Set<string>; writers: Writer[] }>();
  for (const writer of [...own, ...ofGrid]) {
    const names = new Set(
      writer.writes.flatMap(({ path: [key] }) => (key && keyIdentity(key)) ?? []),
    );
    if (names.size === 0) continue;
    const met = new Set(Array.from(names).flatMap((name) => groupByName.get(name) ?? []));
    const joined = {
      names: new Set([...Array.from(met).flatMap((group) => [...group.names]), ...names]),
      writers: [...Array.from(met).flatMap((group) => group.writers), writer],
    };
    for (const name of joined.names) groupByName.set(name, joined);
  }
  return Array.from(new Set(groupByName.values()), ({ names, writers }) => ({
    name: JSON.stringify([...names].toSorted()),
    writers,
  }));
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
  writers: readonly Writer[],
  numberByText: Map<string, number>,
): CountedValues {
  const ids = new Set<number>();
  const write = (depth: number, left: MapValue): void => {
    const writer = writers[depth];
    if (!writer) {
      const text = equalityText(left);
      const id = numberByText.get(text) ?? numberByText.size;
      numberByText.set(text, id);
      ids.add(id);
      return;
    }
    for (let i = 0; i < writer.count; i++) {
      let next = left;
      for (const { values, path } of writer.writes) next = writeAt(next, path, values.at(i));
      write(depth + 1, next);
    }
  };
  write(0, emptyMap(nowhere));
  const sorted = [...ids].toSorted((a, b) => a - b);
  return { size: sorted.length, idAt: (place) => sorted[place] ?? 0, identity: sorted.join() };
}
