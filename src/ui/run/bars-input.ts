import { runOver } from "../../store/run/run.ts";
import { showDrawer } from "../../store/view/window-layout.ts";
import { loadPart } from "../load-part.ts";

/** Asks for a file of bars to run over. */
export function chooseBars(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".csv,.tsv,.tab,.txt,.parquet,.pq,text/csv,text/plain";
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) takeBars(file);
  });
  input.click();
}

/** Runs over a file of bars from now on, and shows the results. */
export function takeBars(file: File): void {
  showDrawer("results");
  void runOver(file);
}

/** Runs over a file that was opened, if it has bars: tables of some tools are named as plain texts are. */
export async function takeIfBars(file: File): Promise<boolean> {
  const isText = /\.(?:txt|prn|asc|dat)$/i.test(file.name);
  if (isText && !(await hasBars(file))) return false;
  takeBars(file);
  return true;
}

async function hasBars(file: File): Promise<boolean> {
  const { holdsBars } = await loadPart(() => import("../../backtest/data/bars-file/open-text.ts"));
  try {
    return holdsBars(new Uint8Array(await file.arrayBuffer()));
  } catch {
    // whoever opens it as a document says why it cannot be read
    return false;
  }
}
