import type { Arrangement, ColumnFilter } from "../../planner/answer/query.ts";

/** All combinations in their own order. */
export const natural: Arrangement = { filters: [], sort: [] };

/**
 * Turns a column's order on: ascending, then descending, then off. `adding` keeps the order by other
 * columns before it; else the column alone decides.
 */
export function turnSort(arrangement: Arrangement, column: string, adding: boolean): Arrangement {
  const { sort } = arrangement;
  const place = sort.findIndex((key) => key.column === column);
  const known = sort[place];
  const turned = known?.descending ? [] : [{ column, descending: known !== undefined }];
  if (!adding) return { ...arrangement, sort: turned };
  const end = place === -1 ? sort.length : place;
  return { ...arrangement, sort: [...sort.slice(0, end), ...turned, ...sort.slice(end + 1)] };
}

export const filterOf = (arrangement: Arrangement, column: string): ColumnFilter =>
  arrangement.filters.find((filter) => filter.column === column) ?? {
    column,
    keys: [],
    absent: false,
  };

/** Limits a column to some values; a filter that names none is no filter. */
export function setFilter(arrangement: Arrangement, filter: ColumnFilter): Arrangement {
  const others = arrangement.filters.filter(({ column }) => column !== filter.column);
  const empty = filter.keys.length === 0 && !filter.absent;
  return { ...arrangement, filters: empty ? others : [...others, filter] };
}

/** The number that somebody typed, with any signs between its thousands; `undefined` for anything else. */
export function numberIn(typed: string): bigint | undefined {
  const digits = typed.replaceAll(/[\s,._'’]/g, "");
  return /^\d{1,100}$/.test(digits) ? BigInt(digits) : undefined;
}
