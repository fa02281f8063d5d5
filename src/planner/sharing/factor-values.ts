import type { Value } from "../config/value.ts";
import { equalityText } from "./canonical.ts";
import { readAt, written } from "./configuration.ts";
import { coordinatesOf, type Factor } from "./factor.ts";
import type { SectionsOf } from "./scope.ts";

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
  /** The number of the value that a tuple gives. */
  idOf(tuple: number): number;
  /** Ascending tuples that give a value. */
  tuplesOf(id: number): readonly number[];
  /** Equal for two classes if and only if every tuple gives both the same value. */
  readonly identity: string;
};

/**
 * Makes the function that gives a factor's values for a class, from its sections before any grid
 * value. Where the values do not depend on the class they are computed once and shared.
 */
export function factorValuesOf(factor: Factor): (sections: SectionsOf) => FactorValues {
  const [only] = factor.axes;
  const single = factor.axes.length === 1 && only !== undefined;
  // one mapping is distinct too, and merges with what a class has: of others all values are scalars
  if (single && only.axis.values.distinct && only.axis.values.at(0).type !== "map") {
    const everyValue = identityValues(factor.tuples);
    return () => everyValue;
  }
  const numbers = new Map<string, number>();
  if (single && !hasMapping(factor)) {
    // scalars and lists replace whatever stands at the root, in every class alike
    const nothing: SectionsOf = () => undefined;
    let values: FactorValues | undefined;
    return () => (values ??= enumerate(factor, nothing, numbers));
  }
  return (sections) => enumerate(factor, sections, numbers);
}

/** What one tuple leaves at every root of a factor. */
function effectOf(factor: Factor, sections: SectionsOf, tuple: number): readonly Value[] {
  const coordinates = coordinatesOf(factor, tuple);
  const effects: (Value | undefined)[] = factor.roots.map(({ role, path }) =>
    readAt(sections(role), path),
  );
  for (const { axis, root, below } of factor.writes) {
    const value = factor.axes[axis]?.axis.values.at(coordinates[axis] ?? 0);
    if (value) effects[root] = written(effects[root], below, value);
  }
  return effects.flatMap((effect) => effect ?? []);
}

function hasMapping({ axes }: Factor): boolean {
  return axes.some(({ axis: { values } }) => {
    for (let i = 0; i < values.count; i++) if (values.at(i).type === "map") return true;
    return false;
  });
}

function enumerate(
  factor: Factor,
  sections: SectionsOf,
  numbers: Map<string, number>,
): FactorValues {
  const idOfTuple = new Int32Array(factor.tuples);
  const firsts = new Map<number, number>();
  for (let tuple = 0; tuple < factor.tuples; tuple++) {
    const texts = effectOf(factor, sections, tuple).map(equalityText);
    const text = texts.length === 1 ? (texts[0] ?? "") : JSON.stringify(texts);
    const id = numbers.get(text) ?? numbers.size;
    numbers.set(text, id);
    idOfTuple[tuple] = id;
    if (!firsts.has(id)) firsts.set(id, tuple);
  }
  const ids = [...firsts.keys()];
  const firstTuples = [...firsts.values()];
  let tuples: ReadonlyMap<number, readonly number[]> | undefined;
  return {
    size: ids.length,
    idAt: (place) => ids[place] ?? 0,
    firstAt: (place) => firstTuples[place] ?? 0,
    idOf: (tuple) => idOfTuple[tuple] ?? 0,
    tuplesOf: (id) => (tuples ??= groupTuples(idOfTuple)).get(id) ?? [],
    identity: idOfTuple.join(","),
  };
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
  const same = (place: number): number => place;
  return { size, idAt: same, firstAt: same, idOf: same, tuplesOf: (id) => [id], identity: "=" };
}
