import { useEffect, useState } from "react";
import { useApp } from "../../store/store.ts";
import controls from "../controls.module.css";
import { Popover } from "../popover.tsx";
import styles from "./export-menu.module.css";

const command = { id: "export", title: "Export…", group: "File" } as const;

/** What can be taken away from the plan on screen: pictures for design reviews, and data. */
export function ExportMenu({ dark }: { readonly dark: boolean }) {
  const planned = useApp((state) => state.plan.lastPlan !== undefined);
  if (!planned) return undefined;
  return (
    <Popover
      label="Export"
      className={controls.text}
      testId="export"
      kind="dialog"
      command={command}
    >
      {() => <Loaded dark={dark} />}
    </Popover>
  );
}

type Panel = typeof import("./export-panel.tsx").ExportPanel;

/** The panel, loaded when it is first asked for, and asked for again when that fails. */
function Loaded({ dark }: { readonly dark: boolean }) {
  const [panel, setPanel] = useState<{ readonly Panel: Panel } | "failed">();
  useEffect(() => {
    import("./export-panel.tsx").then(
      ({ ExportPanel }) => setPanel({ Panel: ExportPanel }),
      () => setPanel("failed"),
    );
  }, []);
  if (panel === "failed") {
    return (
      <p role="alert" className={styles.failed}>
        The export could not be loaded. Close this and try again.
      </p>
    );
  }
  return panel ? <panel.Panel dark={dark} /> : undefined;
}
