import { useEffect, useState } from "react";
import { shownDocument } from "../../store/document/document-record.ts";
import { useApp } from "../../store/store.ts";
import controls from "../controls.module.css";
import { Popover } from "../popover.tsx";
import styles from "./share.module.css";

/** Puts the document into the address, and the address into the clipboard. */
export function ShareButton() {
  const empty = useApp((state) => shownDocument(state).text.trim() === "");
  if (empty) return undefined;
  return (
    <Popover
      label="Share"
      className={controls.text}
      testId="share"
      kind="dialog"
      title="Copy a link that holds the whole document"
      command={{ id: "share", title: "Share by a link", group: "File" }}
    >
      {() => <Loaded />}
    </Popover>
  );
}

type Panel = typeof import("./share-panel.tsx").SharePanel;

function Loaded() {
  const [panel, setPanel] = useState<{ readonly Panel: Panel } | "failed">();
  useEffect(() => {
    import("./share-panel.tsx").then(
      ({ SharePanel }) => setPanel({ Panel: SharePanel }),
      () => setPanel("failed"),
    );
  }, []);
  if (panel === "failed") {
    return (
      <p role="alert" className={styles.panel}>
        Sharing could not be loaded. Close this and try again.
      </p>
    );
  }
  return panel ? <panel.Panel /> : undefined;
}
