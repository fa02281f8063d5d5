import { guardText } from "./ui/crash/guard.ts";
// after the guard, since each of these could fail
import { lazy, StrictMode, Suspense, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { firstExample } from "./examples/examples.ts";
import { createApp } from "./store/app.ts";
import { shownDocument } from "./store/document/document-record.ts";
import { store } from "./store/store.ts";
import { App } from "./ui/app.tsx";
import { loadFonts } from "./ui/fonts.ts";
import { hasLink, keepAddressTrue, openAddress } from "./ui/link/address.ts";
import { loadPart } from "./ui/load-part.ts";
import "./ui/global.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

loadFonts();
const asked = new URLSearchParams(location.search);
// `?embed=1` shows a plan inside of another page, and has nothing to do with the user's own
const embedded = asked.get("embed") === "1";
// `?present=1` shows the review sheet alone, and keeps nothing of its own
const presenting = asked.get("present") === "1";
const Presentation = lazy(async () => ({
  default: (await import("./ui/export/presentation.tsx")).Presentation,
}));
// `?safe=1` shows the text alone, for when the app has stopped with it
const SafeStart = lazy(async () => ({
  default: (await import("./ui/crash/safe-start.tsx")).SafeStart,
}));
const page = createRoot(root);
const { text, title: name } = firstExample;
const storage = {
  shared: () => localStorage,
  ...(presenting ? {} : { window: () => sessionStorage }),
  example: { text, reading: "pyyaml", name },
} as const;
const app = createApp({
  planner: () => new Worker(new URL("./planner/worker.ts", import.meta.url), { type: "module" }),
  engine: async () => (await import("./ui/run/engine.ts")).openEngine(),
  ...(embedded ? {} : { storage }),
});

if (embedded) {
  void loadPart(() => import("./ui/embed/embed.tsx")).then(({ Embed, openEmbedded }) =>
    start(<Embed refusal={openEmbedded()} />),
  );
} else if (presenting) {
  start(
    <Suspense>
      <Presentation />
    </Suspense>,
  );
} else {
  const opened = shownDocument(store.getState());
  setTimeout(() => {
    // without a history the page is whole, and the first use of it says what is missing
    import("./store/document/history/history-recorder.ts").then(
      ({ startRecording }) => startRecording(opened, Date.now),
      () => {},
    );
  }, 1000);
  if (import.meta.env.PROD) keepOfflineSoon();
  const { save, follow } = app;
  guardText(() => {
    save();
    return shownDocument(store.getState()).text;
  });
  addEventListener("pagehide", save);
  addEventListener("storage", follow);
  // back from where a browser keeps pages that hear nothing
  addEventListener("pageshow", follow);
  keepAddressTrue();
  addEventListener("hashchange", () => {
    if (!hasLink()) return;
    save();
    void openAddress();
  });
  const open = asked.has("safe") ? showText : () => start(<App />);
  if (hasLink()) void openAddress().then(open);
  else open();
}

/** Once the first graph is drawn, so that nothing is fetched in its way. */
function keepOfflineSoon(): void {
  const end = store.subscribe(({ plan }) => {
    if (!plan.lastPlan) return;
    end();
    setTimeout(() => {
      // the next visit tries again
      import("./offline/register.ts").then(
        ({ keepOffline }) => keepOffline(),
        () => {},
      );
    }, 1000);
  });
}

function showText(): void {
  function startAll(): void {
    history.replaceState(history.state, "", location.pathname);
    start(<App />);
  }
  page.render(
    <Suspense>
      <SafeStart onStart={startAll} />
    </Suspense>,
  );
}

/** Plans and draws what is open by now. */
function start(shown: ReactNode): void {
  app.start();
  page.render(<StrictMode>{shown}</StrictMode>);
}
