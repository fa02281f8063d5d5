import type { ReactNode } from "react";
import table from "../table/table.module.css";
import { turnResultSort, type ResultSort } from "./arrange-results.ts";

type Props = {
  readonly by: string;
  readonly name: string;
  readonly title: string;
  readonly best: "ascending" | "descending";
  readonly numeric: boolean;
  readonly sort: ResultSort;
  readonly onSort: (sort: ResultSort) => void;
  readonly children?: ReactNode;
};

/** A column's name, which sorts by it, best first, and its filter. */
export function ResultsHead({ by, name, title, best, numeric, sort, onSort, children }: Props) {
  const sorted = sort?.by === by ? (sort.descending ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" aria-sort={sorted ?? "none"} data-numeric={numeric}>
      <div className={table.head}>
        <button
          type="button"
          className={table.sort}
          title={title}
          data-testid={`sort-${name}`}
          onClick={() => onSort(turnResultSort(sort, by, best))}
        >
          <span>{name}</span>
          {sorted ? <i aria-hidden="true">{sorted === "descending" ? "↓" : "↑"}</i> : undefined}
        </button>
        {children}
      </div>
    </th>
  );
}
