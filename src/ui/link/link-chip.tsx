import { discardLink, keepLink } from "../../store/link.ts";
import { readSaved } from "../../store/persist.ts";
import { useApp } from "../../store/store.ts";

/** Says that the document is from a link, and lets the user choose between it and their own. */
export function LinkChip() {
  const shown = useApp((state) => state.behindLink !== undefined);
  if (!shown) return undefined;
  return (
    <p data-kind="opened" data-testid="from-link">
      <b>From link.</b> Your own document is untouched.
      <button type="button" title="Make it your document" onClick={keepLink}>
        Keep
      </button>
      <button
        type="button"
        title="Back to your own document"
        onClick={() => discardLink(readSaved(() => localStorage))}
      >
        Discard
      </button>
    </p>
  );
}
