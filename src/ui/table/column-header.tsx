import type { Arrangement } from "../../planner/query.ts";
import type { ColumnView } from "../../planner/view.ts";
import { Popover } from "../popover.tsx";
import { filterOf, turnSort } from "./arrangement.ts";
import { FilterMenu } from "./filter-menu.tsx";
import styles from "./table.module.css";
import type { ShownRows } from "./use-rows.ts";
import { isFilterable } from "./widths.ts";

type Props = {
  readonly column: ColumnView;
  readonly shown: ShownRows;
  readonly onArrange: (arrangement: Arrangement) => void;
};

/** A column's name, which sorts by it, and its filter. */
export function ColumnHeader({ column, shown, onArrange }: Props) {
  const { id, name, values, sortable } = column;
  const { arrangement, plan } = shown;
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
                rev={plan.rev}
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
