import { useRef } from "react";
import { clipText } from "../../text/clip-text.ts";
import { axisY, type Frame } from "./parallel-lines.ts";
import { moveBrush, positionOn, valueAt, type ParallelAxis } from "./parallel-scale.ts";
import styles from "./parallel.module.css";

type Props = {
  readonly axis: ParallelAxis;
  readonly frame: Frame;
  readonly x: number;
  /** To the next axis. */
  readonly room: number;
  /** Its number, and the last one: names at the ends stay inside, and alternate where they are long. */
  readonly at: number;
  readonly last: number;
  readonly brush: readonly [number, number] | undefined;
  readonly onBrush: (brush: readonly [number, number] | undefined) => void;
};

const letter = 6.8;
const tickRoom = 18;

/** An axis with its values, on which a range is brushed by dragging or with the arrow keys. */
export function AxisHandle({ axis, frame, x, room, at, last, brush, onBrush }: Props) {
  const start = useRef<number>(undefined);
  const y = (value: number): number => axisY(frame, positionOn(axis, value));
  const position = (clientY: number, element: Element): number => {
    const box = element.getBoundingClientRect();
    return 1 - (clientY - box.top) / box.height;
  };
  const label = axis.label;
  const crowded = label.length * letter > room - 12;
  const letters = Math.floor(((crowded ? 2 : 1) * room - 12) / letter);
  const every =
    Math.ceil(((axis.ticks.length - 1) * tickRoom) / (frame.height - frame.top - frame.bottom)) ||
    1;
  // half a step on either side, so that a single value has a brush that is seen
  const half = axis.figure ? 0 : 0.5;
  const isWhole = axis.high === axis.low;
  const upper =
    brush && !isWhole ? y(Math.min(axis.high + half / 2, brush[1] + half / 2)) : frame.top;
  const lower =
    brush && !isWhole
      ? y(Math.max(axis.low - half / 2, brush[0] - half / 2))
      : frame.height - frame.bottom;
  const words = brush
    ? `${axis.text(brush[0])} to ${axis.text(brush[1])}`
    : `all, ${axis.text(axis.low)} to ${axis.text(axis.high)}`;
  return (
    <>
      <svg className={styles.axis} width={frame.width} height={frame.height} aria-hidden="true">
        <line x1={x} x2={x} y1={frame.top} y2={frame.height - frame.bottom} />
        <text
          className={styles.name}
          x={at === 0 ? 12 : at === last ? frame.width - 12 : x}
          y={crowded && at % 2 === 1 ? 32 : 16}
          textAnchor={at === 0 ? "start" : at === last ? "end" : "middle"}
        >
          {clipText(label, letters)}
          <title>{label}</title>
        </text>
        {brush ? (
          <rect
            className={styles.brush}
            x={x - 7}
            width={14}
            y={upper}
            height={Math.max(4, lower - upper)}
            rx={3}
          />
        ) : undefined}
        {axis.ticks.map(({ value, text }, i) =>
          i % every === 0 ? (
            <text key={text} x={x + 8} y={y(value) + 4}>
              {text.length * letter > room - 12
                ? `${text.slice(0, Math.max(1, Math.floor((room - 12) / letter) - 1))}…`
                : text}
            </text>
          ) : undefined,
        )}
      </svg>
      <div
        className={styles.handle}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a range along a drawn axis
        role="slider"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={`Brush ${label}`}
        aria-valuemin={axis.low}
        aria-valuemax={axis.high}
        aria-valuenow={brush ? brush[0] : axis.low}
        aria-valuetext={words}
        title={brush ? `${label}: ${words}` : `Drag to brush ${label}`}
        data-testid={`brush-${axis.id}`}
        style={{ left: x - 14, top: frame.top, height: frame.height - frame.top - frame.bottom }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = position(event.clientY, event.currentTarget);
        }}
        onPointerMove={(event) => {
          if (start.current === undefined) return;
          const now = position(event.clientY, event.currentTarget);
          const ends = [valueAt(axis, start.current), valueAt(axis, now)];
          onBrush([Math.min(...ends), Math.max(...ends)]);
        }}
        onPointerUp={(event) => {
          const from = start.current;
          start.current = undefined;
          if (from === undefined) return;
          // a press without a drag takes the brush away
          const isPress = Math.abs(position(event.clientY, event.currentTarget) - from) < 0.02;
          if (isPress) onBrush(undefined);
        }}
        onPointerCancel={() => {
          start.current = undefined;
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape" && brush) onBrush(undefined);
          else {
            const moved = moveBrush(axis, brush, event.key, event.shiftKey);
            if (!moved) return;
            onBrush(moved);
          }
          event.preventDefault();
          event.stopPropagation();
        }}
      />
    </>
  );
}
