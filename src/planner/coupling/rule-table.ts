import { at } from "../../text/collections.ts";
import type { Value } from "../../yaml/value.ts";
import type { Reference } from "../rules/expression.ts";
import type { Refusal } from "../rules/refusal.ts";
import { compileRule, type Constraint, type Exclusion } from "../rules/rule.ts";
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

/**
 * Makes the function that computes a rule for a strategy. Strategies with the same lists and fixed
 * values share the outcomes.
 */
export function createRuleTables(
  rules: readonly SoundRule[],
  readerOf: (reference: Reference, strategy: Strategy) => NameReader,
  sizeOf: (axis: LaneAxis, strategy: Strategy) => number,
): (rule: number, strategy: Strategy) => RuleTable | TooManyTuples {
  const compiled = rules.map(compileRule);
  const outcomesByKey = new Map<string, Outcomes>();
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
    const outcomes =
      outcomesByKey.get(key) ??
      computeOutcomes(
        at(compiled, number),
        references,
        readers.map((reader, r) => tabulate(reader, at(placesOf, r), sizes)),
        sizes,
      );
    outcomesByKey.set(key, outcomes);
    return { axes, sizes, reads: readers.flatMap(({ reads }) => reads), outcomes };
  };
}

/** The values of a name by tuple of its axes, and what a step on each of the rule's axes is worth there. */
type TabulatedName = { readonly values: readonly Named[]; readonly strides: readonly number[] };

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
  compute: ReturnType<typeof compileRule>,
  references: readonly Reference[],
  names: readonly TabulatedName[],
  sizes: readonly number[],
): Outcomes {
  const count = sizes.reduce((product, size) => product * size, 1);
  const drops = new Uint8Array(count);
  let dropped = 0;
  let isReached = references.length === 0;
  let refusal: Outcomes["refusal"];
  let ambiguity: Outcomes["ambiguity"];
  const current: (Value | undefined)[] = names.map(() => undefined);
  const valueOf = (_: Reference, place: number): Value | undefined => current[place];
  const positions = sizes.map(() => 0);
  for (let tuple = 0; tuple < count; tuple++) {
    let isClear = true;
    for (let n = 0; n < names.length; n++) {
      const { values, strides } = at(names, n);
      let index = 0;
      for (let axis = 0; axis < strides.length; axis++)
        index += at(strides, axis) * at(positions, axis);
      const value = values[index];
      if (value?.type === "ambiguous") {
        ambiguity ??= { ...value, reference: at(references, n) };
        isClear = false;
        isReached = true;
      } else current[n] = value;
    }
    const outcome = isClear ? compute(valueOf) : true;
    if (outcome === false) {
      drops[tuple] = 1;
      dropped++;
    }
    if (typeof outcome === "boolean") isReached ||= isClear;
    else if (outcome.type === "refused") {
      refusal ??= outcome;
      isReached = true;
    }
    advance(positions, sizes);
  }
  return { drops, dropped, isReached, refusal, ambiguity };
}
