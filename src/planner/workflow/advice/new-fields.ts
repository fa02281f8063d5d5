import { nowhere } from "../../../text/source-range.ts";
import { shorten } from "../../../yaml/quote-value.ts";
import {
  keyText,
  textKey,
  type MapValue,
  type TextValue,
  type Value,
} from "../../../yaml/value.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { remark } from "../../later-diagnostic.ts";
import type { Declaring } from "../axes/alternatives.ts";
import { sectionRoles, targetsByKey, type AxisTarget } from "../axis-target.ts";
import type { ReadingState } from "../read-section.ts";
import { declaredFields, type DeclaredFields } from "./declared-fields.ts";
import { misspeltKey, renameFix } from "./did-you-mean.ts";
import { declareField } from "./fixes/declare-field.ts";

const gridPath = "optimization.parameter_grids";

/**
 * Tells dotted grid keys that make a field beside the one they mean: they multiply the combinations,
 * and what they were to vary stays as it is (spec page 8, C). A field is there when a section or a
 * strategy declares it, or when it is known; one that is nearly there is misspelt.
 */
export function tellNewFields(state: ReadingState, map: MapValue, declared: Declaring): void {
  const entries = [...map.entries.values()];
  if (!entries.some(({ key }) => key.type === "text" && key.value.includes("."))) return;
  const fields = declaredFields(declared);
  const find = targetsByKey(declared);
  for (const { key, value } of entries) {
    if (key.type !== "text" || !key.value.includes(".")) continue;
    const target = find(key.value, key.range);
    if (!target || fields.declares(target) || fields.knows(target)) continue;
    const head = key.value.slice(0, -pathText(target.path).length - 1);
    const targetOf = (other: string): AxisTarget | undefined =>
      map.entries.has(textKey(other)) ? undefined : find(other, nowhere);
    const newField: NewField = { state, map, key, value, target, head, fields, targetOf };
    state.diagnostics.push(misspelt(newField) ?? created(newField));
  }
}

/** A key whose field is not there, and where others would write. */
type NewField = {
  readonly state: ReadingState;
  /** The grid. */
  readonly map: MapValue;
  readonly key: TextValue;
  /** The axis as it is written. */
  readonly value: Value;
  readonly target: AxisTarget;
  /** What stands before the field: `risk`, `momentum.risk`, `strategy.parameters`. */
  readonly head: string;
  readonly fields: DeclaredFields;
  /** The place of another key, unless the grid has that key too. */
  readonly targetOf: (key: string) => AxisTarget | undefined;
};

function pathText(path: readonly Value[]): string {
  return path.map(keyText).join(".");
}

function placeOf({ key }: NewField): { readonly path: string; readonly range: TextValue["range"] } {
  return { path: `${gridPath}.${key.value}`, range: key.range };
}

/** An error where it is plain what is meant, or that nothing can be. */
function misspelt(newField: NewField): Diagnostic | undefined {
  const { state, key, target, head, fields, targetOf } = newField;
  const names = target.path.map(keyText);
  const report = (reason: string, meant: readonly string[]): Diagnostic => {
    const renamed = [head, ...meant].join(".");
    const place = meant.length > 0 ? targetOf(renamed) : undefined;
    const advice = place ? `; did you mean \`${shorten(renamed)}\`?` : "";
    // a fix leads to a field that is there
    const isThere = place && (fields.declares(place) || fields.knows(place));
    const fixes = isThere ? renameFix(state, key, renamed) : [];
    const words = [shorten(key.value), reason, advice] as const;
    return remark("misspelt-field", placeOf(newField), [...words], { fixes });
  };
  if (names.includes("")) {
    return report(
      "has a dot with no name after it",
      names.filter((name) => name !== ""),
    );
  }
  const [first = "", ...below] = names;
  const last = head.slice(head.lastIndexOf(".") + 1);
  const isRepeated = first === last || first === `${last}_config` || first === head;
  const depth = fields.depthOf(target);
  if (depth === 0 && below.length > 0 && isRepeated)
    return report(`says \`${shorten(first)}\` twice`, below);
  const name = names[depth] ?? "";
  const near = misspeltKey(name, fields.namesAfter(target, depth));
  if (near === undefined) return undefined;
  return report(`makes a field \`${shorten(name)}\` beside \`${near}\``, names.with(depth, near));
}

/**
 * A warning: with the key that writes a field of that name where there is one, else with the field in
 * the base section, which the grid's values take the place of.
 */
function created(newField: NewField): Diagnostic {
  const { state, map, key, value, target } = newField;
  const meant = elsewhere(newField);
  const advice = meant === undefined ? "" : `; to sweep the one that is there, write \`${meant}\``;
  const place = target.role === "strategy" ? "the strategies' parameters" : target.role;
  const words = [shorten(key.value), shorten(pathText(target.path)), place, advice] as const;
  const fixes =
    meant === undefined
      ? declareField(state, map, target, value)
      : renameFix(state, key, meant).map((fix) => ({ ...fix, title: `Sweep \`${meant}\`` }));
  return remark("creates-field", placeOf(newField), [...words], { fixes });
}

/** A key for a field of the same name at another place: a declared one, or else one that is known. */
function elsewhere({ target, head, fields, targetOf }: NewField): string | undefined {
  const field = pathText(target.path);
  const [first, ...below] = target.path;
  const inner = below.length > 0 ? pathText(below) : undefined;
  const name = nameIn(head, target);
  const before = name === undefined ? "" : `${name}.`;
  const candidates = [
    ...(inner !== undefined && first && target.role !== "strategy"
      ? [`${keyText(first)}.${target.role}.${inner}`]
      : []),
    ...(inner === undefined ? [] : [field]),
    ...sectionRoles.map((role) => `${before}${role}.${field}`),
    `${name ?? "strategy"}.${field}`,
  ].flatMap((candidate) => {
    const place = targetOf(candidate);
    return place ? [{ candidate, place }] : [];
  });
  const found =
    candidates.find(({ place }) => fields.declares(place)) ??
    candidates.find(({ place }) => fields.knows(place));
  return found?.candidate;
}

/** The strategy that a key begins with; `undefined` where it means all of them. */
function nameIn(head: string, { role }: AxisTarget): string | undefined {
  const words = role === "strategy" ? ["parameters", "params"] : [role, `${role}_config`];
  const word = words.find((each) => head.endsWith(`.${each}`));
  const name = word === undefined ? head : head.slice(0, -word.length - 1);
  return name === "strategy" || name === role ? undefined : name;
}
