import { useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { setPanes } from "../store/view/window-layout.ts";
import styles from "./file-bar.module.css";
import { focusFileBar } from "./file-bar.tsx";
import { chooseFile, fileKeys } from "./file-input.tsx";

/** What is left of the editor while it is hidden. */
export function EditorRail() {
  const show = useRef<HTMLButtonElement>(null);
  // the button or line that hid the editor has gone with it
  useEffect(() => show.current?.focus(), []);
  function open(): void {
    flushSync(() => setPanes({ leftOpen: true }));
    focusFileBar();
  }
  return (
    <nav className={styles.rail} aria-label="Hidden editor">
      <button
        ref={show}
        type="button"
        aria-label="Show the editor"
        title="Show the editor"
        onClick={open}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="m7 4 4 4l-4 4M3.5 4l4 4l-4 4" />
        </svg>
        <span aria-hidden="true">YAML</span>
      </button>
      <button
        type="button"
        aria-label="Paste, drop or open your YAML"
        title={`Paste, drop or open your YAML (${fileKeys.open})`}
        onClick={chooseFile}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2 12.5v-9h4l1.5 2H14v7zM8 11V7.5M6.3 9 8 7.3 9.7 9" />
        </svg>
      </button>
    </nav>
  );
}
