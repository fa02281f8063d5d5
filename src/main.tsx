import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { firstExample } from "./examples/examples.ts";
import { startPlanning } from "./store/live.ts";
import { restore, startSaving } from "./store/persist.ts";
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
const saveNow = startSaving(storage);
addEventListener("pagehide", saveNow);

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
