import { store } from "../store/store.ts";
import { fileNameOf } from "./file-name.ts";

/** Saves the text as a file, under the name that it was opened with. */
export function saveDocument(): void {
  const { text, documentName, lastPlan } = store.getState();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  link.download = fileNameOf(documentName, lastPlan?.view.name);
  link.click();
  // the download has begun by then
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
