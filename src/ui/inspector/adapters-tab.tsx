import type { AdapterView, PlanView } from "../../planner/answer/view.ts";
import { containerId } from "../../planner/model.ts";
import { select } from "../../store/inspect/selection.ts";
import { useApp } from "../../store/store.ts";
import { countOf, formatCount } from "../../text/count-text.ts";
import styles from "./inspector.module.css";

/** Every adapter of the wiring that the graph shows, or how many of each kind where they are many. */
export function AdaptersTab({ view }: { readonly view: PlanView }) {
  const topology = useApp((state) => state.view.topology);
  const listed = topology === "optimized" && view.adapters.length > 0;
  const { adapters } = view.counts[topology];
  return (
    <>
      <p className={styles.lead}>
        <b>{countOf(adapters, "adapter")}</b>
        {topology === "naive" ? " without sharing" : ""}
      </p>
      <ul className={styles.list}>
        {listed
          ? view.adapters.map((adapter) => <Adapter key={adapter.name} adapter={adapter} />)
          : groupsOf(view, topology).map((group) => <Group key={group.path} {...group} />)}
      </ul>
    </>
  );
}

function Adapter({ adapter }: { readonly adapter: AdapterView }) {
  const { name, type, events, routingKey, role, container } = adapter;
  const id = role === undefined ? undefined : containerId(`${role}_${container}`);
  const text = (
    <>
      <span className={styles.kind}>{type}</span>
      <code>{name}</code>
      <span className={styles.detail}>
        {pathOf(adapter)} · <code>{events.join(" ")}</code>
        {routingKey ? (
          <>
            {" "}
            · by <code>{routingKey}</code>
          </>
        ) : undefined}
      </span>
    </>
  );
  return (
    <li>
      {id === undefined ? (
        <div className={styles.row}>{text}</div>
      ) : (
        <button
          type="button"
          className={styles.row}
          title={`Select ${id}`}
          onClick={() => select(id)}
        >
          {text}
        </button>
      )}
    </li>
  );
}

function pathOf({ name, type, role, container, sources, targets }: AdapterView): string {
  if (type === "broadcast")
    return `hub → ${countOf(targets, "strategy").replace("strategys", "strategies")}`;
  const own = `${role}_${container}`;
  if (type === "pipeline") return `${countOf(sources, "risk container")} → ${own}`;
  return name.endsWith("_to_portfolios")
    ? `${own} → ${countOf(targets, "portfolio")}`
    : `${strategies(sources)} → ${own}`;
}

function strategies(count: bigint): string {
  return count === 1n ? "1 strategy" : `${formatCount(count)} strategies`;
}

type GroupOfAdapters = {
  readonly type: AdapterView["type"];
  readonly path: string;
  readonly events: string;
  readonly count: bigint;
};

/** The kinds of adapters in the order of the data; each risk and execution container has its own. */
function groupsOf(
  { counts, combinations }: PlanView,
  topology: "naive" | "optimized",
): readonly GroupOfAdapters[] {
  const { risk, execution } = counts[topology];
  return [
    {
      type: "broadcast",
      path: `hub → ${strategies(combinations)}`,
      events: "BAR TICK FEATURE",
      count: 1n,
    },
    { type: "selective", path: "strategies → risk", events: "SIGNAL", count: risk },
    { type: "pipeline", path: "risk → execution", events: "ORDER", count: execution },
    { type: "selective", path: "execution → portfolios", events: "FILL", count: execution },
  ];
}

function Group({ type, path, events, count }: GroupOfAdapters) {
  return (
    <li>
      <div className={styles.row}>
        <span className={styles.kind}>{type}</span>
        <b>×{formatCount(count)}</b>
        <span className={styles.detail}>
          {path} · <code>{events}</code>
        </span>
      </div>
    </li>
  );
}
