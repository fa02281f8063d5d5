import { useApp } from "../store/store.ts";
import { toggleLenses } from "../store/view/view-options.ts";
import { setPanes } from "../store/view/window-layout.ts";
import styles from "./file-bar.module.css";
import { chooseFile, fileKeys } from "./file-input.tsx";
import { saveDocument } from "./save-document.ts";

const hideId = "hide-editor";

/** How a document comes in and goes out: always at hand beside the text. */
export function FileBar({ collapsible }: { readonly collapsible: boolean }) {
  return (
    <div className={styles.bar}>
      <button type="button" title={`Open a file (${fileKeys.open})`} onClick={chooseFile}>
        Paste, drop or open your YAML
      </button>
      <span className={styles.space} />
      <Lenses />
      <button type="button" title={`Save as a file (${fileKeys.save})`} onClick={saveDocument}>
        Save
      </button>
      {collapsible ? (
        <button
          type="button"
          id={hideId}
          className={styles.collapse}
          aria-label="Hide the editor"
          title="Hide the editor"
          onClick={() => setPanes({ leftOpen: false })}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M9 4 5 8l4 4M12.5 4l-4 4l4 4" />
          </svg>
        </button>
      ) : undefined}
    </div>
  );
}

/** Whether the ends of lines say what each does to sharing. */
function Lenses() {
  const shown = useApp((state) => state.view.lensesShown);
  const ready = useApp((state) => state.view.editor === "ready");
  if (!ready) return undefined;
  return (
    <button
      type="button"
      className={styles.toggle}
      aria-pressed={shown}
      title="What each line does to sharing (Alt+L)"
      onClick={toggleLenses}
    >
      Lenses
    </button>
  );
}

/** Puts the focus where the editor can be hidden again. */
export function focusFileBar(): void {
  document.getElementById(hideId)?.focus();
}
