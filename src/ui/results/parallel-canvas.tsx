import { useEffect, useRef } from "react";
import { countOf } from "../../text/count-text.ts";
import { useLook } from "../use-look.ts";
import type { Mask } from "./arrange-results.ts";
import type { Scale } from "./measure.ts";
import { resolveColours } from "./paint.ts";
import { drawLines, drawOver, nearestLine, type Frame } from "./parallel-lines.ts";
import type { ParallelAxis } from "./parallel-scale.ts";
import styles from "./parallel.module.css";

type Props = {
  readonly frame: Frame;
  readonly axes: readonly ParallelAxis[];
  /** The places to draw, the most important last. */
  readonly places: Int32Array;
  /** How many they stand for. */
  readonly count: number;
  readonly among: Mask | undefined;
  /** What decides about the colour, by place. */
  readonly colouring: Float64Array;
  readonly scale: Scale;
  readonly selected: number;
  readonly pointed: number;
  readonly onPoint: (place: number) => void;
  readonly onSelect: (place: number) => void;
};

const reach = 8;
const names = ["--accent", "--ink", "--surface", "--edge"] as const;

/** The lines of all combinations, and over them the two that are pointed at or selected. */
export function Lines(props: Props) {
  const { frame, axes, places, among, colouring, scale, selected, pointed } = props;
  const look = useLook();
  const under = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const { width, height } = frame;
  useEffect(() => {
    const context = contextOf(under.current, frame);
    const colour =
      under.current && resolveColours(under.current.parentElement ?? under.current, names);
    if (!context || !colour) return;
    drawLines(context, {
      frame,
      axes,
      places,
      among,
      colouring,
      scale,
      look,
      quiet: colour("--edge"),
    });
  }, [frame, axes, places, among, colouring, scale, look]);
  useEffect(() => {
    const context = contextOf(over.current, frame);
    const colour =
      over.current && resolveColours(over.current.parentElement ?? over.current, names);
    if (!context || !colour) return;
    const surface = colour("--surface");
    drawOver(context, { frame, axes }, pointed, colour("--ink"), surface);
    drawOver(context, { frame, axes }, selected, colour("--accent"), surface);
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies -- another look has other colours
  }, [frame, axes, selected, pointed, look]);

  const reached = (event: { clientX: number; clientY: number }): number => {
    const box = over.current?.getBoundingClientRect();
    if (!box) return -1;
    const point = [event.clientX - box.left, event.clientY - box.top] as const;
    const drawn = among ? places.filter((place) => among.has[place] === 1) : places;
    return nearestLine(frame, axes, drawn, point, reach);
  };
  const size = { width, height };
  return (
    <>
      <canvas ref={under} className={styles.lines} style={size} aria-hidden="true" />
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the table has the keys for choosing one */}
      <canvas
        ref={over}
        className={styles.lines}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn, with a name
        role="img"
        aria-label={`${countOf(props.count, "combination")} as lines across ${axes.map(({ label }) => label).join(", ")}`}
        style={size}
        onPointerMove={(event) => props.onPoint(reached(event))}
        onPointerLeave={() => props.onPoint(-1)}
        onClick={(event) => {
          const place = reached(event);
          if (place >= 0) props.onSelect(place);
        }}
      />
    </>
  );
}

/** A canvas of that size, empty, in CSS pixels. */
function contextOf(canvas: HTMLCanvasElement | null, { width, height }: Frame) {
  const context = canvas?.getContext("2d");
  if (!canvas || !context || width === 0) return undefined;
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
