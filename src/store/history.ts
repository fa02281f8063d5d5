import type { YamlReading } from "../planner/config/workflow.ts";

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
  /** How long all texts together may be before those without a name go, oldest first. */
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
export function isNews(versions: readonly Version[], { id, plan }: Version): boolean {
  const [newest] = versions;
  if (plan.kind !== "planned" || newest?.id === id) return false;
  return newest?.plan.kind !== "planned" || newest.plan.identity !== plan.identity;
}

const byTime = (versions: readonly Version[]): readonly Version[] =>
  versions.toSorted((a, b) => b.time - a.time);

/** The versions but the oldest without names that are too many; `newest` stays in any case. */
function pruned(
  versions: readonly Version[],
  newest: string,
  limits: HistoryLimits,
): readonly Version[] {
  let automatic = 0;
  let characters = versions.reduce(
    (sum, { name, text }) => (name === undefined ? sum : sum + text.length),
    0,
  );
  return versions.filter(({ id, name, text }) => {
    if (name !== undefined) return true;
    automatic++;
    characters += text.length;
    return id === newest || (automatic <= limits.automatic && characters <= limits.characters);
  });
}
