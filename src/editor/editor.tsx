import { useEffect, useRef, useState, type RefObject } from "react";
import { useApp } from "../store/store.ts";
import { setView } from "../store/view/view-options.ts";
import type { Look } from "../store/view/view-record.ts";
import styles from "./editor.module.css";
import { PlainEditor } from "./plain-editor.tsx";

type CodeEditor = ReturnType<typeof import("./code-editor.ts").openCodeEditor>;

type Props = {
  readonly look: Look;
  /** Whether there is only room for the plain editor, which touch keyboards know how to handle. */
  readonly plainOnly: boolean;
};

/**
 * The YAML text. It stands as plain text from the first paint on, with the same metrics; the code
 * editor, the heaviest part of the app, is loaded once the first plan is drawn and takes its place.
 */
export function Editor({ look, plainOnly }: Props) {
  const answered = useApp(
    (state) => state.plan.analysis !== undefined || state.plan.trouble !== undefined,
  );
  const rev = useApp((state) => state.document.rev);
  const savedRev = useApp((state) => state.document.savedRev);
  const place = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  // opened once, the code editor stays with all that it can undo, if only hidden
  const [wanted, setWanted] = useState(false);
  if (!wanted && answered && !plainOnly) setWanted(true);
  const code = useCodeEditor(wanted, place, plain, look);
  const shown = code !== undefined && !plainOnly;
  useEffect(() => code?.setLook(look), [code, look]);
  return (
    <section
      className={styles.editor}
      aria-label="YAML editor"
      data-testid="editor"
      data-ready={shown}
      data-rev={rev}
      data-saved-rev={savedRev}
    >
      <div ref={place} className={styles.place} hidden={plainOnly} />
      {shown ? undefined : <PlainEditor area={plain} guarded={plainOnly} />}
    </section>
  );
}

function useCodeEditor(
  wanted: boolean,
  place: RefObject<HTMLDivElement | null>,
  plain: RefObject<HTMLTextAreaElement | null>,
  look: Look,
): CodeEditor | undefined {
  const [code, setCode] = useState<CodeEditor>();
  const newest = useRef(look);
  useEffect(() => {
    newest.current = look;
  }, [look]);
  useEffect(() => {
    if (!wanted) return undefined;
    let opened: CodeEditor | undefined;
    let left = false;
    async function open(): Promise<void> {
      const { openCodeEditor } = await import("./code-editor.ts");
      // Monaco measures its font when it opens, so the font has to be there
      await document.fonts.load("13px 'JetBrains Mono Variable'").catch(() => []);
      if (left || !place.current) return;
      opened = openCodeEditor(place.current, newest.current);
      const { current: area } = plain;
      if (area && document.activeElement === area) {
        opened.takeOver(area.selectionStart, area.selectionEnd, area.scrollTop);
      }
      setCode(opened);
      setView({ editor: "ready" });
    }
    open().catch(() => setView({ editor: "failed" }));
    return () => {
      left = true;
      opened?.close();
      setCode(undefined);
    };
  }, [wanted, place, plain]);
  return code;
}
