import { useEffect, useRef, type KeyboardEvent } from "react";
import { examples, type Example } from "../examples/examples.ts";
import { shownDocument } from "../store/document/document-record.ts";
import { openDocument } from "../store/document/write-document.ts";
import { useApp } from "../store/store.ts";
import controls from "./controls.module.css";
import styles from "./examples-menu.module.css";
import { Popover } from "./popover.tsx";

const command = { id: "examples", title: "Examples…", group: "File" } as const;

/** Configurations to start from, each with what it teaches; loading one is one step to undo. */
export function ExamplesMenu() {
  return (
    <Popover
      label="Examples"
      className={controls.text}
      testId="examples"
      kind="menu"
      command={command}
    >
      {(close) => <List onClose={close} />}
    </Popover>
  );
}

function List({ onClose }: { readonly onClose: () => void }) {
  const text = useApp((state) => shownDocument(state).text);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => itemsIn(list.current)[0]?.focus(), []);
  function load({ text: example, title, lookAt }: Example): void {
    openDocument({ text: example, name: title }, lookAt);
    onClose();
  }
  return (
    <div
      ref={list}
      className={styles.menu}
      role="menu"
      aria-label="Examples"
      tabIndex={-1}
      onKeyDown={(event) => {
        // the focus goes on from the button
        if (event.key === "Tab") onClose();
        else moveFocus(event);
      }}
    >
      {examples.map((example) => (
        <button
          key={example.id}
          type="button"
          role="menuitem"
          tabIndex={-1}
          data-testid={`example-${example.id}`}
          data-current={example.text === text}
          onClick={() => load(example)}
        >
          <strong>{example.title}</strong>
          <span>{example.lesson}</span>
          <small>Look at {example.lookAt}</small>
        </button>
      ))}
    </div>
  );
}

function itemsIn(menu: HTMLElement | null): HTMLElement[] {
  return Array.from(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? []);
}

/** Arrows walk through the items round and round; a letter goes to the next item that begins with it. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = itemsIn(event.currentTarget);
  const at = items.findIndex((item) => item === document.activeElement);
  const next = itemFor(event.key, items, at);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function itemFor(key: string, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (key) {
    case "ArrowDown":
      return items[(at + 1) % items.length];
    case "ArrowUp":
      return items.at(at <= 0 ? -1 : at - 1);
    case "Home":
      return items[0];
    case "End":
      return items.at(-1);
    default: {
      const inTurn = [...items.slice(at + 1), ...items.slice(0, at + 1)];
      const letter = key.toLowerCase();
      return key.length === 1
        ? inTurn.find((item) => item.textContent.toLowerCase().startsWith(letter))
        : undefined;
    }
  }
}
