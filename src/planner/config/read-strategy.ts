import { problem } from "../diagnostic.ts";
import { readParameters } from "./read-axes.ts";
import { kindOf, shorten } from "./quote-value.ts";
import { readSection, type Reader, type Section } from "./reader.ts";
import {
  entryOf,
  textKey,
  type KeyIdentity,
  type MapEntry,
  type MapValue,
  type Value,
} from "./value.ts";
import type { SectionRole, Strategy } from "./workflow.ts";

/** The keys of a strategy's override sections: the proper spelling first, then the short one. */
export const overrideSpellings: Readonly<Record<SectionRole, readonly string[]>> = {
  risk: ["risk_config", "risk"],
  execution: ["execution_config", "execution"],
  portfolio: ["portfolio_config", "portfolio"],
};
const parameterSpellings = ["parameters", "params"];
const overrideKeys = Object.values(overrideSpellings).flat();

/**
 * Reads one element of `strategies`, or gives `undefined` where it is no mapping. `index` counts the
 * strategies that are mappings, `position` all elements as written.
 */
export function readStrategy(
  reader: Reader,
  element: Value,
  position: number,
  index: number,
): Strategy | undefined {
  const path = `strategies[${position}]`;
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
  const prefix = `${path}.`;
  const parameters = readSection(reader, element, prefix, parameterSpellings);
  const overrideOf = (role: SectionRole): MapValue =>
    readSection(reader, element, prefix, overrideSpellings[role]).map;
  return {
    index,
    path,
    range: element.range,
    type: textOf(type),
    name: textOf(entryOf(element, "name")?.value),
    entry: entryWithoutOverrides(element, parameters),
    parameters: readParameters(reader, parameters.map, prefix + spellingOf(parameters)),
    overrides: {
      risk: overrideOf("risk"),
      execution: overrideOf("execution"),
      portfolio: overrideOf("portfolio"),
    },
  };
}

/** The strategy as messages name it. */
export function strategyTitle({ name, type, path }: Strategy): string {
  return shorten(name ?? type ?? path);
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
