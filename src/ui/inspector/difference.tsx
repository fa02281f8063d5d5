import type { FieldView, SharedContainerView } from "../../planner/answer/view.ts";
import type { LineTable } from "../../text/position.ts";
import styles from "./inspector.module.css";
import { LineLink } from "./line-link.tsx";

type Row = { readonly field: string; readonly values: readonly (FieldView | undefined)[] };

/** Two containers of a role side by side: what differs with its lines, what is equal folded away. */
export function Difference({
  left,
  right,
  lines,
}: {
  readonly left: SharedContainerView;
  readonly right: SharedContainerView;
  readonly lines: LineTable | undefined;
}) {
  const names = new Set([...left.fields, ...right.fields].map(({ field }) => field));
  const rows = Array.from(names, (field): Row => {
    const values = [left, right].map(({ fields }) => fields.find((one) => one.field === field));
    return { field, values };
  });
  const isEqual = ({ values: [one, another] }: Row) => one?.value === another?.value;
  const differing = rows.filter((row) => !isEqual(row));
  const equal = rows.filter(isEqual);
  return (
    <>
      <p className={styles.lead}>
        <b>{differing.length === 1 ? "One field keeps" : `${differing.length} fields keep`}</b>{" "}
        <code>{left.id}</code> and <code>{right.id}</code> apart.
      </p>
      <table className={styles.difference}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">{left.id}</th>
            <th scope="col">{right.id}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map(({ field, values }) => (
            <tr key={field}>
              <th scope="row">{field}</th>
              <Value value={values[0]} lines={lines} />
              <Value value={values[1]} lines={lines} />
            </tr>
          ))}
        </tbody>
      </table>
      {equal.length > 0 ? <Equal rows={equal} /> : undefined}
    </>
  );
}

function Value({
  value,
  lines,
}: {
  readonly value: FieldView | undefined;
  readonly lines: LineTable | undefined;
}) {
  if (!value) return <td className={styles.absent}>absent</td>;
  return (
    <td>
      {value.value}
      <LineLink range={value.range} lines={lines} />
    </td>
  );
}

function Equal({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <details className={styles.folded}>
      <summary>{rows.length === 1 ? "1 equal field" : `${rows.length} equal fields`}</summary>
      <table className={styles.fields}>
        <tbody>
          {rows.map(({ field, values: [value] }) => (
            <tr key={field}>
              <th scope="row">{field}</th>
              <td>{value?.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
