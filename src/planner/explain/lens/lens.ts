import { at } from "../../../text/collections.ts";
import { grouped } from "../../../text/count-text.ts";
import { lineTable } from "../../../text/position.ts";
import { copyRange, type SourceRange, type AnyRange } from "../../../text/source-range.ts";
import { entryOf } from "../../../yaml/value.ts";
import { sharedRoles, type ContainerId, type Plan, type SharedRole } from "../../model.ts";
import { fieldPath, leavesOf } from "../../sharing/decomposition/config-leaves.ts";
import type { AxisField } from "../../workflow/workflow.ts";
import type { AxisFacts } from "../blame/axes.ts";
import type { Blame, BlameRow, Cause } from "../blame/blame.ts";

/** What stands at the end of one line: what the line does to sharing. */
export type LensFact = {
  readonly kind: "drops" | "splits" | "shared" | "none";
  /** The key or the value that the fact is about; the lens stands at the end of its first line. */
  readonly range: SourceRange;
  /** `×4 execution · ×2 risk`, `shared by 8`, `no effect on sharing`. */
  readonly text: string;
  /** The same in a sentence, for the hover. */
  readonly sentence: string;
  readonly roles: readonly SharedRole[];
  /** Blamed fields, or alternatives, that the line decides about, by id: what can be frozen and explained. */
  readonly fields: readonly string[];
  /** Containers of the roles concerned: the first 24 of a role, 48 in all. */
  readonly containers: readonly ContainerId[];
};

/** At most this many lines of a text have a lens. */
const lensLimit = 500;
const namedContainers = 24;

/**
 * Says of every line that matters what it does to sharing (spec page 3, "Lens"), and of an axis without
 * any effect whether it is one of those that are not simulated either.
 */
export function lensesOf(
  plan: Plan,
  { rows }: Blame,
  axes: readonly AxisFacts[],
  text: string,
  notSimulated: ReadonlySet<AxisField>,
): readonly LensFact[] {
  const unread = new Set(Array.from(notSimulated, ({ key }) => key.range.start));
  const facts = [
    ...ruleLenses(plan),
    ...axes.flatMap((axis) =>
      axis.fields.flatMap(({ range }) =>
        axisLens(plan, rows, axis, range, !unread.has(range.start)),
      ),
    ),
    ...sharedRoles.flatMap((role) => sectionLens(plan, rows, role)),
    ...portfolioLens(plan),
    ...sharedRoles.flatMap((role) => [
      ...baseLens(plan, rows, role),
      ...overrideLens(plan, rows, role),
    ]),
  ];
  const table = lineTable(text);
  const factsByLine = new Map<number, LensFact[]>();
  for (const fact of facts) {
    const { line } = table.positionAt(fact.range.start);
    const factsOfLine = factsByLine.get(line);
    if (factsOfLine) factsOfLine.push(fact);
    else if (factsByLine.size < lensLimit) factsByLine.set(line, [fact]);
  }
  const lenses = Array.from(factsByLine.values(), joinFacts);
  return lenses.toSorted((a, b) => a.range.start - b.range.start);
}

/** What several facts of one line say together: those that split first, "no effect" only alone. */
function joinFacts(facts: readonly LensFact[]): LensFact {
  const telling = (["drops", "splits", "shared", "none"] as const)
    .map((kind) => facts.filter((fact) => fact.kind === kind))
    .find(({ length }) => length > 0);
  const shownFacts = telling ?? facts;
  const first = at(shownFacts, 0);
  if (shownFacts.length === 1) return first;
  const texts = [...new Set(shownFacts.map((fact) => fact.text))];
  const sentences = [...new Set(shownFacts.map(({ sentence }) => sentence))];
  return {
    kind: first.kind,
    range: first.range,
    text: texts.slice(0, 3).join(" · ") + (texts.length > 3 ? " · …" : ""),
    sentence: sentences.slice(0, 8).join("\n") + (sentences.length > 8 ? "\n…" : ""),
    roles: sharedRoles.filter((role) => shownFacts.some(({ roles }) => roles.includes(role))),
    fields: [...new Set(shownFacts.flatMap(({ fields }) => fields))],
    containers: [...new Set(shownFacts.flatMap(({ containers }) => containers))],
  };
}

/** At each rule: what it drops of the combinations that the axes give, and what no other does. */
function ruleLenses({ combinations, dropped, rules }: Plan): LensFact[] {
  const all = combinations + dropped;
  const several = rules.filter(({ drops }) => drops > 0n).length > 1;
  return rules.map(({ text, range, drops, only }) => {
    const alone = several && drops > 0n ? `, ${grouped(only)} by it alone` : "";
    const told = drops === 0n ? "drops nothing" : `drops ${grouped(drops)} of ${grouped(all)}`;
    const sentence =
      drops === 0n
        ? `\`${text}\` holds for all ${grouped(all)} combinations.`
        : `\`${text}\` does not hold for ${grouped(drops)} of ${grouped(all)} combinations${several ? `; of those ${grouped(only)} obey all other rules` : ""}.`;
    const about = { roles: [], fields: [], containers: [] };
    return { kind: drops === 0n ? "none" : "drops", range, text: told + alone, sentence, ...about };
  });
}

function axisLens(
  plan: Plan,
  rows: readonly BlameRow[],
  { key, path, multiplies, oneMore, combinationsFactor, alternatives }: AxisFacts,
  range: SourceRange,
  isSimulated: boolean,
): LensFact[] {
  const roles = sharedRoles.filter((role) => (multiplies[role] ?? 1) > 1);
  const concerned = { roles, containers: idsOf(plan, roles), range: copyRange(range) };
  const isCause = ({ kind, ranges }: Cause): boolean =>
    kind === "grid axis" && ranges.some(({ start }) => start === range.start);
  // of alternatives one is kept, whatever fields differ between them
  const fields = alternatives
    ? [path]
    : rows.flatMap(({ id, cause }) => (isCause(cause) ? id : []));
  const sweep =
    combinationsFactor > 1
      ? `, and multiplies the combinations by ${spell(combinationsFactor)}`
      : "";
  if (roles.length === 0) {
    if (!oneMore) return [];
    const unread = isSimulated ? "" : " The backtest does not read it.";
    const sentence = `\`${key}\` splits no risk or execution container${sweep}.${unread}`;
    const text = isSimulated ? noEffect : `${noEffect} · not simulated`;
    return [{ kind: "none", text, sentence, fields, ...concerned }];
  }
  const costs = roles.map(
    (role) => `${role} containers by ${spell(multiplies[role] ?? 1)} (to ${count(plan, role)})`,
  );
  const sentence = `\`${key}\` multiplies ${costs.join(" and ")}${sweep}.`;
  return [{ kind: "splits", text: factors(roles, multiplies), sentence, fields, ...concerned }];
}

const noEffect = "no effect on sharing";

/** The larger factor first; of equal ones execution. */
function factors(
  roles: readonly SharedRole[],
  multiplies: Readonly<Partial<Record<SharedRole, number>>>,
): string {
  const factorOf = (role: SharedRole): number => multiplies[role] ?? 1;
  return roles
    .toReversed()
    .toSorted((a, b) => factorOf(b) - factorOf(a))
    .map((role) => `×${spell(factorOf(role))} ${role}`)
    .join(" · ");
}

function spell(factor: number): string {
  return Number.isInteger(factor) ? grouped(BigInt(factor)) : factor.toFixed(1);
}

function count({ counts }: Plan, role: SharedRole): string {
  return grouped(counts.optimized[role]);
}

function idsOf({ roles: plans }: Plan, roles: readonly SharedRole[]): readonly ContainerId[] {
  return roles.flatMap((role) => {
    const { listed, count: all, container } = plans[role];
    const shown = listed ? Math.min(Number(all), namedContainers) : 0;
    return Array.from({ length: shown }, (_, number) => container(number).id);
  });
}

/** At the head of a base section: by how many combinations its containers are shared. */
function sectionLens(plan: Plan, rows: readonly BlameRow[], role: SharedRole): LensFact[] {
  const section = entryOf(plan.workflow.root, role);
  const { combinations: n, counts } = plan;
  const containers = counts.optimized[role];
  if (!section || n === 0n) return [];
  const fields = rows.flatMap(({ id, roles }) => (roles[role] ? id : []));
  const about = { range: copyRange(section.key.range), roles: [role], fields };
  const ids = idsOf(plan, [role]);
  if (containers === 1n) {
    const text = `shared by ${grouped(n)}`;
    const sentence = `One ${role} container serves all ${grouped(n)} combinations.`;
    return [{ kind: "shared", text, sentence, containers: ids, ...about }];
  }
  const servedByEach =
    n % containers === 0n && servesAlike(plan, role) ? n / containers : undefined;
  const shared = servedByEach === undefined ? "" : `, each shared by ${grouped(servedByEach)}`;
  const text = `${grouped(containers)} ${role}${shared}`;
  const names = rows.filter(({ roles }) => roles[role]).map(({ field }) => `\`${field}\``);
  const sentence = `${grouped(containers)} ${role} containers serve ${grouped(n)} combinations; they differ in ${names.slice(0, 5).join(", ")}${names.length > 5 ? ", …" : ""}.`;
  return [{ kind: "shared", text, sentence, containers: ids, ...about }];
}

/** Whether all containers serve equally many; known only where few are listed. */
function servesAlike({ roles }: Plan, role: SharedRole): boolean {
  const { listed, count: all, container } = roles[role];
  if (!listed || all > BigInt(namedContainers)) return false;
  const [first, ...others] = Array.from(
    { length: Number(all) },
    (_, i) => container(i).serves.count,
  );
  return others.every((served) => served === first);
}

function portfolioLens({ workflow }: Plan): LensFact[] {
  const sections = ["portfolio", "initial_capital"].flatMap((key) => {
    const entry = entryOf(workflow.root, key);
    return entry ? [entry.key.range] : [];
  });
  const sentence = "Every portfolio has its own container, so its configuration splits nothing.";
  return sections.map((range) => ({
    kind: "none",
    range: copyRange(range),
    text: noEffect,
    sentence,
    roles: [],
    fields: [],
    containers: [],
  }));
}

/** A base value whose field differs after all, because the grid or a strategy sets it. */
function baseLens(plan: Plan, rows: readonly BlameRow[], role: SharedRole): LensFact[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return leavesOf(plan.workflow.base[role]).flatMap(({ path, value }) => {
    const row = byId.get(path.id);
    return row?.roles[role] ? [fieldLens(plan, row, role, value.range)] : [];
  });
}

function overrideLens(plan: Plan, rows: readonly BlameRow[], role: SharedRole): LensFact[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const facts: LensFact[] = [];
  for (const { overrides } of plan.workflow.strategies) {
    if (facts.length > lensLimit) return facts;
    for (const { path, value } of leavesOf(overrides[role])) {
      const row = byId.get(fieldPath(path.keys).id);
      if (row?.roles[role]) facts.push(fieldLens(plan, row, role, value.range));
      else {
        const sentence = `\`${path.text}\` is the same in every ${role} container.`;
        const range = copyRange(value.range);
        const about = { roles: [role], fields: [], containers: [] };
        facts.push({ kind: "none", range, text: noEffect, sentence, ...about });
      }
    }
  }
  return facts;
}

/** A line that sets a field in which the role's containers differ. */
function fieldLens(plan: Plan, row: BlameRow, role: SharedRole, where: AnyRange): LensFact {
  const { field, id, cause, tiedWith, roles } = row;
  const { multiplies = 1, containersWithout = 0n } = roles[role] ?? {};
  const about = {
    range: copyRange(where),
    roles: [role],
    fields: [id],
    containers: idsOf(plan, [role]),
  };
  const by = cause.kind === "grid axis" ? "the grid sets it" : "strategies set it differently";
  const set = `\`${field}\` differs between ${role} containers: ${by}.`;
  if (multiplies > 1) {
    const text = `×${spell(multiplies)} ${role}`;
    const sentence = `${set} Without it ${grouped(containersWithout)} instead of ${count(plan, role)} would remain.`;
    return { kind: "splits", text, sentence, ...about };
  }
  const others = tiedWith.map((name) => `\`${name}\``).join(", ");
  const tiedFields = [field, ...tiedWith].toSorted();
  const named = tiedFields.slice(0, 3).join(" + ") + (tiedFields.length > 3 ? " + …" : "");
  const text = `splits ${role}: ${tiedWith.length > 0 ? named : `${field} with others`}`;
  const sentence = `${set} Fixing it alone gains nothing${others === "" ? "" : `, since it always changes together with ${others}`}.`;
  return { kind: "splits", text, sentence, ...about };
}
