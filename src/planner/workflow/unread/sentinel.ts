import { entryOf, keyText, type MapEntry, type MapValue, type Value } from "../../../yaml/value.ts";
import { problem } from "../../diagnostic.ts";
import type { ReadingState } from "../read-section.ts";
import type { Workflow } from "../workflow.ts";
import { pathBelow } from "./house-dialect.ts";

/** An entry that looks like a sweep, and how many values it has, where they can be counted. */
export type UnreadSweep = {
  readonly entry: MapEntry;
  readonly path: string;
  readonly values: number | undefined;
};

/** Sweeps that one mapping holds and nobody reads; `path` is the mapping's. */
export type UnreadMapping = {
  readonly map: MapValue;
  readonly path: string;
  readonly sweeps: readonly UnreadSweep[];
};

/** Where the walk is: which rules look here (spec page 7, "The sentinel"). */
export type Lookout = {
  readonly path: string;
  /** Below a key that promises a sweep (rules 1 and 5). */
  readonly promised: boolean;
  /** Below a key whose lists of numbers are seldom settings (rules 4 and 5), or in plain parameters. */
  readonly numbers: "ignored" | "looked at" | "without exceptions";
};

const promising =
  /(?:^|_)(?:grids?|sweeps?|spaces?|ranges|bounds|matrix|expansions|param_overrides|optimize|hyperparameters)$/;
const alternatives = /(?:^|_)(?:profiles|models|variants|scenarios|alternatives)$/;
const ofParameters = /^(?:parameters|params|strategy_params)$/;
const ofNumbers = /^(?:strategy|strategies|broker|costs|fees|classifiers)$/;
const settings =
  /^(?:symbols|timeframes|features|indicators|metrics|columns|dates|weights|percentiles|levels|horizons|periods|windows|events|sessions|walk_forward)$/;
const sections = /^(?:risk|execution|portfolio)(?:_config)?$/;
const spelled = /^\s*(?:range|choice|interval|linspace|logspace|arange)\s*\(/;
const number = String.raw`\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*`;
const numbersBetween = new RegExp(`^${number}(?:,${number})+$|^${number}:${number}:${number}$`);
const thousands = /^[^,]*,\d{3}(?:\.\d+)?\s*$/;
const bounds = [
  ["low", "min_value", "start", "min"],
  ["high", "max_value", "stop", "end", "max"],
] as const;

/**
 * Finds what looks like a sweep and was read by nobody, below a mapping, and notes it for each mapping
 * that directly holds such entries. What readers have claimed is not looked at, nor below.
 */
export function findUnreadSweeps(state: ReadingState, map: MapValue, at: Lookout): void {
  const sweeps: UnreadSweep[] = [];
  for (const entry of map.entries.values()) {
    const path = pathBelow(at.path, entry.key);
    if (state.claims.has(entry.value) || state.house.values.has(path)) continue;
    const below = lookoutBelow(at, path, entry.key);
    const size = sizeOfSweep(entry, below);
    if (size === "none") findInside(state, entry.value, below);
    else sweeps.push({ entry, path, values: size === "unknown" ? undefined : size });
  }
  if (sweeps.length > 0) state.unread.push({ map, path: at.path, sweeps });
}

function findInside(state: ReadingState, value: Value, at: Lookout): void {
  if (value.type === "map") findUnreadSweeps(state, value, at);
  if (value.type !== "list") return;
  for (const [i, item] of value.items.entries()) {
    const path = `${at.path}[${i}]`;
    if (!state.claims.has(item) && !state.house.values.has(path)) {
      findInside(state, item, { ...at, path });
    }
  }
}

/** What is looked for below a key. */
function lookoutBelow(at: Lookout, path: string, key: Value): Lookout {
  const name = keyText(key).toLowerCase();
  const promised = at.promised || promising.test(name);
  if (sections.test(name)) return { path, promised, numbers: "ignored" };
  if (ofParameters.test(name)) return { path, promised, numbers: "without exceptions" };
  if (at.numbers === "without exceptions") return { path, promised, numbers: at.numbers };
  if (settings.test(name)) return { path, promised, numbers: "ignored" };
  return { path, promised, numbers: ofNumbers.test(name) ? "looked at" : at.numbers };
}

/** How many values a value seems to sweep over. */
function sizeOfSweep({ key, value }: MapEntry, at: Lookout): number | "unknown" | "none" {
  const looked = at.numbers !== "ignored";
  switch (value.type) {
    case "list": {
      const { items } = value;
      if (items.length < 2) return "none";
      if (at.promised && items.every(isScalar)) return items.length;
      if (looked && items.every(isNumber)) return items.length;
      const isChoice = alternatives.test(keyText(key).toLowerCase());
      return isChoice && items.every(({ type }) => type === "map") ? items.length : "none";
    }
    case "map":
      return sizeOfMapping(value, at);
    case "text": {
      if (spelled.test(value.value)) return countIn(value.value);
      const isList = (looked || at.promised) && numbersBetween.test(value.value);
      return isList && !thousands.test(value.value) ? countIn(value.value) : "none";
    }
    case "int":
    case "float":
    case "bool":
    case "null":
    case "date":
    case "binary":
    case "set":
      return "none";
  }
}

function sizeOfMapping(map: MapValue, { promised }: Lookout): number | "unknown" | "none" {
  const [low, high] = bounds.map((names) => entryOfAny(map, names)?.value);
  const step = entryOf(map, "step")?.value;
  if (low && high && step) return countSteps(low, high, step) ?? "unknown";
  if (!promised) return "none";
  const list = entryOfAny(map, ["values", "choices", "options"])?.value;
  if (list) return list.type === "list" ? list.items.length : "unknown";
  return entryOf(map, "min") && entryOf(map, "max") ? "unknown" : "none";
}

function entryOfAny(map: MapValue, names: readonly string[]): MapEntry | undefined {
  for (const name of names) {
    const entry = entryOf(map, name);
    if (entry) return entry;
  }
  return undefined;
}

function countSteps(low: Value, high: Value, step: Value): number | undefined {
  const [from = Number.NaN, to = Number.NaN, by = Number.NaN] = [low, high, step].map((value) =>
    value.type === "int" || value.type === "float" ? Number(value.value) : Number.NaN,
  );
  const count = Math.floor((to - from) / by + 1e-9) + 1;
  return Number.isFinite(count) && count > 0 ? count : undefined;
}

/** The numbers of a list in a text; a text that computes its values does not tell how many. */
function countIn(text: string): number | "unknown" {
  if (/^\s*choice\s*\([^()]*\)\s*$/.test(text)) return text.split(",").length;
  return numbersBetween.test(text) && text.includes(",") ? text.split(",").length : "unknown";
}

function isNumber({ type }: Value): boolean {
  return type === "int" || type === "float";
}

function isScalar({ type }: Value): boolean {
  return type !== "list" && type !== "map" && type !== "set";
}

/** Makes the diagnostics of all that was found; their fixes look at the text as it is now. */
export function tellSweeps(state: ReadingState): void {
  for (const { map, path, sweeps } of state.unread) {
    const [first, ...others] = sweeps;
    if (!first) continue;
    for (const { entry } of sweeps) state.uses.push({ value: entry.value, use: "not understood" });
    const sizes = sweeps.map(({ values }) => (values === undefined ? "?" : String(values)));
    const names = sweeps.map(({ entry }) => `\`${keyText(entry.key)}\``);
    const isAlone = others.length === 0 || path === "";
    const subject = isAlone ? first.path : path;
    const words = [
      subject,
      sizes.join(" × "),
      others.length === 0 ? "" : names.join(", "),
    ] as const;
    const related = others.map(({ entry }) => ({
      range: entry.key.range,
      message: "and this one",
    }));
    const fixes = state.advice?.sweepFixes(state, map, path, sweeps) ?? [];
    const at = { path: subject, range: first.entry.key.range };
    state.diagnostics.push(problem("sweep-not-read", at, [...words], { related, fixes }));
  }
}

function factorOf(sweeps: readonly UnreadSweep[]): bigint | undefined {
  let factor = 1n;
  for (const { values } of sweeps) {
    if (values === undefined) return undefined;
    factor *= BigInt(values);
  }
  return factor;
}

/** What unread sweeps come to, for the headline. */
export function sumUp(unread: ReadingState["unread"]): Workflow["unread"] {
  if (unread.length === 0) return undefined;
  let factor: bigint | undefined = 1n;
  for (const { sweeps } of unread) {
    const one = factorOf(sweeps);
    factor = factor === undefined || one === undefined ? undefined : factor * one;
  }
  return { count: unread.length, factor };
}
