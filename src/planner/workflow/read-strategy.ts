import { moveDiagnostic } from "../../text/diagnostic.ts";
import { problem } from "../diagnostic.ts";
import { checkFields } from "./check-fields.ts";
import { hintAtKeys } from "./did-you-mean.ts";
import { fieldInfo, knownStrategyTypes } from "./fields.ts";
import { hintAtLiterals } from "./literals.ts";
import { readAxes } from "./axes/read-axes.ts";
import { kindOf } from "../../yaml/quote-value.ts";
import { readSection, type Reader, type Section } from "./read-section.ts";
import {
  entryOf,
  keyText,
  textKey,
  type KeyIdentity,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../yaml/value.ts";
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
 * edits leave all strategies but one as they are.
 */
export function readStrategy(
  reader: Reader,
  element: Value,
  position: number,
  index: number,
): Strategy | undefined {
  const known = reader.known.get(element);
  const { start } = element.range;
  // what was found names the strategy by its position
  if (known && (known.position === position || known.found.length === 0)) {
    for (const found of known.found) reader.found.push(moveDiagnostic(found, start - known.start));
    if (known.strategy.index === index && known.position === position) return known.strategy;
    const strategy = { ...known.strategy, index, path: pathOf(position) };
    reader.known.set(element, { ...known, strategy, position });
    return strategy;
  }
  const before = reader.found.length;
  const strategy = readFresh(reader, element, position, index);
  const found = reader.found.slice(before);
  if (strategy) reader.known.set(element, { strategy, found, position, start });
  return strategy;
}

function pathOf(position: number): string {
  return `strategies[${position}]`;
}

/**
 * Reads one element of `strategies`, or gives `undefined` where it is no mapping. `index` counts the
 * strategies that are mappings, `position` all elements as written.
 */
function readFresh(
  reader: Reader,
  element: Value,
  position: number,
  index: number,
): Strategy | undefined {
  const path = pathOf(position);
  const at = { path, range: element.range };
  if (element.type !== "map") {
    reader.found.push(problem("strategy-not-mapping", at, [kindOf(element)]));
    return undefined;
  }
  const type = entryOf(element, "type")?.value;
  if (!type || type.type === "null") {
    const [first] = element.entries.values();
    const range = first?.key.range ?? element.range;
    reader.found.push(problem("strategy-without-type", { path, range }, [path]));
  }
  hintAtKeys(reader, element, { section: "strategy", path });
  checkFields(reader, element, "strategy", path, ["type", "name", "description"]);
  const prefix = `${path}.`;
  const parameters = readSection(reader, element, prefix, parameterSpellings);
  const typeText = textOf(type);
  return {
    index,
    path,
    range: element.range,
    type: typeText,
    name: textOf(entryOf(element, "name")?.value),
    entry: entryWithoutOverrides(element, parameters),
    parameters: readParameters(reader, parameters, prefix, typeText),
    overrides: {
      risk: readOverride(reader, element, prefix, "risk"),
      execution: readOverride(reader, element, prefix, "execution"),
      portfolio: readOverride(reader, element, prefix, "portfolio"),
    },
  };
}

function readParameters(
  reader: Reader,
  parameters: Section,
  prefix: string,
  strategyType: string | undefined,
): readonly Parameter[] {
  const path = prefix + spellingOf(parameters);
  const known = strategyType !== undefined && knownStrategyTypes.includes(strategyType);
  const place = { section: "parameters", path } as const;
  hintAtKeys(reader, parameters.map, known ? { ...place, strategyType } : place);
  return readAxes(reader, parameters.map, path, (key) =>
    known ? fieldInfo("parameters", key, strategyType) : undefined,
  );
}

function readOverride(
  reader: Reader,
  element: MapValue,
  prefix: string,
  role: SectionRole,
): MapValue {
  const { map, written } = readSection(reader, element, prefix, overrideSpellings[role]);
  for (const { key, value } of written) {
    if (value.type === "map") checkSection(reader, value, role, prefix + keyText(key), undefined);
  }
  return map;
}

/** Hints and warnings about the content of a role's section, at the top or in a strategy. */
export function checkSection(
  reader: Reader,
  map: MapValue,
  role: SectionRole,
  path: string,
  root: MapValue | undefined,
): void {
  hintAtKeys(reader, map, { section: role, path });
  checkFields(reader, map, role, path);
  hintAtLiterals(reader, map, { path, gridKey: role, root });
}

/** What a strategy container is configured with, `parameters` still to be replaced. */
function entryWithoutOverrides(element: MapValue, { map, written }: Section): MapValue {
  const place = textKey("parameters");
  const [first] = written;
  const entries = new Map<KeyIdentity, MapEntry>();
  for (const [identity, entry] of element.entries) {
    if (entry === first) entries.set(place, { key: asParameters(entry.key), value: map });
    else if (!written.includes(entry) && !isOverride(entry)) entries.set(identity, entry);
  }
  if (!entries.has(place)) entries.set(place, { key: asParameters(element), value: map });
  return { ...element, entries };
}

function isOverride({ key }: MapEntry): boolean {
  return key.type === "text" && overrideKeys.includes(key.value);
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
