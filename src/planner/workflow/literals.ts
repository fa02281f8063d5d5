import { kindOf } from "../../yaml/quote-value.ts";
import { entryOf, keyText, type MapEntry, type MapValue, type Value } from "../../yaml/value.ts";
import { problem } from "../diagnostic.ts";
import type { ReadingState } from "./read-section.ts";

/** Fixes read the text around them: hints beyond the ones that are shown have none. */
const mostFixes = 100;

/** A section whose lists are literal, and what a fix needs to move one of them. */
export type LiteralPlace = {
  /** Path of the mapping in the document: `risk`, `strategies[0].risk_config`. */
  readonly path: string;
  /** The grid key of the mapping: `risk`; fields and dots are added to it. */
  readonly gridKey: string;
  /** The root, where the mapping is a base section: only there a fix keeps the meaning. */
  readonly root: MapValue | undefined;
};

/**
 * Hints at what looks like an axis inside a section, where it is one literal value: lists, ranges
 * and mappings of `min`, `max` and `step`, at any depth of mappings (spec page 1, "Axis forms").
 */
export function hintAtLiterals(state: ReadingState, map: MapValue, place: LiteralPlace): void {
  for (const entry of map.entries.values()) {
    const field = keyText(entry.key);
    const inside = {
      ...place,
      path: place.path === "" ? field : `${place.path}.${field}`,
      gridKey: `${place.gridKey}.${field}`,
      // the dots of a grid key go deeper, so a key with dots cannot be named by one
      root: entry.key.type === "text" && /^[A-Za-z_]\w*$/.test(field) ? place.root : undefined,
    };
    if (looksLikeAxis(entry.value)) hintAtLiteral(state, map, entry, inside);
    else if (entry.value.type === "map") hintAtLiterals(state, entry.value, inside);
  }
}

/** The hint at one entry of a mapping, with the fix where it is safe. */
export function hintAtLiteral(
  state: ReadingState,
  map: MapValue,
  entry: MapEntry,
  { path, gridKey, root }: LiteralPlace,
): void {
  state.claims.add(entry.value);
  const hintsBefore = state.literals.count++;
  const fix =
    root &&
    hintsBefore < mostFixes &&
    state.advice?.moveToGridFix(state.source.text, root, map, entry, gridKey);
  const words = [path, kindOf(entry.value), gridKey] as const;
  const at = { path, range: entry.value.range };
  state.diagnostics.push(
    problem("literal-in-section", at, [...words], { fixes: fix ? [fix] : [] }),
  );
}

/** A list with something in it, or one of the other forms that are an axis elsewhere. */
export function looksLikeAxis(value: Value): boolean {
  if (value.type === "list") return value.items.length > 0;
  if (value.type === "text") return /^\s*range\s*\([^()]*,[^()]*,[^()]*\)\s*$/.test(value.value);
  if (value.type !== "map") return false;
  return ["min", "max", "step"].every((key) => entryOf(value, key) !== undefined);
}
