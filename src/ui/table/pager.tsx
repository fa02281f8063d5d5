import { formatCount } from "../../text/count-text.ts";
import styles from "./table.module.css";

type Props = {
  readonly page: bigint;
  readonly size: bigint;
  readonly total: bigint;
  readonly onTurn: (page: bigint) => void;
};

/** Where a table has more rows than one scroll can have: which thousand of them it shows. */
export function Pager({ page, size, total, onTurn }: Props) {
  const last = (total - 1n) / size;
  const end = (page + 1n) * size < total ? (page + 1n) * size : total;
  return (
    <nav className={styles.pager} aria-label="Pages of the table">
      <button type="button" disabled={page === 0n} onClick={() => onTurn(0n)}>
        First
      </button>
      <button type="button" disabled={page === 0n} onClick={() => onTurn(page - 1n)}>
        Previous
      </button>
      <span data-testid="page-range">
        rows {formatCount(page * size + 1n)}–{formatCount(end)}
      </span>
      <button type="button" disabled={page === last} onClick={() => onTurn(page + 1n)}>
        Next
      </button>
      <button type="button" disabled={page === last} onClick={() => onTurn(last)}>
        Last
      </button>
    </nav>
  );
}
