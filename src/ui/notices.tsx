import { lazy, Suspense } from "react";
import { firstExample } from "../examples/examples.ts";
import { shownDocument } from "../store/document/document-record.ts";
import { announcedOpening, replacedBy } from "../store/document/transition.ts";
import { refuseFile, takeBackOpening, tellDocument } from "../store/document/write-document.ts";
import type { PlanRecord } from "../store/plan/plan-record.ts";
import { useApp } from "../store/store.ts";
import { LinkChip } from "./link/link-chip.tsx";
import { loadAgain } from "./load-part.ts";
import styles from "./notices.module.css";

const FirstSteps = lazy(async () => {
  const first = await import("./first/first-steps.tsx").catch(() => undefined);
  // the page is whole without them
  return { default: first?.FirstSteps ?? Suspense };
});

/** One line for what was just opened, and for each thing that does not work as it should. */
export function Notices() {
  const trouble = useApp((state) => state.plan.trouble);
  const storage = useApp((state) => state.document.storage);
  const editor = useApp((state) => state.view.editor);
  const refusal = useApp((state) => state.document.refusal);
  const newVersion = useApp((state) => state.view.newVersion);
  const missingParts = useApp((state) => state.view.missingParts);
  return (
    <output className={styles.notices} aria-label="Notices">
      <Introduction />
      <LinkChip />
      <Elsewhere />
      <Opened />
      {refusal === undefined ? undefined : (
        <p>
          {refusal}
          <button type="button" onClick={() => refuseFile(undefined)}>
            Close
          </button>
        </p>
      )}
      {trouble ? (
        <p>
          {troubleText(trouble)}
          {trouble.retrying || trouble.recovered ? undefined : (
            <button type="button" onClick={() => tellDocument({ type: "askedAgain" })}>
              Try again
            </button>
          )}
        </p>
      ) : undefined}
      {storage === "kept" ? undefined : (
        <p>
          {storage === "full"
            ? "The browser's storage is full"
            : "This browser keeps no data for the page"}
          : your text is lost when you close it.
        </p>
      )}
      {missingParts > 0 ? (
        <p>
          A part of the page could not be loaded; your text is kept.
          <button type="button" onClick={loadAgain}>
            Try again
          </button>
        </p>
      ) : undefined}
      {newVersion ? (
        <p>
          A new version is ready
          <button type="button" onClick={() => location.reload()}>
            Reload
          </button>
        </p>
      ) : undefined}
      {editor === "failed" ? (
        <p>The code editor could not be loaded; this plain one works just as live.</p>
      ) : undefined}
    </output>
  );
}

/** Another window has saved something else: one of the two texts goes on, the other is in the history. */
function Elsewhere() {
  const asked = useApp(
    ({ document: { session } }) => session.status === "diverged" && session.asked,
  );
  return asked ? (
    <p data-testid="elsewhere">
      This document changed in another window.
      <button
        type="button"
        title="Go on with that text; this one is in the history"
        onClick={() => tellDocument({ type: "elsewhereTaken" })}
      >
        Take it
      </button>
      <button
        type="button"
        title="Go on with this text; that one is in the history"
        onClick={() => tellDocument({ type: "mineKept" })}
      >
        Keep mine
      </button>
    </p>
  ) : undefined;
}

/** For newcomers, once the untouched example is drawn. */
function Introduction() {
  const wanted = useApp(
    (state) =>
      !state.view.seen.hint &&
      shownDocument(state).text === firstExample.text &&
      state.plan.lastPlan?.text === firstExample.text,
  );
  return wanted ? (
    <Suspense>
      <FirstSteps />
    </Suspense>
  ) : undefined;
}

/** What to see in the document that was opened last, and the way back, until the first edit. */
function Opened() {
  const opening = useApp(({ document }) => announcedOpening(document));
  const before = useApp(({ document }) => replacedBy(document)?.left.name);
  if (!opening) return undefined;
  const { opened, note, by } = opening;
  const kept = by === "keeping";
  const rest = kept ? " is yours now." : note === undefined ? " is open." : `. Look at ${note}`;
  return (
    <p data-kind="opened">
      <b>{opened.name ?? (kept ? "The document from the link" : "Pasted text")}</b>
      {rest}
      <button type="button" title={`Back to ${before ?? "your text"}`} onClick={takeBackOpening}>
        Undo
      </button>
    </p>
  );
}

function troubleText(trouble: NonNullable<PlanRecord["trouble"]>): string {
  const what = {
    hung: "The planner did not answer",
    failed: `The planner failed (${trouble.message})`,
    broken: "The planner stopped or could not be loaded",
  }[trouble.reason];
  if (trouble.recovered) return `${what} and was restarted. Your text is as you left it.`;
  if (trouble.retrying) return `${what}: restarting it. Your text is as you left it.`;
  return `${what}, three times. Your text is as you left it; the next edit tries again.`;
}
