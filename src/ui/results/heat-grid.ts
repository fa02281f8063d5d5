import type { RunParameter } from "../../backtest/session/protocol.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { stepRows, type Steps } from "../../text/steps.ts";
import { orderSteps } from "./order.ts";

/** What the views read of a run. */
export type Measured = Pick<ShownRun, "chosen" | "parameters" | "figures" | "known" | "ranges">;

/** One place on an axis of the map: a value, or neighbouring ones where there are many. */
export type Step = { readonly label: string; readonly codes: readonly [number, number] };

export type HeatAxis = {
  readonly parameter: RunParameter;
  readonly steps: readonly Step[];
  /** Numbers have neighbours; names do not. */
  readonly ordered: boolean;
};

/** The combinations with the same two values. */
export type HeatCell = {
  readonly column: number;
  readonly row: number;
  /** What is asked of them; NaN without any. */
  readonly value: number;
  /** How many combinations it is of. */
  readonly count: number;
  /** The place of the best of them, −1 without any. */
  readonly best: number;
};

/** What a cell says of its combinations. */
export const aggregates = ["mean", "median", "best", "worst", "count"] as const;
export type Aggregate = (typeof aggregates)[number];

export type HeatGrid = {
  readonly across: HeatAxis;
  /** Absent where a single parameter has more than one value. */
  readonly down: HeatAxis | undefined;
  /** Row by row. */
  readonly cells: readonly HeatCell[];
  /** How many combinations lie on the map: those with both parameters and the figure. */
  readonly counted: number;
};

/** Longer axes put neighbouring values together, so that there is room for a number in each cell. */
export const longestAxis = 24;

/** An axis of a map: every value, or stretches of them, equal ones where that takes few steps less. */
export function heatAxis(parameter: RunParameter, most = longestAxis): HeatAxis {
  const { values, numbers } = parameter;
  const least = Math.ceil(values.length / most);
  const sizes = Array.from({ length: Math.ceil(least / 2) }, (_, i) => least + i);
  const size = sizes.find((one) => values.length % one === 0) ?? least;
  const steps: Step[] = [];
  for (let first = 0; first < values.length; first += size) {
    const last = Math.min(first + size, values.length) - 1;
    const [from = "", to = ""] = [values[first], values[last]];
    steps.push({ label: first === last ? from : `${from} … ${to}`, codes: [first, last] });
  }
  return { parameter, steps, ordered: numbers !== undefined };
}

export type HeatRequest = {
  readonly run: Pick<Measured, "known">;
  readonly across: HeatAxis;
  readonly down: HeatAxis | undefined;
  readonly figure: Float64Array;
  readonly higherIsBetter: boolean;
  readonly aggregate: Aggregate;
  /** Only combinations with these values are on the map. */
  readonly fixed: readonly { readonly codes: Int32Array; readonly code: number }[];
};

/** A figure over two parameters: each cell stands for all combinations with its values. */
export function* heatGrid(request: HeatRequest): Steps<HeatGrid> {
  const { run, across, down, figure, higherIsBetter, aggregate, fixed } = request;
  const width = across.steps.length;
  const size = width * (down?.steps.length ?? 1);
  const [columnOf, rowOf] = [stepByCode(across), down && stepByCode(down)];
  const cellOf = (place: number): number => {
    for (const { codes, code } of fixed) if (codes[place] !== code) return -1;
    const column = columnOf[across.parameter.codes[place] ?? -1] ?? -1;
    const row = rowOf && down ? (rowOf[down.parameter.codes[place] ?? -1] ?? -1) : 0;
    return column < 0 || row < 0 ? -1 : row * width + column;
  };
  const counts = new Int32Array(size);
  const sums = new Float64Array(size);
  const [best, worst] = [new Int32Array(size).fill(-1), new Int32Array(size).fill(-1)];
  const places = new Int32Array(run.known.length);
  let counted = 0;
  for (let place = 0; place < places.length; place++) {
    if (place % stepRows === 0) yield;
    const value = figure[place] ?? Number.NaN;
    if (run.known[place] !== 1 || Number.isNaN(value)) continue;
    const cell = cellOf(place);
    if (cell < 0) continue;
    places[counted++] = place;
    counts[cell] = (counts[cell] ?? 0) + 1;
    sums[cell] = (sums[cell] ?? 0) + value;
    // the first of equal ones
    const isFirst = counts[cell] === 1;
    const than = figure[best[cell] ?? -1] ?? Number.NaN;
    if (isFirst || (higherIsBetter ? value > than : value < than)) best[cell] = place;
    const under = figure[worst[cell] ?? -1] ?? Number.NaN;
    if (isFirst || (higherIsBetter ? value < under : value > under)) worst[cell] = place;
  }
  const medians =
    aggregate === "median"
      ? yield* mediansOf(places.subarray(0, counted), figure, counts, cellOf)
      : undefined;
  const valueOf = (cell: number): number => {
    const count = counts[cell] ?? 0;
    if (count === 0) return Number.NaN;
    switch (aggregate) {
      case "mean":
        return (sums[cell] ?? 0) / count;
      case "median":
        return medians?.[cell] ?? Number.NaN;
      case "best":
        return figure[best[cell] ?? -1] ?? Number.NaN;
      case "worst":
        return figure[worst[cell] ?? -1] ?? Number.NaN;
      case "count":
        return count;
    }
  };
  const cells = Array.from({ length: size }, (_, cell): HeatCell => ({
    column: cell % width,
    row: Math.floor(cell / width),
    value: valueOf(cell),
    count: counts[cell] ?? 0,
    best: best[cell] ?? -1,
  }));
  return { across, down, cells, counted };
}

/** The median of every cell: of all places in the order of the figure, the middle ones of each. */
function* mediansOf(
  places: Int32Array,
  figure: Float64Array,
  counts: Int32Array,
  cellOf: (place: number) => number,
): Steps<Float64Array> {
  const order = yield* orderSteps(places, figure, false);
  const seen = new Int32Array(counts.length);
  const medians = new Float64Array(counts.length);
  for (let i = 0; i < order.length; i++) {
    if (i % stepRows === 0) yield;
    const place = order[i] ?? 0;
    const cell = cellOf(place);
    const count = counts[cell] ?? 0;
    const at = seen[cell] ?? 0;
    seen[cell] = at + 1;
    const value = figure[place] ?? Number.NaN;
    // of an even number the mean of the two in the middle
    if (at === (count - 1) >> 1) medians[cell] = value;
    if (at === count >> 1) medians[cell] = ((medians[cell] ?? 0) + value) / 2;
  }
  return medians;
}

function stepByCode({ steps }: HeatAxis): Int32Array {
  return Int32Array.from(
    steps.flatMap(({ codes: [from, to] }, step) =>
      Array.from({ length: to - from + 1 }, () => step),
    ),
  );
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
