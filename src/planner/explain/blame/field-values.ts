import { at } from "../../../text/collections.ts";
import { copyRange, type SourceRange, type AnyRange } from "../../../text/source-range.ts";
import type { Value } from "../../../yaml/value.ts";
import { equalityText, withoutIgnored } from "../../sharing/canonical/canonical.ts";
import { shownText } from "../../sharing/canonical/config-text.ts";
import {
  isPlainFactor,
  leavesOfTuple,
  type Facet,
  type Facets,
} from "../../sharing/decomposition/facets.ts";
import type { Factor } from "../../sharing/decomposition/factor.ts";
import { firstOffsets, firstPlaceOf } from "../../sharing/decomposition/first-offsets.ts";
import { bigintArithmetic } from "../../sharing/decomposition/index-arithmetic.ts";
import { readAt, sectionOf } from "../../sharing/reach/configuration.ts";

/** A value that a field has in some configuration, or its absence, and where it comes from. */
export type FieldValue = {
  /** As configurations are printed, numbers spelled as Python spells them; `undefined` for "absent". */
  readonly text: string | undefined;
  /** Where it is written; of "absent" the strategies without it. At most 20. */
  readonly ranges: readonly SourceRange[];
};

/** The values of one field: the first in order of combinations, and how many there are. */
export type FieldValues = { readonly listed: readonly SourcedValue[]; readonly count: number };
/** A listed value with what tells it from others and what a field can be frozen to. */
export type SourcedValue = FieldValue & {
  /** Equal for equal values; empty for "absent". */
  readonly identity: string;
  /** The value as it is first written. */
  readonly value: Value | undefined;
};

/** At most this many values of a field are listed. */
const listedValues = 100;
const listedRanges = 20;

/** The distinct values of a field in order of the first combination that has each. */
export function fieldValuesOf(facets: Facets, facet: Facet): FieldValues {
  const { scope, workflow, role, rests, factorFields } = facets;
  const { factor: f, path } = facet;
  const collected = createValueCollector();
  if (f === undefined) {
    const members = scope.classes
      .flatMap((strategyClass, c) =>
        strategyClass.strategies.map((index) => {
          const first = firstPlaceOf(facets, { ...strategyClass, strategies: [index] });
          return { index, rest: at(rests, c), first };
        }),
      )
      .toSorted((a, b) => (a.first < b.first ? -1 : 1));
    for (const { index, rest } of members) {
      const strategy = at(workflow.strategies, index);
      const section = withoutIgnored(sectionOf(workflow, role, strategy));
      // a grid key that goes deeper may have replaced it for this strategy
      const leaf = rest.has(path.id) ? asLeaf(readAt(section, path.keys)) : undefined;
      collected.add(leaf, leaf?.range ?? strategy.range);
    }
    return collected.all();
  }
  const factor = at(scope.factors, f);
  const [axis] = factor.axes;
  if (isPlainFactor(factor) && axis) {
    const { values } = at(axis.axis.fields, at(factor.writes, 0).field);
    const size = scope.classes[0]?.values[f]?.size ?? 0;
    // of values that may repeat, more are looked at than listed
    const most = Math.min(values.count, values.distinct ? listedValues : listedValues * 10);
    for (let i = 0; i < most; i++) collected.add(values.at(i), values.at(i).range);
    return { ...collected.all(), count: size };
  }
  // equal values have one number: only what can be listed is put together anew
  const numbers = new Set<number>();
  const timesByNumber = new Map<number, number>();
  for (const { id, tuple, factor: factorOfClass, strategy } of placesInOrder(facets, f)) {
    const number = factorFields[f]?.get(id)?.get(path.id) ?? 0;
    numbers.add(number);
    const times = timesByNumber.get(number) ?? 0;
    if (times === listedRanges || (times === 0 && timesByNumber.size === listedValues)) continue;
    timesByNumber.set(number, times + 1);
    const firstStrategy = at(workflow.strategies, strategy);
    const leaves = leavesOfTuple(workflow, role, factorOfClass, firstStrategy, tuple);
    const value = leaves.find((leaf) => leaf.path.id === path.id)?.value;
    const [firstAxis] = factorOfClass.axes;
    collected.add(value, value?.range ?? firstAxis?.axis.key.range ?? firstStrategy.range);
  }
  return { ...collected.all(), count: numbers.size };
}

/** Where a value of a factor comes first. */
type Place = {
  readonly id: number;
  /** The first place of the space that has it. */
  readonly offset: bigint;
  readonly tuple: number;
  /** The factor that numbers the tuple. */
  readonly factor: Factor;
  readonly strategy: number;
};

/** The values of a factor by grid point first, since the grid is outside of the strategies. */
function placesInOrder(facets: Facets, f: number): readonly Place[] {
  const placesByFactor = placesByFacets.get(facets) ?? new Map<number, readonly Place[]>();
  placesByFacets.set(facets, placesByFactor);
  const remembered = placesByFactor.get(f);
  if (remembered) return remembered;
  const { scope, space, numbering } = facets;
  const offsetsOf = firstOffsets(bigintArithmetic, space, numbering.coupling);
  const firstById = new Map<number, Place>();
  for (const strategyClass of scope.classes) {
    const { strategies, factors, values } = strategyClass;
    const factor = at(factors, f);
    const factorValues = at(values, f);
    const start = offsetsOf.ofClass(strategyClass, [factor]);
    const offsetAt = offsetsOf.ofValues(strategyClass, factor, factorValues);
    for (let place = 0; place < factorValues.size; place++) {
      const id = factorValues.idAt(place);
      const tuple = factorValues.firstAt(place);
      const offset = start + offsetAt(place);
      const earlier = firstById.get(id);
      if (!earlier || offset < earlier.offset)
        firstById.set(id, { id, offset, tuple, factor, strategy: at(strategies, 0) });
    }
  }
  const places = [...firstById.values()].toSorted((a, b) => (a.offset < b.offset ? -1 : 1));
  placesByFactor.set(f, places);
  return places;
}

/** All fields of a factor ask for its places. */
const placesByFacets = new WeakMap<Facets, Map<number, readonly Place[]>>();

/** The same values of two roles, listed once. */
export function joinFieldValues(lists: readonly FieldValues[]): FieldValues {
  const [first, ...others] = lists;
  if (!first || others.length === 0) return first ?? { listed: [], count: 0 };
  const byIdentity = new Map<string, SourcedValue>();
  for (const value of lists.flatMap(({ listed }) => listed)) {
    const sameValue = byIdentity.get(value.identity);
    const ranges = withoutTwins([...(sameValue?.ranges ?? []), ...value.ranges]);
    byIdentity.set(value.identity, { ...(sameValue ?? value), ranges });
  }
  const listed = [...byIdentity.values()].slice(0, listedValues);
  // beyond what is listed the roles' values are those of one axis, or nobody knows how many are common
  const most = Math.max(...lists.map(({ count }) => count));
  return { listed, count: Math.max(byIdentity.size, most) };
}

/** A mapping with entries is no field's value: the field is absent then, others stand below it. */
function asLeaf(value: Value | undefined): Value | undefined {
  return value?.type === "map" && value.entries.size > 0 ? undefined : value;
}

function createValueCollector() {
  const valueByIdentity = new Map<string, { value: Value | undefined; ranges: SourceRange[] }>();
  const add = (value: Value | undefined, range: AnyRange): void => {
    const identity = value ? equalityText(value) : "";
    const entry = valueByIdentity.get(identity) ?? { value, ranges: [] };
    valueByIdentity.set(identity, entry);
    if (entry.ranges.length < listedRanges) entry.ranges.push(copyRange(range));
  };
  const list = (): FieldValues => {
    const listed = Array.from(valueByIdentity)
      .slice(0, listedValues)
      .map(([identity, { value, ranges }]) => ({
        identity,
        value,
        text: value && shownText(value),
        ranges: withoutTwins(ranges),
      }));
    return { listed, count: valueByIdentity.size };
  };
  return { add, all: list };
}

function withoutTwins(ranges: readonly SourceRange[]): readonly SourceRange[] {
  const seen = new Set<string>();
  const kept = ranges.filter(({ start, end }) => {
    const key = `${start} ${end}`;
    return seen.has(key) ? false : seen.add(key);
  });
  return kept.slice(0, listedRanges);
}
