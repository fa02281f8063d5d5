import { useMemo } from "react";
import { availableCommands, keysInWords } from "../commands.ts";
import styles from "./palette.module.css";

/** Keys that single parts of the page hear, where they have the focus. */
const local = [
  {
    title: "In the graph",
    rows: [
      ["←  ↑  →  ↓", "from card to card, along the lanes"],
      ["Home  End", "to the top or bottom of a lane"],
      ["Enter", "open or select a card"],
      ["Shift+Enter", "select a second card, to compare the two"],
      ["Escape", "close what is opened, or select nothing"],
    ],
  },
  {
    title: "In the text",
    rows: [
      ["Mod+Z", "undo, an opened document too"],
      ["Mod+F", "find"],
      ["Mod+.", "quick fixes at the caret"],
      ["Escape, then Tab", "leave the text"],
    ],
  },
] as const;

/** All keys that work now, to read. */
export function Sheet({ onLeave }: { readonly onLeave: () => void }) {
  const commands = useMemo(() => availableCommands(), []);
  return (
    <div className={styles.sheet}>
      <div className={styles.head}>
        <h2>Keys</h2>
        {/* the dialog may have been opened before this came */}
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
        <button type="button" aria-label="Close" autoFocus onClick={onLeave}>
          ×
        </button>
      </div>
      <div className={styles.columns}>
        <Keys
          title="Everywhere"
          rows={commands.flatMap(({ keys, title }) => (keys === undefined ? [] : [[keys, title]]))}
        />
        {local.map(({ title, rows }) => (
          <Keys key={title} title={title} rows={rows} />
        ))}
      </div>
      <p>Single letters work wherever no text is being typed.</p>
    </div>
  );
}

function Keys(props: {
  readonly title: string;
  readonly rows: readonly (readonly (string | undefined)[])[];
}) {
  return (
    <section>
      <h3>{props.title}</h3>
      <dl>
        {props.rows.map(([keys = "", words]) => (
          <div key={keys}>
            <dt>
              <kbd>{keysInWords(keys)}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
