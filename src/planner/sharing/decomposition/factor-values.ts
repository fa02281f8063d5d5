import { at } from "../../../text/collections.ts";
import { nowhere } from "../../../text/source-range.ts";
import type { Value } from "../../../yaml/value.ts";
import { equalityText, passingText } from "../canonical/canonical.ts";
import { readAt, writeInto } from "../reach/configuration.ts";
import { hasNoMapping, isAlwaysWritten, valueWritten, type Factor } from "./factor.ts";
import { isRestricted } from "./narrow-factors.ts";
import type { SectionsOf } from "./starts.ts";

/** Above this many tuples a factor is not enumerated: a named limit (spec page 2, "Scale"). */
export const factorLimit = 1_000_000;

/**
 * The distinct values that a factor gives a class of strategies: values of equal canonical text are
 * one. Values are numbered per factor, so that numbers of two classes can be compared.
 */
export type FactorValues = {
  /** How many distinct values there are. */
  readonly size: number;
  /** The number of the value at a place, in order of the first tuple that gives it. */
  idAt(place: number): number;
  /** The first tuple that gives the value at a place. */
  firstAt(place: number): number;
  /** The number of the value that a tuple gives; −1 for a tuple that rules leave nowhere. */
  idOf(tuple: number): number;
  /** Ascending tuples that give a value. */
  tuplesOf(id: number): readonly number[];
  /** Equal for two classes if and only if every tuple gives both the same value. */
  readonly identity: string;
};

/** The values of factors, remembered over the scopes of a plan: most factors are in two of them. */
export type ValuesByFactor = Map<string, FactorMemory>;
type FactorMemory = {
  readonly idByText: Map<string, number>;
  readonly valuesByStart: Map<string, FactorValues>;
  /** The lists of ids found so far, by a checksum: equal lists have one identity. */
  readonly listsByChecksum: Map<number, Int32Array[]>;
};

/** Whether what stands at a factor's roots before any grid value decides about its values. */
export function dependsOnStart(factor: Factor): boolean {
  const [only] = factor.axes;
  return !only || factor.axes.length > 1 || !hasNoMapping(only) || isRestricted(factor);
}

/** What of a class decides about the values of a factor that depends on its start. */
export function startTextOf(factor: Factor, narrowed: Factor, sections: SectionsOf): string {
  const texts = narrowed.roots.map(({ role, path }, root) => {
    const value = readAt(sections(role), path);
    if (value?.type === "map") return equalityText(value);
    // what is no mapping is replaced, whatever it is, where anything is written
    const isReplaced =
      !value ||
      narrowed.writes.some(
        (write) => write.root === root && isAlwaysWritten(at(narrowed.axes, write.axis), write),
      );
    return isReplaced ? "" : equalityText(value);
  });
  if (factor !== narrowed) texts.push(narrowed.signature);
  return texts.join("\n");
}

/** Whether every tuple is a value of its own in every class, so that nothing needs enumerating. */
export function hasDistinctTuples(factor: Factor): boolean {
  const { axes, blanks, writes } = factor;
  const [only] = axes;
  if (!only || axes.length > 1 || blanks.length > 0) return false;
  const [first, ...others] = writes;
  // of paired fields one can stand for all only where it is alone
  const isAlone = only.axis.fields.length === 1 || others.length === 0;
  if (!isAlone || !only.axis.fields[first?.field ?? 0]?.values.distinct) return false;
  return hasNoMapping(only) && !isRestricted(factor);
}

/**
 * The values that a factor gives classes of a start, as it reaches them, computed once. Values are
 * numbered alike for all classes.
 */
export function factorValues(
  factor: Factor,
  narrowed: Factor,
  start: string,
  sections: SectionsOf,
  valuesByFactor: ValuesByFactor,
): FactorValues {
  if (hasDistinctTuples(factor)) return identityValues(factor.tuples);
  const memory = memoryOf(factor, valuesByFactor);
  const values = memory.valuesByStart.get(start) ?? enumerateValues(narrowed, sections, memory);
  memory.valuesByStart.set(start, values);
  return values;
}

/** The values that are left where only some tuples of a factor are. */
export function valuesLeft(
  factor: Factor,
  values: FactorValues,
  admitted: Uint8Array,
  valuesByFactor: ValuesByFactor,
): FactorValues {
  const memory = memoryOf(factor, valuesByFactor);
  const idOfTuple = Int32Array.from(admitted, (isLeft, tuple) =>
    isLeft ? values.idOf(tuple) : -1,
  );
  const firstTuples = new Map<number, number>();
  for (const [tuple, id] of idOfTuple.entries()) {
    if (id >= 0 && !firstTuples.has(id)) firstTuples.set(id, tuple);
  }
  return listedValues(idOfTuple, [...firstTuples.keys()], [...firstTuples.values()], memory);
}

function memoryOf({ signature }: Factor, valuesByFactor: ValuesByFactor): FactorMemory {
  const memory = valuesByFactor.get(signature) ?? {
    idByText: new Map(),
    valuesByStart: new Map(),
    listsByChecksum: new Map(),
  };
  valuesByFactor.set(signature, memory);
  return memory;
}

function enumerateValues(factor: Factor, sections: SectionsOf, memory: FactorMemory): FactorValues {
  const { idByText } = memory;
  const idOfTuple = new Int32Array(factor.tuples);
  const ids: number[] = [];
  const firstTuples: number[] = [];
  const knownIds = new Set<number>();
  const idsBefore = idByText.size;
  let fresh = 0;
  let tuple = 0;
  forEachEffect(factor, sections, (effects) => {
    const [only] = effects;
    // no value has the empty text, which stands for "absent"
    const text =
      effects.length === 1
        ? only
          ? passingText(only)
          : ""
        : JSON.stringify(effects.map((effect) => effect && passingText(effect)));
    let id = idByText.get(text);
    if (id === undefined) {
      id = idByText.size;
      idByText.set(text, id);
    }
    idOfTuple[tuple] = id;
    // a value that no class had before is new here, too, when it is the next one
    const isNew = id < idsBefore ? !knownIds.has(id) : id === idsBefore + fresh;
    if (isNew) {
      if (id < idsBefore) knownIds.add(id);
      else fresh++;
      ids.push(id);
      firstTuples.push(tuple);
    }
    tuple++;
  });
  return listedValues(idOfTuple, ids, firstTuples, memory);
}

/** Values by number, in order of the first tuple that gives each. */
function listedValues(
  idOfTuple: Int32Array,
  ids: readonly number[],
  firstTuples: readonly number[],
  { listsByChecksum }: FactorMemory,
): FactorValues {
  let tuples: ReadonlyMap<number, readonly number[]> | undefined;
  return {
    size: ids.length,
    idAt: (place) => ids[place] ?? 0,
    firstAt: (place) => firstTuples[place] ?? 0,
    idOf: (one) => idOfTuple[one] ?? 0,
    tuplesOf: (id) => (tuples ??= groupTuples(idOfTuple)).get(id) ?? [],
    identity: identityOf(idOfTuple, listsByChecksum),
  };
}

/** Visits what every tuple leaves at the roots; what axes before the last leave is computed once. */
function forEachEffect(
  { axes, roots, writes, blanks }: Factor,
  sections: SectionsOf,
  visit: (effects: readonly (Value | undefined)[]) => void,
): void {
  const start = roots.map(({ role, path }) => readAt(sections(role), path));
  const writesOf = axes.map((_, axis) => writes.filter((write) => write.axis === axis));
  const choose = (depth: number, effects: (Value | undefined)[]): void => {
    const axis = axes[depth];
    if (!axis) {
      const rootValues = blanks.length > 0 ? [...effects] : effects;
      for (const { root, below } of blanks)
        rootValues[root] = writeInto(rootValues[root], below, blank);
      return visit(rootValues);
    }
    const { values } = axis.axis;
    for (let i = 0; i < values.count; i++) {
      const next = [...effects];
      for (const write of writesOf[depth] ?? []) {
        const value = valueWritten(axis, write, i);
        if (value) next[write.root] = writeInto(next[write.root], write.below, value);
      }
      choose(depth + 1, next);
    }
  };
  choose(0, start);
}

/** Stands where something else decides. */
export const blank: Value = { type: "null", range: nowhere };

/** A short name of a list of ids: written out, a million of them would be seven megabytes. */
function identityOf(ids: Int32Array, lists: FactorMemory["listsByChecksum"]): string {
  let checksum = 0;
  for (const id of ids) checksum = (Math.imul(checksum, 31) + id) | 0;
  const alike = lists.get(checksum) ?? [];
  lists.set(checksum, alike);
  const place = alike.findIndex(
    (list) => list.length === ids.length && list.every((id, i) => id === ids[i]),
  );
  if (place < 0) alike.push(ids);
  return `${checksum}:${place < 0 ? alike.length - 1 : place}`;
}

function groupTuples(idOfTuple: Int32Array): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const [tuple, id] of idOfTuple.entries()) {
    const group = groups.get(id);
    if (group) group.push(tuple);
    else groups.set(id, [tuple]);
  }
  return groups;
}

/** Every tuple is a value of its own: nothing to compute, however long the range. */
function identityValues(size: number): FactorValues {
  const toItself = (place: number): number => place;
  return {
    size,
    idAt: toItself,
    firstAt: toItself,
    idOf: toItself,
    tuplesOf: (id) => [id],
    identity: "=",
  };
}
