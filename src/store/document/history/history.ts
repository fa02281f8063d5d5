import type { YamlReading } from "../../../yaml/value.ts";

/** What a version's text came to when it was kept. */
export type VersionPlan =
  | {
      readonly kind: "planned";
      readonly naive: bigint;
      readonly optimized: bigint;
      readonly combinations: bigint;
      /** Equal for texts that make the same plan, whatever their comments and spaces. */
      readonly identity: string;
    }
  | { readonly kind: "blocked"; readonly errors: number }
  | { readonly kind: "unknown" };

/** A text that was worked on, as it can be come back to. */
export type Version = {
  /** Made from text and reading: the same text is one version, in every window. */
  readonly id: string;
  /** When it was last on screen, in milliseconds since 1970. */
  readonly time: number;
  /** What the user calls it; the page keeps a version without a name by itself, for a while. */
  readonly name: string | undefined;
  readonly documentName: string | undefined;
  readonly text: string;
  readonly reading: YamlReading;
  readonly plan: VersionPlan;
};

export type HistoryLimits = {
  /** So many versions without a name are kept. */
  readonly automatic: number;
  readonly named: number;
  /** How long all texts together may be before some without a name go. */
  readonly characters: number;
};

export const historyLimits: HistoryLimits = {
  automatic: 100,
  named: 200,
  characters: 8_000_000,
};

/**
 * The history with a version put in, newest first. A text that is there already is not there twice:
 * it moves up, and keeps its name. Versions with a name are never dropped for new ones.
 */
export function withVersion(
  versions: readonly Version[],
  version: Version,
  limits = historyLimits,
): readonly Version[] {
  const old = versions.find(({ id }) => id === version.id);
  const put: Version = {
    ...version,
    name: version.name ?? old?.name,
    plan: version.plan.kind === "unknown" && old ? old.plan : version.plan,
  };
  const others = versions.filter(({ id }) => id !== version.id);
  return pruned(byTime([put, ...others]), put.id, limits);
}

/** Two histories as one, for what another window has kept meanwhile. */
export function mergeVersions(
  versions: readonly Version[],
  others: readonly Version[],
): readonly Version[] {
  const known = new Set(versions.map(({ id }) => id));
  return byTime([...versions, ...others.filter(({ id }) => !known.has(id))]);
}

/** Gives a version a name, or takes its name away. */
export function renamed(
  versions: readonly Version[],
  id: string,
  name: string | undefined,
): readonly Version[] {
  return versions.map((version) => (version.id === id ? { ...version, name } : version));
}

/** Whether one more version can be given a name. */
export function canName(versions: readonly Version[], limits = historyLimits): boolean {
  return versions.filter(({ name }) => name !== undefined).length < limits.named;
}

/** Whether a version says more than the newest one: another plan, not another comment. */
export function isNews(versions: readonly Version[], version: Version): boolean {
  const [newest] = versions;
  const { plan } = version;
  if (plan.kind !== "planned" || isNewest(versions, version)) return false;
  return newest?.plan.kind !== "planned" || newest.plan.identity !== plan.identity;
}

/** Whether the newest version is this text, with all that is known of it: another window may have put it in. */
export function isNewest([newest]: readonly Version[], { id, plan }: Version): boolean {
  return newest?.id === id && (newest.plan.kind !== "unknown" || plan.kind === "unknown");
}

const byTime = (versions: readonly Version[]): readonly Version[] =>
  versions.toSorted((a, b) => b.time - a.time);

/** The versions but those without names that are too many; `newest` stays in any case. */
function pruned(
  versions: readonly Version[],
  newest: string,
  limits: HistoryLimits,
): readonly Version[] {
  const kept = [...versions];
  let automatic = kept.filter(({ name }) => name === undefined).length;
  let characters = kept.reduce((sum, { text }) => sum + text.length, 0);
  while (automatic > limits.automatic || characters > limits.characters) {
    const place = leastMissed(kept, newest);
    const [gone] = place === undefined ? [] : kept.splice(place, 1);
    if (!gone) break;
    automatic--;
    characters -= gone.text.length;
  }
  return kept;
}

/**
 * The place of the version without a name that is missed least: where its neighbours are nearest to
 * each other, for their age. So the last minutes stay dense, and an hour of work does not push
 * yesterday out.
 */
function leastMissed(versions: readonly Version[], newest: string): number | undefined {
  const now = versions[0]?.time ?? 0;
  let place: number | undefined;
  let least = Infinity;
  for (const [n, { id, name }] of versions.entries()) {
    if (name !== undefined || id === newest) continue;
    const newer = versions[n - 1]?.time ?? now;
    // the oldest goes when there is none between
    const older = versions[n + 1]?.time ?? -Infinity;
    const share = now === older ? 0 : older === -Infinity ? 1 : (newer - older) / (now - older);
    if (share <= least) [least, place] = [share, n];
  }
  return place;
}
