import { createStore, del, get, set } from "idb-keyval";
import type { BarsFile } from "../../backtest/session/protocol.ts";

const key = "bars";
const openBars = () => createStore("sharing-planner-bars", "files");

/** The file of bars that an earlier visit used; `undefined` too where the browser keeps nothing. */
export async function keptBars(): Promise<BarsFile | undefined> {
  try {
    const found: unknown = await get(key, openBars());
    return found instanceof File ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the file of bars for the next visit, in this browser alone; gives whether that worked. */
export async function keepBars(file: BarsFile | undefined): Promise<boolean> {
  try {
    await (file ? set(key, file, openBars()) : del(key, openBars()));
    return true;
  } catch {
    return file === undefined;
  }
}
