import { useEffect } from "react";
import { takeBackOpening } from "../store/document.ts";
import { isField } from "./field.ts";
import { openFiles } from "./open-files.ts";
import { saveDocument } from "./save-document.ts";

const id = "yaml-file";

/** How the keys are called that act on files. */
const command = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl+";
export const fileKeys = { open: `${command}O`, save: `${command}S` } as const;

/** Asks for a file to open. */
export function chooseFile(): void {
  document.getElementById(id)?.click();
}

/** What asks for a file, and the keys that open, save and take one back wherever the focus is. */
export function FileInput() {
  useEffect(() => {
    // before the editor and the browser, which would save or open a page of its own
    addEventListener("keydown", pressKey, { capture: true });
    return () => removeEventListener("keydown", pressKey, { capture: true });
  }, []);
  return (
    <input
      id={id}
      type="file"
      hidden
      aria-label="YAML file"
      accept=".yaml,.yml,.json,.txt,.svg,.png,application/yaml,text/plain"
      onChange={({ target }) => {
        void openFiles(Array.from(target.files ?? []));
        // the same file chosen again must be a change
        target.value = "";
      }}
    />
  );
}

function pressKey(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const key = event.key.toLowerCase();
  // the editor undoes by itself; beside it, only what was opened can be meant
  const undone = key === "z" && !isField(event.target) && takeBackOpening();
  if (key !== "s" && key !== "o" && !undone) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.repeat) return;
  if (key === "s") saveDocument();
  if (key === "o") chooseFile();
}
