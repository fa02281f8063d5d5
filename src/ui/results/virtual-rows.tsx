import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import table from "../table/table.module.css";
import { rowHeight, useScaledRows } from "../table/use-scaled-rows.ts";
import { rowByKey } from "./row-keys.ts";
import styles from "./virtual-rows.module.css";

export type Column = {
  readonly label: string;
  readonly title?: string;
  readonly width?: number;
  readonly numeric?: boolean;
};

type Props = {
  readonly label: string;
  readonly testId: string;
  readonly columns: readonly Column[];
  readonly count: number;
  /** The cells of a row; nothing while it is on its way. */
  readonly cells: (row: number) => readonly ReactNode[] | undefined;
  /** What a row is, for style sheets and specs. */
  readonly mark?: (row: number) => string | undefined;
  readonly active: number;
  readonly onActive: (row: number) => void;
  /** Called with the row under the pointer. */
  readonly onPoint?: (row: number | undefined) => void;
  /** Which rows are in view. */
  readonly onRange?: (first: number, last: number) => void;
  /** Called by Escape. */
  readonly onLeave?: () => void;
};

/** A list of which only the rows in view exist; one tab stop, moved in by arrows. */
export function VirtualRows(props: Props) {
  const { label, testId, columns, count, cells, mark, active, onActive, onRange, onLeave } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, height, top, bringIntoView } = useScaledRows(scroller, count);
  const [first, last] = [rows[0] ?? 0, rows.at(-1) ?? 0];
  useEffect(() => onRange?.(first, last), [onRange, first, last]);
  useEffect(() => {
    if (active >= 0) bringIntoView(active, false);
  }, [active, bringIntoView]);

  function press(event: KeyboardEvent): void {
    const page = scroller.current?.clientHeight ?? 0;
    const to = rowByKey(event.key, { row: active, count, height: page, rowHeight });
    if (to !== undefined) onActive(to);
    else if (event.key === "Escape" && onLeave) onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <div ref={scroller} className={`${table.scroller} ${styles.scroller}`}>
      <div className={table.sizer} style={{ height }}>
        <table
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- rows are walked by keys
          role="grid"
          className={`${table.table} ${styles.table}`}
          style={{ top }}
          aria-label={label}
          aria-rowcount={count + 1}
          aria-activedescendant={rows.includes(active) ? `${id}-${active}` : undefined}
          data-testid={testId}
          tabIndex={0}
          onKeyDown={press}
        >
          <colgroup>
            {columns.map(({ label: key, width }) => (
              <col key={key} style={width === undefined ? {} : { width }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map(({ label: head, title, numeric }) => (
                <th key={head} scope="col" title={title} data-numeric={numeric}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody onPointerLeave={() => props.onPoint?.(undefined)}>
            {rows.map((row) => {
              const found = cells(row);
              return (
                <tr
                  key={row}
                  id={`${id}-${row}`}
                  aria-rowindex={row + 2}
                  aria-busy={found === undefined}
                  aria-selected={row === active}
                  data-active={row === active}
                  data-mark={mark?.(row)}
                  onPointerEnter={() => props.onPoint?.(row)}
                  onClick={() => onActive(row)}
                >
                  {found ? (
                    found.map((cell, i) => (
                      <td key={columns[i]?.label} data-numeric={columns[i]?.numeric}>
                        {cell ?? <span className={table.none}>–</span>}
                      </td>
                    ))
                  ) : (
                    <td colSpan={columns.length}>…</td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
