import { kindOf } from "../../yaml/quote-value.ts";
import { entryOf, keyText, type MapEntry, type MapValue, type Value } from "../../yaml/value.ts";
import { problem } from "../diagnostic.ts";
import { entryAmong, listNames } from "./axes/read-axis.ts";
import type { ReadingState } from "./read-section.ts";

/** Fixes read the text around them: hints beyond the ones that are shown have none. */
const mostFixes = 100;

/** A section whose lists are literal, and what a fix needs to move one of them. */
export type LiteralPlace = {
  /** Path of the mapping in the document: `risk`, `strategies[0].risk_config`. */
  readonly path: string;
  /** The grid key of the mapping: `risk`; fields and dots are added to it. Absent where none names it. */
  readonly gridKey: string | undefined;
  /** The root, where the mapping is a base section: only there a fix keeps the meaning. */
  readonly root: MapValue | undefined;
  /** What sets it: where that is one of several, a grid key would set it for all of them. */
  readonly holder: "base" | "strategy" | "alternatives";
};

/**
 * Hints at what looks like an axis inside a section, where it is one literal value: lists, ranges
 * and mappings of `min`, `max` and `step` or of `values`, at any depth of mappings (spec page 1, "Axis
 * forms"). The grid key is that of the place the axis is to write: never inside of its own form.
 */
export function hintAtLiterals(state: ReadingState, map: MapValue, place: LiteralPlace): void {
  for (const entry of map.entries.values()) {
    const field = keyText(entry.key);
    const path = place.path === "" ? field : `${place.path}.${field}`;
    // the dots of a grid key go deeper, so a key with dots cannot be named by one
    const isNamed = entry.key.type === "text" && field !== "" && !field.includes(".");
    const inside = {
      ...place,
      path,
      gridKey: isNamed && place.gridKey !== undefined ? `${place.gridKey}.${field}` : undefined,
      root: isNamed && /^[A-Za-z_]\w*$/.test(field) ? place.root : undefined,
    };
    const exactly = exactlyOf(entry.value);
    if (looksLikeAxis(entry.value)) hintAtLiteral(state, map, entry, inside);
    else if (exactly && looksLikeAxis(exactly.value)) {
      hintAtLiteral(state, map, exactly, { ...inside, path: `${path}.value`, root: undefined });
    } else if (entry.value.type === "map") hintAtLiterals(state, entry.value, inside);
  }
}

/** The hint at one entry of a mapping, with the fix where it is safe. */
export function hintAtLiteral(
  state: ReadingState,
  map: MapValue,
  entry: MapEntry,
  place: LiteralPlace,
): void {
  const { path, gridKey, root } = place;
  state.claims.add(entry.value);
  const hintsBefore = state.literals.count++;
  const fix =
    root &&
    gridKey !== undefined &&
    hintsBefore < mostFixes &&
    state.advice?.moveToGridFix(state.source.text, root, map, entry, gridKey);
  const words = [path, kindOf(entry.value), adviceOn(place)] as const;
  const at = { path, range: entry.value.range };
  state.diagnostics.push(
    problem("literal-in-section", at, [...words], { fixes: fix ? [fix] : [] }),
  );
}

function adviceOn({ gridKey, holder }: LiteralPlace): string {
  if (gridKey === undefined) {
    return "no grid key can name it: its keys would have to be texts without dots";
  }
  return `to run one combination for each, write it under optimization.parameter_grids as \`${gridKey}\`${everywhere[holder]}`;
}

const everywhere: Readonly<Record<LiteralPlace["holder"], string>> = {
  base: "",
  strategy: ", for every strategy",
  alternatives: ", for every alternative",
};

/** The X of `{value: X}`, which says of an axis that it is exactly X, and means nothing in a section. */
function exactlyOf(value: Value): MapEntry | undefined {
  return value.type === "map" && value.entries.size === 1 ? entryOf(value, "value") : undefined;
}

/** A list with something in it, or one of the other forms that are an axis elsewhere. */
export function looksLikeAxis(value: Value): boolean {
  if (value.type === "list") return value.items.length > 0;
  if (value.type === "text") return /^\s*range\s*\([^()]*,[^()]*,[^()]*\)\s*$/.test(value.value);
  if (value.type !== "map") return false;
  const list = entryAmong(value, listNames)?.value;
  if (list?.type === "list" && list.items.length > 0) return true;
  return ["min", "max", "step"].every((key) => entryOf(value, key) !== undefined);
}
