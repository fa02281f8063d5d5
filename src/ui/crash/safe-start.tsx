import { useEffect, useRef, useState } from "react";
import { PlainEditor } from "../../editor/plain-editor.tsx";
import { shownDocument } from "../../store/document/document-record.ts";
import { store, useApp } from "../../store/store.ts";
import { saveDocument } from "../save-document.ts";
import styles from "./crash.module.css";

/** The text alone, to be taken along or mended, before the analysis is started. */
export function SafeStart({ onStart }: { readonly onStart: () => void }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const rev = useApp((state) => state.document.rev);
  const savedRev = useApp((state) => state.document.savedRev);
  const [copied, setCopied] = useState("Copy my YAML");
  useEffect(() => {
    const { theme } = store.getState().view;
    if (theme !== "system") document.documentElement.dataset["theme"] = theme;
  }, []);
  async function copy(): Promise<void> {
    try {
      // not even there on a page without encryption
      await navigator.clipboard.writeText(shownDocument(store.getState()).text);
      setCopied("Copied");
    } catch {
      setCopied("Copy it below");
      area.current?.select();
    }
  }
  return (
    <div className={styles.safe} data-testid="safe-start">
      <header>
        <h1>Sharing Planner</h1>
        <p>Safe start: here is your text, kept as you edit it. The analysis is paused.</p>
        <div className={styles.actions}>
          <button type="button" data-first="true" onClick={onStart}>
            Start the analysis
          </button>
          <button type="button" onClick={() => void copy()}>
            {copied}
          </button>
          <button type="button" onClick={saveDocument}>
            Download
          </button>
        </div>
      </header>
      <section
        className={styles.text}
        aria-label="YAML editor"
        data-testid="editor"
        data-rev={rev}
        data-saved-rev={savedRev}
      >
        <PlainEditor area={area} guarded={false} />
      </section>
    </div>
  );
}
