import { store } from "../store/store.ts";
import { download } from "./download.ts";
import { fileNameOf } from "./file-name.ts";

/** Saves the text as a file, under the name that it was opened with. */
export function saveDocument(): void {
  const { text, documentName, lastPlan } = store.getState();
  const content = new Blob([text], { type: "application/yaml" });
  download(content, fileNameOf(documentName, lastPlan?.view.name));
}
