import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { firstExample } from "./examples/examples.ts";
import { startPlanning } from "./store/live.ts";
import { followSaved, restore, startSaving } from "./store/persist.ts";
import { App } from "./ui/app.tsx";
import { loadFonts } from "./ui/fonts.ts";
import "./ui/global.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

loadFonts();
const storage = (): Storage => localStorage;
restore(storage, firstExample.text, firstExample.title);
startPlanning(
  () => new Worker(new URL("./planner/worker.ts", import.meta.url), { type: "module" }),
);

// `?present=1` shows the review sheet alone, and keeps nothing of its own
const presenting = new URLSearchParams(location.search).get("present") === "1";
if (presenting) followSaved(storage);
else addEventListener("pagehide", startSaving(storage));
const Presentation = lazy(async () => ({
  default: (await import("./ui/export/presentation.tsx")).Presentation,
}));

createRoot(root).render(
  <StrictMode>
    {presenting ? (
      <Suspense>
        <Presentation />
      </Suspense>
    ) : (
      <App />
    )}
  </StrictMode>,
);
