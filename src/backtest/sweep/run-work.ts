import { rowLength, type FigureRows } from "./figure-columns.ts";
import { createLoop, type LoopSetup, type LoopWork } from "./loop.ts";
import type { SweepPart } from "./reuse.ts";
import type { Sweep } from "./sweep.ts";

/** Another worker that runs combinations. */
export type Helper = {
  /** Rows of some work, over what the helper was hired for; fails where the worker does. */
  run(work: LoopWork): Promise<FigureRows>;
  /** Ends the worker. */
  leave(): void;
};

/** Where helpers come from: as many as there are cores to spare. */
export type Crew = {
  hire(setup: LoopSetup): readonly Helper[];
};

export type WorkOptions = {
  /** Places whose rows are there already. */
  readonly known: Int32Array;
  /** Whether places without a simulation get rows too, of NaN: then every stretch of places has no gap. */
  readonly gapless?: boolean;
  readonly crew: Crew | undefined;
  /** From how many bars × combinations on helpers are hired. */
  readonly leastShared?: number;
  /** The time in milliseconds; no result depends on it. */
  readonly now: () => number;
  /** Lets messages in. */
  readonly turn: () => Promise<void>;
  /** Whether to go on: asked between two slices. */
  readonly goesOn: () => boolean;
  /** Takes rows as they are found, in no order. */
  readonly found: (part: SweepPart) => void;
};

/** How long this thread runs until it lets messages in, and a helper until it is given more. */
const ownSlice = 12;
const helperSlice = 40;
/** Work below this many bars × combinations is done before a helper has begun. */
const worthSharing = 40_000_000;
const mostRows = 65_536;

/**
 * Runs the combinations of a sweep that are not known yet: this thread in slices, helpers beside it. Which
 * of them runs a combination, and with which others, makes no difference to what it gives.
 */
export async function runWork(sweep: Sweep, options: WorkOptions): Promise<void> {
  const { setup } = sweep;
  const { now, turn, goesOn, found, crew, leastShared = worthSharing } = options;
  const { work, places, count } = workLeft(sweep, options);
  let next = 0;
  const returned: Range[] = [];
  const take = (rows: number): Range | undefined => {
    const left = returned.pop();
    if (left) return left;
    if (next >= count) return undefined;
    const from = next;
    next = Math.min(count, from + rows);
    return { from, to: next };
  };
  const give = ({ from, to }: Range, rows: FigureRows): void => {
    found({ places: places?.slice(from, to) ?? numbersFrom(from, to), rows });
  };

  async function runHere(): Promise<void> {
    const loop = createLoop(setup);
    const pace = createPace(setup.bars.n, ownSlice);
    for (let range = take(pace.rows()); range && goesOn(); range = take(pace.rows())) {
      const began = now();
      const rows = loop.rows(work, range.from, range.to);
      pace.took(range.to - range.from, now() - began);
      give(range, rows);
      await turn();
    }
  }

  async function runThere(helper: Helper): Promise<void> {
    const pace = createPace(setup.bars.n, helperSlice);
    for (let range = take(pace.rows()); range && goesOn(); range = take(pace.rows())) {
      const began = now();
      try {
        const rows = await helper.run(partOf(work, range));
        pace.took(range.to - range.from, now() - began);
        if (goesOn()) give(range, rows);
        await turn();
      } catch {
        // the others do what it leaves
        returned.push(range);
        return;
      }
    }
  }

  const helpers = count * setup.bars.n >= leastShared ? (crew?.hire(setup) ?? []) : [];
  try {
    // of two parts that a helper is given one waits while the other runs
    const there = helpers.flatMap((helper) => [runThere(helper), runThere(helper)]);
    await Promise.all([runHere(), ...there]);
    // what a helper gave back when this thread was done
    if (returned.length > 0) await runHere();
  } finally {
    for (const helper of helpers) helper.leave();
  }
}

type Range = { readonly from: number; readonly to: number };

/** Finds how many rows take about as long as a slice. */
function createPace(bars: number, slice: number) {
  let rows = Math.max(1, Math.min(mostRows, Math.floor(1_000_000 / Math.max(1, bars))));
  return {
    rows: () => rows,
    took(many: number, milliseconds: number): void {
      const wanted = milliseconds > 0 ? (many * slice) / milliseconds : many * 4;
      rows = Math.max(1, Math.min(mostRows, many * 4, Math.round(wanted)));
    },
  };
}

/** What is left of a sweep as work of its own, and the places that it belongs to; all of them where absent. */
function workLeft(
  { work, setup, chosen, simulated }: Sweep,
  { known, gapless = false }: Pick<WorkOptions, "known" | "gapless">,
) {
  if (known.length === 0 && (gapless || simulated === chosen.count)) {
    return { work, places: undefined, count: chosen.count };
  }
  const isKnown = new Uint8Array(chosen.count);
  for (const place of known) isKnown[place] = 1;
  const isLeft = (place: number): boolean =>
    isKnown[place] === 0 && setup.rules[work.strategy[place] ?? 0] !== undefined;
  const places = numbersFrom(0, chosen.count).filter(isLeft);
  const picked = (column: Int32Array): Int32Array<ArrayBuffer> =>
    Int32Array.from(places, (place) => column[place] ?? 0);
  return { work: mapWork(work, picked), places, count: places.length };
}

/** The part of some work that another worker is sent. */
function partOf(work: LoopWork, { from, to }: Range): LoopWork {
  return mapWork(work, (column) => column.slice(from, to));
}

function mapWork(
  { strategy, risk, execution, portfolio, occurrence }: LoopWork,
  map: (column: Int32Array<ArrayBuffer>) => Int32Array<ArrayBuffer>,
): LoopWork {
  return {
    strategy: map(strategy),
    risk: map(risk),
    execution: map(execution),
    portfolio: map(portfolio),
    occurrence: occurrence && map(occurrence),
  };
}

function numbersFrom(from: number, to: number): Int32Array<ArrayBuffer> {
  const numbers = new Int32Array(to - from);
  for (let i = 0; i < numbers.length; i++) numbers[i] = from + i;
  return numbers;
}

/** Gathers parts, so that they are sent at most every so many milliseconds, the first at once. */
export function createGathering(send: (part: SweepPart) => void, pause: number) {
  let parts: SweepPart[] = [];
  let sentAt = -Infinity;
  const flush = (): void => {
    if (parts.length > 0) send(joinParts(parts));
    parts = [];
  };
  return {
    flush,
    add(part: SweepPart, now: number): void {
      parts.push(part);
      if (now - sentAt < pause) return;
      sentAt = now;
      flush();
    },
  };
}

function joinParts(parts: readonly SweepPart[]): SweepPart {
  const count = parts.reduce((sum, { places }) => sum + places.length, 0);
  const places = new Int32Array(count);
  const rows = new Float64Array(count * rowLength);
  let filled = 0;
  for (const part of parts) {
    places.set(part.places, filled);
    rows.set(part.rows, filled * rowLength);
    filled += part.places.length;
  }
  return { places, rows };
}
