import { createNumberTable } from "./number-table.ts";

/** A number for every combination that is equal for equal ones, all below `size`. */
export type CombinedKeys = { readonly keys: Float64Array; readonly size: number };

/** Columns of numbers that are each below a size. */
type Column = { readonly numbers: ArrayLike<number>; readonly size: number };

/** Makes one number of several: equal where all columns are. Numbered anew where they would grow too large. */
export function combineKeys(count: number, columns: readonly Column[]): CombinedKeys {
  const keys = new Float64Array(count);
  let size = 1;
  for (const column of columns) {
    if (column.size < 2) continue;
    if (size * column.size > Number.MAX_SAFE_INTEGER) size = renumber(keys, size);
    for (let i = 0; i < count; i++) {
      keys[i] = (keys[i] ?? 0) * column.size + (column.numbers[i] ?? 0);
    }
    size *= column.size;
  }
  return { keys, size };
}

/** Replaces keys by their positions among the distinct ones, by first appearance. */
function renumber(keys: Float64Array, size: number): number {
  const positions = createNumberTable(size);
  let distinct = 0;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? 0;
    let position = positions.get(key);
    if (position === undefined) positions.set(key, (position = distinct++));
    keys[i] = position;
  }
  return Math.max(1, distinct);
}
