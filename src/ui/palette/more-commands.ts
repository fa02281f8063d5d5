import { examples } from "../../examples/examples.ts";
import { shownDocument } from "../../store/document/document-record.ts";
import { openDocument, tellDocument } from "../../store/document/write-document.ts";
import { showInspector } from "../../store/inspect/selection.ts";
import { currentDiagnostics } from "../../store/plan/plan-selectors.ts";
import { isBusy } from "../../store/run/run-record.ts";
import { verify } from "../../store/run/run.ts";
import { store } from "../../store/store.ts";
import { setTheme, showCompletions, showTopology } from "../../store/view/view-options.ts";
import { revealOffset, setPanes, showDrawer, showTab } from "../../store/view/window-layout.ts";
import { register } from "../commands.ts";
import { askForName } from "../history/name-field.ts";
import { cancelAll } from "../run/run-button.tsx";
import { narrowWindow } from "../use-media.ts";

const isWide = (): boolean => !matchMedia(narrowWindow).matches;
const now = store.getState;

register([
  {
    id: "adapters",
    title: "List the adapters",
    group: "Plan",
    run: () => showInspector("adapters"),
  },
  {
    id: "problem",
    title: "Go to the first problem",
    group: "Plan",
    isAvailable: () => currentDiagnostics(now()).length > 0,
    run() {
      const [first] = currentDiagnostics(now());
      if (first) revealOffset(first.range.start);
    },
  },
  {
    id: "combinations",
    title: "Show or hide the table of combinations",
    group: "Plan",
    isAvailable: isWide,
    run: () => showDrawer("combinations", true),
  },
  {
    id: "understood",
    title: "Show or hide what was understood",
    group: "Plan",
    run() {
      showTab("graph");
      showDrawer("understood", true);
    },
  },
  {
    id: "verify",
    title: "Verify that sharing changes no result",
    group: "Plan",
    isAvailable: () => now().plan.lastPlan !== undefined,
    run() {
      showDrawer("proof");
      void verify();
    },
  },
  {
    id: "cancel",
    title: "Cancel what runs",
    group: "Plan",
    isAvailable: () => isBusy(now().run),
    run: cancelAll,
  },
  {
    id: "history",
    title: "Show or hide the history",
    group: "File",
    run() {
      showTab("graph");
      showDrawer("history", true);
    },
  },
  {
    id: "name-version",
    title: "Name this version",
    group: "File",
    run() {
      showTab("graph");
      showDrawer("history");
      askForName();
    },
  },
  {
    id: "naive",
    title: "Draw the plan without sharing (naive)",
    group: "Graph",
    isAvailable: () => now().view.topology !== "naive",
    run: () => showTopology("naive"),
  },
  {
    id: "optimized",
    title: "Draw the plan with sharing (optimised)",
    group: "Graph",
    isAvailable: () => now().view.topology !== "optimized",
    run: () => showTopology("optimized"),
  },
  {
    id: "completions",
    title: "Show or hide the adapters that a simulation needs besides",
    group: "Graph",
    run: () => showCompletions(!now().view.completions),
  },
  {
    id: "text",
    title: "Go to the text",
    group: "Page",
    isAvailable: () => now().view.editor === "ready",
    run: () => revealOffset(now().view.caret ?? 0),
  },
  {
    id: "editor",
    title: "Show or hide the editor",
    group: "Page",
    isAvailable: isWide,
    run: () => setPanes({ leftOpen: !now().view.panes.leftOpen }),
  },
  { id: "light", title: "Light theme", group: "Page", run: () => setTheme("light") },
  { id: "dark", title: "Dark theme", group: "Page", run: () => setTheme("dark") },
  { id: "contrast", title: "High contrast theme", group: "Page", run: () => setTheme("contrast") },
  { id: "system", title: "Theme of the system", group: "Page", run: () => setTheme("system") },
  {
    id: "pyyaml",
    title: "Read the text as PyYAML does",
    group: "Page",
    isAvailable: () => shownDocument(now()).reading !== "pyyaml",
    run: () => tellDocument({ type: "readingChosen", reading: "pyyaml" }),
  },
  {
    id: "yaml12",
    title: "Read the text as YAML 1.2",
    group: "Page",
    isAvailable: () => shownDocument(now()).reading !== "1.2",
    run: () => tellDocument({ type: "readingChosen", reading: "1.2" }),
  },
  ...examples.map(({ id, title, text, lookAt }) => ({
    id: `example-${id}`,
    title: `Example: ${title}`,
    group: "File" as const,
    run: () => openDocument({ text, name: title }, lookAt),
  })),
]);
