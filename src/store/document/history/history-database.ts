import { createStore, delMany, entries, set, setMany, update, type UseStore } from "idb-keyval";
import * as z from "zod/mini";
import { store } from "../../store.ts";
import type { DocumentRecord, HistoryKeeper } from "../document-record.ts";
import { noteDocument } from "../write-document.ts";
import { mergeVersions, type Version } from "./history.ts";

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

/** Reads what earlier visits kept, and follows what other windows keep from then on. */
export function loadHistory(): Promise<void> {
  return historyKeeper().load();
}

/** Shows a changed history at once, and keeps what changed. */
export function keepHistory(versions: readonly Version[]): void {
  historyKeeper().keep(versions);
}

/** What keeps the history of this page, made when it is first needed. */
function historyKeeper(): HistoryKeeper {
  const { historyKeeper: made } = store.getState().document;
  if (made) return made;
  const keeper = createHistoryKeeper();
  noteDocument({ historyKeeper: keeper });
  return keeper;
}

function createHistoryKeeper(): HistoryKeeper {
  let loading: Promise<void> | undefined;
  /** Tells the other windows that there is something new. */
  let channel: BroadcastChannel | undefined;
  let database: UseStore | undefined;
  /** Writes come one after the other, so that a name never loses against an older state. */
  let writing: Promise<void> = Promise.resolve();
  const open = (): UseStore => (database ??= createStore("sharing-planner", "history"));

  async function load(): Promise<void> {
    channel = new BroadcastChannel("sharing-planner/history");
    channel.addEventListener("message", () => void reload());
    await reload();
  }

  async function reload(): Promise<void> {
    let versions: readonly Version[] = [];
    let trouble: HistoryTrouble;
    let written: Promise<void>;
    do {
      written = writing;
      await written;
      try {
        versions = await readAll(open());
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
            { versions: mergeVersions(history?.versions ?? [], versions), trouble }
          : { versions: mergeVersions(versions, []), trouble },
    });
  }

  async function write(before: readonly Version[], after: readonly Version[]): Promise<void> {
    let trouble: HistoryTrouble;
    try {
      await writeChanges(before, after, open());
      channel?.postMessage("changed");
    } catch (error) {
      trouble = troubleOf(error);
    }
    const { history } = store.getState().document;
    if (history && history.trouble !== trouble) noteDocument({ history: { ...history, trouble } });
  }

  return {
    load: () => (loading ??= load()),
    keep(versions) {
      const before = store.getState().document.history;
      if (before?.versions === versions) return;
      noteDocument({ history: { versions, trouble: before?.trouble } });
      writing = writing.then(() => write(before?.versions ?? [], versions));
    },
  };
}

async function writeChanges(
  before: readonly Version[],
  after: readonly Version[],
  database: UseStore,
): Promise<void> {
  const old = new Map(before.map((version) => [version.id, version]));
  const now = new Set(after.map(({ id }) => id));
  const changed = after.filter((version) => old.get(version.id) !== version);
  const gone = before.filter(({ id }) => !now.has(id));
  const planned = changed.filter(({ plan }) => plan.kind !== "unknown");
  await setMany(
    planned.map((version) => [prefix + version.id, recordOf(version)]),
    database,
  );
  const others = changed.filter(({ plan }) => plan.kind === "unknown");
  await Promise.all(others.map((version) => keepUnplanned(version, database)));
  await delMany(
    gone.map(({ id }) => prefix + id),
    database,
  );
}

/** A window that only passes a text on must not write over what the one that planned it has found. */
async function keepUnplanned(version: Version, database: UseStore): Promise<void> {
  const record = recordOf(version);
  await update<unknown>(
    prefix + version.id,
    (old) => {
      const read = versionSchema.safeParse(old);
      return read.success ? { ...record, plan: read.data.plan ?? record.plan } : record;
    },
    database,
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

async function readAll(database: UseStore): Promise<readonly Version[]> {
  const versions: Version[] = [];
  for (const [key, value] of await entries<string, unknown>(database)) {
    if (!key.startsWith(prefix)) continue;
    const read = versionSchema.safeParse(value);
    if (read.success) {
      const { version: _, name, documentName, plan = { kind: "unknown" }, ...rest } = read.data;
      versions.push({ id: key.slice(prefix.length), name, documentName, plan, ...rest });
    } else {
      await set(brokenPrefix + key, value, database);
      await delMany([key], database);
    }
  }
  return versions;
}
