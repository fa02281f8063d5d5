import { useEffect, useRef, useState } from "react";
import { shownDocument } from "../../store/document/document-record.ts";
import type { Pinned } from "../../store/inspect/inspect-record.ts";
import { store } from "../../store/store.ts";
import { Modal } from "../modal.tsx";
import { useLook } from "../use-look.ts";
import styles from "./comparison.module.css";

/** Both texts side by side over the page, with what differs marked. */
export function TextDifference({
  pinned,
  onClose,
}: {
  readonly pinned: Pinned;
  readonly onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const look = useLook();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let close: (() => void) | undefined;
    let left = false;
    async function open(): Promise<void> {
      try {
        const { openDifference } = await import("../../editor/difference.ts");
        if (left || !place.current) return;
        close = openDifference(
          place.current,
          pinned.text,
          shownDocument(store.getState()).text,
          look,
        );
      } catch {
        setFailed(true);
      }
    }
    void open();
    return () => {
      left = true;
      close?.();
    };
  }, [pinned, look]);
  return (
    <Modal dialog={dialog} name="Texts compared" className={styles.dialog} onClose={onClose}>
      <header>
        <b>{pinned.name}</b>
        <span>now</span>
        <button type="button" aria-label="Close" onClick={() => dialog.current?.close()}>
          ×
        </button>
      </header>
      <div ref={place} className={styles.texts} data-testid="text-difference">
        {failed ? <p>The view of differences could not be loaded.</p> : undefined}
      </div>
    </Modal>
  );
}
