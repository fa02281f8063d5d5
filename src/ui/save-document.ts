import { shownDocument } from "../store/document/document-record.ts";
import { store } from "../store/store.ts";
import { download } from "./download.ts";
import { fileNameOf } from "./file-name.ts";

/** Saves the text as a file, under the name that it was opened with. */
export function saveDocument(): void {
  const state = store.getState();
  const { text, name } = shownDocument(state);
  const content = new Blob([text], { type: "application/yaml" });
  download(content, fileNameOf(name, state.plan.lastPlan?.view.name));
}
