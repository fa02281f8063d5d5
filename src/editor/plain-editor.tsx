import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { shownDocument } from "../store/document/document-record.ts";
import { editText, takeBackOpening, tellDocument } from "../store/document/write-document.ts";
import { store, useApp } from "../store/store.ts";
import styles from "./editor.module.css";

type Props = {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  /** Whether the text is only read until a button is pressed: a touch must not open a keyboard. */
  readonly guarded: boolean;
};

/** The text in a plain area, with line numbers, each line where the code editor will have it. */
export function PlainEditor({ area, guarded }: Props) {
  const text = useApp((state) => shownDocument(state).text);
  /** The whole text, while another one is pasted in its place. */
  const pastesOver = useRef<string>(undefined);
  const [editing, setEditing] = useState(false);
  const readOnly = guarded && !editing;
  const lines = text.split(/\r\n|\r|\n/).length;
  useReveal(area);
  return (
    <>
      <div className={styles.plain} data-read-only={readOnly}>
        <div className={styles.lineNumbers} aria-hidden="true">
          {/* beyond this a browser takes longer to lay the numbers out than anyone looks at them */}
          {Array.from({ length: Math.min(lines, 5000) }, (_, n) => n + 1).join("\n")}
        </div>
        <textarea
          ref={area}
          aria-label="Configuration (YAML)"
          value={text}
          readOnly={readOnly}
          onPaste={({ currentTarget }) => {
            pastesOver.current = !readOnly && isAllSelected(currentTarget) ? text : undefined;
          }}
          onChange={({ target }) => {
            const over = pastesOver.current;
            pastesOver.current = undefined;
            if (over === undefined) editText(target.value);
            else tellDocument({ type: "pasted", text: target.value, over });
          }}
          onKeyDown={undoOpening}
          rows={lines}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          wrap="off"
        />
      </div>
      {guarded ? (
        <button
          type="button"
          className={styles.edit}
          aria-pressed={editing}
          onClick={() => {
            setEditing(!editing);
            area.current?.focus();
          }}
        >
          {editing ? "Done" : "Edit"}
        </button>
      ) : undefined}
    </>
  );
}

const isAllSelected = (area: HTMLTextAreaElement): boolean =>
  area.selectionStart === 0 && area.selectionEnd === area.value.length;

/** Goes where the problem list points to; a request made to another editor is over. */
function useReveal(area: RefObject<HTMLTextAreaElement | null>): void {
  const reveal = useApp((state) => state.view.reveal);
  const answered = useRef(store.getState().view.reveal);
  useEffect(() => {
    if (!reveal || reveal === answered.current) return;
    answered.current = reveal;
    area.current?.focus();
    area.current?.setSelectionRange(reveal.offset, reveal.offset);
  }, [reveal, area]);
}

/** The browser forgets all that can be undone when another document is put in; this one step it keeps. */
function undoOpening(event: KeyboardEvent): void {
  const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (!isUndo || event.key.toLowerCase() !== "z" || !takeBackOpening()) return;
  event.preventDefault();
}
