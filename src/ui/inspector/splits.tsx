import { Fragment } from "react";
import type { BlameRow } from "../../planner/explain/blame/blame.ts";
import { sharedRoles } from "../../planner/model.ts";
import { showInspector } from "../../store/inspect/selection.ts";
import { countOf, formatCount, formatFactor } from "../../text/count-text.ts";
import type { LineTable } from "../../text/position.ts";
import styles from "./inspector.module.css";
import { LineLink } from "./line-link.tsx";

const shownFields = 12;
const shownValues = 6;

/** The fields that break sharing: how strongly, with which values, and what causes it. */
export function Splits({
  rows,
  more,
  lines,
}: {
  readonly rows: readonly BlameRow[];
  /** How many there are in all. */
  readonly more: number;
  readonly lines: LineTable | undefined;
}) {
  return (
    <section className={styles.section}>
      <h3>What splits</h3>
      {rows.length === 0 ? (
        <p className={styles.empty}>Nothing: no field differs between containers of a role.</p>
      ) : undefined}
      <ul className={styles.list}>
        {rows.slice(0, shownFields).map((row) => (
          <Split key={row.id} row={row} lines={lines} />
        ))}
      </ul>
      {more > shownFields ? (
        <button type="button" data-line onClick={() => showInspector("what-if")}>
          and {countOf(more - shownFields, "more field")}
        </button>
      ) : undefined}
    </section>
  );
}

function Split({
  row: { field, roles, values, valuesCount, tiedWith, cause },
  lines,
}: {
  readonly row: BlameRow;
  readonly lines: LineTable | undefined;
}) {
  const factors = sharedRoles.flatMap((role) => {
    const own = roles[role];
    if (!own) return [];
    return own.multiplies > 1 ? `${role} ×${formatFactor(own.multiplies)}` : `${role}, with others`;
  });
  const listed = values.slice(0, shownValues).map(({ text }) => text ?? "absent");
  const left = valuesCount - listed.length;
  return (
    <li className={styles.fact}>
      <p>
        <code>{field}</code> <b>{factors.join(" · ")}</b>
      </p>
      <p>
        {cause.kind}{" "}
        {cause.alternatives.map((key) => (
          <Fragment key={key}>
            <code>{key}</code>{" "}
          </Fragment>
        ))}
        <LineLink range={cause.ranges[0]} lines={lines} />
      </p>
      <p>
        {listed.join(" · ")}
        {left > 0 ? ` · and ${formatCount(left)} more` : ""}
      </p>
      {tiedWith.length > 0 ? <p>always changes together with {tiedWith.join(", ")}</p> : undefined}
    </li>
  );
}
