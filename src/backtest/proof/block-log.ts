import type { ContainerId } from "../../planner/model.ts";
import { at } from "../../text/collections.ts";
import { valueAt } from "../data/series.ts";
import { rejectReasons, type RejectReason } from "../engine/events.ts";
import { listenFor, type Listener, type RecordedEvent } from "../engine/recording.ts";
import type { Happened } from "./divergence.ts";
import {
  areEqualAt,
  createEventNumbers,
  readEvent,
  writeEvent,
  type EventNumbers,
} from "./event-numbers.ts";

/**
 * What happens to some portfolios within one bar, by their place: lists that are linked through one
 * another, since most portfolios have nothing in most bars.
 */
export type BarLog = {
  /** The equity of each at the end of the bar, in money. */
  readonly equity: Float64Array;
  /** The places that something happened to, in the order of the first of it. */
  touched(): Int32Array;
  /** The first thing that happened to a place, then the one after it; −1 where there is none. */
  firstOf(place: number): number;
  after(happening: number): number;
  happening(number: number): Happened | undefined;
  /** Whether something that happened is equal to something in another log, bit for bit. */
  isEqual(number: number, other: BarLog, otherNumber: number): boolean;
  /** Where the numbers of something that happened are, and its stamp. */
  readonly written: EventNumbers;
  startOf(number: number): number;
  stampOf(number: number): ContainerId | undefined;
};

/** What happens within a block of bars, forgotten with the next one, and what is counted of all. */
export type BlockLog = {
  readonly listener: Listener;
  /** Says in which bar of the block what comes now happens. */
  turnTo(slot: number): void;
  /** A bar of the block. */
  bar(slot: number): BarLog;
  clear(): void;
  /** How many things happened to a place in the whole run so far. */
  eventsOf(place: number): number;
  /** Refusals of the whole run so far. */
  rejectsOf(place: number): ReadonlyMap<RejectReason, number>;
};

/** Starts listening for portfolios over blocks of so many bars. */
export function createBlockLog(portfolios: readonly ContainerId[], size: number): BlockLog {
  const n = portfolios.length;
  const counts = new Float64Array(n);
  const rejects = new Float64Array(n * rejectReasons.length);
  const bars = Array.from({ length: size }, () => createBarLog(n));
  let current = at(bars, 0);
  const listener = listenFor(portfolios, {
    happened(place, event, from) {
      current.add(place, event, from);
      counts[place] = valueAt(counts, place) + 1;
      if (event.type !== "REJECT") return;
      const counted = place * rejectReasons.length + rejectReasons.indexOf(event.reason);
      rejects[counted] = valueAt(rejects, counted) + 1;
    },
    valued(place, _, equity) {
      current.equity[place] = equity;
    },
  });
  return {
    listener,
    turnTo(slot) {
      current = at(bars, slot);
    },
    bar: (slot) => at(bars, slot),
    clear() {
      for (const bar of bars) bar.clear();
    },
    eventsOf: (place) => valueAt(counts, place),
    rejectsOf: (place) =>
      new Map(
        rejectReasons.flatMap((reason, i) => {
          const count = valueAt(rejects, place * rejectReasons.length + i);
          return count === 0 ? [] : [[reason, count]];
        }),
      ),
  };
}

// as numbers, and in lists that keep their length: what is kept for a block and then let go would
// outlive what is freed at once, and pile up
function createBarLog(n: number) {
  const equity = new Float64Array(n);
  const written = createEventNumbers();
  const starts: number[] = [];
  const stamps: ContainerId[] = [];
  const senders: ContainerId[] = [];
  const next: number[] = [];
  let count = 0;
  const first = new Int32Array(n).fill(-1);
  const last = new Int32Array(n);
  const places = new Int32Array(n);
  let touched = 0;
  const startOf = (number: number): number => starts[number] ?? 0;
  const stampOf = (number: number): ContainerId | undefined => stamps[number];
  return {
    equity,
    touched: () => places.subarray(0, touched),
    written,
    startOf,
    stampOf,
    add(place: number, event: RecordedEvent["event"], from: ContainerId): void {
      if (first[place] === -1) {
        first[place] = count;
        places[touched++] = place;
      } else next[last[place] ?? 0] = count;
      last[place] = count;
      starts[count] = written.length;
      writeEvent(event, written);
      stamps[count] = event.targetPortfolio;
      senders[count] = from;
      next[count++] = -1;
    },
    firstOf: (place: number) => first[place] ?? -1,
    after: (happening: number) => next[happening] ?? -1,
    happening(number: number): Happened | undefined {
      const stamp = stamps[number];
      const from = senders[number];
      if (stamp === undefined || from === undefined) return undefined;
      return { event: readEvent(written, startOf(number), stamp, from), from };
    },
    isEqual: (number: number, other: BarLog, otherNumber: number): boolean =>
      stampOf(number) === other.stampOf(otherNumber) &&
      areEqualAt(written, startOf(number), other.written, other.startOf(otherNumber)),
    clear(): void {
      for (let i = 0; i < touched; i++) first[places[i] ?? 0] = -1;
      touched = 0;
      count = 0;
      written.length = 0;
      equity.fill(0);
    },
  };
}
