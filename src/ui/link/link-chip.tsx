import { tellDocument } from "../../store/document/write-document.ts";
import { useApp } from "../../store/store.ts";

/** Says that the document is from a link, and lets the user choose between it and their own. */
export function LinkChip() {
  const shown = useApp((state) => state.document.session.status === "linked");
  if (!shown) return undefined;
  return (
    <p data-kind="opened" data-testid="from-link">
      <b>From link.</b> Your own document is untouched.
      <button
        type="button"
        title="Make it your document"
        onClick={() => tellDocument({ type: "kept" })}
      >
        Keep
      </button>
      <button
        type="button"
        title="Back to your own document"
        onClick={() => tellDocument({ type: "discarded" })}
      >
        Discard
      </button>
    </p>
  );
}
