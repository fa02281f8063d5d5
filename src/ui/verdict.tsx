import { Fragment } from "react";
import { verdictParts } from "../graph/verdict.ts";
import { showInspector } from "../store/inspect/selection.ts";
import type { StampedPlan } from "../store/plan/plan-record.ts";
import { useApp } from "../store/store.ts";
import { revealOffset } from "../store/view/window-layout.ts";
import { countOf } from "../text/count-text.ts";
import styles from "./headline.module.css";

/** The verdict in words; each cause leads to its line. */
export function Verdict({ plan: { view, rev } }: { readonly plan: StampedPlan }) {
  const current = useApp((state) => state.document.rev === rev);
  const { text, causes, joint, more } = verdictParts(view);
  return (
    <>
      {text}
      {causes.map(({ text: cause, range }, n) => (
        <Fragment key={cause}>
          {n === 0 ? ": " : ` ${joint} `}
          <button
            type="button"
            className={styles.cause}
            disabled={!current || !range}
            onClick={() => range && revealOffset(range.start)}
          >
            {cause}
          </button>
        </Fragment>
      ))}
      {more > 0 ? (
        <>
          {" and "}
          <button type="button" className={styles.cause} onClick={() => showInspector("what-if")}>
            {countOf(more, "more field")}
          </button>
        </>
      ) : undefined}
    </>
  );
}
