import { quoteValue, shorten } from "../../yaml/quote-value.ts";
import { entryOf, keyText, type MapEntry, type MapValue, type Value } from "../../yaml/value.ts";
import { problem } from "../diagnostic.ts";
import {
  expectsOf,
  figureNames,
  isFigureName,
  planFigures,
  type Amount,
  type Bounds,
  type FigureName,
} from "./plan-figures.ts";
import type { ReadingState } from "./read-section.ts";
import type { Expected } from "./workflow.ts";

/**
 * Reads `expect`. A check that cannot fail is worse than none, so that whatever could not be compared
 * with the plan is an error: a member of another name, and one that is no number and no bounds.
 */
export function readExpect(state: ReadingState, section: MapValue): readonly Expected[] {
  return Array.from(section.entries.values()).flatMap((entry) => {
    const { key, value } = entry;
    const name = key.type === "text" ? key.value : "";
    if (!isFigureName(name)) {
      state.uses.push({ value, use: "not understood" });
      reportUnknown(state, entry);
      return [];
    }
    const bounds = readBounds(name, value);
    if ("reason" in bounds) {
      state.uses.push({ value, use: "not understood" });
      const at = { path: `expect.${name}`, range: value.range };
      const words = [name, expectsOf(name), bounds.reason] as const;
      state.diagnostics.push(problem("expect-shape", at, [...words]));
      return [];
    }
    return [{ of: name, bounds, range: value.range }];
  });
}

function reportUnknown(state: ReadingState, { key }: MapEntry): void {
  const name = keyText(key);
  const meant = similarFigure(state, name);
  const advice = meant === undefined ? "" : `; did you mean \`${meant}\`?`;
  const at = { path: `expect.${name}`, range: key.range };
  const words = [shorten(name), advice, figureNames().join(", ")] as const;
  state.diagnostics.push(problem("expect-unknown", at, [...words]));
}

/** One edit away, or the only figure that begins alike: `combos`, `exec`. */
function similarFigure({ advice }: ReadingState, name: string): FigureName | undefined {
  const near = advice?.similarKey(name, figureNames());
  if (near !== undefined && isFigureName(near)) return near;
  const head = name.toLowerCase().slice(0, 4);
  const [only, ...others] = figureNames().filter((figure) => figure.startsWith(head));
  return head.length < 4 || others.length > 0 ? undefined : only;
}

/** Why a member cannot be checked, to follow the words for what is right. */
type Refusal = { readonly reason: string };

function readBounds(name: FigureName, value: Value): Bounds | Refusal {
  const found = `found ${quoteValue(value)}`;
  if (value.type !== "map") {
    const amount = readAmount(name, value);
    return amount === undefined ? { reason: found } : { min: amount, max: amount };
  }
  const keys = Array.from(value.entries.values(), ({ key }) => keyText(key));
  const foreign = keys.find((key) => key !== "min" && key !== "max");
  if (foreign !== undefined) return { reason: `${found}${misspeltBound(foreign)}` };
  const [min, max] = ["min", "max"].map((bound) => {
    const entry = entryOf(value, bound);
    return entry && readAmount(name, entry.value);
  });
  const amounts = [min, max].filter((amount) => amount !== undefined);
  if (amounts.length < keys.length) return { reason: found };
  if (min === undefined) return max === undefined ? { reason: found } : { max };
  if (max === undefined) return { min };
  if (min > max) return { reason: `${found}, which nothing can be: its min is above its max` };
  return { min, max };
}

function misspeltBound(key: string): string {
  const meant = (["min", "max"] as const).find((bound) => key.toLowerCase().startsWith(bound));
  return meant === undefined
    ? `: \`${shorten(key)}\` is neither min nor max`
    : `; did you mean \`${meant}\` by \`${shorten(key)}\`?`;
}

function readAmount(name: FigureName, value: Value): Amount | undefined {
  if (planFigures[name].unit === "count") {
    const count = wholeNumber(value);
    return count !== undefined && count >= 0n ? count : undefined;
  }
  if (value.type !== "int" && value.type !== "float") return undefined;
  const percent = Number(value.value);
  return percent >= 0 && percent <= 100 ? percent : undefined;
}

function wholeNumber(value: Value): bigint | undefined {
  if (value.type === "int") return value.value;
  return value.type === "float" && Number.isInteger(value.value) ? BigInt(value.value) : undefined;
}
