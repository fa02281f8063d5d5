import { useLayoutEffect, useRef, type ReactNode, type RefObject } from "react";
import styles from "./modal.module.css";

type Props = {
  readonly dialog: RefObject<HTMLDialogElement | null>;
  readonly name: string;
  readonly className: string | undefined;
  /** Whether a press beside it closes it, as Escape does. */
  readonly closesBeside?: boolean;
  readonly onClose: () => void;
  /** What it holds may come later: it stands and closes without. */
  readonly children: ReactNode;
};

/**
 * A dialog over the page. It has the keys before the next one can be pressed, and the browser itself
 * hears Escape, so that nobody types too fast for it. When it goes, whatever took it away, the focus
 * is back where it was.
 */
export function Modal({ dialog, name, className, closesBeside, onClose, children }: Props) {
  // in the event that asked for it: after the next painting another key may have come
  const standing = useRef(false);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    standing.current = true;
    return () => {
      standing.current = false;
      shown?.close();
    };
  }, [dialog]);
  function closed(): void {
    if (!standing.current) return;
    standing.current = false;
    onClose();
  }
  return (
    <dialog
      ref={dialog}
      className={`${styles.modal} ${className}`}
      aria-label={name}
      closedby={closesBeside ? "any" : undefined}
      // the browser tells that it has closed only later, and the next key must find it gone
      onCancel={({ target, currentTarget }) => {
        if (target !== currentTarget) return;
        currentTarget.close();
        closed();
      }}
      onClose={closed}
    >
      {children}
    </dialog>
  );
}
