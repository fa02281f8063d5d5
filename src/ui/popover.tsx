import { useEffect, useId, useLayoutEffect, useState, type ReactNode } from "react";
import { register, type Command } from "./commands.ts";
import styles from "./popover.module.css";

type Props = {
  readonly label: ReactNode;
  /** What the button is called, where its label is no text. */
  readonly name?: string;
  readonly title?: string;
  readonly className: string | undefined;
  readonly testId?: string;
  readonly kind: "menu" | "dialog";
  readonly active?: boolean;
  /** How the palette offers to open it. */
  readonly command?: Omit<Command, "run">;
  /** What it opens; `close` gives the focus back to the button. */
  readonly children: (close: () => void) => ReactNode;
};

const gap = 4;
const margin = 8;

/** A button and what it opens over the page, at the button's edge; Escape or a press elsewhere closes it. */
export function Popover({
  label,
  name,
  title,
  className,
  testId,
  kind,
  active,
  command,
  children,
}: Props) {
  const id = useId();
  const [button, setButton] = useState<HTMLElement | null>(null);
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    if (!open || !panel) return;
    // again when what it opens arrives later, or grows
    const observer = new ResizeObserver(() => place(button, panel));
    observer.observe(panel);
    return () => observer.disconnect();
  }, [open, button, panel]);
  useEffect(() => {
    if (!command || !panel || !button) return undefined;
    function run(): void {
      // the focus goes on from there
      button?.focus();
      panel?.showPopover();
    }
    return register([{ ...command, run }]);
  }, [command, button, panel]);
  function close(): void {
    panel?.hidePopover();
    button?.focus();
  }
  return (
    <>
      <button
        ref={setButton}
        type="button"
        className={className}
        data-testid={testId}
        data-active={active}
        aria-label={name}
        aria-haspopup={kind}
        aria-expanded={open}
        title={title}
        popoverTarget={id}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || kind !== "menu") return;
          event.preventDefault();
          panel?.showPopover();
        }}
      >
        {label}
      </button>
      <div
        ref={setPanel}
        id={id}
        popover="auto"
        className={styles.panel}
        onToggle={({ newState }) => setOpen(newState === "open")}
      >
        {open ? children(close) : undefined}
      </div>
    </>
  );
}

/** Below the button, or above it where there is no room, and never outside of the window. */
function place(button: HTMLElement | null, panel: HTMLElement | null): void {
  if (!button || !panel) return;
  const from = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const left = Math.min(from.left, innerWidth - width - margin);
  const below = from.bottom + gap;
  const above = from.top - gap - height;
  const top = below + height <= innerHeight - margin || above < margin ? below : above;
  panel.style.left = `${Math.max(margin, left)}px`;
  panel.style.top = `${top}px`;
}
