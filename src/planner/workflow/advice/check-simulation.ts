import { at, groupBy, lowerBound } from "../../../text/collections.ts";
import { quoteValue, shorten } from "../../../yaml/quote-value.ts";
import { entryOf, keyText, type MapValue, type Value } from "../../../yaml/value.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { remark } from "../../later-diagnostic.ts";
import { fieldsOfAlternatives } from "../axes/alternatives.ts";
import { listValues } from "../axes/axis-list.ts";
import { gridKeyPath } from "../axis-target.ts";
import type { AxisValues, Workflow } from "../workflow.ts";
import { similarKey } from "./did-you-mean.ts";
import { fieldInfo, knownStrategyTypes } from "./fields.ts";
import { tellUnreadAxes, tellUnreadFields } from "./not-simulated.ts";
import {
  isSimulated,
  readingOf,
  type FieldReading,
  type WritingAxis,
  type WrittenWorkflow,
} from "./read-fields.ts";

/**
 * Says what of a workflow is planned and not simulated, or not as it looks: strategies without a rule,
 * fields that no rule reads, and axes whose values have two units. The plan depends on none of it.
 */
export function checkSimulation(written: WrittenWorkflow): readonly Diagnostic[] {
  const reading = readingOf(written);
  return [
    ...unknownTypes(written.workflow),
    ...tellUnreadAxes(written, reading),
    ...tellUnreadFields(written, reading),
    ...written.reach.flatMap((writing) => unitChanges(reading, writing)),
  ];
}

/** So many strategy types are told one by one; of what stands in a large document many are alike. */
const mostTypes = 20;

/** Strategy types that no rule simulates, each once; of a missing type an error speaks. */
function unknownTypes({ strategies }: Pick<Workflow, "strategies">): readonly Diagnostic[] {
  const unknown = strategies.filter((strategy) => !isSimulated(strategy));
  const byType = [...groupBy(unknown, ({ type, entry }) => type ?? quoteType(entry))];
  return byType.slice(0, mostTypes).flatMap(([type, alike], place) => {
    const { path, entry } = at(alike, 0);
    const value = entryOf(entry, "type")?.value;
    if (type === undefined || !value) return [];
    const others = place === mostTypes - 1 ? byType.length - mostTypes : 0;
    const times = alike.length > 1 ? ` (${alike.length} strategies)` : "";
    const near = similarKey(type, knownStrategyTypes);
    const words = [
      `${quoteValue(value)}${times}${others > 0 ? ` and ${others} types more` : ""}`,
      near === undefined ? "" : `; did you mean \`${near}\`?`,
    ] as const;
    return [remark("not-simulated", { path: `${path}.type`, range: value.range }, [...words])];
  });
}

function quoteType(entry: MapValue): string | undefined {
  const type = entryOf(entry, "type")?.value;
  return type && type.type !== "null" ? quoteValue(type) : undefined;
}

/** An axis that goes from one unit of its field over to the other. */
function unitChanges(
  { simulated, obstacle }: FieldReading,
  { axis, targets }: WritingAxis,
): readonly Diagnostic[] {
  const fields = targets.flatMap(({ path, ...target }) => {
    const field = at(axis.fields, target.field);
    if (path.length > 0) return [{ ...target, path, written: field.key, values: field.values }];
    return fieldsOfAlternatives(field).map(({ key, values }) => {
      return { ...target, path: [key], written: field.key, values: listValues(values, false) };
    });
  });
  for (const { role, path, strategies, written, values } of fields) {
    const [key, ...below] = path;
    if (role === "strategy" || key?.type !== "text" || below.length > 0) continue;
    const { unitChange } = fieldInfo(role, key.value) ?? {};
    const sides = unitChange && sidesOf(values, unitChange.upTo);
    const concerned = simulated.filter(({ index }) => strategies?.has(index) !== false);
    if (!sides || obstacle(role, concerned, key.value)) continue;
    const place = { path: gridKeyPath(axis.grid, written), range: written.range };
    const [low, high] = unitChange.units;
    const words = [
      shorten(keyText(written)),
      `${quoteValue(sides.low)} is ${low}, ${quoteValue(sides.high)} ${high}`,
      String(unitChange.upTo),
    ] as const;
    return [remark("unit-changes", place, [...words])];
  }
  return [];
}

/** A value up to a limit and one above it, where an axis has both; 0 is 0 in every unit. */
function sidesOf(
  values: AxisValues,
  limit: number,
): { readonly low: Value; readonly high: Value } | undefined {
  const { count, at: valueAt } = values;
  const numberAt = (i: number): number => numberOf(valueAt(i)) ?? Number.NaN;
  const places = values.ascending
    ? // the least that counts, and the least above the limit
      [lowerBound(count, (i) => numberAt(i) > 0), lowerBound(count, (i) => numberAt(i) > limit)]
    : Array.from({ length: count }, (_, i) => i);
  const written = places.filter((i) => i < count).map(valueAt);
  const low = written.find((value) => isBetween(numberOf(value), 0, limit));
  const high = written.find((value) => isBetween(numberOf(value), limit, Infinity));
  return low && high && { low, high };
}

function isBetween(number: number | undefined, above: number, upTo: number): boolean {
  return number !== undefined && number > above && number <= upTo;
}

function numberOf(value: Value): number | undefined {
  if (value.type === "int") return Number(value.value);
  return value.type === "float" ? value.value : undefined;
}
