import type { ShownRun } from "../../store/run/run-results.ts";
import { stepRows, type Steps } from "../../text/steps.ts";
import type { Figure } from "./measure.ts";

/** What rows are ordered by: a figure, or the codes of a parameter, −1 where it is absent. */
export type Keys = Float64Array | Int32Array;

const digits = 2 ** 16;

/**
 * Places in the order of their keys: absent ones last whatever the direction, those that are not
 * `known` too, and equal ones as they came, so ascending places stay ascending. By digits of 16 bits, the lowest first: a million places
 * take four passes, and between them others have their turn.
 */
export function* orderSteps(
  places: Int32Array,
  keys: Keys,
  descending: boolean,
  known?: Uint8Array,
): Steps<Int32Array> {
  const { length } = places;
  let order = new Int32Array(length);
  let other = new Int32Array(length);
  const [low, high] = [new Uint32Array(length), new Uint32Array(length)];
  const number = new Float64Array(1);
  const bits = new Uint32Array(number.buffer);
  const isCode = keys instanceof Int32Array;
  let present = 0;
  let absent = length;
  for (let i = 0; i < length; i++) {
    if (i % stepRows === 0) yield;
    const place = places[i] ?? 0;
    const key = keys[place] ?? Number.NaN;
    if (known?.[place] === 0 || (isCode ? key < 0 : Number.isNaN(key))) {
      // from the end, and turned round below
      order[--absent] = i;
      continue;
    }
    // both noughts are one
    number[0] = key + 0;
    const upper = bits[1] ?? 0;
    const flip = upper >>> 31 === 1 ? 0xffff_ffff : 0;
    const turn = descending ? 0xffff_ffff : 0;
    low[i] = (bits[0] ?? 0) ^ flip ^ turn;
    high[i] = upper ^ (flip | 0x8000_0000) ^ turn;
    order[present++] = i;
  }
  order.subarray(absent).reverse();
  other.set(order.subarray(absent), absent);
  for (const [words, shift] of [
    [low, 0],
    [low, 16],
    [high, 0],
    [high, 16],
  ] as const) {
    const isSorted = yield* sortByDigit(order, other, present, words, shift);
    if (isSorted) [order, other] = [other, order];
  }
  for (let i = 0; i < length; i++) {
    if (i % stepRows === 0) yield;
    other[i] = places[order[i] ?? 0] ?? 0;
  }
  return other;
}

/** Writes positions in the order of one digit; gives whether it took any: where all are alike it does not. */
function* sortByDigit(
  from: Int32Array,
  to: Int32Array,
  count: number,
  words: Uint32Array,
  shift: number,
): Steps<boolean> {
  const starts = new Int32Array(digits + 1);
  for (let i = 0; i < count; i++) {
    if (i % stepRows === 0) yield;
    const digit = ((words[from[i] ?? 0] ?? 0) >>> shift) & 0xffff;
    starts[digit + 1] = (starts[digit + 1] ?? 0) + 1;
  }
  for (let digit = 0; digit < digits; digit++) {
    const size = starts[digit + 1] ?? 0;
    if (size === count) return false;
    starts[digit + 1] = size + (starts[digit] ?? 0);
  }
  for (let i = 0; i < count; i++) {
    if (i % stepRows === 0) yield;
    const position = from[i] ?? 0;
    const digit = ((words[position] ?? 0) >>> shift) & 0xffff;
    const at = starts[digit] ?? 0;
    starts[digit] = at + 1;
    to[at] = position;
  }
  return true;
}

/** The places whose results are there and have a figure, those that are wanted. */
export function* placesWith(
  { known }: Pick<ShownRun, "known">,
  figure: Float64Array,
  isWanted: (place: number) => boolean = () => true,
): Steps<Int32Array> {
  const places = new Int32Array(known.length);
  let count = 0;
  for (let place = 0; place < known.length; place++) {
    if (place % stepRows === 0) yield;
    const isThere = known[place] === 1 && !Number.isNaN(figure[place]);
    if (isThere && isWanted(place)) places[count++] = place;
  }
  return places.subarray(0, count);
}

/** Those of a figure, the best first, ties by combination. */
export function* bestFirst(
  run: Pick<ShownRun, "known" | "figures">,
  { name, best }: Pick<Figure, "name" | "best">,
): Steps<Int32Array> {
  const places = yield* placesWith(run, run.figures[name]);
  return yield* orderSteps(places, run.figures[name], best === "highest");
}
