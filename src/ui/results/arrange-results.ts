import type { FigureName } from "../../backtest/sweep/figure-columns.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { stepRows, type Steps } from "../../text/steps.ts";
import { orderSteps } from "./order.ts";

/** What results are ordered by: a parameter by its id, a figure by its name; the combination without. */
export type ResultSort = { readonly by: string; readonly descending: boolean } | undefined;

/** Which results are listed; what is not named is not limited. */
export type ResultFilter = {
  /** By parameter: the texts of the values that are let through. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** By figure: from and to, both included; a result without the figure is left out. */
  readonly ranges: Readonly<
    Partial<Record<FigureName, { readonly from?: number; readonly to?: number }>>
  >;
};

export const everything: ResultFilter = { values: {}, ranges: {} };

/** Some places of a run. */
export type Mask = {
  /** By place: 1 for those that belong to it. */
  readonly has: Uint8Array;
  readonly count: number;
};

type Arranged = Pick<ShownRun, "parameters" | "figures" | "known" | "chosen">;

/**
 * The places of a run's results that a filter leaves, in an order: absent values come last whatever
 * the direction, ties by combination. `among` limits them further, to what another view has marked.
 */
export function* arrangeResults(
  run: Arranged,
  sort: ResultSort,
  filter: ResultFilter,
  among: Mask | undefined,
): Steps<Int32Array> {
  const places = yield* passing(run, filter, among);
  const column = sort && columnOf(run, sort.by);
  const keys = column ?? run.parameters.find(({ id }) => id === sort?.by)?.codes;
  if (!sort || !keys) return sort?.descending ? places.toReversed() : places;
  return yield* orderSteps(places, keys, sort.descending, column && run.known);
}

/** The places that a filter leaves, ascending. */
function* passing(
  run: Arranged,
  filter: ResultFilter,
  among: Mask | undefined,
): Steps<Int32Array<ArrayBuffer>> {
  const allowed = run.parameters.flatMap(({ id, values, codes }) => {
    const wanted = new Set(filter.values[id]);
    if (wanted.size === 0) return [];
    return [{ codes, passes: Uint8Array.from(values, (value) => Number(wanted.has(value))) }];
  });
  const ranges = Object.entries(filter.ranges).flatMap(([name, { from, to }]) => {
    const column = columnOf(run, name);
    return column ? [{ column, from: from ?? -Infinity, to: to ?? Infinity }] : [];
  });
  const passes = (place: number): boolean => {
    if (among && among.has[place] !== 1) return false;
    for (const one of allowed) if (one.passes[one.codes[place] ?? -1] !== 1) return false;
    for (const { column, from, to } of ranges) {
      const value = column[place] ?? Number.NaN;
      if (run.known[place] !== 1 || !(value >= from && value <= to)) return false;
    }
    return true;
  };
  const places = new Int32Array(run.chosen.count);
  let count = 0;
  for (let place = 0; place < places.length; place++) {
    if (place % stepRows === 0) yield;
    if (passes(place)) places[count++] = place;
  }
  return places.subarray(0, count);
}

function columnOf({ figures }: Pick<ShownRun, "figures">, name: string): Float64Array | undefined {
  const columns: Readonly<Record<string, Float64Array>> = figures;
  return columns[name];
}

/** Turns an order on by what it is asked for: best first, then the other way, then off. */
export function turnResultSort(
  sort: ResultSort,
  by: string,
  bestFirst: "ascending" | "descending",
): ResultSort {
  const first = bestFirst === "descending";
  if (sort?.by !== by) return { by, descending: first };
  return sort.descending === first ? { by, descending: !first } : undefined;
}

/** How many columns are limited. */
export function filterCount({ values, ranges }: ResultFilter): number {
  const limited = Object.values(values).filter((wanted) => wanted.length > 0).length;
  return limited + Object.keys(ranges).length;
}
