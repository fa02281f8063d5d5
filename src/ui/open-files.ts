import { openDocument, refuseFile } from "../store/document/write-document.ts";
import { readYamlFile } from "./read-file.ts";
import { takeBars } from "./run/bars-input.ts";

/** Puts a file's text in the document's place, or runs over its bars; what cannot be read leaves it as it is and says why. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const [first, ...others] = files;
  if (!first) return;
  if (await isOfBars(first)) {
    takeBars(first);
    return;
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

/** Whether a file has bars: tables of some tools are named as plain texts are, so those are looked into. */
async function isOfBars(file: File): Promise<boolean> {
  if (!/\.(?:txt|prn|asc|dat)$/i.test(file.name)) {
    return /\.(?:csv|tsv|tab|parquet|pq|parq)(?:\.gz)?$/i.test(file.name);
  }
  try {
    const { holdsBars } = await import("../backtest/bars-file/open-text.ts");
    return holdsBars(new Uint8Array(await file.arrayBuffer()));
  } catch {
    // whoever opens it as a document says why it cannot be read
    return false;
  }
}
