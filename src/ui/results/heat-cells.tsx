import { useId, type KeyboardEvent } from "react";
import type { Look } from "../../store/view/view-record.ts";
import { clipText } from "../../text/clip-text.ts";
import { figureText } from "./figures.ts";
import type { HeatAxis, HeatCell, HeatGrid } from "./heat-grid.ts";
import styles from "./heat-map.module.css";
import { colourAt, cssColour, inkOn, shortFigure, type Figure, type Scale } from "./measure.ts";
import { outlineOf, type Plateau } from "./plateau.ts";
import type { Size } from "./use-size.ts";

type Props = {
  readonly grid: HeatGrid;
  readonly figure: Figure;
  readonly scale: Scale;
  readonly look: Look;
  readonly plateau: Plateau | undefined;
  readonly size: Size;
  readonly active: number;
  readonly onActive: (cell: number) => void;
  readonly selected: number;
  readonly onSelect: (place: number) => void;
  readonly sentence: (cell: HeatCell) => string;
  /** Called by Escape. */
  readonly onLeave: () => void;
};

/** Of the text of a label, 12 px high. */
const letter = 7;
const top = 48;
const bottom = 16;
const margin = 16;

/** The cells with their axes; one tab stop, moved in by arrows. */
export function HeatCells(props: Props) {
  const { grid, figure, plateau, size, active, onActive, selected, onSelect, sentence } = props;
  const id = useId();
  const { across, down, cells } = grid;
  const [columns, rows] = [across.steps.length, down?.steps.length ?? 1];
  const left = margin + widthOfLabels(down) + 12;
  // no narrower than its numbers
  const room = (size.width - left - margin) / columns;
  const width = clamp(room, roomFor(cells, figure, shortFigure), 112);
  const height = clamp((size.height - top - bottom) / rows, 20, 56);
  const spell = roomFor(cells, figure, figureText) <= width ? figureText : shortFigure;
  const here = cells.findIndex((cell) => isIn(grid, cell, selected));

  function press(event: KeyboardEvent): void {
    const { column = 0, row = 0 } = cells[active] ?? {};
    const steps: Readonly<Record<string, readonly [column: number, row: number]>> = {
      ArrowRight: [column + 1, row],
      ArrowLeft: [column - 1, row],
      ArrowDown: [column, row + 1],
      ArrowUp: [column, row - 1],
      Home: [0, row],
      End: [columns - 1, row],
    };
    const to = steps[event.key];
    const best = cells[active]?.best ?? -1;
    if (to) {
      const next = clamp(to[1], 0, rows - 1) * columns + clamp(to[0], 0, columns - 1);
      onActive(next);
      document
        .querySelector(`#${CSS.escape(`${id}-${next}`)}`)
        ?.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if (event.key === "Escape") props.onLeave();
    else if ((event.key === "Enter" || event.key === " ") && best >= 0) onSelect(best);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  const fits = (label: string, column: number): boolean =>
    (column + 0.5) * width + (label.length * letter) / 2 <= columns * width + margin;
  const every = Math.ceil((longest(across) * letter + 8) / width);
  return (
    <svg
      className={styles.map}
      width={Math.max(size.width, left + columns * width + margin)}
      height={Math.max(size.height, top + rows * height + bottom)}
      role="grid"
      aria-label={`${figure.label} by ${across.parameter.name}${down ? ` and ${down.parameter.name}` : ""}`}
      aria-rowcount={rows}
      aria-colcount={columns}
      aria-activedescendant={`${id}-${active}`}
      tabIndex={0}
      onKeyDown={press}
    >
      <g aria-hidden="true">
        {down ? (
          <text className={styles.name} x={left - 12} y={16} textAnchor="end">
            {clip(down.parameter.name)}
          </text>
        ) : undefined}
        {down?.steps.map(({ label }, row) => (
          <text key={label} x={left - 12} y={top + (row + 0.5) * height + 4} textAnchor="end">
            {clip(label)}
          </text>
        ))}
        {across.steps.map(({ label }, column) =>
          column % every === 0 && fits(label, column) ? (
            <text key={label} x={left + (column + 0.5) * width} y={top - 10} textAnchor="middle">
              {label}
            </text>
          ) : undefined,
        )}
        <text className={styles.name} x={left + (columns * width) / 2} y={16} textAnchor="middle">
          {across.parameter.name}
        </text>
      </g>
      <g transform={`translate(${left} ${top})`}>
        {Array.from({ length: rows }, (_, row) => (
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn
          <g key={row} role="row" aria-rowindex={row + 1}>
            {cells.slice(row * columns, (row + 1) * columns).map((cell, column) => {
              const at = row * columns + column;
              return (
                <Cell
                  key={column}
                  id={`${id}-${at}`}
                  cell={cell}
                  colour={colourOf(cell, props)}
                  width={width}
                  height={height}
                  label={spell(figure, cell.value)}
                  name={`${sentence(cell)}${markOf(plateau, at)}`}
                  selected={at === here}
                  onPress={() => {
                    onActive(at);
                    if (cell.best >= 0) onSelect(cell.best);
                  }}
                  onPoint={() => onActive(at)}
                />
              );
            })}
          </g>
        ))}
        <Marks {...props} width={width} height={height} here={here} />
      </g>
    </svg>
  );
}

function markOf(plateau: Plateau | undefined, at: number): string {
  const marks = [
    plateau?.best === at ? "Best." : "",
    plateau?.cells.includes(at) && plateau.cells.length > 1 ? "On the plateau." : "",
    plateau?.lone.includes(at) ? "Lone peak: its neighbours are far lower, likely overfit." : "",
  ];
  return marks
    .filter(Boolean)
    .map((mark) => ` ${mark}`)
    .join("");
}

function colourOf({ value }: HeatCell, { scale, look }: Props) {
  return Number.isNaN(value) ? undefined : colourAt(scale.position(value), scale, look);
}

type CellProps = {
  readonly id: string;
  readonly cell: HeatCell;
  readonly colour: ReturnType<typeof colourOf>;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly name: string;
  readonly selected: boolean;
  readonly onPress: () => void;
  readonly onPoint: () => void;
};

function Cell({
  id,
  cell,
  colour,
  width,
  height,
  label,
  name,
  selected,
  onPress,
  onPoint,
}: CellProps) {
  const [x, y] = [cell.column * width, cell.row * height];
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events -- the grid has the focus and the keys
    <g
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn
      role="gridcell"
      aria-colindex={cell.column + 1}
      aria-label={name}
      aria-selected={selected}
      data-testid={`heat-${cell.column}-${cell.row}`}
      onClick={onPress}
      onPointerEnter={onPoint}
    >
      <title>{name}</title>
      <rect
        className={colour ? styles.cell : styles.missing}
        x={x + 0.5}
        y={y + 0.5}
        width={width - 1}
        height={height - 1}
        {...(colour ? { fill: cssColour(colour) } : {})}
      />
      {colour ? (
        <text
          x={x + width / 2}
          y={y + height / 2 + 4}
          textAnchor="middle"
          style={{ fill: inkOn(colour) }}
        >
          {label}
        </text>
      ) : undefined}
    </g>
  );
}

/** What is drawn over the cells: plateau, lone peaks, the selection and where the keys are. */
function Marks({
  grid: { cells },
  plateau,
  active,
  here,
  width,
  height,
}: Props & {
  readonly width: number;
  readonly height: number;
  readonly here: number;
}) {
  const path = outlineOf(cells, plateau?.cells ?? [])
    .map(([x1, y1, x2, y2]) => `M${x1 * width} ${y1 * height}L${x2 * width} ${y2 * height}`)
    .join("");
  const frame = (at: number, className: string | undefined, inset: number) => {
    const { column, row } = cells[at] ?? { column: -1, row: -1 };
    return column < 0 ? undefined : (
      <rect
        className={className}
        x={column * width + inset}
        y={row * height + inset}
        width={width - 2 * inset}
        height={height - 2 * inset}
      />
    );
  };
  return (
    <g className={styles.marks} aria-hidden="true">
      <path className={styles.halo} d={path} />
      <path className={styles.plateau} d={path} />
      {plateau?.lone.map((at) => {
        const { column, row } = cells[at] ?? { column: 0, row: 0 };
        return <LoneSign key={at} x={(column + 1) * width - 1} y={row * height + 1} />;
      })}
      {frame(here, styles.halo, 2.5)}
      {frame(here, styles.selected, 2)}
      {frame(active, styles.active, 3)}
    </g>
  );
}

/** A folded corner at the upper right: a peak that stands alone. */
export function LoneSign({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <path
      className={styles.lone}
      transform={`translate(${x} ${y})`}
      d="M-11 0H0V11Z"
      data-testid="lone"
    />
  );
}

/** Whether the selected combination is one of a cell's. */
function isIn({ across, down }: HeatGrid, { column, row }: HeatCell, place: number): boolean {
  const within = (axis: HeatAxis | undefined, step: number): boolean => {
    if (!axis) return true;
    const code = axis.parameter.codes[place] ?? -1;
    const [from, to] = axis.steps[step]?.codes ?? [0, -1];
    return code >= from && code <= to;
  };
  return place >= 0 && within(across, column) && within(down, row);
}

/** How wide a cell is that shows any of the numbers. */
function roomFor(cells: readonly HeatCell[], figure: Figure, spell: typeof figureText): number {
  const letters = cells.map(({ value }) => (Number.isNaN(value) ? 0 : spell(figure, value).length));
  return Math.max(...letters) * letter + 6;
}

const longestLabel = 22;
const clip = (text: string): string => clipText(text, longestLabel);
const longest = ({ steps }: HeatAxis): number =>
  Math.max(...steps.map(({ label }) => label.length));
const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

function widthOfLabels(axis: HeatAxis | undefined): number {
  if (!axis) return 0;
  return Math.min(longestLabel, Math.max(longest(axis), axis.parameter.name.length)) * letter;
}
