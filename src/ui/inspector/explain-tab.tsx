import { containerId } from "../../planner/model.ts";
import type { LineTable } from "../../planner/position.ts";
import type { FieldView, SharedContainerView } from "../../planner/view.ts";
import { revealOffset, useApp, type StampedPlan } from "../../store/store.ts";
import styles from "./inspector.module.css";
import { useLines } from "./use-lines.ts";
import { sharedRoleOf, useContainer } from "./use-selected.ts";

/** Why two containers of a role are not one: their fields side by side. */
export function ExplainTab({ plan: { view, rev } }: { readonly plan: StampedPlan }) {
  const selected = useApp((state) => state.selected);
  const selectedWith = useApp((state) => state.selectedWith);
  const role = sharedRoleOf(selected);
  // of the only two of a role the other one is meant
  const only = role && view.roles[role].count === 2n;
  const other = only ? containerId(`${role}_${selected?.endsWith("_0") ? 1 : 0}`) : undefined;
  const first = useContainer(view, rev, selected);
  const second = useContainer(view, rev, selectedWith ?? other);
  const lines = useLines(rev);
  if (!first || !second) {
    return (
      <p className={styles.empty}>
        Select a risk or execution container, then a second one with Shift: what keeps them apart is
        shown here.
      </p>
    );
  }
  const [left, right] = first.number < second.number ? [first, second] : [second, first];
  return <Difference left={left} right={right} lines={lines} />;
}

type Row = { readonly field: string; readonly values: readonly (FieldView | undefined)[] };

function Difference({
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
      {lines ? (
        <button type="button" onClick={() => revealOffset(value.range.start)}>
          line {lines.positionAt(value.range.start).line}
        </button>
      ) : undefined}
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
