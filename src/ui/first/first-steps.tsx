import { useEffect } from "react";
import { firstExample } from "../../examples/examples.ts";
import { shownDocument } from "../../store/document/document-record.ts";
import { openDocument } from "../../store/document/write-document.ts";
import { store, useApp } from "../../store/store.ts";
import { markSeen, revealOffset } from "../../store/view/window-layout.ts";
import { narrowWindow } from "../use-media.ts";
import styles from "./first-steps.module.css";
import { playFold } from "./fold.ts";

const line = "slippage: [0.0005, 0.001]";

/** What newcomers see on the untouched example: the fold, once, and one thing to try. */
export function FirstSteps() {
  const offered = useApp(({ view }) => !view.seen.hint);
  useEffect(() => {
    const card = document.querySelector<HTMLElement>('[data-testid="node-risk_0"]');
    if (store.getState().view.seen.fold || !card?.checkVisibility()) return undefined;
    markSeen("fold");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    return still ? undefined : playFold(card);
  }, []);
  // whoever edits has found out what there is to do
  useEffect(
    () =>
      store.subscribe((state) => {
        if (shownDocument(state).text !== firstExample.text) markSeen("hint");
      }),
    [],
  );
  if (!offered) return undefined;
  return (
    <p className={styles.hint} data-testid="hint">
      <span>
        What breaks sharing? Add <code>{line}</code>
      </span>
      <button type="button" onClick={sweepSlippage}>
        Do it
      </button>
      <button type="button" aria-label="Dismiss the hint" onClick={() => markSeen("hint")}>
        ×
      </button>
    </p>
  );
}

/** Writes the line among the grids of the example, as one step to undo. */
function sweepSlippage(): void {
  const text = firstExample.text.replace(
    /^( *)initial_capital:.*\n/m,
    (before, indent) => `${before}${indent}${line}\n`,
  );
  const note = "the Execution lane: two cards instead of one, one for each slippage.";
  openDocument({ text, name: "Slippage swept" }, note);
  // a narrow window goes on showing the graph
  if (!matchMedia(narrowWindow).matches) revealOffset(text.indexOf(line) + line.length);
}
