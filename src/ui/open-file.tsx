import { useEffect, useRef } from "react";
import { editText } from "../store/store.ts";
import styles from "./controls.module.css";

/** More than the planner ever reads, so that its own limit speaks for what is cut off here. */
const readLimit = 4_000_000;

/** Puts a file's text in the editor's place, as one step that can be undone. */
async function openFile(file: File | undefined): Promise<void> {
  if (file) editText(await file.slice(0, readLimit).text());
}

/** Opens a YAML file, by the button or dropped anywhere on the page. */
export function OpenFile() {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // without this the browser would leave the page for the file
    const allow = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      void openFile(file);
    };
    addEventListener("dragover", allow);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", allow);
      removeEventListener("drop", drop);
    };
  }, []);
  return (
    <>
      <button
        type="button"
        className={styles.text}
        title="Paste, drop or open your YAML"
        onClick={() => input.current?.click()}
      >
        Open…
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="YAML file"
        accept=".yaml,.yml,.json,.txt,application/yaml,text/plain"
        onChange={({ target }) => {
          void openFile(target.files?.[0]);
          // the same file chosen again must be a change
          target.value = "";
        }}
      />
    </>
  );
}
