import { openDocument, refuseFile } from "../store/document/write-document.ts";
import { loadPart } from "./load-part.ts";
import { readYamlFile } from "./read-file.ts";

const mayHaveBars = /\.(?:csv|tsv|tab|txt|prn|asc|dat|parquet|parq|pq)(?:\.gz)?$/i;

/** Puts a file's text in the document's place, or runs over its bars; what cannot be read leaves it as it is and says why. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const [first, ...others] = files;
  if (!first) return;
  if (mayHaveBars.test(first.name)) {
    const { takeIfBars } = await loadPart(() => import("./run/bars-input.ts"));
    if (await takeIfBars(first)) return;
  }
  const reading = await readYamlFile(first);
  if ("refusal" in reading) {
    refuseFile(`${reading.refusal}. Your text is as you left it.`);
    return;
  }
  const { text, name, reading: given } = reading;
  openDocument({ text, name, ...(given ? { reading: given } : {}) });
  if (others.length > 0) refuseFile(`Only ${first.name} was opened, of ${files.length} files.`);
}
