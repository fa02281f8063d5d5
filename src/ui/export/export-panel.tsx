import { useState } from "react";
import { sheetSize } from "../../export/sheet-size.ts";
import { shownDocument } from "../../store/document/document-record.ts";
import { isStale } from "../../store/plan/plan-selectors.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { useApp } from "../../store/store.ts";
import { formatCount } from "../../text/count-text.ts";
import controls from "../controls.module.css";
import styles from "./export-panel.module.css";
import { copyImage, exportFile, exportPng, type Outcome, type Wish } from "./make-export.ts";

const scales = [1, 2, 3] as const;
const pixels = (scale: number): string =>
  `${formatCount(sheetSize.width * scale)} × ${formatCount(sheetSize.height * scale)} pixels`;

/** How the picture shall look, and the files to take away. */
export function ExportPanel({ dark }: { readonly dark: boolean }) {
  const name = useApp((state) => state.plan.lastPlan?.view.name ?? shownDocument(state).name);
  const stale = useApp(isStale);
  const results = useApp((state) => state.run.tasks.run.result);
  const [wish, setWish] = useState<Wish>({
    title: "",
    date: "",
    theme: dark ? "dark" : "light",
    scale: 2,
    carriesText: true,
  });
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const change = (part: Partial<Wish>): void => setWish({ ...wish, ...part });
  async function run(work: (wish: Wish) => Promise<Outcome>): Promise<void> {
    setBusy(true);
    setOutcome(await work(wish));
    setBusy(false);
  }
  return (
    <section className={styles.panel} aria-label="Export" aria-busy={busy}>
      <label>
        <span>Title</span>
        <input
          type="text"
          value={wish.title}
          placeholder={name ?? "Strategy sweep"}
          onChange={({ target }) => change({ title: target.value })}
        />
      </label>
      <label>
        <span>Date</span>
        <input
          type="date"
          value={wish.date}
          onChange={({ target }) => change({ date: target.value })}
        />
      </label>
      <Choice
        legend="Picture"
        of={["light", "dark"]}
        chosen={wish.theme}
        words={(theme) => theme}
        onChoose={(theme) => change({ theme })}
      />
      <Choice
        legend="Size"
        of={scales}
        chosen={wish.scale}
        words={(scale) => `${scale}×`}
        note={pixels(wish.scale)}
        onChoose={(scale) => change({ scale })}
      />
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={wish.carriesText}
          onChange={({ target }) => change({ carriesText: target.checked })}
        />
        <span>
          The YAML travels inside: drop the file here to open it again
          <small>Copied pictures carry none, browsers take it out</small>
        </span>
      </label>
      {stale ? (
        <p className={styles.stale}>
          The plan on screen is older than the text: files and pictures are marked as stale.
        </p>
      ) : undefined}
      <fieldset className={styles.files} aria-label="Pictures">
        <Action testId="copy-image" busy={busy} onRun={() => run(copyImage)}>
          Copy image
        </Action>
        <Action testId="export-png" busy={busy} onRun={() => run(exportPng)}>
          PNG
        </Action>
        <Action testId="export-svg" busy={busy} onRun={() => run((it) => exportFile("svg", it))}>
          SVG
        </Action>
      </fieldset>
      <fieldset className={styles.files} aria-label="Data">
        <Action
          testId="export-markdown"
          busy={busy}
          onRun={() => run((it) => exportFile("markdown", it))}
        >
          Markdown
        </Action>
        <Action
          testId="export-mermaid"
          busy={busy}
          onRun={() => run((it) => exportFile("mermaid", it))}
        >
          Mermaid
        </Action>
        <Action testId="export-json" busy={busy} onRun={() => run((it) => exportFile("json", it))}>
          JSON
        </Action>
        {results ? (
          <Action testId="export-csv" busy={busy} onRun={() => run(() => saveResults(results))}>
            CSV
          </Action>
        ) : undefined}
      </fieldset>
      <output className={styles.outcome} data-done={outcome?.done}>
        {outcome?.words}
      </output>
    </section>
  );
}

/** The figures of what ran last, as rows. */
async function saveResults(results: ShownRun): Promise<Outcome> {
  const { downloadResults } = await import("../results/save-results.ts");
  return { done: true, words: `${await downloadResults(results, "csv")} is downloaded.` };
}

function Action(props: {
  readonly testId: string;
  readonly busy: boolean;
  readonly onRun: () => Promise<void>;
  readonly children: string;
}) {
  const { testId, busy, onRun, children } = props;
  const name = children === "Copy image" ? children : `Download ${children}`;
  return (
    <button
      type="button"
      className={controls.text}
      data-testid={testId}
      aria-label={name}
      // stays in the order of tabs while it works
      aria-disabled={busy}
      onClick={() => {
        if (!busy) void onRun();
      }}
    >
      {children}
    </button>
  );
}

type ChoiceProps<Value> = {
  readonly legend: string;
  readonly of: readonly Value[];
  readonly chosen: Value;
  readonly words: (value: Value) => string;
  readonly note?: string;
  readonly onChoose: (value: Value) => void;
};

function Choice<Value extends string | number>(props: ChoiceProps<Value>) {
  const { legend, of, chosen, words, note, onChoose } = props;
  return (
    <fieldset className={`${controls.segments} ${styles.choice}`}>
      <legend>{legend}</legend>
      {of.map((value) => (
        <label key={value} data-checked={value === chosen}>
          <input
            type="radio"
            name={legend}
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          {words(value)}
        </label>
      ))}
      {note === undefined ? undefined : <small>{note}</small>}
    </fieldset>
  );
}
