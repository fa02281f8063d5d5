import { kindOf, quoteValue, shorten } from "../../../yaml/quote-value.ts";
import {
  entryOf,
  keyText,
  type MapEntry,
  type MapValue,
  type TextValue,
  type Value,
} from "../../../yaml/value.ts";
import { problem, type Diagnostic } from "../../diagnostic.ts";
import type { AxisValues, SectionAlternatives } from "../workflow.ts";
import { listValues, findRepeated, nestedAmong } from "./axis-list.ts";
import { rangeCount, rangeValues, type NumberValue, type RangeBounds } from "./range.ts";

/** How the text of a plain scalar is typed: PyYAML's way, or that of YAML 1.2. */
export type ReadScalar = (text: string, range: TextValue["range"]) => Value;

/** The values of one axis, and what there is to say about them. */
export type AxisReading = {
  readonly values: AxisValues;
  /** True for one value that is no axis: a plain value, `{value: X}`, or an axis with an error. */
  readonly fixed: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Where the values are alternatives of a whole section. */
  readonly section?: SectionAlternatives;
};

/** Where an axis stands, and its key as messages name it. */
export type AxisPlace = { readonly path: string; readonly axis: string };

/** The most values of a range: beyond, the axis is refused. */
const longestAxis = 1_000_000;
/** Keys of which any makes a mapping an axis, complete or not. */
const axisKeys = ["min", "max", "values", "choices"] as const;
/** How other tools name a list of values, and the two ends of a range. */
export const listNames = ["values", "choices", "options"] as const;
const lowNames = ["min", "low", "min_value", "start"] as const;
const highNames = ["max", "high", "max_value", "stop", "end"] as const;
/** What may stand beside a list, or beside the ends of a range. */
const besideList = ["type", "distribution", "default"] as const;
const besideRange = ["step", "type", "log", "distribution", "default"] as const;

/**
 * Reads one value of `parameters` or of the grid as an axis (spec page 1, "Axis forms", and page 7).
 *
 * Every axis has at least one value: one with an error counts as the value that is written, so that
 * the number of combinations stays defined. Ranges are never expanded, only counted.
 */
export function readAxis(value: Value, place: AxisPlace, readScalar: ReadScalar): AxisReading {
  if (value.type === "list") return readList(value.items, value, value, place);
  if (value.type === "text") return readRangeText(value, place, readScalar) ?? single(value);
  if (value.type !== "map") return single(value);
  const exactly = entryOf(value, "value");
  if (exactly && value.entries.size === 1) return single(exactly.value);
  if (!axisKeys.some((key) => entryOf(value, key)) && !isForeignAxis(value)) return single(value);
  return readMapping(value, place);
}

/**
 * Whether a mapping is an axis in the words of other tools. Two ends alone may be anything, such as the
 * hours of a session: a step, a type or a distribution beside them says that they are a range.
 */
function isForeignAxis(map: MapValue): boolean {
  const keys = Array.from(map.entries.values(), ({ key }) => keyText(key));
  const options = entryOf(map, "options");
  if (options) {
    const isPlain = keys.every((key) => key === "options" || isOneOf(besideList, key));
    return isPlain && options.value.type === "list";
  }
  const names = [...lowNames, ...highNames, ...besideRange];
  if (!entryAmong(map, lowNames) || !entryAmong(map, highNames)) return false;
  const type = typeIn(map);
  const isRange =
    type === "int" ||
    type === "float" ||
    ["step", "log", "distribution"].some((key) => keys.includes(key));
  return isRange && keys.every((key) => isOneOf(names, key));
}

function isOneOf(names: readonly string[], key: string): boolean {
  return names.includes(key);
}

/** The entry under the first of some names that a mapping has. */
export function entryAmong(map: MapValue, names: readonly string[]): MapEntry | undefined {
  const name = names.find((one) => entryOf(map, one));
  return name === undefined ? undefined : entryOf(map, name);
}

function typeIn(map: MapValue): string | undefined {
  const type = entryOf(map, "type")?.value;
  return type?.type === "text" ? type.value : undefined;
}

function single(value: Value, ...diagnostics: readonly Diagnostic[]): AxisReading {
  return { values: listValues([value], true), fixed: true, diagnostics };
}

/** The axis of some items, which stand in a list. */
export function readList(
  items: readonly Value[],
  list: Value,
  written: Value,
  place: AxisPlace,
): AxisReading {
  const { axis } = place;
  if (items.length === 0) {
    return single(written, problem("axis-empty", { ...place, range: list.range }, [axis]));
  }
  const { repeated, distinct } = findRepeated(items);
  const diagnostics = repeated.map(({ value, first, times }) =>
    problem(
      "axis-value-twice",
      { ...place, range: value.range },
      [axis, quoteValue(value), times],
      {
        related: [{ range: first.range, message: "the first of them" }],
      },
    ),
  );
  const nested = nestedAmong(items);
  if (nested) {
    diagnostics.push(
      problem("axis-of-nested", { ...place, range: nested.range }, [
        axis,
        kindOf(nested),
        nested.type === "list" ? "; for one value that is a list write {value: [...]}" : "",
      ]),
    );
  }
  return { values: listValues(items, distinct), fixed: false, diagnostics };
}

/** A mapping with one of the keys of an axis: a complete form, or an error. */
function readMapping(map: MapValue, place: AxisPlace): AxisReading {
  const incomplete = (reason: string, at: Value = map) =>
    single(map, problem("axis-incomplete", { ...place, range: at.range }, [place.axis, reason]));
  const list = entryAmong(map, listNames);
  const low = entryAmong(map, lowNames);
  const high = entryAmong(map, highNames);
  const [lowName, highName] = [low ? keyText(low.key) : "min", high ? keyText(high.key) : "max"];
  const allowed = list ? [keyText(list.key), ...besideList] : [lowName, highName, ...besideRange];
  for (const { key } of map.entries.values()) {
    if (key.type === "text" && allowed.includes(key.value)) continue;
    const others = list ? keyText(list.key) : `${lowName}, ${highName}, step`;
    return incomplete(`\`${shorten(keyText(key))}\` does not belong beside ${others}`, key);
  }
  if (list) {
    if (list.value.type === "list") return readList(list.value.items, list.value, map, place);
    const key = keyText(list.key);
    return incomplete(`\`${key}\` must be a list, found ${quoteValue(list.value)}`, list.value);
  }
  const type = entryOf(map, "type")?.value;
  const typeName = typeIn(map);
  if (type && typeName !== "int" && typeName !== "float") {
    return incomplete(`the \`type\` of a range is int or float, found ${quoteValue(type)}`, type);
  }
  const bounds: NumberValue[] = [];
  for (const [name, bound] of [
    [lowName, low?.value],
    [highName, high?.value],
    ["step", entryOf(map, "step")?.value],
  ] as const) {
    if (bound && !isNumber(bound)) {
      return incomplete(`\`${name}\` must be a number, found ${quoteValue(bound)}`, bound);
    }
    if (bound) bounds.push(bound);
    else if (name !== "step") return incomplete(`it has no \`${name}\``);
  }
  const endless = endlessIn(map);
  const isSpread = typeName === "float" || ["log", "distribution"].some((key) => entryOf(map, key));
  if (endless !== undefined || (bounds.length < 3 && typeName !== "int" && isSpread)) {
    const words = [place.axis, endless ?? "it has no step"] as const;
    return single(map, problem("axis-continuous", { ...place, range: map.range }, [...words]));
  }
  if (bounds.length < 3) {
    if (typeName !== "int") return incomplete("it has no `step`");
    bounds.push({ type: "int", value: 1n, range: map.range });
  }
  const reading = readRange(bounds, map, place);
  if (lowName !== "start" || reading.fixed) return reading;
  return withListing(reading, map, `${lowName} to ${highName}`, place);
}

/** What says that a range has no steps: a logarithm, or a distribution that is not even. */
function endlessIn(map: MapValue): string | undefined {
  const log = entryOf(map, "log")?.value;
  if (log && !(log.type === "bool" && !log.value)) return "`log` spaces them unevenly";
  const distribution = entryOf(map, "distribution")?.value;
  if (!distribution || (distribution.type === "text" && distribution.value === "uniform")) {
    return undefined;
  }
  return `they follow a distribution, ${quoteValue(distribution)}`;
}

/** A text `range(a, b, step)`; any other text is no axis. */
function readRangeText(
  text: TextValue,
  place: AxisPlace,
  readScalar: ReadScalar,
): AxisReading | undefined {
  const inner = /^\s*range\s*\(([^()]*)\)\s*$/.exec(text.value)?.[1];
  if (inner === undefined) return undefined;
  const malformed = (reason: string) =>
    single(text, problem("range-malformed", { ...place, range: text.range }, [place.axis, reason]));
  const pieces = inner.trim() === "" ? [] : inner.split(",");
  if (pieces.length !== 3) return malformed(`a range has 3 numbers, found ${pieces.length}`);
  const bounds: NumberValue[] = [];
  for (const piece of pieces) {
    const number = readScalar(piece.trim(), text.range);
    if (!isNumber(number)) {
      return malformed(`a range has 3 numbers, but ${quoteValue(number)} is ${kindOf(number)}`);
    }
    bounds.push(number);
  }
  const reading = readRange(bounds, text, place);
  return reading.fixed ? reading : withListing(reading, text, shorten(text.value.trim()), place);
}

/** A range with an info that lists its values, where people may expect that its end is none of them. */
function withListing(
  reading: AxisReading,
  { range }: Value,
  spelled: string,
  place: AxisPlace,
): AxisReading {
  const { count } = reading.values;
  const size = count === 1 ? "1 value" : `${count} values`;
  const words = [place.axis, spelled, size, listing(reading.values)] as const;
  const info = problem("range-expanded", { ...place, range }, [...words]);
  return { ...reading, diagnostics: [...reading.diagnostics, info] };
}

function readRange(numbers: readonly NumberValue[], written: Value, place: AxisPlace): AxisReading {
  const [min, max, step] = numbers;
  if (!min || !max || !step) return single(written);
  const { axis } = place;
  const bounds: RangeBounds = { min, max, step };
  const unusable = numbers.find((bound) => !isUsable(bound, numbers));
  if (unusable) {
    const words = [axis, `${quoteValue(unusable)} is no finite number`] as const;
    return single(
      written,
      problem("axis-incomplete", { ...place, range: unusable.range }, [...words]),
    );
  }
  if (Number(step.value) <= 0) {
    const at = { ...place, range: step.range };
    return single(written, problem("axis-step", at, [axis, quoteValue(step)]));
  }
  // Python compares an integer with a float exactly, and so does JavaScript
  if (max.value < min.value) {
    const at = { ...place, range: max.range };
    const words = [axis, quoteValue(min), quoteValue(max)] as const;
    return single(written, problem("axis-max-below-min", at, [...words]));
  }
  const count = rangeCount(bounds);
  if (count > longestAxis) {
    const at = { ...place, range: written.range };
    const words = count < 1e15 ? count.toLocaleString("en") : `about ${count.toExponential(1)}`;
    return single(written, problem("axis-too-long", at, [axis, words]));
  }
  return { values: rangeValues(bounds, count, written.range), fixed: false, diagnostics: [] };
}

function isNumber(value: Value): value is NumberValue {
  return value.type === "int" || value.type === "float";
}

/** Finite, also as a float where the range is one of floats: Python refuses larger integers there. */
function isUsable(bound: NumberValue, numbers: readonly NumberValue[]): boolean {
  if (numbers.every(({ type }) => type === "int")) return true;
  return Number.isFinite(Number(bound.value));
}

/** The first values and the last one, as the info about a range shows them. */
function listing({ count, at }: AxisValues): string {
  const shown = Array.from({ length: Math.min(count, 6) }, (_, i) => quoteValue(at(i)));
  if (count > 7) shown.push("…");
  if (count > 6) shown.push(quoteValue(at(count - 1)));
  return shown.join(", ");
}
