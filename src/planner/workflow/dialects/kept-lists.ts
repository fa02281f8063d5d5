import type { Fix } from "../../../text/diagnostic.ts";
import {
  entryOf,
  keyText,
  type ListValue,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { remark } from "../../later-diagnostic.ts";
import { listValues } from "../axes/axis-list.ts";
import type { ReadValue } from "../axes/read-axes.ts";
import {
  readAxis,
  readList,
  type AxisPlace,
  type AxisReading,
  type ReadScalar,
} from "../axes/read-axis.ts";
import { holdsMappings, type ReadingState } from "../read-section.ts";
import { pathBelow } from "../unread/house-dialect.ts";
import { filterName } from "./clean-syntax.ts";
import type { StrategySource } from "./dialect.ts";
import { mapOf } from "./map-values.ts";

/** Keys below which an engine takes lists as they are. */
export const keptKeys: readonly string[] = [
  "baseline_strategies",
  "regime_boosters",
  "regime_strategies",
  "strategies",
];

/** Whether an engine takes all lists of such a strategy as they are. */
export function isEnsemble(type: string | undefined): boolean {
  return type !== undefined && /ensemble/i.test(type);
}

/** How the parameters of a strategy are read whose engine takes lists as they are, or which has a filter. */
export function readerOfParameters(
  text: string,
  type: string | undefined,
  source: StrategySource | undefined,
): ReadValue {
  const isClean = source !== undefined && source.syntax !== "entry";
  const keepsAll = !isClean && isEnsemble(type);
  return (key, value, place, readScalar) => {
    const name = keyText(key);
    if (keptKeys.includes(name)) return keep(value, listsIn(value, place));
    const isKept = keepsAll || (isClean && holdsMappings(value));
    if (isClean && (name === filterName || name.endsWith(`.${filterName}`))) {
      return readFilter(value, place, readScalar);
    }
    return isKept && value.type === "list"
      ? keep(value, [tellKept(value, place, sweepFixes(text, value))])
      : readAxis(value, place, readScalar);
  };
}

function keep(value: Value, diagnostics: readonly Diagnostic[]): AxisReading {
  return { values: listValues([value], true), fixed: true, diagnostics };
}

function tellKept(
  { items, range }: ListValue,
  { path }: AxisPlace,
  fixes: readonly Fix[] = [],
): Diagnostic {
  return remark("list-kept", { path, range }, [path, String(items.length)], { fixes });
}

/** Makes an axis of a list in brackets: beside dashes there is no room for a mapping. */
function sweepFixes(text: string, { range: { start, end }, items }: ListValue): readonly Fix[] {
  if (text[start] !== "[" || items.length === 0) return [];
  const before = { range: { start, end: start }, text: "{values: " };
  return [{ title: "Sweep it", edits: [before, { range: { start: end, end }, text: "}" }] }];
}

/** The outermost lists of two values or more that are no structure. */
function listsIn(value: Value, place: AxisPlace): readonly Diagnostic[] {
  if (value.type === "map") {
    return Array.from(value.entries.values()).flatMap((entry) =>
      listsIn(entry.value, { ...place, path: pathBelow(place.path, entry.key) }),
    );
  }
  if (value.type !== "list") return [];
  const { items } = value;
  if (!items.some(({ type }) => type === "map")) {
    return items.length < 2 ? [] : [tellKept(value, place)];
  }
  return items.flatMap((item, i) => listsIn(item, { ...place, path: `${place.path}[${i}]` }));
}

/** Notes the lists of an entry that are values, beside its parameters. */
export function keepLists(state: ReadingState, entry: MapValue, path: string): void {
  for (const name of keptKeys) {
    const kept = entryOf(entry, name);
    if (!kept) continue;
    state.claims.add(kept.value);
    state.diagnostics.push(...listsIn(kept.value, { path: `${path}.${name}`, axis: name }));
  }
}

/** Alternatives of one element of a filter beyond which it stays one. */
const mostOfElement = 1000;

/**
 * The alternatives of a filter: a list has them, and an element `{name: {param: list}}` stands for one a
 * value. An element that is a list is one alternative, all of it.
 */
function readFilter(value: Value, place: AxisPlace, readScalar: ReadScalar): AxisReading {
  const items = value.type === "list" ? value.items : value.type === "map" ? [value] : [];
  const alternatives = items.flatMap((item) => spread(item, 2, readScalar));
  if (alternatives.length === 0 || (value.type === "map" && alternatives.length === 1)) {
    return readAxis(value, place, readScalar);
  }
  const reading = readList(alternatives, value, value, place);
  const isNested = ({ code }: Diagnostic): boolean => code === "axis-of-nested";
  return { ...reading, diagnostics: reading.diagnostics.filter((one) => !isNested(one)) };
}

/** A value with one of the values of each axis that stands so many mappings below it. */
function spread(value: Value, depth: number, readScalar: ReadScalar): readonly Value[] {
  if (depth === 0) {
    const { fixed, values } = readAxis(value, { path: "", axis: "" }, readScalar);
    if (fixed || values.count > mostOfElement) return [value];
    return Array.from({ length: values.count }, (_, i) => values.at(i));
  }
  if (value.type !== "map") return [value];
  let spreadOut: readonly MapValue[] = [mapOf(value.range, [])];
  for (const { key, value: member } of value.entries.values()) {
    const members = spread(member, depth - 1, readScalar);
    if (spreadOut.length * members.length > mostOfElement) return [value];
    spreadOut = spreadOut.flatMap((before) =>
      members.map((one) => mapOf(value.range, [...before.entries.values(), { key, value: one }])),
    );
  }
  return spreadOut;
}
