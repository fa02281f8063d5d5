import { combinationIndex, type CombinationIndex, type IndexSet } from "../model.ts";
import type { Box, PlaceSet } from "./box-state.ts";
import { boxSet } from "./index-set.ts";
import { survivorsOf, type Coupling } from "./lane.ts";
import { withoutSingles, type Space } from "./space.ts";

/**
 * How combinations are numbered: densely, by what rules leave of the places of a product (spec page 7,
 * "Numbers"). Without rules a combination's index is its place, and nothing is computed.
 */
export type Numbering = {
  /** N. */
  readonly count: bigint;
  /** What rules leave; absent where they drop nothing. */
  readonly coupling: Coupling | undefined;
  /** The place of a combination. Throws when the index is not below N. */
  placeOf(index: CombinationIndex): bigint;
  /** The combination at a place that rules leave. */
  indexOf(place: bigint): CombinationIndex;
  /** The combinations at the places of some boxes, which rules leave all. */
  setOf(boxes: readonly Box[]): IndexSet;
};

/** Numbers the places that rules leave; all of them where they drop nothing. */
export function numberingOf(space: Space, coupling: Coupling | undefined): Numbering {
  const narrow = withoutSingles(space);
  if (!coupling) {
    return {
      count: space.count,
      coupling,
      placeOf(index) {
        checkIndex(index, space.count);
        return index;
      },
      indexOf: combinationIndex,
      setOf: (boxes) => boxSet(narrow.space, boxes, combinationIndex),
    };
  }
  const survivors = boxSet(narrow.space, survivorsOf(narrow, coupling.lanes), (place) => place);
  const { count } = survivors;
  const indexOf = (place: bigint): CombinationIndex =>
    combinationIndex(survivors.countBelow(place));
  const placeOf = (index: CombinationIndex): bigint => {
    checkIndex(index, count);
    return survivors.at(index);
  };
  return {
    count,
    coupling,
    placeOf,
    indexOf,
    setOf(boxes) {
      const places = boxSet(narrow.space, boxes, (place) => place);
      return numberedSet(places, { count, placeOf, indexOf });
    },
  };
}

function checkIndex(index: CombinationIndex, count: bigint): void {
  if (index < 0n || index >= count) throw new RangeError(`combination ${index} of ${count}`);
}

/** A set of places as the combinations there: places that follow each other are numbered so, too. */
function numberedSet(
  places: PlaceSet<bigint>,
  { count, placeOf, indexOf }: Pick<Numbering, "count" | "placeOf" | "indexOf">,
): IndexSet {
  const forEachStretch: IndexSet["forEachStretch"] = (visit) => {
    let start = 0;
    let length = 0;
    places.forEachStretch((place, many) => {
      const first = Number(indexOf(BigInt(place)));
      if (length > 0 && first === start + length) length += many;
      else {
        if (length > 0) visit(start, length);
        start = first;
        length = many;
      }
    });
    if (length > 0) visit(start, length);
  };
  return {
    get count() {
      return places.count;
    },
    has: (index) => index >= 0n && index < count && places.has(placeOf(index)),
    at: (position) => indexOf(places.at(position)),
    forEachStretch,
    *[Symbol.iterator]() {
      for (const place of places) yield indexOf(place);
    },
  };
}
