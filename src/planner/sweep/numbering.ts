import { at, lowerBound } from "../../text/collections.ts";
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
  /** Visits the places of all combinations in their order; throws where places exceed 2^53 − 1. */
  forEachStretch(visit: (start: number, length: number) => void): void;
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
      forEachStretch: (visit) => visit(0, Number(space.count)),
    };
  }
  const survivors = boxSet(narrow.space, survivorsOf(narrow, coupling.lanes), (place) => place);
  const { count } = survivors;
  let stretches: Stretches | undefined;
  const listed = (): Stretches | undefined => {
    if (survivors.walk || count > listedLimit || space.count > safe) return undefined;
    return (stretches ??= listStretches(survivors));
  };
  const indexOf = (place: bigint): CombinationIndex => {
    const list = listed();
    return combinationIndex(
      list ? BigInt(list.indexOf(Number(place))) : survivors.countBelow(place),
    );
  };
  const placeOf = (index: CombinationIndex): bigint => {
    checkIndex(index, count);
    const list = listed();
    return list ? BigInt(list.placeOf(Number(index))) : survivors.at(index);
  };
  return {
    count,
    coupling,
    placeOf,
    indexOf,
    forEachStretch: (visit) => survivors.forEachStretch(visit),
    setOf(boxes) {
      const places = boxSet(narrow.space, boxes, (place) => place);
      return numberedSet(places, { count, placeOf, indexOf });
    },
  };
}

/** Up to so many combinations are listed by their stretches, where there is no quicker way. */
const listedLimit = 2_000_000n;
const safe = BigInt(Number.MAX_SAFE_INTEGER);

/** Places that follow each other, and how many combinations come before them. */
type Stretches = { indexOf(place: number): number; placeOf(index: number): number };

/**
 * Lists what many boxes leave, since each of them would be asked at every step: strategies whose own
 * axes are coupled with the grid have a box each.
 */
function listStretches(survivors: PlaceSet<bigint>): Stretches {
  const starts: number[] = [];
  const counts: number[] = [];
  let count = 0;
  survivors.forEachStretch((start, length) => {
    starts.push(start);
    counts.push(count);
    count += length;
  });
  const lastUpTo = (ascending: readonly number[], value: number): number =>
    lowerBound(ascending.length, (i) => at(ascending, i) > value) - 1;
  return {
    indexOf(place) {
      const stretch = lastUpTo(starts, place);
      return at(counts, stretch) + place - at(starts, stretch);
    },
    placeOf(index) {
      const stretch = lastUpTo(counts, index);
      return at(starts, stretch) + index - at(counts, stretch);
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
