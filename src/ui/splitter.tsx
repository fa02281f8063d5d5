import type { KeyboardEvent, PointerEvent } from "react";
import styles from "./splitter.module.css";

type Props = {
  readonly label: string;
  /** The id of the part that it makes larger and smaller. */
  readonly controls: string;
  /** Which way the line runs: a vertical one divides left from right. */
  readonly line: "vertical" | "horizontal";
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** How far an arrow key goes. */
  readonly step: number;
  readonly initial: number;
  /** What the value is with the pointer at a place of the window. */
  readonly valueAt: (x: number, y: number) => number;
  readonly onChange: (value: number) => void;
  readonly onCollapse: () => void;
};

/** A line between two parts of the page: drag it, move it by arrows, Enter hides the part, a double click resets. */
export function Splitter(props: Props) {
  const { label, controls, line, value, min, max, initial, valueAt, onChange } = props;
  const change = (wanted: number): void => onChange(Math.min(max, Math.max(min, wanted)));
  const drag = ({ currentTarget, pointerId, clientX, clientY }: PointerEvent): void => {
    if (currentTarget.hasPointerCapture(pointerId)) change(valueAt(clientX, clientY));
  };
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a window splitter, which hr is not
      role="separator"
      className={styles.splitter}
      aria-label={label}
      aria-controls={controls}
      aria-orientation={line}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={Math.round(max)}
      tabIndex={0}
      data-line={line}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onDoubleClick={() => change(initial)}
      onKeyDown={(event) => press(event, props, change)}
    />
  );
}

function press(
  event: KeyboardEvent,
  { line, value, min, max, step, onCollapse }: Props,
  change: (value: number) => void,
): void {
  const [less, more] = line === "vertical" ? ["ArrowLeft", "ArrowRight"] : ["ArrowDown", "ArrowUp"];
  if (event.key === less) change(value - step);
  else if (event.key === more) change(value + step);
  else if (event.key === "Home") change(min);
  else if (event.key === "End") change(max);
  else if (event.key === "Enter") onCollapse();
  else return;
  event.preventDefault();
}
