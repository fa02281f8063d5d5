import { at } from "../../../text/collections.ts";
import {
  keyIdentity,
  type KeyIdentity,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import type { SharedRole } from "../../model.ts";
import type { Space } from "../../sweep/space.ts";
import type { Strategy, Workflow } from "../../workflow/workflow.ts";
import { equalityText } from "../canonical/canonical.ts";
import { readAt, sectionOf, writeAt, writeInto } from "../reach/configuration.ts";
import { fieldPath, leavesOf, type FieldPath, type ConfigLeaf } from "./config-leaves.ts";
import { blank, dependsOnStart, type FactorValues } from "./factor-values.ts";
import { coordinatesOf, valueWritten, type Factor } from "./factor.ts";
import type { Factored } from "./factored.ts";
import { isPresent, isRestricted } from "./narrow-factors.ts";
import type { Scope } from "./scope.ts";

/** What one component of a configuration says field by field: the number of the value by field. */
export type FieldNumbers = ReadonlyMap<string, number>;

/**
 * The configurations of a role field by field. Every field belongs to one component: to the rest,
 * which is what a strategy's sections say, or to one factor of the grid. A configuration is one rest
 * with one value of each factor, so that a field can be left out of its component alone.
 */
export type Facets = {
  readonly role: SharedRole;
  readonly workflow: Workflow;
  readonly scope: Scope;
  readonly space: Space;
  readonly numbering: Factored["numbering"];
  /** The fields in which at least two configurations differ, the factors' after the rest's. */
  readonly fields: readonly Facet[];
  /** By class of strategies: the rest's fields that differ somewhere, in the order of `fields`. */
  readonly rests: readonly FieldNumbers[];
  /** By factor: what every one of its values says; `undefined` for a factor of one plain field. */
  readonly factorFields: readonly (ReadonlyMap<number, FieldNumbers> | undefined)[];
};

/** One differing field of a role. */
export type Facet = {
  readonly path: FieldPath;
  /** The position of the factor that writes it; `undefined` for the rest. */
  readonly factor: number | undefined;
};

/** Why fields of a role cannot be told without enumerating. */
export type NotComputed = { readonly role: SharedRole; readonly reason: string };

/** Values of factors that write several fields, and leaves of rests, up to which fields are compared. */
const valueLimit = 100_000;

/**
 * Takes the configurations of a role apart. Costs strategies and factors, never combinations;
 * remembered, since every explanation of a plan asks for it.
 */
export function facetsOf(factored: Factored, role: SharedRole): Facets | NotComputed {
  const byRole = facetsByPlan.get(factored) ?? new Map<SharedRole, Facets | NotComputed>();
  facetsByPlan.set(factored, byRole);
  const facets = byRole.get(role) ?? takeApart(factored, role);
  byRole.set(role, facets);
  return facets;
}

const facetsByPlan = new WeakMap<Factored, Map<SharedRole, Facets | NotComputed>>();

function takeApart(factored: Factored, role: SharedRole): Facets | NotComputed {
  const { workflow, scopes, space } = factored;
  const scope = scopes[role];
  if (scope.tooLarge) {
    return { role, reason: `a factor of ${role} has more than 1,000,000 values` };
  }
  const numbering = createNumbering();
  if (comparedValues(scope) > valueLimit) {
    return { role, reason: `${role} has more than 100,000 values in factors of several fields` };
  }
  const rests = restsOf(factored, role, numbering);
  if (!rests) return { role, reason: `${role} has more than 100,000 fields in overrides` };
  const factorFields = scope.factors.map((factor, f) =>
    isPlainFactor(factor) ? undefined : fieldsOfValues(factored, role, f, numbering),
  );
  const fields: Facet[] = differing(rests, numbering).map((path) => ({ path, factor: undefined }));
  for (const [f, factor] of scope.factors.entries()) {
    const fieldsOfValue = factorFields[f];
    const [root] = factor.roots;
    const size = scope.classes[0]?.values[f]?.size ?? 0;
    const paths = fieldsOfValue ? differing([...fieldsOfValue.values()], numbering) : [];
    if (!fieldsOfValue && root && size > 1) paths.push(fieldPath(root.path));
    fields.push(...paths.map((path) => ({ path, factor: f })));
  }
  const told = [...fields.map(({ path }) => path.id), ...scope.factors.flatMap(presenceIdsOf)];
  const order = new Map(told.map((id, i) => [id, i]));
  const differingRests = rests.map((numbers) => onlyIn(numbers, order));
  return {
    role,
    workflow,
    scope,
    space,
    numbering: factored.numbering,
    fields,
    rests: differingRests,
    factorFields,
  };
}

/** How many values of factors have to be taken apart. */
function comparedValues({ factors, classes }: Scope): number {
  const lists = new Set(classes.map(({ values }) => values));
  const compared = new Set(
    Array.from(lists, (values) => values.filter((_, f) => !isPlainFactor(at(factors, f)))).flat(),
  );
  return Array.from(compared).reduce((sum, { size }) => sum + size, 0);
}

/** Whether a factor is one axis that writes one field, with values that stand for themselves. */
export function isPlainFactor(factor: Factor): boolean {
  const { blanks, roots, writes, isCoupled } = factor;
  const isOne = !isCoupled && blanks.length === 0 && roots.length === 1 && writes.length === 1;
  return isOne && !dependsOnStart(factor);
}

type Numbering = {
  readonly paths: Map<string, FieldPath>;
  /** The number of a field's value: equal for equal texts, from 1, since 0 stands for "absent". */
  readonly numberOf: (leaf: ConfigLeaf) => number;
};

function createNumbering(): Numbering {
  const paths = new Map<string, FieldPath>();
  const numbersByField = new Map<string, Map<string, number>>();
  return {
    paths,
    numberOf({ path, value }) {
      if (!paths.has(path.id)) paths.set(path.id, path);
      const numberByText = numbersByField.get(path.id) ?? new Map<string, number>();
      numbersByField.set(path.id, numberByText);
      const text = equalityText(value);
      const number = numberByText.get(text) ?? numberByText.size + 1;
      numberByText.set(text, number);
      return number;
    },
  };
}

function numbersOf(leaves: readonly ConfigLeaf[], { numberOf }: Numbering): FieldNumbers {
  return new Map(leaves.map((leaf) => [leaf.path.id, numberOf(leaf)]));
}

/** The fields that not all have, or not with one value, in order of appearance. */
function differing(components: readonly FieldNumbers[], { paths }: Numbering): FieldPath[] {
  const seenById = new Map<string, { readonly number: number; times: number; differs: boolean }>();
  for (const numbers of components) {
    for (const [id, number] of numbers) {
      const field = seenById.get(id);
      if (!field) seenById.set(id, { number, times: 1, differs: false });
      else {
        field.times++;
        field.differs ||= field.number !== number;
      }
    }
  }
  return Array.from(seenById).flatMap(([id, { times, differs }]) =>
    differs || times < components.length ? (paths.get(id) ?? []) : [],
  );
}

/** The fields that differ, in one order for all, so that equal rests give equal keys. */
function onlyIn(numbers: FieldNumbers, order: ReadonlyMap<string, number>): FieldNumbers {
  const kept = Array.from(numbers).filter(([id]) => order.has(id));
  return new Map(kept.toSorted(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
}

/** The rest of a class without some fields, as a text that no other rest has. */
export function restKey(numbers: FieldNumbers, dropped: (id: string) => boolean): string {
  let key = "";
  for (const [id, number] of numbers) if (!dropped(id)) key += `${id}${number}`;
  return key;
}

/** In a rest: that something stands at a place, of which a factor that reaches some strategies tells what. */
function presenceId(path: readonly Value[]): string {
  return `present ${fieldPath(path).id}`;
}

/** The ids under which rests tell that something stands at the roots of a factor. */
export function presenceIdsOf(factor: Factor): readonly string[] {
  return isRestricted(factor) ? factor.roots.map(({ path }) => presenceId(path)) : [];
}

/** What the sections of every class say where overrides make a difference and no factor writes. */
function restsOf(
  { workflow, scopes }: Factored,
  role: SharedRole,
  numbering: Numbering,
): readonly FieldNumbers[] | undefined {
  const { classes, factors } = scopes[role];
  const touched = new Set<KeyIdentity>();
  for (const { roots } of factors.filter(isRestricted)) {
    for (const { path } of roots) {
      const first = path[0] && keyIdentity(path[0]);
      if (first !== undefined) touched.add(first);
    }
  }
  for (const override of new Set(workflow.strategies.map(({ overrides }) => overrides[role]))) {
    for (const key of override.entries.keys()) touched.add(key);
  }
  const places = factors.flatMap(({ roots }, f) =>
    roots.flatMap(({ path }, root) => {
      const first = path[0] && keyIdentity(path[0]);
      return first !== undefined && touched.has(first) ? [{ f, root, path }] : [];
    }),
  );
  let leaves = 0;
  const rests: FieldNumbers[] = [];
  for (const { strategies, factors: narrowed } of classes) {
    const strategy = at(workflow.strategies, at(strategies, 0));
    const section = sectionOf(workflow, role, strategy);
    const entries = new Map<KeyIdentity, MapEntry>();
    for (const [key, entry] of section.entries) if (touched.has(key)) entries.set(key, entry);
    let rest: MapValue = { ...section, entries };
    const present: string[] = [];
    for (const { f, root, path } of places) {
      const factor = at(narrowed, f);
      if (!isPresent(factor, root, () => section)) continue;
      rest = writeAt(rest, path, blank);
      if (isRestricted(at(factors, f))) present.push(presenceId(path));
    }
    const restNumbers = new Map([
      ...numbersOf(leavesOf(rest), numbering),
      ...present.map((id) => [id, 1] as const),
    ]);
    leaves += restNumbers.size;
    if (leaves > valueLimit) return undefined;
    rests.push(restNumbers);
  }
  return rests;
}

function fieldsOfValues(
  { workflow, scopes }: Factored,
  role: SharedRole,
  f: number,
  numbering: Numbering,
): ReadonlyMap<number, FieldNumbers> {
  const fieldsById = new Map<number, FieldNumbers>();
  const seen = new Set<FactorValues>();
  for (const { strategies, factors, values } of scopes[role].classes) {
    const factorValues = at(values, f);
    if (seen.has(factorValues)) continue;
    seen.add(factorValues);
    const strategy = at(workflow.strategies, at(strategies, 0));
    for (let place = 0; place < factorValues.size; place++) {
      const id = factorValues.idAt(place);
      if (fieldsById.has(id)) continue;
      const tuple = factorValues.firstAt(place);
      const leaves = leavesOfTuple(workflow, role, at(factors, f), strategy, tuple);
      fieldsById.set(id, numbersOf(leaves, numbering));
    }
  }
  return fieldsById;
}

/** The fields that one tuple of a factor gives a strategy. */
export function leavesOfTuple(
  workflow: Workflow,
  role: SharedRole,
  factor: Factor,
  strategy: Strategy,
  tuple: number,
): readonly ConfigLeaf[] {
  const { roots, writes, axes, blanks } = factor;
  const section = sectionOf(workflow, role, strategy);
  const rootValues = roots.map(({ path }) => readAt(section, path));
  const coordinates = coordinatesOf(factor, tuple);
  for (const write of writes) {
    const { axis, root, below } = write;
    const value = valueWritten(at(axes, axis), write, at(coordinates, axis));
    if (value) rootValues[root] = writeInto(rootValues[root], below, value);
  }
  for (const { root, below } of blanks)
    rootValues[root] = writeInto(rootValues[root], below, blank);
  return roots.flatMap(({ path }, root) => leavesOf(rootValues[root], path));
}
