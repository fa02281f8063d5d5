import type { Look } from "../../store/view/view-record.ts";
import type { Mask } from "./arrange-results.ts";
import { colourAt, type Scale } from "./measure.ts";
import { positionOn, valueOn, type ParallelAxis } from "./parallel-scale.ts";

/** Where the axes stand, in CSS pixels. */
export type Frame = {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

export const axisX = ({ width, left, right }: Frame, count: number, axis: number): number =>
  count < 2 ? width / 2 : left + (axis * (width - left - right)) / (count - 1);

export const axisY = ({ height, top, bottom }: Frame, position: number): number =>
  height - bottom - position * (height - top - bottom);

/** Where a combination crosses an axis; NaN where it does not. */
function crossing(frame: Frame, axis: ParallelAxis, place: number): number {
  return axisY(frame, positionOn(axis, valueOn(axis, place)));
}

type Drawing = {
  readonly frame: Frame;
  readonly axes: readonly ParallelAxis[];
  /** The places to draw, the most important last. */
  readonly places: Int32Array;
  readonly among: Mask | undefined;
  readonly colouring: ArrayLike<number>;
  readonly scale: Scale;
  readonly look: Look;
  readonly quiet: string;
};

/** Draws every combination as a line across the axes; what no brush lets through stays as a trace. */
export function drawLines(context: CanvasRenderingContext2D, drawing: Drawing): void {
  const { places, among, colouring, scale, look } = drawing;
  context.lineJoin = "round";
  context.lineWidth = 1;
  const passing = among ? places.filter((place) => among.has[place] === 1) : places;
  if (among) {
    context.strokeStyle = drawing.quiet;
    context.globalAlpha = Math.max(0.12, Math.min(0.35, 60 / places.length));
    for (const place of places) if (among.has[place] !== 1) trace(context, drawing, place);
  }
  context.globalAlpha = Math.max(0.3, Math.min(0.9, 60 / Math.max(1, passing.length)));
  context.lineWidth = passing.length > 200 ? 1 : 1.5;
  for (const place of passing) {
    const [red, green, blue] = colourAt(
      lift(scale.position(colouring[place] ?? 0), scale),
      scale,
      look,
    );
    context.strokeStyle = `rgb(${red} ${green} ${blue})`;
    trace(context, drawing, place);
  }
}

/** Draws one line so that it stands out from all others. */
export function drawOver(
  context: CanvasRenderingContext2D,
  lines: Pick<Drawing, "frame" | "axes">,
  place: number,
  colour: string,
  surface: string,
): void {
  if (place < 0) return;
  context.lineJoin = "round";
  context.strokeStyle = surface;
  context.lineWidth = 6;
  trace(context, lines, place);
  context.strokeStyle = colour;
  context.lineWidth = 2.5;
  trace(context, lines, place);
}

/** The worst colour of a plain ramp is that of the page, on which a line would not be seen. */
function lift(position: number, { parted }: Scale): number {
  return parted ? position : 0.25 + 0.75 * position;
}

function trace(
  context: CanvasRenderingContext2D,
  { frame, axes }: Pick<Drawing, "frame" | "axes">,
  place: number,
): void {
  context.beginPath();
  let drawing = false;
  for (const [i, axis] of axes.entries()) {
    const y = crossing(frame, axis, place);
    const x = axisX(frame, axes.length, i);
    if (Number.isNaN(y)) drawing = false;
    else if (drawing) context.lineTo(x, y);
    else {
      context.moveTo(x, y);
      drawing = true;
    }
  }
  context.stroke();
}

/** The place whose line passes nearest to a point, −1 where none is within `reach` pixels. */
export function nearestLine(
  frame: Frame,
  axes: readonly ParallelAxis[],
  places: Iterable<number>,
  [x, y]: readonly [x: number, y: number],
  reach: number,
): number {
  const right = axes.findIndex((_, i) => axisX(frame, axes.length, i) >= x);
  const [before, after] = [axes[right - 1], axes[right]];
  if (!before || !after) return -1;
  const from = axisX(frame, axes.length, right - 1);
  const part = (x - from) / (axisX(frame, axes.length, right) - from);
  let nearest = -1;
  let distance = reach;
  for (const place of places) {
    const [start, end] = [crossing(frame, before, place), crossing(frame, after, place)];
    const away = Math.abs(start + (end - start) * part - y);
    // later ones are drawn over earlier ones
    if (away <= distance) [nearest, distance] = [place, away];
  }
  return nearest;
}
