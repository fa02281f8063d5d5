import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import { store } from "../store/store.ts";
import { setView } from "../store/view/view-options.ts";

/** The longest pause between two attempts, in milliseconds, and how many are made without being asked. */
const longestPause = 2000;
const attempts = 30;

const waiting = new Set<() => void>();

/** Fetches at once the parts that could not be fetched. */
export function loadAgain(): void {
  for (const wake of waiting) wake();
}
addEventListener("online", loadAgain);
// a style sheet that failed would be taken for loaded at the next attempt
addEventListener(
  "error",
  ({ target }) => {
    if (target instanceof HTMLLinkElement) target.remove();
  },
  { capture: true },
);

/** A component of its own file. While that cannot be fetched, a notice says so, and it is tried again. */
export const lazyPart = <Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> =>
  lazy(async () => ({ default: await loadPart(load) }));

/** Gives what a file of the app exports, as soon as it can be fetched. */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let failures = 0; ;) {
    try {
      // one after the other: each attempt follows from the one before
      // oxlint-disable-next-line no-await-in-loop
      const part = await load();
      if (failures > 0) missing(-1);
      return part;
    } catch {
      failures += 1;
      if (failures === 1) missing(1);
      // oxlint-disable-next-line no-await-in-loop
      await pause(failures);
    }
  }
}

function missing(change: number): void {
  setView({ missingParts: store.getState().view.missingParts + change });
}

function pause(failures: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      waiting.delete(wake);
      clearTimeout(timer);
      resolve();
    };
    const timer =
      failures < attempts
        ? setTimeout(wake, Math.min(250 * 2 ** failures, longestPause))
        : undefined;
    waiting.add(wake);
  });
}
