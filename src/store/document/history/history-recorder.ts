import { md5Of } from "../../../planner/sharing/containers/hash.ts";
import type { AppState } from "../../state.ts";
import { store } from "../../store.ts";
import { documentElsewhere, shownDocument } from "../document-record.ts";
import { isSameDocument, type Document } from "../document.ts";
import type { DocumentState } from "../session.ts";
import { openDocument } from "../write-document.ts";
import { keepHistory, loadHistory } from "./history-database.ts";
import {
  historyLimits,
  isNewest,
  isNews,
  withVersion,
  type Version,
  type VersionPlan,
} from "./history.ts";
import { planIdentity } from "./plan-identity.ts";

/** A text that stood still for so long is worth coming back to, in milliseconds. */
const restDelay = 5000;

type Clock = () => number;

/**
 * Keeps a version of the document whenever its plan changed and the text has come to rest, and
 * always before another document takes its place. `opened` is what the window began with. Gives what
 * stops it.
 */
export async function startRecording(opened: Document, clock: Clock): Promise<() => void> {
  await loadHistory();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = (): void => {
    const state = store.getState();
    // a plan that takes longer is waited for
    if (state.plan.analysis?.rev !== state.document.rev && !state.plan.trouble) return wait();
    const version = shownVersion(state, clock());
    // what only this window has is not in any storage that outlives it
    if (documentElsewhere(state)) recordReplaced(version);
    else if (isNews(versions(), version)) record(version);
  };
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(rest, restDelay);
  };
  const now = store.getState();
  if (opened.text !== shownDocument(now).text) recordReplaced(versionOf(opened, now, clock()));
  const unsubscribe = store.subscribe((state, previous) => {
    if (state.document === previous.document) return;
    if (!isSameDocument(shownDocument(state), shownDocument(previous))) wait();
    if (givesWay(previous.document, state.document)) {
      recordReplaced(shownVersion(previous, clock()));
    }
    const refused = refusedIn(previous.document, state.document);
    if (refused) recordReplaced(versionOf(refused, state, clock()));
  });
  const leave = (): void => {
    const state = store.getState();
    if (documentElsewhere(state)) recordReplaced(shownVersion(state, clock()));
  };
  addEventListener("pagehide", leave);
  rest();
  return () => {
    clearTimeout(timer);
    unsubscribe();
    removeEventListener("pagehide", leave);
  };
}

/** Whether a document has made room for another one, or stands beside another one since. */
function givesWay({ session }: DocumentState, next: DocumentState): boolean {
  if (next.session.status !== session.status) return true;
  if (elsewhereIn(next) !== elsewhereIn({ session })) return true;
  if (next.session.opening === session.opening) return false;
  // what is pasted over was kept when it came to rest, and is a step away in the editor
  return next.openings.find(({ id }) => id === next.session.opening)?.by !== "paste";
}

/** What another window has saved, when the user chooses against it. */
function refusedIn({ session }: DocumentState, next: DocumentState): Document | undefined {
  const wasAsked = session.status === "diverged" && session.asked;
  const isRefused = next.session.status === "diverged" && !next.session.asked;
  return wasAsked && isRefused ? elsewhereIn(next) : undefined;
}

const elsewhereIn = ({ session }: Pick<DocumentState, "session">): Document | undefined =>
  session.status === "diverged" ? session.elsewhere : undefined;

const shownVersion = (state: AppState, time: number): Version =>
  versionOf(shownDocument(state), state, time);

/** A document, with what the plan of a state says about it. */
function versionOf({ text, reading, name }: Document, state: AppState, time: number): Version {
  const id = md5Of(`${reading}\n${text}`);
  const plan = planOf({ text, reading }, state);
  return { id, time, name: undefined, documentName: name, text, reading, plan };
}

function planOf(
  { text, reading }: Pick<Document, "text" | "reading">,
  { plan: { lastPlan, analysis } }: AppState,
): VersionPlan {
  if (analysis?.text === text && analysis.blocked && analysis.view.reading === reading) {
    return { kind: "blocked", errors: analysis.totals.error };
  }
  if (lastPlan?.text !== text || lastPlan.view.reading !== reading) return { kind: "unknown" };
  const { counts, combinations } = lastPlan.view;
  return {
    kind: "planned",
    naive: counts.naive.containers,
    optimized: counts.optimized.containers,
    combinations,
    identity: planIdentity(lastPlan.view, text),
  };
}

const versions = (): readonly Version[] => store.getState().document.history?.versions ?? [];

/** A text that gives way to another one is kept, whether it could be planned or not. */
function recordReplaced(version: Version): void {
  if (version.text.trim() !== "" && !isNewest(versions(), version)) record(version);
}

/** Puts a version into the history. */
function record(version: Version): void {
  keepHistory(withVersion(versions(), version, historyLimits));
}

/** Keeps the document as it is now under a name. */
export function nameVersion(name: string, time: number): void {
  record({ ...shownVersion(store.getState(), time), name });
}

/** Puts a version in the place of the document, which is kept first, as one step that can be undone. */
export function restoreVersion(version: Version, time: number): void {
  record(shownVersion(store.getState(), time - 1));
  record({ ...version, time });
  const { text, reading, documentName = version.name } = version;
  openDocument({ text, reading, name: documentName });
}
