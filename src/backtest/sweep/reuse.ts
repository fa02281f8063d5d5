import { at } from "../../text/collections.ts";
import type { Configurations } from "./configurations.ts";
import { rowLength, type FigureRows } from "./figure-columns.ts";
import type { LoopSetup } from "./loop.ts";
import { createNumberTable, type NumberTable } from "./number-table.ts";
import type { Sweep } from "./sweep.ts";

/** Rows at the places of a run that they belong to. */
export type SweepPart = { readonly places: Int32Array<ArrayBuffer>; readonly rows: FigureRows };

/** What runs over the same bars remember of each other. */
export type SweepMemory = {
  /** Starts a run: gives the rows that earlier ones had found. */
  start(sweep: Sweep): SweepPart;
  /** Keeps what was found of the run that was started last. */
  keep(part: SweepPart): void;
};

/** So many rows are kept at most, of 88 bytes each, beside those of the run that was started last. */
const mostKept = 2 ** 20;
/** Configurations beyond this number are not compared: that takes longer than running. */
const mostCompared = 100_000;

type Run = {
  readonly sweep: Sweep;
  readonly rows: FigureRows;
  readonly known: Uint8Array;
  /** Made when another run asks for it. */
  find?: Find | undefined;
};
/** The place of a combination by the numbers of its configurations; −1 where there is none. */
type Find = (numbers: readonly number[], occurrence: number) => number;

/**
 * Starts a memory for sweeps that follow one another while somebody types: a combination whose four
 * configurations are as before is not run again, whatever its number is now. Texts are compared once
 * for each configuration, combinations by numbers alone. Other bars, another seed or other bars a year
 * forget everything.
 */
export function createSweepMemory(): SweepMemory {
  let runs: Run[] = [];

  return {
    start(sweep) {
      const { chosen, setup } = sweep;
      if (runs[0] && !isComparable(runs[0].sweep.setup, setup)) runs = [];
      const rows = new Float64Array(chosen.count * rowLength);
      const known = new Uint8Array(chosen.count);
      for (const run of runs) copyKnown(run, sweep, rows, known);
      runs = [{ sweep, rows, known }, ...withinLimit(runs)];
      const places = Int32Array.from(placesOf(known));
      const found = new Float64Array(places.length * rowLength);
      for (const [i, place] of places.entries()) {
        found.set(rows.subarray(place * rowLength, (place + 1) * rowLength), i * rowLength);
      }
      return { places, rows: found };
    },
    keep({ places, rows }) {
      const [run] = runs;
      if (!run) return;
      for (const [i, place] of places.entries()) {
        const row = rows.subarray(i * rowLength, (i + 1) * rowLength);
        run.rows.set(row, place * rowLength);
        run.known[place] = 1;
      }
    },
  };
}

function isComparable(a: LoopSetup, b: LoopSetup): boolean {
  return a.bars === b.bars && a.seed === b.seed && a.barsPerYear === b.barsPerYear;
}

/** The newest runs, as many as may be kept. */
function withinLimit(runs: readonly Run[]): readonly Run[] {
  let left = mostKept;
  return runs.filter(({ known }) => {
    left -= known.length;
    return left >= 0;
  });
}

function* placesOf(known: Uint8Array): Generator<number> {
  for (let place = 0; place < known.length; place++) if (known[place] === 1) yield place;
}

/** Copies what an earlier run has found of combinations that are not known yet. */
function copyKnown(run: Run, sweep: Sweep, rows: FigureRows, known: Uint8Array): void {
  const now = columnsOf(sweep);
  const before = columnsOf(run.sweep);
  const size = [...now, ...before].reduce((sum, { list }) => sum + list.length, 0);
  if (size > mostCompared) return;
  const earlier = now.map((column, i) => earlierNumbers(column, at(before, i)));
  run.find ??= finderOf(run.sweep);
  const numbers = now.map(() => 0);
  for (let place = 0; place < known.length; place++) {
    if (known[place] === 1) continue;
    for (let i = 0; i < numbers.length; i++) {
      numbers[i] = at(at(earlier, i), at(at(now, i).numbers, place));
    }
    if (numbers.includes(-1)) continue;
    const from = run.find(numbers, sweep.work.occurrence?.[place] ?? 0);
    if (from < 0 || run.known[from] !== 1) continue;
    rows.set(run.rows.subarray(from * rowLength, (from + 1) * rowLength), place * rowLength);
    known[place] = 1;
  }
}

type Column = Configurations<unknown>;

function columnsOf({ configurations }: Sweep): readonly Column[] {
  const { strategy, risk, execution, portfolio } = configurations;
  return [strategy, risk, execution, portfolio];
}

/** The numbers that configurations had in an earlier run, −1 for new ones. */
function earlierNumbers(now: Column, before: Column): Int32Array {
  const numberByText = new Map(before.list.map((_, number) => [before.textOf(number), number]));
  return Int32Array.from(now.list, (_, number) => numberByText.get(now.textOf(number)) ?? -1);
}

/** Makes what finds a combination of a run by its numbers. */
function finderOf(sweep: Sweep): Find {
  const { occurrence } = sweep.work;
  const sizes = columnsOf(sweep).map(({ list }) => list.length);
  const most = occurrence?.reduce((a, b) => Math.max(a, b), 0) ?? 0;
  const keyOf = (numbers: readonly number[], which: number): number =>
    numbers.reduce((key, number, i) => key * at(sizes, i) + number, 0) * (most + 1) + which;
  const size = keyOf(
    sizes.map((one) => one - 1),
    most,
  );
  if (size >= Number.MAX_SAFE_INTEGER) return () => -1;
  const places: NumberTable = createNumberTable(size + 1);
  const columns = columnsOf(sweep);
  for (let place = 0; place < sweep.chosen.count; place++) {
    const numbers = columns.map((column) => at(column.numbers, place));
    const key = keyOf(numbers, occurrence?.[place] ?? 0);
    if (places.get(key) === undefined) places.set(key, place);
  }
  return (numbers, which) => (which > most ? -1 : (places.get(keyOf(numbers, which)) ?? -1));
}
