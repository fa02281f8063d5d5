import { setView } from "../store/view/view-options.ts";
import type { FromPage, Serves } from "./protocol.ts";

/** How often a page that is never closed asks for a new version, in milliseconds. */
const askAgain = 3_600_000;

/**
 * Lets the app be opened without a network from now on, and says when a newer version is there.
 * Where the browser forbids it, the app works as before, with a network.
 */
export async function keepOffline(): Promise<void> {
  const entry = document.querySelector<HTMLScriptElement>('script[type="module"]')?.src;
  if (entry === undefined || !("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  // as long as this page lives, the files of its version stay
  void navigator.locks.request(entry, { mode: "shared" }, () => new Promise(() => {}));
  serviceWorker.addEventListener("message", ({ data }: MessageEvent<Serves>) => {
    if (data.type === "serves" && data.entry !== entry) setView({ newVersion: true });
  });
  serviceWorker.startMessages();
  try {
    const registration = await serviceWorker.register("sw.js");
    const question: FromPage = { type: "which" };
    registration.active?.postMessage(question);
    let asked = performance.now();
    document.addEventListener("visibilitychange", () => {
      if (document.hidden || performance.now() - asked < askAgain) return;
      asked = performance.now();
      // without a network there is no new version either
      registration.update().catch(() => {});
    });
  } catch {
    // a browser that keeps nothing says so by the notice about the storage
  }
}
