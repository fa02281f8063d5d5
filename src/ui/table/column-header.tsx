import type { Arrangement } from "../../planner/answer/query.ts";
import type { ColumnView } from "../../planner/answer/view.ts";
import { Popover } from "../popover.tsx";
import { filterOf, turnSort } from "./arrangement.ts";
import { FilterMenu } from "./filter-menu.tsx";
import styles from "./table.module.css";
import { isFilterable } from "./widths.ts";

type Props = {
  readonly column: ColumnView;
  /** What is wanted, which the rows can lag behind. */
  readonly arrangement: Arrangement;
  readonly rev: number;
  readonly onArrange: (arrangement: Arrangement) => void;
};

/** The number of the combination, which puts the rows back in their own order. */
export function CombinationHeader({
  arrangement,
  onArrange,
}: Pick<Props, "arrangement" | "onArrange">) {
  const natural = arrangement.sort.length === 0;
  return (
    <th
      scope="col"
      aria-label="combination"
      aria-sort={natural ? "ascending" : "none"}
      data-numeric="true"
    >
      <div className={styles.head}>
        <button
          type="button"
          className={styles.sort}
          title="Sort by combination"
          data-testid="sort-combination"
          onClick={() => onArrange({ ...arrangement, sort: [] })}
        >
          <span>combination</span>
        </button>
      </div>
    </th>
  );
}

/** A column's name, which sorts by it, and its filter. */
export function ColumnHeader({ column, arrangement, rev, onArrange }: Props) {
  const { id, name, values, sortable } = column;
  const place = arrangement.sort.findIndex((key) => key.column === id);
  const key = arrangement.sort[place];
  const filter = filterOf(arrangement, id);
  const chosen = filter.keys.length + (filter.absent ? 1 : 0);
  const count = values === undefined ? "" : `, ${values} ${values === 1 ? "value" : "values"}`;
  return (
    <th
      scope="col"
      aria-sort={key ? (key.descending ? "descending" : "ascending") : "none"}
      data-numeric={column.numeric}
    >
      <div className={styles.head}>
        <button
          type="button"
          className={styles.sort}
          title={
            sortable
              ? `Sort by ${name}${count}; Shift adds it to the order`
              : `${name}: too many values to sort`
          }
          disabled={!sortable}
          data-testid={`sort-${name}`}
          onClick={(event) => onArrange(turnSort(arrangement, id, event.shiftKey))}
        >
          <span>{name}</span>
          {key ? (
            <i aria-hidden="true">
              {key.descending ? "↓" : "↑"}
              {arrangement.sort.length > 1 ? place + 1 : ""}
            </i>
          ) : undefined}
        </button>
        {isFilterable(column) ? (
          <Popover
            kind="dialog"
            className={styles.filter}
            name={chosen > 0 ? `Filter ${name}: ${chosen} chosen` : `Filter ${name}`}
            title={`Filter by ${name}`}
            testId={`filter-${name}`}
            active={chosen > 0}
            label={<Funnel />}
          >
            {(close) => (
              <FilterMenu
                column={column}
                rev={rev}
                arrangement={arrangement}
                onArrange={onArrange}
                onClose={close}
              />
            )}
          </Popover>
        ) : undefined}
      </div>
    </th>
  );
}

function Funnel() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M2.5 3.5h11L9.5 8.5v4l-3 1.5V8.5z" />
    </svg>
  );
}
