import { at } from "../../text/collections.ts";
import { moveDiagnostic } from "../../text/diagnostic.ts";
import { kindOf } from "../../yaml/quote-value.ts";
import {
  entryOf,
  keyText,
  textKey,
  type KeyIdentity,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../yaml/value.ts";
import { problem } from "../diagnostic.ts";
import { readAxes } from "./axes/read-axes.ts";
import { zipAxes, zipKey } from "./axes/read-zip.ts";
import { hintAtLiterals, type LiteralPlace } from "./literals.ts";
import {
  readSection,
  readSections,
  type ReadingState,
  type Section,
  type StrategyReading,
} from "./read-section.ts";
import { houseKey } from "./unread/house-dialect.ts";
import { findUnreadSweeps } from "./unread/sentinel.ts";
import type { Parameter, SectionRole, Strategy } from "./workflow.ts";

/** The keys of a strategy's override sections: the proper spelling first, then the short one. */
const overrideSpellings: Readonly<Record<SectionRole, readonly string[]>> = {
  risk: ["risk_config", "risk"],
  execution: ["execution_config", "execution"],
  portfolio: ["portfolio_config", "portfolio"],
};
const parameterSpellings = ["parameters", "params"];
const overrideKeys = Object.values(overrideSpellings).flat();

/**
 * Reads one element of `strategies`, from memory where it is an element of an earlier text: most
 * edits leave all strategies but one as they are. It is one strategy, or one for each of its lists of
 * parameters.
 */
export function readStrategies(
  state: ReadingState,
  element: Value,
  position: number,
  index: number,
): readonly Strategy[] {
  const previous = state.strategiesByValue.get(element);
  const path = state.dialect?.sources.get(element)?.path ?? pathOf(position);
  const { start } = element.range;
  // a diagnostic names the strategy by its position
  const house = state.root && entryOf(state.root, houseKey)?.value;
  const isAlike = previous?.house === house;
  if (previous && isAlike && (previous.position === position || saysNothing(previous))) {
    state.unread.push(...previous.unread);
    state.uses.push(...previous.uses);
    for (const diagnostic of previous.diagnostics) {
      state.diagnostics.push(moveDiagnostic(diagnostic, start - previous.start));
    }
    if (previous.strategies[0]?.index === index && previous.position === position)
      return previous.strategies;
    const strategies = previous.strategies.map((strategy, i) => ({
      ...strategy,
      index: index + i,
      path,
    }));
    state.strategiesByValue.set(element, { ...previous, strategies, position });
    return strategies;
  }
  const reported = state.diagnostics.length;
  const unreadBefore = state.unread.length;
  const usesBefore = state.uses.length;
  const strategies = readFresh(state, element, path, index);
  const diagnostics = state.diagnostics.slice(reported);
  const unread = state.unread.slice(unreadBefore);
  const uses = state.uses.slice(usesBefore);
  if (strategies.length > 0) {
    state.strategiesByValue.set(element, {
      strategies,
      house,
      unread,
      uses,
      diagnostics,
      position,
      start,
    });
  }
  return strategies;
}

/** Whether nothing that was found names the strategy by its position. */
function saysNothing({ diagnostics, unread }: StrategyReading): boolean {
  return diagnostics.length === 0 && unread.length === 0;
}

function pathOf(position: number): string {
  return `strategies[${position}]`;
}

/**
 * Reads one element of `strategies`, which gives none where it is no mapping. `index` counts the
 * strategies so far.
 */
function readFresh(
  state: ReadingState,
  element: Value,
  path: string,
  index: number,
): readonly Strategy[] {
  if (element.type !== "map") {
    state.uses.push({ value: element, use: "not understood" });
    const place = { path, range: element.range };
    state.diagnostics.push(problem("strategy-not-mapping", place, [kindOf(element)]));
    return [];
  }
  const type = entryOf(element, "type")?.value;
  if (!type || type.type === "null") {
    const [first] = element.entries.values();
    const range = first?.key.range ?? element.range;
    state.diagnostics.push(problem("strategy-without-type", { path, range }, [path]));
  }
  tellSwitch(state, element, path);
  state.advice?.hintAtKeys(state, element, { section: "strategy", path });
  state.advice?.checkFields(state, element, "strategy", path, ["type", "name", "description"]);
  const prefix = `${path}.`;
  const sections = readSections(state, element, prefix, parameterSpellings);
  const typeText = textOf(type);
  const name = textOf(entryOf(element, "name")?.value);
  const parameters = sections.map((section) =>
    readParameters(state, element, section, prefix, typeText),
  );
  const overrides = {
    risk: readOverride(state, element, prefix, "risk"),
    execution: readOverride(state, element, prefix, "execution"),
    portfolio: readOverride(state, element, prefix, "portfolio"),
  };
  state.dialect?.keepLists(state, element, path);
  const source = state.dialect?.sources.get(element);
  // what stands elsewhere is looked through there
  const looked = source ? source.written : element;
  if (looked) findUnreadSweeps(state, looked, { path, promised: false, numbers: "looked at" });
  const entry = { path, range: element.range, type: typeText, name, overrides };
  return sections.map((section, i) => ({
    ...entry,
    index: index + i,
    entry: entryWithoutOverrides(element, section),
    parameters: at(parameters, i),
    ...(section.alternative !== undefined && { alternative: section.alternative }),
  }));
}

/** Other tools leave an entry out that is switched off; here it is planned as all others are. */
function tellSwitch(state: ReadingState, element: MapValue, path: string): void {
  for (const [key, off] of switches) {
    const entry = entryOf(element, key);
    if (entry?.value.type !== "bool" || entry.value.value !== off) continue;
    const place = { path: `${path}.${key}`, range: entry.key.range };
    const meant = "left out, or its strategy commented out: this one is planned";
    state.diagnostics.push(problem("not-read-setting", place, [place.path, meant]));
  }
}

/** Keys that switch a strategy off, with the value that does. */
const switches = [
  ["enabled", false],
  ["active", false],
  ["disabled", true],
] as const;

/** One of the mappings that a strategy's parameters are. */
type Parameters = ReturnType<typeof readSections>[number];

function readParameters(
  state: ReadingState,
  element: MapValue,
  parameters: Parameters,
  prefix: string,
  strategyType: string | undefined,
): readonly Parameter[] {
  const { alternative } = parameters;
  const place = alternative === undefined ? "" : `[${alternative}]`;
  const path = prefix + spellingOf(parameters) + place;
  const source = state.dialect?.sources.get(element);
  const readValue = state.dialect?.readParameter(state.source.text, strategyType, source);
  // of an ensemble every name has that of a strategy before it
  const isNamed = source?.syntax !== "clean ensemble";
  const check = isNamed
    ? state.advice?.checkParameters(state, parameters.map, path, strategyType)
    : undefined;
  const axes = readAxes(state, parameters.map, path, check, readValue);
  return zipAxes(state, axes, entryOf(element, zipKey), prefix + zipKey).map(
    ({ key, values, range, fixed, fields }) => ({ key, values, range, fixed, fields }),
  );
}

function readOverride(
  state: ReadingState,
  element: MapValue,
  prefix: string,
  role: SectionRole,
): MapValue {
  const { map, written } = readSection(state, element, prefix, overrideSpellings[role], "planned");
  for (const { key, value } of written) {
    if (value.type === "map") checkSection(state, value, role, prefix + keyText(key), "strategy");
  }
  return map;
}

/** Hints and warnings about the content of a role's section: its base, a strategy's, or an alternative. */
export function checkSection(
  state: ReadingState,
  map: MapValue,
  role: SectionRole,
  path: string,
  holder: LiteralPlace["holder"],
): void {
  state.advice?.hintAtKeys(state, map, { section: role, path });
  state.advice?.checkFields(state, map, role, path);
  const root = holder === "base" ? state.root : undefined;
  hintAtLiterals(state, map, { path, gridKey: role, root, holder });
}

/** What a strategy container is configured with, `parameters` still to be replaced. */
function entryWithoutOverrides(element: MapValue, { map, written }: Section): MapValue {
  const place = textKey("parameters");
  const [first] = written;
  const entries = new Map<KeyIdentity, MapEntry>();
  for (const [identity, entry] of element.entries) {
    if (entry === first) entries.set(place, { key: asParameters(entry.key), value: map });
    else if (!written.includes(entry) && !isSetApart(entry)) entries.set(identity, entry);
  }
  if (!entries.has(place)) entries.set(place, { key: asParameters(element), value: map });
  return { ...element, entries };
}

/** What stands in an entry and is no part of the strategy's own configuration. */
function isSetApart({ key }: MapEntry): boolean {
  return key.type === "text" && (key.value === zipKey || overrideKeys.includes(key.value));
}

function asParameters({ range }: Pick<Value, "range">): Value {
  return { type: "text", value: "parameters", range };
}

function spellingOf({ written }: Section): string {
  const [first, second] = written;
  return first && !second && first.key.type === "text" ? first.key.value : "parameters";
}

function textOf(value: Value | undefined): string | undefined {
  return value?.type === "text" ? value.value : undefined;
}
