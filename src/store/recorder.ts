import { digestOf } from "../planner/sharing/containers/hash.ts";
import { replaceDocument } from "./document.ts";
import {
  historyLimits,
  isNewest,
  isNews,
  withVersion,
  type Version,
  type VersionPlan,
} from "./history.ts";
import { keepHistory, loadHistory } from "./kept-history.ts";
import { planIdentity } from "./plan-identity.ts";
import type { AppState, LocalDocument } from "./state.ts";
import { setReading, store } from "./store.ts";

/** A text that stood still for so long is worth coming back to, in milliseconds. */
const restDelay = 5000;

type Clock = () => number;

/**
 * Keeps a version of the document whenever its plan changed and the text has come to rest, and
 * always before another document takes its place. `opened` is what the window began with.
 */
export async function startRecording(opened: LocalDocument, clock: Clock): Promise<void> {
  await loadHistory();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = (): void => {
    const state = store.getState();
    // a plan that takes longer is waited for
    if (state.analysis?.rev !== state.rev && !state.trouble) return wait();
    const version = versionOf(state, state, clock());
    // what only this window has is not in any storage that outlives it
    if (state.elsewhere) recordReplaced(version);
    else if (isNews(versions(), version)) record(version);
  };
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(rest, restDelay);
  };
  const now = store.getState();
  if (opened.text !== now.text) recordReplaced(versionOf(opened, now, clock()));
  store.subscribe((state, previous) => {
    const same = state.text === previous.text && state.reading === previous.reading;
    if (!same) wait();
    // announced before the text changes, as the choice about a document from a link is
    const announced =
      state.openings !== previous.openings ||
      state.behindLink !== previous.behindLink ||
      state.elsewhere !== previous.elsewhere;
    const undone = !same && state.documentName !== previous.documentName;
    if (announced || undone) recordReplaced(versionOf(previous, previous, clock()));
    const kept = state.elsewhere;
    if (kept?.asked === false && previous.elsewhere?.asked) {
      recordReplaced(versionOf(kept.document, state, clock()));
    }
  });
  addEventListener("pagehide", () => {
    const state = store.getState();
    if (state.elsewhere) recordReplaced(versionOf(state, state, clock()));
  });
  rest();
}

/** The document of one state, with what the plan of another one says about it. */
function versionOf(
  { text, reading, ...of }: LocalDocument | AppState,
  state: AppState,
  time: number,
): Version {
  const documentName = "documentName" in of ? of.documentName : of.name;
  const id = digestOf(`${reading}\n${text}`);
  const plan = planOf({ text, reading }, state);
  return { id, time, name: undefined, documentName, text, reading, plan };
}

function planOf(
  { text, reading }: Pick<LocalDocument, "text" | "reading">,
  { lastPlan, analysis }: AppState,
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

const versions = (): readonly Version[] => store.getState().history?.versions ?? [];

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
  const state = store.getState();
  record({ ...versionOf(state, state, time), name });
}

/** Puts a version in the place of the document, which is kept first, as one step that can be undone. */
export function restoreVersion(version: Version, time: number): void {
  const state = store.getState();
  record(versionOf(state, state, time - 1));
  record({ ...version, time });
  replaceDocument(version.text, version.documentName ?? version.name);
  setReading(version.reading);
}
