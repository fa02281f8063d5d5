import { isSameDocument } from "../../store/document/document.ts";
import { openLink, refuseFile } from "../../store/document/write-document.ts";
import { store } from "../../store/store.ts";

/** Whether an address brings a document with it. */
export const hasLink = (): boolean => location.hash.startsWith("#c=");

/** Opens the document that the address carries, or says why there is none. */
export async function openAddress(): Promise<void> {
  const { hash } = location;
  try {
    const { readLink } = await import("../../export/share-link.ts");
    const read = readLink(hash);
    if (read.ok) openLink(read.shared);
    else refuseFile(`${read.reason}. Your own document is open.`);
  } catch {
    refuseFile("The link could not be read, since a part of the app did not load: try again.");
  }
}

/** Takes a document out of the address once it is no longer the one on screen. */
export function keepAddressTrue(): void {
  store.subscribe((state, previous) => {
    const { session, openings } = state.document;
    const { session: before, openings: earlier } = previous.document;
    const [newest, last] = [openings.at(-1), earlier.at(-1)];
    const arrives = newest?.by === "link" && newest.id !== last?.id;
    const same =
      isSameDocument(session.document, before.document) && session.status === before.status;
    if (same || arrives || !hasLink()) return;
    history.replaceState(history.state, "", location.pathname + location.search);
  });
}
