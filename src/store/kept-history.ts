import { createStore, delMany, entries, set, setMany, update, type UseStore } from "idb-keyval";
import * as z from "zod/mini";
import type { DocumentRecord } from "./document/document-record.ts";
import { noteDocument } from "./document/write-document.ts";
import { mergeVersions, type Version } from "./history.ts";
import { store } from "./store.ts";

z.config({ jitless: true });

const planSchema = z.union([
  z.object({
    kind: z.literal("planned"),
    naive: z.bigint(),
    optimized: z.bigint(),
    combinations: z.bigint(),
    identity: z.string(),
  }),
  z.object({ kind: z.literal("blocked"), errors: z.number() }),
  z.object({ kind: z.literal("unknown") }),
]);
const versionSchema = z.object({
  version: z.literal(1),
  time: z.number(),
  text: z.string(),
  reading: z.enum(["pyyaml", "1.2"]),
  name: z.optional(z.string()),
  documentName: z.optional(z.string()),
  plan: z.optional(planSchema),
});

const prefix = "version/";
/** What cannot be read is kept under this instead, for whoever can read it. */
const brokenPrefix = "broken/";

/** Tells the other windows that there is something new. */
let channel: BroadcastChannel | undefined;
let loading: Promise<void> | undefined;
let database: ReturnType<typeof createStore> | undefined;
/** Writes come one after the other, so that a name never loses against an older state. */
let writing: Promise<void> = Promise.resolve();

/** Reads what earlier visits kept, and follows what other windows keep from then on. */
export function loadHistory(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  channel = new BroadcastChannel("sharing-planner/history");
  channel.addEventListener("message", () => void reload());
  await reload();
}

async function reload(): Promise<void> {
  let found: readonly Version[] = [];
  let trouble: HistoryTrouble;
  let written: Promise<void>;
  do {
    written = writing;
    await written;
    try {
      found = await readAll();
      trouble = undefined;
    } catch (error) {
      trouble = troubleOf(error);
    }
    // what was put in meanwhile is in the next reading
  } while (written !== writing);
  const { history } = store.getState().document;
  noteDocument({
    history:
      trouble || !history || history.trouble
        ? // what only this window has is not lost to what it reads
          { versions: mergeVersions(history?.versions ?? [], found), trouble }
        : { versions: mergeVersions(found, []), trouble },
  });
}

/** Shows a changed history at once, and keeps what changed. */
export function keepHistory(versions: readonly Version[]): void {
  const before = store.getState().document.history;
  if (before?.versions === versions) return;
  noteDocument({ history: { versions, trouble: before?.trouble } });
  writing = writing.then(() => write(before?.versions ?? [], versions));
}

async function write(before: readonly Version[], after: readonly Version[]): Promise<void> {
  const old = new Map(before.map((version) => [version.id, version]));
  const now = new Set(after.map(({ id }) => id));
  const changed = after.filter((version) => old.get(version.id) !== version);
  const gone = before.filter(({ id }) => !now.has(id));
  let trouble: HistoryTrouble;
  try {
    const kept = (database ??= createStore("sharing-planner", "history"));
    const planned = changed.filter(({ plan }) => plan.kind !== "unknown");
    await setMany(
      planned.map((version) => [prefix + version.id, recordOf(version)]),
      kept,
    );
    const others = changed.filter(({ plan }) => plan.kind === "unknown");
    await Promise.all(others.map((version) => keepUnplanned(version, kept)));
    await delMany(
      gone.map(({ id }) => prefix + id),
      kept,
    );
    channel?.postMessage("changed");
  } catch (error) {
    trouble = troubleOf(error);
  }
  const { history } = store.getState().document;
  if (history && history.trouble !== trouble) noteDocument({ history: { ...history, trouble } });
}

/** A window that only passes a text on must not write over what the one that planned it has found. */
async function keepUnplanned(version: Version, kept: UseStore): Promise<void> {
  const record = recordOf(version);
  await update<unknown>(
    prefix + version.id,
    (old) => {
      const known = versionSchema.safeParse(old);
      return known.success ? { ...record, plan: known.data.plan ?? record.plan } : record;
    },
    kept,
  );
}

type HistoryTrouble = NonNullable<DocumentRecord["history"]>["trouble"];

function troubleOf(error: unknown): HistoryTrouble {
  return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "denied";
}

function recordOf(version: Version): z.infer<typeof versionSchema> {
  const { time, name, documentName, text, reading, plan } = version;
  return { version: 1, time, name, documentName, text, reading, plan };
}

async function readAll(): Promise<readonly Version[]> {
  const kept = (database ??= createStore("sharing-planner", "history"));
  const found: Version[] = [];
  for (const [key, value] of await entries<string, unknown>(kept)) {
    if (!key.startsWith(prefix)) continue;
    const read = versionSchema.safeParse(value);
    if (read.success) {
      const { version: _, name, documentName, plan = { kind: "unknown" }, ...rest } = read.data;
      found.push({ id: key.slice(prefix.length), name, documentName, plan, ...rest });
    } else {
      await set(brokenPrefix + key, value, kept);
      await delMany([key], kept);
    }
  }
  return found;
}
