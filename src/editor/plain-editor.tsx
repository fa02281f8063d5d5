import { useEffect, type RefObject } from "react";
import { editText, useApp } from "../store/store.ts";
import styles from "./editor.module.css";

/** The text in a plain area, with line numbers, each line where the code editor will have it. */
export function PlainEditor({ area }: { readonly area: RefObject<HTMLTextAreaElement | null> }) {
  const text = useApp((state) => state.text);
  const reveal = useApp((state) => state.reveal);
  const lines = text.split(/\r\n|\r|\n/).length;
  useEffect(() => {
    if (!reveal) return;
    area.current?.focus();
    area.current?.setSelectionRange(reveal.offset, reveal.offset);
  }, [reveal, area]);
  return (
    <div className={styles.plain}>
      <div className={styles.lineNumbers} aria-hidden="true">
        {/* beyond this a browser takes longer to lay the numbers out than anyone looks at them */}
        {Array.from({ length: Math.min(lines, 5000) }, (_, n) => n + 1).join("\n")}
      </div>
      <textarea
        ref={area}
        aria-label="Configuration (YAML)"
        value={text}
        onChange={({ target }) => editText(target.value)}
        rows={lines}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        wrap="off"
      />
    </div>
  );
}
