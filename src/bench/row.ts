import type { Timing } from "./measure.ts";

/** One way of doing a piece of work, and how long it took. */
export type Way = { readonly name: string; readonly timing: Timing };

/** One line of the table: a piece of work, done in several ways whose results are equal. */
export type Row = {
  readonly work: string;
  readonly ways: readonly Way[];
  /** What follows from the times, in words: "10,200 × Python". */
  readonly outcome: string;
  /** What spec page 6 asks for. */
  readonly reach: string | undefined;
  readonly reached: boolean | undefined;
  /** Whether a miss fails the run: only where nothing from outside was needed. */
  readonly gates: boolean;
};

/** One section of the benchmarks; prints what it does while it runs. */
export type Section = {
  readonly name: string;
  readonly title: string;
  run(options: SectionOptions): readonly Row[] | Promise<readonly Row[]>;
};

export type SectionOptions = {
  /** Leaves out what takes more than a few seconds. */
  readonly quick: boolean;
  readonly log: (line: string) => void;
};

/** How many times faster, with as many digits as mean something. */
export function times(slow: number, fast: number): string {
  const ratio = slow / fast;
  const digits = ratio < 10 ? 1 : 0;
  const rounded = ratio >= 1000 ? Number(ratio.toPrecision(2)) : Number(ratio.toFixed(digits));
  return `${rounded.toLocaleString("en-US")} ×`;
}

/** Milliseconds as a reader wants them: `23.1 s`, `1.2 ms`, `34 µs`. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toPrecision(3)} s`;
  if (milliseconds >= 1) return `${Number(milliseconds.toPrecision(3))} ms`;
  return `${Number((milliseconds * 1000).toPrecision(2))} µs`;
}
