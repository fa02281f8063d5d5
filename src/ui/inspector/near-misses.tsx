import type { NearMiss, NearMisses as Misses } from "../../planner/explain/near-miss/near-miss.ts";
import { unify } from "../../store/inspect/what-if.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";
import { useApp } from "../../store/store.ts";
import { countOf, formatCount } from "../../text/count-text.ts";
import type { LineTable } from "../../text/position.ts";
import styles from "./inspector.module.css";
import { LineLink } from "./line-link.tsx";

/** Containers that nearly are one, each with the edit that makes them one. */
export function NearMisses({
  plan,
  misses: { listed, more, notComputed },
  lines,
}: {
  readonly plan: StampedPlan;
  readonly misses: Misses;
  readonly lines: LineTable | undefined;
}) {
  const current = useApp((state) => state.document.rev === plan.rev);
  return (
    <section className={styles.section}>
      <h3>Near misses</h3>
      {listed.length === 0 && notComputed.length === 0 ? (
        <p className={styles.empty}>None: no containers differ for nothing.</p>
      ) : undefined}
      <ul className={styles.list}>
        {listed.map((miss) => (
          <li key={`${miss.role} ${miss.containers.join(" ")}`} className={styles.fact}>
            <Miss miss={miss} lines={lines} />
            <button type="button" data-line disabled={!current} onClick={() => void unify(miss)}>
              Unify: saves {countOf(miss.removes, "container")}
            </button>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className={styles.empty}>and {formatCount(more)} more</p> : undefined}
      {notComputed.map(({ role, reason }) => (
        <p key={role} className={styles.empty}>
          Not computed: {reason}
        </p>
      ))}
    </section>
  );
}

function Miss({
  miss: { kind, containers, fields },
  lines,
}: {
  readonly miss: NearMiss;
  readonly lines: LineTable | undefined;
}) {
  return (
    <>
      <p>
        <b>{containers.slice(0, 4).join(", ")}</b>
        {containers.length > 4 ? ", …" : ""}: {reasons[kind]}
      </p>
      {fields.map(({ field, id, values }) => (
        <p key={id}>
          <code>{field}</code>{" "}
          {values.slice(0, 4).map(({ text, range }, n) => (
            // oxlint-disable-next-line react/no-array-index-key -- a value for each container
            <span key={n}>
              {n > 0 ? " ≠ " : ""}
              {text ?? "absent"} <LineLink range={range} lines={lines} />
            </span>
          ))}
        </p>
      ))}
    </>
  );
}

const reasons: Readonly<Record<NearMiss["kind"], string>> = {
  "number spelling": "one number, spelled differently",
  "number as text": "a number here, the same as text there",
  "order of a list": "one list, in another order",
  absent: "a key that some lack",
  "one field": "one field apart, set by overrides",
  "only a name": "alternatives that are only called differently",
};
