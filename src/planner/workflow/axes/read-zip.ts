import { nowhere } from "../../../text/source-range.ts";
import { quoteValue, shorten } from "../../../yaml/quote-value.ts";
import { keyText, type MapEntry, type TextValue, type Value } from "../../../yaml/value.ts";
import { problem } from "../../diagnostic.ts";
import type { ReadingState } from "../read-section.ts";
import type { Axis, AxisField, AxisValues } from "../workflow.ts";
import { findRepeated } from "./axis-list.ts";
import type { ReadAxis } from "./read-axes.ts";

/** The key that pairs axes: beside a strategy's parameters, or beside the grid. */
export const zipKey = "zip";

/**
 * Pairs the axes that a document zips: a group is one axis of rows, which sets every member to its
 * value of that row, and stands where the first of them is written (spec page 7, "Paired axes"). A
 * group with an error is not applied, but for members of different length: of those the first row counts.
 */
export function zipAxes<One extends ReadAxis>(
  state: ReadingState,
  axes: readonly One[],
  zip: MapEntry | undefined,
  path: string,
): readonly One[] {
  const taken = new Set<number>();
  const result = zip ? pairAll(state, axes, zip, path, taken) : axes;
  for (const [i, { repeated }] of axes.entries()) {
    if (!taken.has(i)) state.diagnostics.push(...repeated);
  }
  return result;
}

/** Pairs the groups that are right, and notes their members. */
function pairAll<One extends ReadAxis>(
  state: ReadingState,
  axes: readonly One[],
  zip: MapEntry,
  path: string,
  taken: Set<number>,
): readonly One[] {
  state.claims.add(zip.value);
  const result: (One | undefined)[] = [...axes];
  let isApplied = false;
  for (const names of groupsIn(state, zip, path)) {
    const members = membersOf(state, names, axes, taken, path);
    if (!members) continue;
    for (const member of members) taken.add(member);
    const [first = 0, ...others] = members.toSorted((a, b) => a - b);
    for (const other of others) result[other] = undefined;
    const paired = members.flatMap((member) => axes[member] ?? []);
    const zipped = pair(state, paired, names, path);
    const place = axes[first];
    if (place) result[first] = { ...place, ...zipped };
    isApplied = true;
  }
  const use = isApplied ? ({ use: "planned", decides: true } as const) : misread;
  state.uses.push({ value: zip.value, ...use });
  return result.filter((axis) => axis !== undefined);
}

const misread = { use: "not understood" } as const;

/** The groups that are written: lists of two names or more. */
function groupsIn(
  state: ReadingState,
  { value }: MapEntry,
  path: string,
): readonly (readonly Value[])[] {
  const isNested = value.type === "list" && value.items.some(({ type }) => type === "list");
  const lists = isNested ? value.items : [value];
  return lists.flatMap((list) => {
    if (list.type === "list" && list.items.length > 1) return [list.items];
    tellShape(state, list, path);
    return [];
  });
}

function tellShape(state: ReadingState, found: Value, path: string): void {
  const at = { path, range: found.range };
  state.diagnostics.push(problem("zip-shape", at, [path, quoteValue(found)]));
}

/** The positions of a group's members among the axes, or nothing where one of its names is wrong. */
function membersOf(
  state: ReadingState,
  names: readonly Value[],
  axes: readonly Axis[],
  taken: ReadonlySet<number>,
  path: string,
): readonly number[] | undefined {
  const members: number[] = [];
  let isRight = true;
  for (const name of names) {
    const member = name.type === "text" ? positionOf(name, axes) : -1;
    if (member >= 0 && !taken.has(member) && !members.includes(member)) {
      members.push(member);
      continue;
    }
    isRight = false;
    if (name.type !== "text") tellShape(state, name, path);
    else if (member < 0) tellUnknown(state, name, axes, path);
    else {
      const at = { path, range: name.range };
      state.diagnostics.push(problem("zip-key-twice", at, [shorten(name.value)]));
    }
  }
  return isRight ? members : undefined;
}

function positionOf(name: TextValue, axes: readonly Axis[]): number {
  return axes.findIndex(({ key }) => key.type === "text" && key.value === name.value);
}

function tellUnknown(
  state: ReadingState,
  name: TextValue,
  axes: readonly Axis[],
  path: string,
): void {
  const keys = axes.flatMap(({ key }) => (key.type === "text" ? key.value : []));
  const meant = state.advice?.similarKey(name.value, keys);
  const fixes = meant === undefined ? undefined : state.advice?.renameFix(state, name, meant);
  const question = meant === undefined ? "" : `; did you mean \`${meant}\`?`;
  const at = { path, range: name.range };
  const words = [shorten(name.value), question] as const;
  state.diagnostics.push(problem("zip-unknown-key", at, [...words], { fixes: fixes ?? [] }));
}

/** What a group makes of its members: one axis of rows, all of which have a value of each. */
function pair(
  state: ReadingState,
  paired: readonly ReadAxis[],
  names: readonly Value[],
  path: string,
): Pick<ReadAxis, "key" | "values" | "range" | "fixed" | "fields"> {
  const lengths = paired.map(({ values }) => values.count);
  const isEven = lengths.every((length) => length === lengths[0]);
  const count = isEven ? (lengths[0] ?? 1) : 1;
  if (!isEven && paired.every(({ isBroken }) => !isBroken)) tellUnequal(state, paired, names, path);
  const fields = paired.flatMap((axis): readonly AxisField[] =>
    axis.fields.map((field) => ({ ...field, values: { ...field.values, count } })),
  );
  const [first] = fields;
  const name = fields.map(({ key }) => keyText(key)).join(" + ");
  const values = rowsOf(fields, count);
  if (isEven && !values.distinct) tellRepeated(state, values, shorten(name), path);
  return {
    key: { type: "text", value: name, range: first?.key.range ?? nowhere },
    values,
    range: first?.range ?? nowhere,
    fixed: paired.every(({ fixed }) => fixed),
    fields,
  };
}

function tellUnequal(
  state: ReadingState,
  paired: readonly ReadAxis[],
  names: readonly Value[],
  path: string,
): void {
  const each = paired.map(({ key, values }) => `\`${shorten(keyText(key))}\` has ${values.count}`);
  const fixes = state.advice?.cutToShortest(state.source.text, paired) ?? [];
  const range = { start: names[0]?.range.start ?? 0, end: names.at(-1)?.range.end ?? 0 };
  state.diagnostics.push(problem("zip-unequal", { path, range }, [each.join(", ")], { fixes }));
}

/** A row that stands twice repeats combinations, as a value of one axis does. */
function tellRepeated(state: ReadingState, rows: AxisValues, name: string, path: string): void {
  const items = Array.from({ length: rows.count }, (_, row) => rows.at(row));
  for (const { value, first, times } of findRepeated(items).repeated) {
    const related = [{ range: first.range, message: "the first of them" }];
    const at = { path, range: value.range };
    const words = [name, quoteValue(value), times] as const;
    state.diagnostics.push(problem("axis-value-twice", at, [...words], { related }));
  }
}

/** The rows, each the list of its values. */
function rowsOf(fields: readonly AxisField[], count: number): AxisValues {
  return {
    count,
    at(row) {
      const items = fields.map(({ values }) => values.at(row));
      return { type: "list", items, range: items[0]?.range ?? nowhere };
    },
    distinct: fields.some(({ values }) => values.distinct),
  };
}
