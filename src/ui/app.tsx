import { Suspense, useState } from "react";
import { Editor } from "../editor/editor.tsx";
import { shownDocument } from "../store/document/document-record.ts";
import { useApp } from "../store/store.ts";
import type { Look } from "../store/view/view-record.ts";
import { paneLimits, setPanes } from "../store/view/window-layout.ts";
import styles from "./app.module.css";
import { Arrivals } from "./arrivals.tsx";
import { CommandCentre } from "./command-centre.tsx";
import "./app-commands.ts";
import { CompareButton } from "./compare/compare-button.tsx";
import { ComparisonPane } from "./compare/comparison-pane.tsx";
import { Drawer } from "./drawer.tsx";
import { EditorRail } from "./editor-rail.tsx";
import { ExamplesMenu } from "./examples-menu.tsx";
import { ExportMenu } from "./export/export-menu.tsx";
import { FileBar } from "./file-bar.tsx";
import { FileInput } from "./file-input.tsx";
import { GraphPanel } from "./graph-panel.tsx";
import { Headline } from "./headline.tsx";
import { ShareButton } from "./link/share-button.tsx";
import { lazyPart } from "./load-part.ts";
import { Notices } from "./notices.tsx";
import { Problems } from "./problems.tsx";
import { RunButton } from "./run/run-button.tsx";
import { Splitter } from "./splitter.tsx";
import { StatusStrip } from "./status-strip.tsx";
import { Tabs } from "./tabs.tsx";
import { ThemeButton } from "./theme-button.tsx";
import { useLook } from "./use-look.ts";
import { narrowWindow, smallWindow, useMedia } from "./use-media.ts";

// a wide window never shows them
const Numbers = lazyPart(async () => (await import("./numbers.tsx")).Numbers);

/** The whole page: what the plan comes to, the text on the left, its picture on the right. */
export function App() {
  const look = useLook();
  const narrow = useMedia(narrowWindow);
  const tab = useApp((state) => state.view.tab);
  const { left, leftOpen } = useApp((state) => state.view.panes);
  const open = leftOpen || narrow;
  const codeShown = narrow ? tab === "code" : open;
  return (
    <div className={styles.app} data-tab={tab} data-left={open} style={{ "--left": `${left}%` }}>
      <header className={styles.header}>
        <div className={styles.brand}>
          <Names />
          <ExamplesMenu />
        </div>
        <Headline />
        <div className={styles.tools}>
          <CompareButton />
          <RunButton />
          <ShareButton />
          <ExportMenu dark={look !== "light"} />
          <ThemeButton look={look} />
          <CommandCentre />
        </div>
      </header>
      {narrow ? (
        <nav className={styles.bars} aria-label="View and file">
          <Tabs />
          <FileBar collapsible={false} />
        </nav>
      ) : undefined}
      <main className={styles.main}>
        {open ? undefined : <EditorRail />}
        <Code look={look} narrow={narrow} shown={codeShown} />
        <div
          className={`${styles.right} ${styles.graph}`}
          id="panel-graph"
          {...(narrow ? { role: "tabpanel", "aria-label": "Graph" } : {})}
        >
          <ComparisonPane />
          <GraphPanel />
          <Drawer />
        </div>
        {narrow && tab === "numbers" ? (
          <div className={styles.right} id="panel-numbers" role="tabpanel" aria-label="Numbers">
            <Suspense fallback={undefined}>
              <Numbers />
            </Suspense>
          </div>
        ) : undefined}
      </main>
      {codeShown ? undefined : <Notices />}
      <Arrivals />
      <FileInput />
    </div>
  );
}

function Names() {
  const title = useApp((state) => state.plan.lastPlan?.view.name);
  const documentName = useApp((state) => shownDocument(state).name);
  const names = new Set([title, documentName].filter((name) => name !== undefined));
  const shown = [...names].join(" · ");
  return (
    <div className={styles.names}>
      <strong>Sharing Planner</strong>
      {shown === "" ? undefined : <span title={shown}>{shown}</span>}
    </div>
  );
}

type CodeProps = { readonly look: Look; readonly narrow: boolean; readonly shown: boolean };

/** The text and what is to say about it. It stays while it is hidden, with all that can be undone. */
function Code({ look, narrow, shown }: CodeProps) {
  const left = useApp((state) => state.view.panes.left);
  const small = useMedia(smallWindow);
  const [listOpen, setListOpen] = useState(true);
  return (
    <section
      className={styles.left}
      aria-label="Configuration"
      id="panel-code"
      {...(narrow ? { role: "tabpanel" } : {})}
    >
      {narrow ? undefined : <FileBar collapsible />}
      <Editor look={look} plainOnly={small} />
      <Problems open={listOpen} />
      {shown ? <Notices /> : undefined}
      <StatusStrip open={listOpen} onToggle={() => setListOpen(!listOpen)} />
      {narrow ? undefined : (
        <Splitter
          label="Width of the editor"
          controls="panel-code"
          line="vertical"
          value={left}
          min={paneLimits.left[0]}
          max={paneLimits.left[1]}
          step={2}
          initial={38}
          valueAt={(x) => (x / innerWidth) * 100}
          onChange={(value) => setPanes({ left: value })}
          onCollapse={() => setPanes({ leftOpen: false })}
        />
      )}
    </section>
  );
}
