import type { RunParameter } from "../../backtest/session/protocol.ts";
import type { ShownRun } from "../../store/run/run-results.ts";

/** What the views read of a run. */
export type Measured = Pick<ShownRun, "chosen" | "parameters" | "figures" | "known">;

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
  /** Mean or median of the figure; NaN without any. */
  readonly value: number;
  /** How many combinations it is of. */
  readonly count: number;
  /** The place of the best of them, −1 without any. */
  readonly best: number;
};

export type Aggregate = "mean" | "median";

export type HeatGrid = {
  readonly across: HeatAxis;
  /** Absent where a single parameter has more than one value. */
  readonly down: HeatAxis | undefined;
  /** Row by row. */
  readonly cells: readonly HeatCell[];
  /** How many combinations lie on the map: those with both parameters and the figure. */
  readonly counted: number;
};

/** Longer axes put neighbouring values together. */
export const longestAxis = 40;

/** An axis of a map: every value, or stretches of them. */
export function heatAxis(parameter: RunParameter): HeatAxis {
  const { values, numbers } = parameter;
  const size = Math.ceil(values.length / longestAxis);
  const steps: Step[] = [];
  for (let first = 0; first < values.length; first += size) {
    const last = Math.min(first + size, values.length) - 1;
    const [from = "", to = ""] = [values[first], values[last]];
    steps.push({ label: first === last ? from : `${from} … ${to}`, codes: [first, last] });
  }
  return { parameter, steps, ordered: numbers !== undefined };
}

/** A figure over two parameters: each cell stands for all combinations with its values. */
export function heatGrid(
  run: Pick<Measured, "chosen" | "known">,
  across: HeatAxis,
  down: HeatAxis | undefined,
  figure: Float64Array,
  higherIsBetter: boolean,
  aggregate: Aggregate,
): HeatGrid {
  const width = across.steps.length;
  const height = down?.steps.length ?? 1;
  const members = Array.from({ length: width * height }, (): number[] => []);
  const columnOf = stepByCode(across);
  const rowOf = down && stepByCode(down);
  let counted = 0;
  for (let place = 0; place < run.chosen.count; place++) {
    if (run.known[place] !== 1 || Number.isNaN(figure[place])) continue;
    const column = columnOf[across.parameter.codes[place] ?? -1];
    const row = rowOf && down ? rowOf[down.parameter.codes[place] ?? -1] : 0;
    if (column === undefined || row === undefined) continue;
    members[row * width + column]?.push(place);
    counted++;
  }
  const cells = members.map((places, i): HeatCell => {
    const values = places.map((place) => figure[place] ?? Number.NaN);
    let best = -1;
    for (const [n, value] of values.entries()) {
      const than = best < 0 ? Number.NaN : (figure[best] ?? Number.NaN);
      const isBetter = higherIsBetter ? value > than : value < than;
      if (best < 0 || isBetter) best = places[n] ?? -1;
    }
    return {
      column: i % width,
      row: Math.floor(i / width),
      value: aggregate === "mean" ? meanOf(values) : medianOf(values),
      count: places.length,
      best,
    };
  });
  return { across, down, cells, counted };
}

function stepByCode({ steps }: HeatAxis): readonly number[] {
  return steps.flatMap(({ codes: [from, to] }, step) =>
    Array.from({ length: to - from + 1 }, () => step),
  );
}

function meanOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? Number.NaN : sum / values.length;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * The parameters in the order of how much of a figure's spread each explains alone, those with one
 * value left out. Explained variance is corrected for the number of values, so that an axis with a
 * value for each combination does not seem to explain everything.
 */
export function byInfluence(run: Measured, figure: Float64Array): readonly RunParameter[] {
  const varying = run.parameters.filter(({ codes }) => new Set(codes).size > 1);
  const scored = varying.map((parameter) => ({
    parameter,
    score: influence(run, parameter, figure),
  }));
  return scored.toSorted((a, b) => b.score - a.score).map(({ parameter }) => parameter);
}

function influence(run: Measured, { codes }: RunParameter, figure: Float64Array): number {
  const groups = new Map<number, number[]>();
  const all: number[] = [];
  for (let place = 0; place < run.chosen.count; place++) {
    const value = figure[place] ?? Number.NaN;
    const code = codes[place] ?? -1;
    if (run.known[place] !== 1 || Number.isNaN(value) || code < 0) continue;
    const group = groups.get(code);
    if (group) group.push(value);
    else groups.set(code, [value]);
    all.push(value);
  }
  const total = squares(all);
  if (total === 0 || groups.size < 2) return 0;
  let within = 0;
  for (const group of groups.values()) within += squares(group);
  const left = all.length - groups.size;
  const chance = left > 0 ? ((groups.size - 1) * within) / left : total - within;
  return (total - within - chance) / total;
}

function squares(values: readonly number[]): number {
  const mean = meanOf(values);
  let sum = 0;
  for (const value of values) sum += (value - mean) ** 2;
  return sum;
}
