import { keyIdentity, textKey, type KeyIdentity, type Value } from "../../../yaml/value.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import {
  countConfigurations,
  type CountedClass,
  type CountedValues,
} from "../../sharing/decomposition/count-configurations.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { writeInto } from "../../sharing/reach/configuration.ts";
import type { AxisValues, Strategy } from "../../workflow/workflow.ts";

/** Values that are looked at to tell how many differ; beyond, nothing is said. */
const valueLimit = 200_000;

/** One axis that writes below a parameter: of the strategy itself, or of the grid. */
type Writer = { readonly values: AxisValues; readonly below: readonly Value[] };

/**
 * How many different configurations the strategy containers hold; `undefined` where that would need
 * too much enumeration. Parameters vary independently of each other, so each is looked at alone.
 */
export function countStrategyConfigs(factored: Factored): bigint | undefined {
  const { workflow } = factored;
  const groupsByRest = new Map<string, { readonly strategy: Strategy; readonly keys: Writers }[]>();
  for (const strategy of workflow.strategies) {
    const keys = writersOf(factored, strategy);
    const rest = JSON.stringify([entryText(strategy), [...keys.keys()].toSorted()]);
    groupsByRest.set(rest, [...(groupsByRest.get(rest) ?? []), { strategy, keys }]);
  }
  let work = 0;
  const classes: CountedClass[] = [];
  for (const [rest, group] of groupsByRest) {
    const orderedKeys = [...(group[0]?.keys.keys() ?? [])];
    const numbersByKey = orderedKeys.map(() => new Map<string, number>());
    for (const { keys } of group) {
      const values: CountedValues[] = [];
      for (const [k, key] of orderedKeys.entries()) {
        const writers = keys.get(key) ?? [];
        const only = writers.length === 1 ? writers[0] : undefined;
        if (group.length === 1 && only?.below.length === 0 && only.values.distinct) {
          values.push(distinctValues(only.values.count));
          continue;
        }
        work += writers.reduce((n, writer) => n * writer.values.count, 1);
        if (work > valueLimit) return undefined;
        values.push(numberValues(writers, numbersByKey[k] ?? new Map()));
      }
      classes.push({ rest, values });
    }
  }
  const { count, exact } = countConfigurations({ tooLarge: undefined, classes });
  return exact ? count : undefined;
}

type Writers = ReadonlyMap<KeyIdentity, readonly Writer[]>;

/** What writes to every parameter of a strategy, its own axis first. */
function writersOf({ reach }: Factored, { parameters, index }: Strategy): Writers {
  const writers = new Map<KeyIdentity, Writer[]>();
  for (const { key, values } of parameters) {
    const identity = keyIdentity(key);
    if (identity !== undefined) writers.set(identity, [{ values, below: [] }]);
  }
  for (const { axis, targets } of reach) {
    for (const target of targets) {
      if (target.role !== "strategy" || !target.strategies.has(index)) continue;
      const [key, ...below] = target.path;
      const identity = key && keyIdentity(key);
      if (identity === undefined) continue;
      writers.set(identity, [...(writers.get(identity) ?? []), { values: axis.values, below }]);
    }
  }
  return writers;
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
  const write = (depth: number, left: Value | undefined): void => {
    const writer = writers[depth];
    if (!writer) {
      const text = left ? equalityText(left) : "";
      const id = numberByText.get(text) ?? numberByText.size;
      numberByText.set(text, id);
      ids.add(id);
      return;
    }
    for (let i = 0; i < writer.values.count; i++) {
      write(depth + 1, writeInto(left, writer.below, writer.values.at(i)));
    }
  };
  write(0, undefined);
  const sorted = [...ids].toSorted((a, b) => a - b);
  return { size: sorted.length, idAt: (place) => sorted[place] ?? 0, identity: sorted.join() };
}
