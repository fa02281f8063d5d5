import type { FigureName } from "../../backtest/sweep/figure-columns.ts";
import { stepRows, type Steps } from "../../text/steps.ts";
import type { Mask } from "./arrange-results.ts";
import { figures, figureText } from "./figures.ts";
import type { Measured } from "./heat-grid.ts";
import type { Figure } from "./measure.ts";

/** Ranges of axes, both ends included: of codes along a parameter, of values along a figure. */
export type Brushes = Readonly<Record<string, readonly [from: number, to: number]>>;

export type ParallelAxis = {
  /** A parameter's id or a figure's name. */
  readonly id: string;
  readonly label: string;
  readonly figure: Figure | undefined;
  /** By place: a code, −1 where a combination has none, or a figure, NaN where it has none. */
  readonly values: Int32Array | Float64Array;
  readonly low: number;
  readonly high: number;
  /** By how much an arrow key moves a brush. */
  readonly step: number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
  text(value: number): string;
};

/** The axes of a run: parameters with more than one value, then figures. */
export function parallelAxes(run: Measured, names: readonly FigureName[]): readonly ParallelAxis[] {
  const varying = run.parameters.filter(({ values }) => values.length > 1);
  const parameters = varying.map(({ id, name, values, codes }): ParallelAxis => {
    const text = (code: number): string => values[Math.round(code)] ?? "";
    return {
      id,
      label: name,
      figure: undefined,
      values: codes,
      low: 0,
      high: values.length - 1,
      step: 1,
      ticks: values.map((value, code) => ({ value: code, text: value })),
      text,
    };
  });
  const measured = figures.flatMap((figure) => {
    const values = run.figures[figure.name];
    const { low, high } = run.ranges[figure.name];
    if (!names.includes(figure.name) || low > high) return [];
    const text = (value: number): string => figureText(figure, value);
    const axis: ParallelAxis = {
      id: figure.name,
      label: figure.label,
      figure,
      values,
      low,
      high,
      step: (high - low) / 20,
      ticks: niceTicks(low, high).map((value) => ({
        value,
        // round values need no noughts behind the point
        text: text(value).replace(/\.(\d*?)0+(?=\D*$)/, (_, kept) => (kept ? `.${kept}` : "")),
      })),
      text,
    };
    return [axis];
  });
  return [...parameters, ...measured];
}

/** Where a value lies on its axis: 0 at the bottom, 1 at the top; in the middle where all are equal. */
export function positionOn(
  { low, high }: Pick<ParallelAxis, "low" | "high">,
  value: number,
): number {
  return high > low ? (value - low) / (high - low) : 0.5;
}

/** The value at a position of an axis, the nearest code along a parameter. */
export function valueAt({ low, high, figure }: ParallelAxis, position: number): number {
  const value = low + Math.min(1, Math.max(0, position)) * (high - low);
  return figure ? value : Math.round(value);
}

/** Where a combination lies on an axis; NaN where it does not. */
export function valueOn(
  { values, figure }: Pick<ParallelAxis, "values" | "figure">,
  place: number,
) {
  const value = values[place] ?? Number.NaN;
  return figure || value >= 0 ? value : Number.NaN;
}

/** The places that pass every brush; nothing while there is none. */
export function* brushedPlaces(
  axes: readonly ParallelAxis[],
  brushes: Brushes,
  known: Uint8Array,
): Steps<Mask | undefined> {
  const limits = axes.flatMap((axis) => {
    const brush = brushes[axis.id];
    return brush ? [{ axis, from: brush[0], to: brush[1] }] : [];
  });
  if (limits.length === 0) return undefined;
  const has = new Uint8Array(known.length);
  let count = 0;
  for (let place = 0; place < has.length; place++) {
    if (place % stepRows === 0) yield;
    let passes = true;
    for (const { axis, from, to } of limits) {
      const value = valueOn(axis, place);
      // a figure that is not there yet is in no range
      passes &&= value >= from && value <= to && (!axis.figure || known[place] === 1);
    }
    if (!passes) continue;
    has[place] = 1;
    count++;
  }
  return { has, count };
}

/**
 * A brush after a key: arrows move it along its axis, with Shift its upper end, Home and End to the
 * ends of the axis; the first arrow brushes the nearest third. Nothing where the key does nothing.
 */
export function moveBrush(
  { low, high, step, figure }: ParallelAxis,
  brush: readonly [number, number] | undefined,
  key: string,
  extend: boolean,
): readonly [number, number] | undefined {
  const directions: Readonly<Record<string, number>> = {
    ArrowUp: step,
    ArrowRight: step,
    ArrowDown: -step,
    ArrowLeft: -step,
    PageUp: step * 5,
    PageDown: step * -5,
    Home: low - high,
    End: high - low,
  };
  const by = directions[key];
  if (by === undefined) return undefined;
  const snap = (value: number): number => (figure ? value : Math.round(value));
  if (!brush) {
    const third = (high - low) / 3;
    return by > 0 ? [snap(high - third), high] : [low, snap(low + third)];
  }
  const [from, to] = brush;
  if (extend) return [from, Math.min(high, Math.max(from, to + by))];
  const moved = Math.min(high - to, Math.max(low - from, by));
  return [from + moved, to + moved];
}

/** Up to six round values inside a range. */
export function niceTicks(low: number, high: number): readonly number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [low];
  const rough = span / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => (first + i) * step);
}
