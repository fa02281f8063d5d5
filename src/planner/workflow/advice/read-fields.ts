import { at } from "../../../text/collections.ts";
import { nowhere } from "../../../text/source-range.ts";
import {
  emptyMap,
  entryOf,
  keyIdentity,
  textKey,
  type KeyIdentity,
  type Value,
} from "../../../yaml/value.ts";
import { alternativesOf } from "../axes/alternatives.ts";
import { listValues } from "../axes/axis-list.ts";
import type { AxisTarget } from "../axis-target.ts";
import type { AxisField, AxisValues, Axis, SectionRole, Strategy, Workflow } from "../workflow.ts";
import { isRightValue, plainOf } from "./check-fields.ts";
import { fieldInfo, knownStrategyTypes, type FieldInfo } from "./fields.ts";
import { never, type Beside, type ReadCondition } from "./read-conditions.ts";

/** A grid axis and the places that it writes, as planning finds them. */
export type WritingAxis = { readonly axis: Axis; readonly targets: readonly WrittenPlace[] };
/** A place, and which of the axis's fields is written there. */
type WrittenPlace = AxisTarget & { readonly field: number };

/** A workflow, and where its grid writes. */
export type WrittenWorkflow = {
  readonly workflow: Pick<Workflow, "base" | "strategies">;
  readonly reach: readonly WritingAxis[];
};

/** A section of a container's configuration, of which parameters are one. */
export type ReadSection = SectionRole | "parameters";

/** Tells what the backtest reads of a workflow's configurations. */
export type FieldReading = {
  /** The strategies that a rule simulates. */
  readonly simulated: readonly Strategy[];
  /** What is known about a field of a section, in a strategy's configurations. */
  infoOf(section: ReadSection, strategy: Strategy, field: string): FieldInfo | undefined;
  /**
   * What keeps the backtest from reading a known field in any combination of some strategies, of which
   * there is one at least; `undefined` where it may read it in one.
   */
  obstacle(
    section: ReadSection,
    strategies: readonly Strategy[],
    field: string,
  ): ReadCondition | undefined;
  /** The grid's field that decides a key in all combinations of a strategy, if one does. */
  writerOf(section: ReadSection, strategy: Strategy, key: Value): AxisField | undefined;
  /** The values that a field can have in a strategy's combinations; `undefined` where it is absent. */
  valuesOf(
    section: ReadSection,
    strategy: Strategy,
    field: string,
  ): Pick<AxisValues, "count" | "at"> | undefined;
};

/** The section that a place is in. */
export function sectionOf({ role }: WrittenPlace): ReadSection {
  return role === "strategy" ? "parameters" : role;
}

/** Whether a rule of the backtest simulates a strategy. */
export function isSimulated({ type }: Strategy): boolean {
  return type !== undefined && knownStrategyTypes.includes(type);
}

/** So many values of a field that decides are looked at; of more, any may be among them. */
const mostValues = 200;

/** What may be beside a field: absent, or with a value, which is right or not. */
type Possible = { readonly has: boolean; readonly right: unknown };

/**
 * Looks through what the grid, overrides and base sections write. Fields that decide about others may
 * be swept themselves: a field is said not to be read only where no combination reads it.
 */
export function readingOf({ workflow, reach }: WrittenWorkflow): FieldReading {
  const { base, strategies } = workflow;
  const writers = writersOf(reach);
  // a whole section that is swept may hold anything
  const open = new Set(
    reach.flatMap(({ targets }) => targets.filter(({ path }) => path.length === 0)).map(sectionOf),
  );
  const alternatives = alternativesOf(reach.map(({ axis }) => axis));

  const infoOf: FieldReading["infoOf"] = (section, { type }, field) =>
    fieldInfo(section, field, type ?? "");

  const writing = (section: ReadSection, { index }: Strategy, key: KeyIdentity | undefined) =>
    writers
      .get(section)
      ?.get(key ?? textKey(""))
      ?.findLast((writer) => writer.strategies?.has(index) !== false);

  const valuesOf: FieldReading["valuesOf"] = (section, strategy, field) => {
    const writer = writing(section, strategy, textKey(field));
    if (section !== "parameters" && open.has(section)) {
      // whichever stands in the end, it is one of all that are written
      const maps = [base[section], strategy.overrides[section], ...alternatives[section]];
      const items = maps.flatMap((map) => entryOf(map, field)?.value ?? []);
      const all = writer?.isWhole
        ? joinValues(items, writer.field.values)
        : listValues(items, false);
      return all.count > 0 ? all : undefined;
    }
    if (writer) return writer.isWhole ? writer.field.values : single(emptyMap(nowhere));
    if (section === "parameters") {
      const fields = strategy.parameters.flatMap((axis) => axis.fields);
      return fields.findLast(({ key }) => keyIdentity(key) === textKey(field))?.values;
    }
    const entry = entryOf(strategy.overrides[section], field) ?? entryOf(base[section], field);
    return entry && single(entry.value);
  };

  /** What a deciding field can be, each once; `undefined` where that is too much to tell. */
  const possibleOf = (
    section: ReadSection,
    strategy: Strategy,
    field: string,
  ): readonly Possible[] | undefined => {
    const values = valuesOf(section, strategy, field);
    if (!values) return [{ has: false, right: undefined }];
    if (values.count > mostValues) return undefined;
    const info = infoOf(section, strategy, field);
    const rights = new Set<unknown>();
    for (let i = 0; i < values.count; i++) {
      rights.add(info && rightOf(info, values.at(i)));
    }
    return Array.from(rights, (right) => ({ has: true, right }));
  };

  /** Everything that can stand in some fields together; `undefined` where that is too much to tell. */
  const besidesOf = (
    section: ReadSection,
    strategy: Strategy,
    fields: readonly string[],
  ): readonly Beside[] | undefined => {
    let tuples: readonly ReadonlyMap<string, Possible>[] = [new Map()];
    for (const field of fields) {
      const possible = possibleOf(section, strategy, field);
      if (!possible || possible.length * tuples.length > mostValues) return undefined;
      tuples = tuples.flatMap((tuple) => possible.map((one) => new Map(tuple).set(field, one)));
    }
    return tuples.map((tuple) => ({
      has: (field) => tuple.get(field)?.has === true,
      right: (field) => tuple.get(field)?.right,
    }));
  };

  return {
    simulated: strategies.filter(isSimulated),
    infoOf,
    valuesOf,
    writerOf: (section, strategy, key) => writing(section, strategy, keyIdentity(key))?.field,
    obstacle(section, some, field) {
      if (open.has(section)) return undefined;
      let obstacle: ReadCondition | undefined;
      for (const strategy of some) {
        const conditions = infoOf(section, strategy, field)?.readIf;
        if (!conditions) return undefined;
        const deciding = new Set(conditions.flatMap(({ fields }) => fields));
        const besides = besidesOf(section, strategy, [...deciding]);
        if (!besides) return undefined;
        const isRead = besides.some((beside) => conditions.every(({ holds }) => holds(beside)));
        if (isRead) return undefined;
        const failing = conditions.find(({ holds }) => !besides.some(holds));
        obstacle ??= failing ?? conditions[0] ?? never;
      }
      return obstacle;
    },
  };
}

function joinValues(items: readonly Value[], { count, at: valueAt }: AxisValues) {
  return {
    count: items.length + count,
    at: (i: number): Value => items[i] ?? valueAt(i - items.length),
  };
}

/** A value as plain data where it is right; remembered, since most values are not edited. */
function rightOf(info: FieldInfo, value: Value): unknown {
  const remembered = rightByValue.get(value);
  if (remembered?.info === info) return remembered.right;
  const right = isRightValue(info, value) ? plainOf(value) : undefined;
  rightByValue.set(value, { info, right });
  return right;
}

const rightByValue = new WeakMap<Value, { readonly info: FieldInfo; readonly right: unknown }>();

/** Who writes to a field: its whole value, or something below it. */
type Writer = {
  readonly field: AxisField;
  readonly isWhole: boolean;
  /** The only ones it is written for; absent where that is all. */
  readonly strategies: ReadonlySet<number> | undefined;
};

type Writers = ReadonlyMap<ReadSection, ReadonlyMap<KeyIdentity, readonly Writer[]>>;

/** The writers of every field that a grid axis reaches, later ones last. */
function writersOf(reach: readonly WritingAxis[]): Writers {
  const writers = new Map<ReadSection, Map<KeyIdentity, Writer[]>>();
  for (const { axis, targets } of reach) {
    for (const target of targets) {
      const [first] = target.path;
      const identity = first && keyIdentity(first);
      if (identity === undefined) continue;
      const section = sectionOf(target);
      const byField = writers.get(section) ?? new Map<KeyIdentity, Writer[]>();
      writers.set(section, byField);
      const { strategies } = target;
      const writersOfField = byField.get(identity) ?? [];
      byField.set(identity, writersOfField);
      const field = at(axis.fields, target.field);
      writersOfField.push({ field, isWhole: target.path.length === 1, strategies });
    }
  }
  return writers;
}

function single(value: Value): Pick<AxisValues, "count" | "at"> {
  return { count: 1, at: () => value };
}
