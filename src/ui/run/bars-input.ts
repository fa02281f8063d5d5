import { runOver } from "../../store/run/run.ts";
import { showDrawer } from "../../store/view/window-layout.ts";
import { loadPart } from "../load-part.ts";

/** Runs over a file that was opened, if it has bars: tables of some tools are named as plain texts are. */
export async function takeIfBars(file: File): Promise<boolean> {
  const isText = /\.(?:txt|prn|asc|dat)$/i.test(file.name);
  if (isText && !(await hasBars(file))) return false;
  showDrawer("results");
  void runOver(file);
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
