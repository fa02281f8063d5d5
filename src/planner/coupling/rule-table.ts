import { at } from "../../text/collections.ts";
import type { Value } from "../../yaml/value.ts";
import { dropsByColumn } from "../rules/drops-by-column.ts";
import type { Reference } from "../rules/expression.ts";
import type { Refusal } from "../rules/refusal.ts";
import { compileOver, type Constraint, type Exclusion } from "../rules/rule.ts";
import type { Strategy } from "../workflow/workflow.ts";
import type { Ambiguity, LaneAxis, Named, NameReader } from "./name-reader.ts";

/** A rule that can be computed. */
export type SoundRule = Constraint | Exclusion;

/** What a rule says of the combinations of one strategy. */
export type RuleTable = {
  /** The axes of several values that decide, ascending, and their lengths. */
  readonly axes: readonly LaneAxis[];
  readonly sizes: readonly number[];
  /** The same with axes of one value, about which it would decide if they had more. */
  readonly reads: readonly LaneAxis[];
  readonly outcomes: Outcomes;
};

/** What a rule says of each tuple of its axes, the last one the fastest. */
export type Outcomes = {
  /** 1 where it drops the combinations with the tuple. */
  readonly drops: Uint8Array;
  readonly dropped: number;
  /** Whether all of its names exist somewhere. */
  readonly isReached: boolean;
  /** The first tuple that cannot be computed, and the first in which a name means two fields. */
  readonly refusal: Refusal | undefined;
  readonly ambiguity: (Ambiguity & { readonly reference: Reference }) | undefined;
};

/** A rule whose axes have more tuples than may be gone through. */
export type TooManyTuples = {
  readonly type: "too many tuples";
  readonly axes: readonly LaneAxis[];
  readonly sizes: readonly number[];
};

/** So many tuples of coupled axes are gone through: of one group, before the rule (spec page 7). */
export const groupLimit = 1_000_000;
/** So many tuples of all groups are gone through together. */
export const allGroupsLimit = 5_000_000;

/**
 * Makes the function that computes a rule for a strategy. Strategies with the same lists and fixed
 * values share the outcomes.
 */
export function createRuleTables(
  rules: readonly SoundRule[],
  readerOf: (reference: Reference, strategy: Strategy) => NameReader,
  sizeOf: (axis: LaneAxis, strategy: Strategy) => number,
): (rule: number, strategy: Strategy) => RuleTable | TooManyTuples {
  const outcomesByKey = new Map<string, Outcomes>();
  const computedTuples = rules.map(() => 0);
  return (number, strategy) => {
    const { references } = at(rules, number);
    const readers = references.map((reference) => readerOf(reference, strategy));
    const axes = [...new Set(readers.flatMap((reader) => reader.axes))].toSorted((a, b) => a - b);
    const sizes = axes.map((axis) => sizeOf(axis, strategy));
    if (sizes.reduce((product, size) => product * size, 1) > groupLimit)
      return { type: "too many tuples", axes, sizes };
    const placesOf = readers.map((reader) => reader.axes.map((axis) => axes.indexOf(axis)));
    const signatures = readers.map(({ signature }) => signature);
    const key = JSON.stringify([number, sizes, placesOf, signatures]);
    const remembered = outcomesByKey.get(key);
    if (!remembered) {
      const computed =
        at(computedTuples, number) + sizes.reduce((product, size) => product * size, 1);
      // more of one rule alone is more of all groups
      if (computed > allGroupsLimit) return { type: "too many tuples", axes, sizes };
      computedTuples[number] = computed;
    }
    const outcomes =
      remembered ??
      computeOutcomes(
        at(rules, number),
        readers.map((reader, r) => tabulate(reader, at(placesOf, r), sizes)),
        sizes,
      );
    outcomesByKey.set(key, outcomes);
    return { axes, sizes, reads: readers.flatMap(({ reads }) => reads), outcomes };
  };
}

/** The values of a name by tuple of its axes, and what a step on each of the rule's axes is worth there. */
type TabulatedName<Of = Named> = {
  readonly values: readonly Of[];
  readonly strides: readonly number[];
};

function tabulate(
  { valueAt }: NameReader,
  places: readonly number[],
  sizes: readonly number[],
): TabulatedName {
  const own = places.map((place) => at(sizes, place));
  const count = own.reduce((product, size) => product * size, 1);
  const positions = own.map(() => 0);
  const values: Named[] = [];
  for (let tuple = 0; tuple < count; tuple++) {
    values.push(valueAt(positions));
    advance(positions, own);
  }
  const strides = sizes.map(() => 0);
  let stride = 1;
  for (let i = places.length - 1; i >= 0; i--) {
    strides[at(places, i)] = stride;
    stride *= at(own, i);
  }
  return { values, strides };
}

/** Goes on to the next tuple of positions, the last one the fastest. */
function advance(positions: number[], sizes: readonly number[]): void {
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    const next = at(positions, axis) + 1;
    positions[axis] = next < at(sizes, axis) ? next : 0;
    if (positions[axis] !== 0) return;
  }
}

function computeOutcomes(
  rule: SoundRule,
  names: readonly TabulatedName[],
  sizes: readonly number[],
): Outcomes {
  const atOnce = names.every(isAlwaysPresent) ? dropsByColumn(rule, names, sizes) : undefined;
  if (!atOnce) return computeOneByOne(rule, names, sizes);
  let dropped = 0;
  for (let tuple = 0; tuple < atOnce.length; tuple++) dropped += atOnce[tuple] ?? 0;
  return { drops: atOnce, dropped, isReached: true, refusal: undefined, ambiguity: undefined };
}

/** Whether a name means one value in every combination. */
function isAlwaysPresent(name: TabulatedName): name is TabulatedName<Value> {
  return name.values.every((value) => value !== undefined && value.type !== "ambiguous");
}

function computeOneByOne(
  rule: SoundRule,
  names: readonly TabulatedName[],
  sizes: readonly number[],
): Outcomes {
  const { references } = rule;
  const count = sizes.reduce((product, size) => product * size, 1);
  const drops = new Uint8Array(count);
  let dropped = 0;
  let isReached = references.length === 0;
  let refusal: Outcomes["refusal"];
  let ambiguity: Outcomes["ambiguity"];
  const current = createWindow(names, sizes);
  const compute = compileOver(rule, current.values);
  for (let tuple = 0; tuple < count; tuple++) {
    const ambiguous = current.ambiguous();
    if (ambiguous) {
      ambiguity ??= { ...ambiguous.value, reference: at(references, ambiguous.place) };
      isReached = true;
    } else {
      const outcome = compute();
      if (outcome === false) {
        drops[tuple] = 1;
        dropped++;
        isReached = true;
      } else if (outcome === true) isReached = true;
      else if (outcome.type === "refused") {
        refusal ??= outcome;
        isReached = true;
      }
    }
    current.next();
  }
  return { drops, dropped, isReached, refusal, ambiguity };
}

/**
 * The values of names at one tuple after the other. A million tuples are gone through: only what the last
 * axes decide is looked up anew.
 */
function createWindow(names: readonly TabulatedName[], sizes: readonly number[]) {
  const positions = sizes.map(() => 0);
  const indices = names.map(() => 0);
  const values: (Value | undefined)[] = [];
  const ambiguities = new Map<number, Ambiguity>();
  const load = (name: number): void => {
    const value = at(names, name).values[at(indices, name)];
    if (value?.type === "ambiguous") ambiguities.set(name, value);
    else {
      values[name] = value;
      if (ambiguities.size > 0) ambiguities.delete(name);
    }
  };
  for (const name of names.keys()) load(name);
  const dependents = sizes.map((_, axis) =>
    names.flatMap(({ strides }, name) => {
      const stride = at(strides, axis);
      return stride > 0 ? [{ name, stride, back: stride * (at(sizes, axis) - 1) }] : [];
    }),
  );
  return {
    values,
    ambiguous() {
      if (ambiguities.size === 0) return undefined;
      const [[place, value] = []] = ambiguities;
      return place === undefined || !value ? undefined : { place, value };
    },
    next() {
      for (let axis = sizes.length - 1; axis >= 0; axis--) {
        const position = at(positions, axis) + 1;
        const isNext = position < at(sizes, axis);
        positions[axis] = isNext ? position : 0;
        const ofAxis = at(dependents, axis);
        for (let i = 0; i < ofAxis.length; i++) {
          const { name, stride, back } = at(ofAxis, i);
          indices[name] = at(indices, name) + (isNext ? stride : -back);
          load(name);
        }
        if (isNext) return;
      }
    },
  };
}
