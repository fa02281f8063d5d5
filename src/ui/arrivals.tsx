import { useEffect, useState } from "react";
import { examples } from "../examples/examples.ts";
import { shownDocument } from "../store/document/document-record.ts";
import { openDocument } from "../store/document/write-document.ts";
import { store } from "../store/store.ts";
import styles from "./arrivals.module.css";
import { isField, isInEditor } from "./field.ts";
import { openFiles } from "./open-files.ts";

/** Takes files that are dropped anywhere on the page and texts that are pasted beside the editor. */
export function Arrivals() {
  const over = useDroppedFiles();
  useEffect(() => {
    // before the editor sees it
    addEventListener("paste", takePaste, { capture: true });
    return () => removeEventListener("paste", takePaste, { capture: true });
  }, []);
  return over ? (
    <div className={styles.overlay}>
      <p>Drop your YAML to plan it</p>
      <span>One step to undo; nothing is uploaded</span>
    </div>
  ) : undefined;
}

/** Opens dropped files; gives whether some are held over the page. */
function useDroppedFiles(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const ofFiles = (event: DragEvent): boolean =>
      event.dataTransfer?.types.includes("Files") === true;
    const drag = (event: DragEvent): void => {
      if (!ofFiles(event)) return;
      // without this the browser would leave the page for the file
      event.preventDefault();
      setOver(true);
    };
    const leave = ({ relatedTarget }: DragEvent): void => {
      if (relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (!ofFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      void openFiles(Array.from(event.dataTransfer?.files ?? []));
    };
    const listening = { capture: true };
    addEventListener("dragover", drag, listening);
    addEventListener("dragleave", leave, listening);
    addEventListener("drop", drop, listening);
    return () => {
      removeEventListener("dragover", drag, listening);
      removeEventListener("dragleave", leave, listening);
      removeEventListener("drop", drop, listening);
    };
  }, []);
  return over;
}

/** A whole configuration, not a snippet of one. */
const wholeConfiguration = /^(?:strategies|'strategies'|\{?\s*"strategies")[ \t]*:/m;

/**
 * Replaces the document by a pasted text where the paste goes to no field, and where a whole
 * configuration is pasted into an example that nobody has touched.
 */
function takePaste(event: ClipboardEvent): void {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const { target } = event;
  const { text: shown } = shownDocument(store.getState());
  const untouched = examples.some((example) => example.text === shown);
  const replaces = untouched && wholeConfiguration.test(text);
  const taken = isInEditor(target) ? replaces : !isField(target);
  if (!taken || text.trim() === "") return;
  event.preventDefault();
  event.stopPropagation();
  openDocument({ text, name: undefined });
}
