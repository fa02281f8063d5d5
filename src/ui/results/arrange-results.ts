import type { FigureName } from "../../backtest/sweep/figure-columns.ts";
import type { ShownRun } from "../../store/run/run-results.ts";

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

/**
 * The places of a run's results that a filter leaves, in an order: absent values come last whatever
 * the direction, ties by combination. `among` limits them further, to what another view has marked.
 */
export function arrangeResults(
  run: Pick<ShownRun, "parameters" | "figures" | "known" | "chosen">,
  sort: ResultSort,
  filter: ResultFilter,
  among: ReadonlySet<number> | undefined,
): readonly number[] {
  const passes = run.parameters.flatMap(({ id, values, codes }) => {
    const wanted = filter.values[id];
    if (!wanted || wanted.length === 0) return [];
    const allowed = new Set(wanted);
    return [(place: number) => allowed.has(values[codes[place] ?? -1] ?? "")];
  });
  const ranges = Object.entries(filter.ranges).map(([name, { from, to }]) => {
    const column = columnOf(run, name);
    return (place: number) => {
      const value = column?.[place] ?? Number.NaN;
      return value >= (from ?? -Infinity) && value <= (to ?? Infinity);
    };
  });
  const limits = [...passes, ...ranges];
  const places: number[] = [];
  for (let place = 0; place < run.chosen.count; place++) {
    if ((!among || among.has(place)) && limits.every((pass) => pass(place))) places.push(place);
  }
  const key = sort && keyOf(run, sort.by);
  if (!sort || !key) return sort?.descending ? places.toReversed() : places;
  const sign = sort.descending ? -1 : 1;
  return places.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (Number.isNaN(left) || Number.isNaN(right)) {
      return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || a - b;
    }
    return sign * (left - right) || a - b;
  });
}

/** What a column sorts by; the values of a parameter are in their order already. */
function keyOf(
  run: Pick<ShownRun, "parameters" | "figures">,
  by: string,
): ((place: number) => number) | undefined {
  const column = columnOf(run, by);
  if (column) return (place) => column[place] ?? Number.NaN;
  const codes = run.parameters.find(({ id }) => id === by)?.codes;
  return (
    codes &&
    ((place) => {
      const code = codes[place] ?? -1;
      return code < 0 ? Number.NaN : code;
    })
  );
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
