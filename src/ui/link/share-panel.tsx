import { useEffect, useState } from "react";
import { writeLink } from "../../export/share-link.ts";
import { shownDocument } from "../../store/document/document-record.ts";
import { store } from "../../store/store.ts";
import { saveDocument } from "../save-document.ts";
import styles from "./share.module.css";

type Shared =
  | { readonly status: "copied" | "denied"; readonly address: string }
  | { readonly status: "refused"; readonly reason: string };

/** Shares at once, and says what came of it. */
export function SharePanel() {
  const [shared, setShared] = useState<Shared>();
  useEffect(() => {
    // a panel that is closed by then takes no notice
    void share(setShared);
  }, []);
  if (!shared) return undefined;
  if (shared.status === "refused") {
    return (
      <section className={styles.panel} aria-label="Share">
        <output>{shared.reason}. Send the file instead.</output>
        <button type="button" onClick={saveDocument}>
          Save the YAML
        </button>
      </section>
    );
  }
  return (
    <section className={styles.panel} aria-label="Share">
      <output>
        {shared.status === "copied"
          ? "The link is copied."
          : "The browser did not let the link be copied; copy it from here."}
      </output>
      <input
        aria-label="Link"
        readOnly
        value={shared.address}
        onFocus={({ target }) => target.select()}
      />
      <small>The link itself holds the document. Nothing is uploaded.</small>
    </section>
  );
}

async function share(tell: (shared: Shared) => void): Promise<void> {
  const state = store.getState();
  const { text, reading } = shownDocument(state);
  const { topology, completions } = state.view;
  const made = writeLink({ text, reading, topology, completions });
  if (!made.ok) {
    tell({ status: "refused", reason: made.reason });
    return;
  }
  history.replaceState(history.state, "", made.hash);
  const address = location.href;
  try {
    await navigator.clipboard.writeText(address);
    tell({ status: "copied", address });
  } catch {
    tell({ status: "denied", address });
  }
}
