import { useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent } from "react";
import type { Arrangement } from "../../planner/answer/query.ts";
import type { RowView } from "../../planner/answer/view.ts";
import { formatCount } from "../../text/count-text.ts";
import { ColumnHeader, CombinationHeader } from "./column-header.tsx";
import styles from "./table.module.css";
import { rowAt, type RowRange, type ShownRows } from "./use-rows.ts";
import { rowHeight, useScaledRows } from "./use-scaled-rows.ts";
import { widthsOf } from "./widths.ts";

/** Sideways an arrow key goes this far. */
const sideways = 80;

/** A row to bring into view; a new object at every request. */
export type Target = { readonly position: bigint };

type Props = {
  readonly shown: ShownRows;
  readonly arrangement: Arrangement;
  readonly onArrange: (arrangement: Arrangement) => void;
  /** The rows of one scroll: all, or one page of them. */
  readonly start: bigint;
  readonly count: number;
  readonly active: bigint;
  readonly onActive: (position: bigint) => void;
  readonly target: Target | undefined;
  readonly selected: bigint | undefined;
  readonly onSelect: (row: RowView) => void;
  readonly onEscape: () => void;
  readonly onRange: (range: RowRange) => void;
};

/** The rows as a table of which only what is in view exists; one tab stop, moved in by arrows. */
export function Grid(props: Props) {
  const { shown, onArrange, start, count, active, onActive, target, selected, onSelect } = props;
  const { arrangement, onRange } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, height, top, bringIntoView } = useScaledRows(scroller, count);
  const [first, last] = [rows[0] ?? 0, rows.at(-1) ?? 0];
  useEffect(() => {
    onRange({ first: start + BigInt(first), last: start + BigInt(last) });
  }, [onRange, start, first, last]);

  const rowOf = useRef((position: bigint) => Number(position - start));
  useLayoutEffect(() => {
    rowOf.current = (position) => Number(position - start);
  });
  useEffect(() => {
    if (target) bringIntoView(rowOf.current(target.position), true);
  }, [target, bringIntoView]);

  function press(event: KeyboardEvent): void {
    const end = start + BigInt(count) - 1n;
    const page = BigInt(
      Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2),
    );
    const row = rowAt(shown, active);
    const move = (to: bigint): void => {
      const wanted = to < 0n ? 0n : to >= shown.total ? shown.total - 1n : to;
      onActive(wanted);
      bringIntoView(Number(wanted - start), false);
    };
    if (event.key === "ArrowDown") move(active + 1n);
    else if (event.key === "ArrowUp") move(active - 1n);
    else if (event.key === "PageDown")
      move(active + page > end && active !== end ? end : active + page);
    else if (event.key === "PageUp")
      move(active - page < start && active !== start ? start : active - page);
    else if (event.key === "Home") move(start);
    else if (event.key === "End") move(end);
    else if (event.key === "ArrowRight") scroller.current?.scrollBy({ left: sideways });
    else if (event.key === "ArrowLeft") scroller.current?.scrollBy({ left: -sideways });
    else if (event.key === "Escape") props.onEscape();
    else if ((event.key === "Enter" || event.key === " ") && row) onSelect(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const { widths, total: width } = widthsOf(shown);
  const isShown = active >= start + BigInt(first) && active <= start + BigInt(last);
  return (
    <div ref={scroller} className={styles.scroller}>
      <div className={styles.sizer} style={{ height, minWidth: width }}>
        <table
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- rows are selected
          role="grid"
          className={styles.table}
          style={{ top }}
          aria-label="Combinations"
          aria-rowcount={count + 1}
          aria-colcount={shown.columns.length + 3}
          aria-activedescendant={isShown ? `${id}-${active}` : undefined}
          tabIndex={0}
          onKeyDown={(event) => {
            if (event.target === event.currentTarget) press(event);
          }}
        >
          <colgroup>
            {widths.map(({ key, width: own }) => (
              <col key={key} style={own === undefined ? {} : { width: own }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              <CombinationHeader arrangement={arrangement} onArrange={onArrange} />
              {shown.columns.map((column) => (
                <ColumnHeader
                  key={column.id}
                  column={column}
                  arrangement={arrangement}
                  rev={shown.plan.rev}
                  onArrange={onArrange}
                />
              ))}
              <th scope="col">risk</th>
              <th scope="col">execution</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((index) => {
              const position = start + BigInt(index);
              return (
                <Row
                  key={index}
                  id={`${id}-${position}`}
                  number={index + 2}
                  row={rowAt(shown, position)}
                  shown={shown}
                  active={position === active}
                  selected={selected}
                  onPress={(row) => {
                    onActive(position);
                    onSelect(row);
                  }}
                />
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

type RowProps = {
  readonly id: string;
  readonly number: number;
  readonly row: RowView | undefined;
  readonly shown: ShownRows;
  readonly active: boolean;
  readonly selected: bigint | undefined;
  readonly onPress: (row: RowView) => void;
};

/** One combination; empty until the planner has told of it. */
function Row({ id, number, row, shown, active, selected, onPress }: RowProps) {
  const { columns } = shown;
  if (!row) {
    return (
      <tr id={id} aria-rowindex={number} aria-busy="true">
        <td colSpan={columns.length + 3}>…</td>
      </tr>
    );
  }
  return (
    <tr
      id={id}
      aria-rowindex={number}
      aria-selected={row.index === selected}
      data-active={active}
      data-testid={`row-${row.index}`}
      onClick={() => onPress(row)}
    >
      <th scope="row">{formatCount(row.index)}</th>
      {row.cells.map((cell, i) => (
        <td key={columns[i]?.id} data-numeric={columns[i]?.numeric} title={cell}>
          {cell ?? <span className={styles.none}>–</span>}
        </td>
      ))}
      <ContainerCell of="risk" number={row.risk} />
      <ContainerCell of="execution" number={row.execution} />
    </tr>
  );
}

function ContainerCell({
  of,
  number,
}: {
  readonly of: string;
  readonly number: number | undefined;
}) {
  return (
    <td className={styles.container} data-role={of}>
      {number === undefined ? <span className={styles.none}>not listed</span> : `${of}_${number}`}
    </td>
  );
}
