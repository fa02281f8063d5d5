import { pinThis, unpin } from "../store/inspect/compare.ts";
import { showInspector } from "../store/inspect/selection.ts";
import { store } from "../store/store.ts";
import { toggleLenses } from "../store/view/view-options.ts";
import { register } from "./commands.ts";
import { copyPicture } from "./copy-picture.ts";
import { chooseFile } from "./file-input.tsx";
import { runAndShow } from "./run/run-button.tsx";
import { saveDocument } from "./save-document.ts";

const isPlanned = (): boolean => store.getState().plan.lastPlan !== undefined;
const isComparing = (): boolean => store.getState().inspect.pinned !== undefined;

// those with keys of their own; the palette brings more when it is opened
register([
  {
    id: "explain",
    title: "Explain what splits",
    group: "Plan",
    keys: "E",
    run: () => showInspector("explain"),
  },
  {
    id: "what-if",
    title: "What if a field were fixed",
    group: "Plan",
    keys: "W",
    run: () => showInspector("what-if"),
  },
  {
    id: "compare",
    title: "Compare what follows with this plan",
    group: "Plan",
    keys: "C",
    isAvailable: () => isPlanned() && !isComparing(),
    run: pinThis,
  },
  {
    id: "compare-end",
    title: "End the comparison",
    group: "Plan",
    keys: "C",
    isAvailable: isComparing,
    run: unpin,
  },
  {
    id: "run",
    title: "Run the backtests",
    group: "Plan",
    keys: "R",
    isAvailable: isPlanned,
    run: runAndShow,
  },
  {
    id: "copy-image",
    title: "Copy image",
    group: "File",
    keys: "Shift+C",
    isAvailable: isPlanned,
    run: () => void copyPicture(),
  },
  {
    id: "lenses",
    title: "Show or hide what each line does to sharing",
    group: "Page",
    keys: "Alt+L",
    isAvailable: () => store.getState().view.editor === "ready",
    run: toggleLenses,
  },
  { id: "open", title: "Open a file", group: "File", keys: "Mod+O", run: chooseFile },
  { id: "save", title: "Save as a file", group: "File", keys: "Mod+S", run: saveDocument },
]);
