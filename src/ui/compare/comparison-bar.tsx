import { useEffect, useState } from "react";
import { comparisonMarkdown } from "../../export/comparison-markdown.ts";
import { shownDocument } from "../../store/document/document-record.ts";
import { isSameDocument } from "../../store/document/document.ts";
import { refuseFile } from "../../store/document/write-document.ts";
import { compareWithPinned, pinDocument, unpin } from "../../store/inspect/compare.ts";
import type { Pinned } from "../../store/inspect/inspect-record.ts";
import { store, useApp } from "../../store/store.ts";
import { readYamlFile } from "../read-file.ts";
import styles from "./comparison.module.css";
import { TextDifference } from "./text-difference.tsx";

/** The difference to the pinned plan in one line, its texts side by side, and what to take along. */
export function ComparisonBar({ pinned, rev }: { readonly pinned: Pinned; readonly rev: number }) {
  const compared = useApp((state) => state.inspect.comparison);
  const [showsTexts, setShowsTexts] = useState(false);
  const failed = useComparison(pinned, rev);
  const current = compared?.pinned === pinned ? compared : undefined;
  const unedited = useApp((state) => isSameDocument(shownDocument(state), pinned));
  return (
    <>
      <section className={styles.bar} aria-label="Comparison" data-testid="comparison">
        <p className={styles.pinned}>
          A <b>{pinned.name}</b>
        </p>
        <p className={styles.summary} aria-live="polite" title={current?.comparison.summary}>
          {unedited
            ? "Edit the text, or open another one: the difference is shown here."
            : failed
              ? "The two plans could not be compared."
              : (current?.comparison.summary ?? "…")}
        </p>
        <label className={styles.action}>
          A from a file…
          <input
            type="file"
            accept=".yaml,.yml,.txt,.svg,.png"
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) void pinFile(file);
              target.value = "";
            }}
          />
        </label>
        <button type="button" className={styles.action} onClick={() => setShowsTexts(true)}>
          Texts
        </button>
        <CopyMarkdown pinned={pinned} />
        <button type="button" aria-label="End the comparison" onClick={unpin}>
          ×
        </button>
      </section>
      {showsTexts ? (
        <TextDifference pinned={pinned} onClose={() => setShowsTexts(false)} />
      ) : undefined}
    </>
  );
}

/** Compares every new plan with the pinned one; says whether the last try failed. */
function useComparison(pinned: Pinned, rev: number): boolean {
  const [failed, setFailed] = useState(false);
  // the explanation arrives a moment after the plan, and with it who can compare
  const ready = useApp((state) => state.plan.lastPlan?.view.explanation !== undefined);
  useEffect(() => {
    let left = false;
    async function compare(): Promise<void> {
      const done = await compareWithPinned(rev, pinned);
      if (!left) setFailed(!done);
    }
    if (ready) void compare();
    return () => {
      left = true;
    };
  }, [pinned, rev, ready]);
  return failed && ready;
}

async function pinFile(file: File): Promise<void> {
  const reading = await readYamlFile(file);
  if ("refusal" in reading) {
    refuseFile(`${reading.refusal}. The comparison is as it was.`);
    return;
  }
  pinDocument({
    text: reading.text.replaceAll(/\r\n?/g, "\n"),
    reading: reading.reading ?? shownDocument(store.getState()).reading,
    name: reading.name,
  });
}

function CopyMarkdown({ pinned }: { readonly pinned: Pinned }) {
  const compared = useApp((state) => state.inspect.comparison);
  const name = useApp((state) => shownDocument(state).name ?? "the text");
  const [said, setSaid] = useState("Copy Markdown");
  if (!compared) return undefined;
  const markdown = comparisonMarkdown(compared.comparison, pinned.name, name);
  return (
    <button
      type="button"
      className={styles.action}
      onClick={() => {
        navigator.clipboard.writeText(markdown).then(
          () => setSaid("Copied"),
          () => setSaid("The browser does not allow copying"),
        );
      }}
      onBlur={() => setSaid("Copy Markdown")}
    >
      {said}
    </button>
  );
}
