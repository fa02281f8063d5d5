import type { ContainerId } from "../../planner/model.ts";
import { at } from "../../text/collections.ts";
import { valueAt } from "../data/series.ts";
import { rejectReasons } from "../engine/events.ts";
import type { RecordedEvent } from "../engine/recording.ts";
import { causes } from "../rules/orders.ts";

/** Events as numbers, one after the other: what digests take, and what is kept of a bar to be compared. */
export type EventNumbers = {
  /** Of which the first `length` are meant. */
  numbers: Float64Array;
  length: number;
};

/** Makes room that grows as it is needed. */
export function createEventNumbers(): EventNumbers {
  return { numbers: new Float64Array(64), length: 0 };
}

const kinds = { order: 0, fill: 1, reject: 2 };
/** How many numbers an event of each kind has. */
const widths = [9, 8, 3];
const mostNumbers = 9;

/** Writes an event at the end: which type it is, then its fields, without names. */
export function writeEvent(event: RecordedEvent["event"], to: EventNumbers): void {
  if (to.length + mostNumbers > to.numbers.length) {
    const longer = new Float64Array(2 * to.numbers.length);
    longer.set(to.numbers);
    to.numbers = longer;
  }
  const { numbers } = to;
  switch (event.type) {
    case "ORDER":
      numbers[to.length++] = kinds.order;
      numbers[to.length++] = event.bar;
      numbers[to.length++] = event.number;
      numbers[to.length++] = event.side;
      numbers[to.length++] = event.closing;
      numbers[to.length++] = event.opening;
      numbers[to.length++] = event.freeCash;
      numbers[to.length++] = (event.wholeShares ? 1 : 0) + (event.final ? 2 : 0);
      numbers[to.length++] = causes.indexOf(event.cause);
      break;
    case "FILL":
      numbers[to.length++] = kinds.fill;
      numbers[to.length++] = event.bar;
      numbers[to.length++] = event.order;
      numbers[to.length++] = event.side;
      numbers[to.length++] = event.quantity;
      numbers[to.length++] = event.base;
      numbers[to.length++] = event.price;
      numbers[to.length++] = event.commission;
      break;
    case "REJECT":
      numbers[to.length++] = kinds.reject;
      numbers[to.length++] = event.bar;
      numbers[to.length++] = rejectReasons.indexOf(event.reason);
  }
}

/** Whether two events are equal bit for bit, without their names. */
export function areEqualAt(
  { numbers: left }: EventNumbers,
  from: number,
  { numbers: right }: EventNumbers,
  otherFrom: number,
): boolean {
  const width = widths[valueAt(left, from)] ?? 1;
  for (let i = 0; i < width; i++) {
    if (!Object.is(valueAt(left, from + i), valueAt(right, otherFrom + i))) return false;
  }
  return true;
}

/** The event that was written at a place, with the names that are not among its numbers. */
export function readEvent(
  { numbers }: EventNumbers,
  from: number,
  targetPortfolio: ContainerId,
  source: ContainerId,
): RecordedEvent["event"] {
  const number = (place: number): number => valueAt(numbers, from + place);
  const stamp = { targetPortfolio, bar: number(1) };
  const side = number(3) > 0 ? 1 : -1;
  switch (number(0)) {
    case kinds.order:
      return {
        type: "ORDER",
        ...stamp,
        number: number(2),
        side,
        closing: number(4),
        opening: number(5),
        freeCash: number(6),
        wholeShares: number(7) % 2 === 1,
        final: number(7) >= 2,
        cause: at(causes, number(8)),
      };
    case kinds.fill:
      return {
        type: "FILL",
        ...stamp,
        order: number(2),
        side,
        quantity: number(4),
        base: number(5),
        price: number(6),
        commission: number(7),
      };
    default:
      return { type: "REJECT", ...stamp, reason: at(rejectReasons, number(2)), source };
  }
}
