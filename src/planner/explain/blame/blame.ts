import { at } from "../../../text/collections.ts";
import { type SourceRange, copyRange } from "../../../text/source-range.ts";
import { keyText, type Value } from "../../../yaml/value.ts";
import { sharedRoles, type SharedRole } from "../../model.ts";
import { isPrefix } from "../../sharing/decomposition/config-leaves.ts";
import { countWithout } from "../../sharing/decomposition/count-without.ts";
import {
  facetsOf,
  type Facet,
  type Facets,
  type NotComputed,
} from "../../sharing/decomposition/facets.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { isRestricted } from "../../sharing/decomposition/narrow-factors.ts";
import { readAt } from "../../sharing/reach/configuration.ts";
import { mappingsOf } from "../../workflow/axes/alternatives.ts";
import type { AxisField } from "../../workflow/workflow.ts";
import {
  joinFieldValues,
  fieldValuesOf,
  type FieldValue,
  type FieldValues,
} from "./field-values.ts";
import { normalText } from "./normal-text.ts";
import { createGainSearch, tiedFields, variesInClass } from "./tied-fields.ts";

/** What one field costs in one role. */
export type RoleBlame = {
  /** K, the role's containers. */
  readonly containers: bigint;
  /** How many would remain if this field alone were left out of the comparison. */
  readonly containersWithout: bigint;
  readonly removes: bigint;
  /** Containers as written ÷ containers with the field frozen to its first value. */
  readonly multiplies: number;
};

/** What makes a field differ. */
export type Cause = {
  readonly kind: "grid axis" | "strategy override" | "number/format difference";
  /** The axis' keys, or the overrides' values; at most 20. */
  readonly ranges: readonly SourceRange[];
  /** The axes among them whose values are alternatives of a section, by their keys. */
  readonly alternatives: readonly string[];
};

/** A field that differs between containers: what it costs, and why it does. */
export type BlameRow = {
  /** The path inside the role, `limits.max`. */
  readonly field: string;
  readonly id: string;
  readonly roles: Readonly<Partial<Record<SharedRole, RoleBlame>>>;
  /** Containers that fixing it would remove, over all roles. */
  readonly removes: bigint;
  /** In order of the first combination that has each; at most 100. */
  readonly values: readonly FieldValue[];
  readonly valuesCount: number;
  /** Fields that always change together with this one in a role. */
  readonly tiedWith: readonly string[];
  /** The smallest set of at most three fields with this one that gains; `undefined` where none was found. */
  readonly gainingSet: readonly string[] | undefined;
  readonly cause: Cause;
};

/** Which fields break sharing, those that cost most first. */
export type Blame = {
  readonly rows: readonly BlameRow[];
  /** Roles, or fields of them, of which nothing can be said without enumerating. */
  readonly notComputed: readonly NotComputed[];
};

type Part = {
  readonly facet: Facet;
  readonly facets: Facets;
  readonly blame: RoleBlame;
  readonly tied: readonly Facet[];
  readonly gaining: readonly Facet[] | undefined;
};

/** At most this many fields of a role are explained. */
const fieldLimit = 1000;
/** Fields × classes × factors that may be looked at where axes reach some strategies only. */
const lookLimit = 30_000_000;

/**
 * Finds the fields in which configurations of a role differ and what each costs in containers (spec
 * page 3, "Blame"). Exact, and computed from the factors of the plan: 10^12 combinations cost what
 * 8 do. What would need enumeration is not guessed but named in `notComputed`.
 */
export function blameOf(factored: Factored, counts: Readonly<Record<SharedRole, bigint>>): Blame {
  const notComputed: NotComputed[] = [];
  const parts: Part[] = [];
  for (const role of sharedRoles) {
    const facets = facetsOf(factored, role);
    if ("reason" in facets) notComputed.push(facets);
    else parts.push(...blameRole(facets, counts[role], notComputed));
  }
  const byField = new Map<string, Part[]>();
  for (const part of parts) {
    const { id } = part.facet.path;
    byField.set(id, [...(byField.get(id) ?? []), part]);
  }
  const rows = Array.from(byField.values(), rowOf).toSorted((a, b) =>
    a.removes === b.removes ? 0 : a.removes < b.removes ? 1 : -1,
  );
  return { rows, notComputed };
}

function blameRole(facets: Facets, containers: bigint, notComputed: NotComputed[]): Part[] {
  const { role, fields } = facets;
  if (fields.length > fieldLimit) {
    const reason = `${fields.length} fields of ${role} differ; at most ${fieldLimit} are explained`;
    notComputed.push({ role, reason });
    return [];
  }
  const { classes, factors } = facets.scope;
  if (fields.length * classes.length * factors.length > lookLimit && factors.some(isRestricted)) {
    const reason = `${fields.length} fields of ${role} differ over ${classes.length} groups of strategies`;
    notComputed.push({ role, reason });
    return [];
  }
  const tied = tiedFields(facets);
  const search = createGainSearch(facets, tied);
  return fields.flatMap((facet) => {
    const { count, exact } = countWithout(facets, new Set([facet.path.id]));
    if (!exact) {
      const reason = `${facet.path.text} of ${role}: its strategies overlap in too many ways`;
      notComputed.push({ role, reason });
      return [];
    }
    const removes = containers - count;
    const blame = {
      containers,
      containersWithout: count,
      removes,
      multiplies: ratio(containers, countFrozen(facets, facet, count)),
    };
    const gaining = removes > 0n ? [facet] : search(facet);
    return [{ facet, facets, blame, tied: tied.get(facet) ?? [], gaining }];
  });
}

/** Containers with the field frozen: where it gets a value, nothing can stand above or below it. */
function countFrozen(facets: Facets, { path }: Facet, without: bigint): bigint {
  const others = facets.fields.filter(
    (other) => isPrefix(other.path, path) || isPrefix(path, other.path),
  );
  if (others.length === 0) return without;
  const sameFields = facets.fields.filter((field) => field.path.id === path.id);
  const [first] = sameFields[0] ? fieldValuesOf(facets, sameFields[0]).listed : [];
  if (!first || first.text === undefined) return without;
  return countWithout(
    facets,
    new Set([path, ...others.map((other) => other.path)].map(({ id }) => id)),
  ).count;
}

/** A quotient as the nearest number, also of counts above 2^53. */
export function ratio(dividend: bigint, divisor: bigint): number {
  if (divisor === 0n) return 1;
  if (dividend % divisor === 0n) return Number(dividend / divisor);
  return Number((dividend * 1_000_000_000_000n) / divisor) / 1e12;
}

function rowOf(parts: readonly Part[]): BlameRow {
  const { path } = at(parts, 0).facet;
  const lists = parts.map(({ facets, facet }) => fieldValuesOf(facets, facet));
  const values = joinFieldValues(lists);
  const sets = parts.flatMap(({ gaining }) => (gaining ? [gaining] : []));
  const [smallest] = sets.toSorted((a, b) => a.length - b.length);
  const names = (fields: readonly Facet[]) => fields.map((field) => field.path.text);
  return {
    field: path.text,
    id: path.id,
    roles: Object.fromEntries(parts.map(({ facets, blame }) => [facets.role, blame])),
    removes: parts.reduce((sum, { blame }) => sum + blame.removes, 0n),
    values: values.listed.map(({ text, ranges }) => ({ text, ranges })),
    valuesCount: values.count,
    tiedWith: [...new Set(parts.flatMap(({ tied }) => names(tied)))],
    gainingSet: smallest && names(smallest),
    cause: causeOf(parts, lists),
  };
}

/** The axes that make it vary inside a class of strategies, else the overrides. */
function causeOf(parts: readonly Part[], lists: readonly FieldValues[]): Cause {
  const axes = parts.flatMap(({ facets, facet }) => {
    const factor = facet.factor === undefined ? undefined : facets.scope.factors[facet.factor];
    if (!factor || !variesInClass(facets, facet)) return [];
    const fields = factor.axes.flatMap(({ axis }) => axis.fields);
    const writing = fields.filter((field) => writes(field, facet.path.keys));
    return writing.length > 0 ? writing : fields;
  });
  const seen = new Map(axes.map(({ key: { range } }) => [range.start, copyRange(range)]));
  const sections = axes.flatMap(({ key, section }) => (section ? keyText(key) : []));
  const alternatives = [...new Set(sections)];
  if (axes.length > 0)
    return { kind: "grid axis", ranges: [...seen.values()].slice(0, 20), alternatives };
  const values = lists.flatMap(({ listed }) => listed);
  const present = values.filter(({ value }) => value !== undefined);
  const kinds = new Set(present.map(({ value }) => value && normalText(value)));
  const onlySpelled = present.length === values.length && kinds.size === 1;
  return {
    kind: onlySpelled ? "number/format difference" : "strategy override",
    ranges: present.flatMap(({ ranges }) => ranges).slice(0, 20),
    alternatives,
  };
}

/** Whether an axis of alternatives writes a field in any of them; of other axes the factor is told. */
function writes(field: AxisField, path: readonly Value[]): boolean {
  return !field.section || mappingsOf(field).some((map) => reaches(map, path));
}

/** Whether something stands at a path, or on the way to it in its place. */
function reaches(value: Value, [key, ...below]: readonly Value[]): boolean {
  if (!key || value.type !== "map") return true;
  const inner = readAt(value, [key]);
  return inner !== undefined && reaches(inner, below);
}
