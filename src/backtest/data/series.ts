/**
 * The value of a series at a place that it has: what the hot loops read with. Checked by the compiler,
 * not at run time as `at` does, and for this one type of array, so that engines make it one load.
 */
export function valueAt(series: Float64Array, place: number): number {
  return series[place] ?? Number.NaN;
}
