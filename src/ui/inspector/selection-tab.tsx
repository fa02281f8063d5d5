import { Fragment } from "react";
import type { FieldView, SharedContainerView } from "../../planner/answer/view.ts";
import { containerId, type ContainerId, type Role, type SharedRole } from "../../planner/model.ts";
import { select } from "../../store/inspect/selection.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";
import { useApp } from "../../store/store.ts";
import { showDrawer } from "../../store/view/window-layout.ts";
import { countOf, formatCount } from "../../text/count-text.ts";
import type { LineTable } from "../../text/position.ts";
import styles from "./inspector.module.css";
import { LineLink } from "./line-link.tsx";
import { useLines } from "./use-lines.ts";
import { useSelected, type Selected } from "./use-selected.ts";

/** The selected container, or the chain of containers of the selected combination. */
export function SelectionTab({ plan }: { readonly plan: StampedPlan }) {
  const selected = useSelected(plan);
  const lines = useLines(plan.rev);
  switch (selected.kind) {
    case "none":
      return (
        <p className={styles.empty}>
          Select a card in the graph: its configuration, the lines it comes from and whom it serves
          are shown here.
        </p>
      );
    case "loading":
      return <p className={styles.empty}>…</p>;
    case "hub":
      return <Hub plan={plan} />;
    case "shared":
      return (
        <Shared plan={plan} container={selected.container} role={selected.role} lines={lines} />
      );
    case "combination":
      return <Chain traced={selected.traced} lines={lines} />;
  }
}

function Hub({ plan: { view } }: { readonly plan: StampedPlan }) {
  return (
    <>
      <Title of="hub" id={containerId("hub_container")} note="isolated" />
      <p className={styles.lead}>
        Sends every bar, tick and feature once, to {countOf(view.combinations, "combination")}.
      </p>
    </>
  );
}

function Shared({
  plan: { view },
  role,
  container: { id, label, fields, serves },
  lines,
}: {
  readonly plan: StampedPlan;
  readonly role: SharedRole;
  readonly container: SharedContainerView;
  readonly lines: LineTable | undefined;
}) {
  const whom =
    serves === view.combinations
      ? `all ${countOf(serves, "combination")}`
      : `${formatCount(serves)} of ${countOf(view.combinations, "combination")}`;
  return (
    <>
      <Title of={role} id={id} note={serves > 1n ? "shared" : "serves one"} />
      <p className={styles.lead}>
        Serves {whom}
        {label === null ? undefined : (
          <>
            {" "}
            · <code title="The first digits of the MD5 of its configuration">{label}</code>
          </>
        )}
      </p>
      <Fields fields={fields} lines={lines} />
    </>
  );
}

type Traced = Extract<Selected, { kind: "combination" }>["traced"];

function Chain({
  traced: { combination, risk, execution },
  lines,
}: {
  readonly traced: Traced;
  readonly lines: LineTable | undefined;
}) {
  const { index, strategy, portfolio } = combination;
  const tableOpen = useApp(
    ({ view }) => view.panes.drawerOpen && view.drawerTab === "combinations",
  );
  return (
    <>
      <p className={styles.lead}>
        Combination <b>{formatCount(index)}</b> and its four containers
        {tableOpen ? undefined : (
          <>
            {" · "}
            <button type="button" onClick={() => showDrawer("combinations")}>
              its row
            </button>
          </>
        )}
      </p>
      <Title of="strategy" id={strategy.id} note={strategy.title} />
      <Fields fields={strategy.fields} lines={lines} />
      {[["risk", risk] as const, ["execution", execution] as const].map(([role, container]) =>
        container ? (
          <Fragment key={role}>
            <Title of={role} id={container.id} note={`×${formatCount(container.serves)}`} />
            <Fields fields={container.fields} lines={lines} />
          </Fragment>
        ) : undefined,
      )}
      <Title of="portfolio" id={portfolio.id} note="isolated" />
      <Fields fields={portfolio.fields} lines={lines} />
    </>
  );
}

/** The name of a container; that of a shared one selects it. */
function Title({ of, id, note }: TitleProps) {
  return (
    <h3 className={styles.title} data-role={of}>
      {of === "risk" || of === "execution" ? (
        <button type="button" onClick={() => select(id)}>
          <code>{id}</code>
        </button>
      ) : (
        <code>{id}</code>
      )}
      <span>{note}</span>
    </h3>
  );
}

type TitleProps = { readonly of: Role; readonly id: ContainerId; readonly note: string };

function Fields({
  fields,
  lines,
}: {
  readonly fields: readonly FieldView[];
  readonly lines: LineTable | undefined;
}) {
  if (fields.length === 0)
    return <p className={styles.empty}>No fields: an empty configuration.</p>;
  return (
    <table className={styles.fields}>
      <tbody>
        {fields.map(({ field, value, range }) => (
          <tr key={field}>
            <th scope="row">{field.replace(/^parameters\./, "")}</th>
            <td>{value}</td>
            <td>
              <LineLink range={range} lines={lines} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
