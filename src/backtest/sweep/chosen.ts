import { combinationIndex, type CombinationIndex } from "../../planner/model.ts";
import { at, lowerBound } from "../../text/collections.ts";

/**
 * The combinations of a run, ascending: a place is a position among them. A million of them is no list
 * of bigints, so all of a plan are told by their number alone, and some of them by plain numbers.
 */
export type Chosen =
  | { readonly kind: "all"; readonly count: number }
  | { readonly kind: "numbers"; readonly count: number; readonly indices: Float64Array }
  | {
      readonly kind: "list";
      readonly count: number;
      readonly indices: readonly CombinationIndex[];
    };

/** All combinations below a number. */
export function chooseAll(count: number): Chosen {
  return { kind: "all", count };
}

/** Some combinations, ascending. */
export function chooseList(indices: readonly CombinationIndex[]): Chosen {
  return { kind: "list", count: indices.length, indices };
}

/** Some combinations below 2^53, ascending. */
export function chooseNumbers(indices: readonly CombinationIndex[]): Chosen {
  return { kind: "numbers", count: indices.length, indices: Float64Array.from(indices, Number) };
}

/** The combination at a place. Throws where there is none. */
export function chosenAt(chosen: Chosen, place: number): CombinationIndex {
  if (place < 0 || place >= chosen.count) throw new RangeError(`place ${place} of ${chosen.count}`);
  switch (chosen.kind) {
    case "all":
      return combinationIndex(BigInt(place));
    case "numbers":
      return combinationIndex(BigInt(at(chosen.indices, place)));
    case "list":
      return at(chosen.indices, place);
  }
}

/** The same, for a place that may be of another run. */
export function chosenIfAny(chosen: Chosen, place: number): CombinationIndex | undefined {
  return place >= 0 && place < chosen.count ? chosenAt(chosen, place) : undefined;
}

/** The place of a combination; −1 where it is none of them. */
export function placeOf(chosen: Chosen, index: CombinationIndex): number {
  if (chosen.kind === "all") return index < BigInt(chosen.count) ? Number(index) : -1;
  const place = lowerBound(chosen.count, (i) => chosenAt(chosen, i) >= index);
  return place < chosen.count && chosenAt(chosen, place) === index ? place : -1;
}
