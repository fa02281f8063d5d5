import { groupBy } from "../../../text/collections.ts";
import {
  keyIdentity,
  keyText,
  type KeyIdentity,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import type { Declaring } from "../axes/alternatives.ts";
import type { AxisTarget } from "../axis-target.ts";
import type { SectionRole, Strategy } from "../workflow.ts";
import { fieldsOf } from "./fields.ts";

/** The fields that a document declares, and those that are known, where grid keys may write. */
export type DeclaredFields = {
  /** Whether a section, or a strategy, has a field where a target writes. */
  declares(target: AxisTarget): boolean;
  /** Whether the target's field is known without that. */
  knows(target: AxisTarget): boolean;
  /** How much of a target's path is there. */
  depthOf(target: AxisTarget): number;
  /** The names that could stand in a target's path after so many others; the first 500. */
  namesAfter(target: AxisTarget, depth: number): readonly string[];
};

/** A declared field, with values that it has. */
type Field = { readonly key: Value; readonly value: Value };
type FieldsByKey = ReadonlyMap<KeyIdentity | undefined, readonly Field[]>;

const comparedNames = 500;
/** Values of one parameter that are looked into. */
const comparedValues = 10;

/** Looks fields up where they are declared; every section and every strategy is read once. */
export function declaredFields({ base, strategies, alternatives }: Declaring): DeclaredFields {
  const membersOf = (reached: ReadonlySet<number>): readonly Strategy[] =>
    Array.from(reached).flatMap((index) => strategies[index] ?? []);
  const byRole = new Map<SectionRole, FieldsByKey>();
  const byStrategies = new Map<ReadonlySet<number>, FieldsByKey>();
  const typesByStrategies = new Map<ReadonlySet<number>, ReadonlySet<string>>();
  const inSections = (role: SectionRole): FieldsByKey => {
    const remembered = byRole.get(role);
    if (remembered) return remembered;
    const overrides = strategies.map((strategy) => strategy.overrides[role]);
    const sections = [base[role], ...new Set(overrides), ...alternatives[role]];
    const fields = byKey(sections.flatMap(entriesOf));
    byRole.set(role, fields);
    return fields;
  };
  const inParameters = (reached: ReadonlySet<number>): FieldsByKey => {
    const remembered = byStrategies.get(reached);
    if (remembered) return remembered;
    const fields = byKey(membersOf(reached).flatMap(parametersOf));
    byStrategies.set(reached, fields);
    return fields;
  };
  const fieldsAt = (target: AxisTarget): FieldsByKey =>
    target.role === "strategy" ? inParameters(target.strategies) : inSections(target.role);
  const typesOf = (reached: ReadonlySet<number>): ReadonlySet<string> => {
    const remembered = typesByStrategies.get(reached);
    if (remembered) return remembered;
    const types = new Set(membersOf(reached).flatMap(({ type }) => type ?? []));
    typesByStrategies.set(reached, types);
    return types;
  };
  const knownNames = (target: AxisTarget): readonly string[] =>
    target.role === "strategy"
      ? [...typesOf(target.strategies)].flatMap((type) => [...fieldsOf("parameters", type).keys()])
      : [...fieldsOf(target.role).keys()];
  const depthOf = (target: AxisTarget): number => {
    const [first, ...below] = target.path;
    const fields = fieldsAt(target).get(first && keyIdentity(first)) ?? [];
    return Math.max(0, ...fields.map(({ value }) => 1 + depthIn(value, below)));
  };
  return {
    depthOf,
    declares: (target) => depthOf(target) === target.path.length,
    knows({ path, ...target }) {
      const [only, ...below] = path;
      return (
        only !== undefined &&
        below.length === 0 &&
        knownNames({ ...target, path }).includes(keyText(only))
      );
    },
    namesAfter(target, depth) {
      const [first, ...below] = target.path;
      const fields = fieldsAt(target);
      if (depth === 0) {
        const names = [...fields.values()].flatMap(([field]) => (field ? keyText(field.key) : []));
        return [...knownNames(target), ...names].slice(0, comparedNames);
      }
      const parents = (fields.get(first && keyIdentity(first)) ?? []).flatMap(
        ({ value }) => valueBelow(value, below.slice(0, depth - 1)) ?? [],
      );
      const names = parents.flatMap(entriesOf).map(({ key }) => keyText(key));
      return [...new Set(names)].slice(0, comparedNames);
    },
  };
}

function byKey(fields: readonly Field[]): FieldsByKey {
  return groupBy(fields, ({ key }) => keyIdentity(key));
}

function entriesOf(value: Value): readonly Field[] {
  return value.type === "map" ? [...value.entries.values()] : [];
}

function parametersOf({ parameters }: Strategy): readonly Field[] {
  return parameters.flatMap(({ key, values }) =>
    Array.from({ length: Math.min(values.count, comparedValues) }, (_, i) => ({
      key,
      value: values.at(i),
    })),
  );
}

/** How many keys of a path a value has; one that is no mapping has all, since it is replaced. */
function depthIn(value: Value, path: readonly Value[]): number {
  const [key, ...below] = path;
  if (!key) return 0;
  if (value.type !== "map") return path.length;
  const inner = entryAt(value, key);
  return inner ? 1 + depthIn(inner, below) : 0;
}

function valueBelow(value: Value, path: readonly Value[]): Value | undefined {
  const [key, ...below] = path;
  if (!key) return value;
  const inner = value.type === "map" ? entryAt(value, key) : undefined;
  return inner && valueBelow(inner, below);
}

function entryAt({ entries }: MapValue, key: Value): Value | undefined {
  const identity = keyIdentity(key);
  return identity === undefined ? undefined : entries.get(identity)?.value;
}
