import { useMemo } from "react";
import { shownDocument } from "../../store/document/document-record.ts";
import { useApp } from "../../store/store.ts";
import { lineTable, type LineTable } from "../../text/position.ts";

/** Lines of the text that was planned, while it is the text on screen. */
export function useLines(rev: number): LineTable | undefined {
  const text = useApp((state) =>
    state.document.rev === rev ? shownDocument(state).text : undefined,
  );
  return useMemo(() => (text === undefined ? undefined : lineTable(text)), [text]);
}
