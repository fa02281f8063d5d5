import { at } from "../../../text/collections.ts";
import { copyRange, type SourceRange } from "../../../text/source-range.ts";
import type { Value } from "../../../yaml/value.ts";
import { sharedRoles, type ContainerId, type Plan, type SharedRole } from "../../model.ts";
import { shownText } from "../../sharing/canonical/config-text.ts";
import {
  facetsOf,
  restKey,
  type Facet,
  type Facets,
  type FieldNumbers,
  type NotComputed,
} from "../../sharing/decomposition/facets.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { firstPlaceOf } from "../../sharing/decomposition/first-offsets.ts";
import { isRestricted } from "../../sharing/decomposition/narrow-factors.ts";
import { readAt, sectionOf } from "../../sharing/reach/configuration.ts";
import { likenessOf, normalText, type Likeness } from "../blame/normal-text.ts";
import { namedAlternatives } from "./named-alternatives.ts";

/** Containers that nearly are one. */
export type NearMiss = {
  readonly role: SharedRole;
  /**
   * Values that only look different, a key that some lack, one field that overrides set differently, or
   * alternatives that are only called differently.
   */
  readonly kind: Likeness | "absent" | "one field" | "only a name";
  /** The fields in which they differ: a value for each of `containers`, in their order. */
  readonly fields: readonly {
    readonly field: string;
    readonly id: string;
    readonly values: readonly {
      /** Spelled as in configurations; `undefined` for "absent". */
      readonly text: string | undefined;
      readonly range: SourceRange;
    }[];
  }[];
  /** One container of each configuration, the first 24 of them. */
  readonly containers: readonly ContainerId[];
  /** How many containers making them one would save. */
  readonly removes: bigint;
  /** The positions of the strategies, of each configuration the first: the first is the one to keep. */
  readonly strategies: readonly number[];
  /** Of alternatives of a section their axis, its field, and their positions: the first is the one to keep. */
  readonly alternatives?: {
    readonly axis: number;
    readonly field: number;
    readonly positions: readonly number[];
  };
};

/** The near misses of all shared roles: the first ones, how many are left, and what is not known. */
export type NearMisses = {
  /** Those that cost something for nothing first; at most 100. */
  readonly listed: readonly NearMiss[];
  readonly more: number;
  /** Roles of which nothing can be said. */
  readonly notComputed: readonly NotComputed[];
};

const listedMisses = 100;
const namedContainers = 24;
/** Fields, squared, times classes of strategies: beyond, a page would wait. */
const workLimit = 10_000_000;

/**
 * Finds containers that differ for nothing, or in one field that overrides set and no axis does
 * (spec pages 1 and 3). Configurations are put into buckets by what is left of their texts, so that
 * nothing is compared pair by pair; what the grid's axes write is never looked at.
 */
export function nearMissesOf(plan: Plan, factored: Factored): NearMisses {
  const notComputed: NotComputed[] = [];
  const misses: NearMiss[] = [];
  for (const role of sharedRoles) {
    const facets = facetsOf(factored, role);
    if (!plan.roles[role].listed) {
      notComputed.push({ role, reason: `the ${role} containers are counted, not listed` });
    } else if ("reason" in facets) notComputed.push(facets);
    else if (facets.fields.length ** 2 * facets.scope.classes.length > workLimit) {
      notComputed.push({
        role,
        reason: `too many fields of ${role} differ to look for near misses`,
      });
    } else {
      misses.push(...namedAlternatives(plan, factored, facets));
      misses.push(...missesOf(plan, factored, facets));
    }
  }
  const ordered = [
    ...misses.filter(({ kind }) => kind !== "one field"),
    ...misses.filter(({ kind }) => kind === "one field"),
  ];
  return {
    listed: ordered.slice(0, listedMisses),
    more: Math.max(0, ordered.length - listedMisses),
    notComputed,
  };
}

function missesOf(plan: Plan, factored: Factored, facets: Facets): readonly NearMiss[] {
  const fields = facets.fields.filter(
    ({ factor }) => factor === undefined || isRestricted(at(facets.scope.factors, factor)),
  );
  if (fields.length === 0) return [];
  const settings = settingsOf(facets, fields);
  const classFields = createClassFields(factored, facets, settings);
  // classes meet in containers only where the grid gives them the same values
  const grid = gridNumbers(facets);
  const allClasses = distinctClasses(facets, grid);
  const misses: NearMiss[] = [];
  const describe = (classes: readonly number[], differing: readonly Facet[]): void => {
    misses.push(describeMiss(plan, factored, facets, classes, differing, classFields));
  };
  const alike = bucketed(allClasses, (c) =>
    JSON.stringify([grid[c], ...fields.map(({ path }) => classFields.normal(c, path.id))]),
  );
  const alikeKeys = new Set(alike.map((classes) => classes.join()));
  for (const classes of alike) describe(classes, differingIn(settings, classes, fields));
  for (const field of fields) {
    const dropped = (id: string): boolean => id === field.path.id;
    const near = bucketed(allClasses, (c) => `${grid[c]} ${restKey(at(settings, c), dropped)}`);
    for (const classes of near) if (!alikeKeys.has(classes.join())) describe(classes, [field]);
  }
  return misses;
}

/**
 * By class the fields that its strategies' sections decide about: those of the rest, and of factors
 * that have no axis for these strategies.
 */
function settingsOf({ scope, rests, factorFields }: Facets, fields: readonly Facet[]): Settings {
  if (!scope.factors.some(isRestricted)) return rests;
  return scope.classes.map(({ factors, values }, c) => {
    const numbers = fields.flatMap(({ path: { id }, factor: f }) => {
      const number =
        f === undefined
          ? at(rests, c).get(id)
          : at(factors, f).axes.length === 0
            ? factorFields[f]?.get(at(values, f).idAt(0))?.get(id)
            : undefined;
      return number === undefined ? [] : [[id, number] as const];
    });
    return new Map(numbers);
  });
}

type Settings = readonly FieldNumbers[];

/** A number for every class, equal where the grid gives equal values. */
function gridNumbers({ scope }: Facets): readonly number[] {
  const numberByList = new Map<(typeof scope.classes)[number]["values"], number>();
  const numberByText = new Map<string, number>();
  return scope.classes.map(({ factors, values }) => {
    const remembered = numberByList.get(values);
    if (remembered !== undefined) return remembered;
    const text = values
      .map(({ identity, size }, f) => (at(factors, f).axes.length > 0 ? `${size} ${identity}` : ""))
      .join("\n");
    const number = numberByText.get(text) ?? numberByText.size;
    numberByText.set(text, number);
    numberByList.set(values, number);
    return number;
  });
}

/** The classes without those that have the containers of an earlier one: rules tell them apart elsewhere. */
function distinctClasses({ scope, numbering }: Facets, grid: readonly number[]): readonly number[] {
  if (!numbering.coupling) return [...scope.classes.keys()];
  const firstByContainers = new Map<string, number>();
  for (const [c, { rest }] of scope.classes.entries()) {
    const key = JSON.stringify([grid[c], rest]);
    if (!firstByContainers.has(key)) firstByContainers.set(key, c);
  }
  return [...firstByContainers.values()];
}

/** Buckets with more than one member. */
function bucketed(classes: readonly number[], keyOf: (c: number) => string): readonly number[][] {
  const buckets = new Map<string, number[]>();
  for (const c of classes) {
    const key = keyOf(c);
    const bucket = buckets.get(key);
    if (bucket) bucket.push(c);
    else buckets.set(key, [c]);
  }
  return [...buckets.values()].filter(({ length }) => length > 1);
}

function differingIn(
  settings: Settings,
  classes: readonly number[],
  fields: readonly Facet[],
): readonly Facet[] {
  return fields.filter(
    ({ path }) => new Set(classes.map((c) => at(settings, c).get(path.id) ?? 0)).size > 1,
  );
}

type ClassFields = {
  readonly value: (c: number, id: string) => Value | undefined;
  /** The normal text of a value, remembered. */
  readonly normal: (c: number, id: string) => string;
};

function createClassFields(
  { workflow }: Factored,
  { role, scope, fields }: Facets,
  settings: Settings,
): ClassFields {
  const keys = new Map(fields.map(({ path }) => [path.id, path.keys]));
  const normalTexts = new Map<string, string>();
  const value = (c: number, id: string): Value | undefined => {
    if (!at(settings, c).has(id)) return undefined;
    const strategy = at(workflow.strategies, at(at(scope.classes, c).strategies, 0));
    return readAt(sectionOf(workflow, role, strategy), keys.get(id) ?? []);
  };
  const normal = (c: number, id: string): string => {
    const key = `${at(settings, c).get(id) ?? 0} ${id}`;
    const remembered = normalTexts.get(key);
    if (remembered !== undefined) return remembered;
    const fieldValue = value(c, id);
    const text = fieldValue ? normalText(fieldValue) : "";
    normalTexts.set(key, text);
    return text;
  };
  return { value, normal };
}

function describeMiss(
  plan: Plan,
  factored: Factored,
  { role, scope }: Facets,
  unordered: readonly number[],
  differing: readonly Facet[],
  classFields: ClassFields,
): NearMiss {
  const strategyOf = (c: number) =>
    at(factored.workflow.strategies, at(at(scope.classes, c).strategies, 0));
  const isOverridden = (c: number, { path }: Facet) =>
    readAt(strategyOf(c).overrides[role], path.keys) !== undefined;
  // what comes from the base, or is absent there, is kept: the others are overrides that can follow it
  const classes = [
    ...unordered.filter((c) => !differing.some((facet) => isOverridden(c, facet))),
    ...unordered.filter((c) => differing.some((facet) => isOverridden(c, facet))),
  ];
  const shown = classes.slice(0, namedContainers);
  const times = at(scope.classes, at(classes, 0)).values.reduce(
    (n, { size }) => n * BigInt(size),
    1n,
  );
  const values = differing.map(({ path }) => shown.map((c) => classFields.value(c, path.id)));
  return {
    role,
    kind: kindOf(values, differing.length === 1 && classes.length),
    fields: differing.map(({ path }, f) => ({
      field: path.text,
      id: path.id,
      values: shown.map((c, i) => {
        const value = values[f]?.[i];
        return {
          text: value && shownText(value),
          range: copyRange(value?.range ?? strategyOf(c).range),
        };
      }),
    })),
    containers: shown.map((c) => {
      const first = factored.numbering.indexOf(firstPlaceOf(factored, at(scope.classes, c)));
      return plan.roles[role].container(plan.roles[role].servedBy(first)).id;
    }),
    removes: times * BigInt(classes.length - 1),
    strategies: classes.map((c) => strategyOf(c).index),
  };
}

/** The likeness where all values look the same; a key that one of two lacks; else just one field. */
function kindOf(
  values: readonly (readonly (Value | undefined)[])[],
  configurations: number | false,
): NearMiss["kind"] {
  for (const [first, ...others] of values) {
    const like = others.find((other) => first && other && shownText(first) !== shownText(other));
    const alike = others.every(
      (other) => first && other && normalText(first) === normalText(other),
    );
    if (first && like && alike) return likenessOf(first, like);
  }
  const absent = values.some((valuesOfField) => valuesOfField.includes(undefined));
  return configurations === 2 && absent ? "absent" : "one field";
}
