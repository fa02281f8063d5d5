import { useEffect } from "react";
import { takeBackOpening } from "../store/document/write-document.ts";
import { keysInWords, keysOf } from "./commands.ts";
import { isField } from "./field.ts";
import { openFiles } from "./open-files.ts";

const id = "yaml-file";

/** How the keys are called that act on files. */
export const fileKeys = { open: keysInWords("Mod+O"), save: keysInWords("Mod+S") } as const;

/** Asks for a file to open. */
export function chooseFile(): void {
  document.getElementById(id)?.click();
}

/** What asks for a file, and the key that takes one back wherever the focus is. */
export function FileInput() {
  useEffect(() => {
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

/** The editor undoes by itself; beside it, only what was opened can be meant. */
function pressKey(event: KeyboardEvent): void {
  if (keysOf(event) !== "Mod+Z" || isField(event.target) || !takeBackOpening()) return;
  event.preventDefault();
  event.stopPropagation();
}
