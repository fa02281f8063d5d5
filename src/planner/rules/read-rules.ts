import { quoteValue, shorten, showControls } from "../../yaml/quote-value.ts";
import { entryOf, keyText, type MapValue, type TextValue, type Value } from "../../yaml/value.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { remark } from "../later-diagnostic.ts";
import { configText } from "../sharing/canonical/config-text.ts";
import { referencesIn } from "./expression.ts";
import { parseExpression } from "./parse-expression.ts";
import { rangeInDocument } from "./range-in-document.ts";
import type { Condition, Rule } from "./rule.ts";

/** What a document says about combinations that are not to run. */
export type RulesReading = {
  /** Constraints, then exclusions, each as written; broken ones at their place. */
  readonly rules: readonly Rule[];
  /** Mappings that limit results, which nobody knows before a run. */
  readonly onResults: readonly Value[];
  readonly diagnostics: readonly Diagnostic[];
};

type Reading = {
  /** The text of the document. */
  readonly source: string;
  readonly rules: Rule[];
  readonly onResults: Value[];
  readonly diagnostics: Diagnostic[];
};

/** A value under one of the keys of rules, or one of its elements. */
type Place = { readonly path: string; readonly value: Value };
type Section = Place & { readonly name: string };
type Element = Section & { readonly isInList: boolean };

const mostRules = 100;
const expressionTypes: ReadonlySet<string> = new Set(["expression", "relational"]);
const constraintForms =
  'an expression such as "fast_period < slow_period" is expected, or {type: expression, expression: "…"}';
const exclusionForm = "a mapping such as {execution.venue: c, mode: short} is expected";

/** Reads `constraints` and `exclude`, under `optimization` and at the root (spec page 7). */
export function readRules(root: MapValue, source: string): RulesReading {
  const reading: Reading = { source, rules: [], onResults: [], diagnostics: [] };
  const sections = sectionsIn(root);
  const elements = ["constraints", "exclude"].flatMap((name) =>
    sections.filter((section) => section.name === name).flatMap(elementsOf),
  );
  for (const element of elements) {
    if (isOnResults(element)) reportOnResults(reading, element);
    else if (reading.rules.length < mostRules) readElement(reading, element);
    else {
      reading.diagnostics.push(tooManyRules(element));
      break;
    }
  }
  for (const section of sections) if (section.name === "include") refuseInclude(reading, section);
  const { rules, onResults, diagnostics } = reading;
  return { rules, onResults, diagnostics };
}

/** The sections that may hold rules, in written order. */
function sectionsIn(root: MapValue): readonly Section[] {
  return Array.from(root.entries.values()).flatMap(({ key, value }): readonly Section[] => {
    const name = key.type === "text" ? key.value : "";
    if (name === "optimization" && value.type === "map") {
      return Array.from(value.entries.values(), (entry) => {
        const inner = keyText(entry.key);
        return { name: inner, path: `${name}.${inner}`, value: entry.value };
      });
    }
    const section = { name, path: name, value };
    const isRules = (name === "constraints" || name === "exclude") && looksLikeRules(section);
    return isRules ? [section] : [];
  });
}

/** At the root, other things have such names too: symbols to exclude, numbers that bind. */
function looksLikeRules(section: Section): boolean {
  return elementsOf(section).some(
    ({ value: { type } }) => type === "map" || (type === "text" && section.name === "constraints"),
  );
}

/** One element instead of a list is a list of one; nothing is an empty one. */
function elementsOf(section: Section): readonly Element[] {
  const { path, value } = section;
  if (value.type === "null") return [];
  if (value.type !== "list") return [{ ...section, isInList: false }];
  return value.items.map((item, i) => {
    return { ...section, path: `${path}[${i}]`, value: item, isInList: true };
  });
}

/** Whether a constraint speaks of what a run gives: a mapping without an expression, that says something. */
function isOnResults({ name, value, isInList }: Element): boolean {
  if (name !== "constraints" || value.type !== "map") return false;
  if (value.entries.size === 0) return !isInList;
  return !isExpressionMapping(value) && (isTyped(value) || !entryOf(value, "expression"));
}

function isTyped(map: MapValue): boolean {
  return entryOf(map, "type") !== undefined;
}

function isExpressionMapping(map: MapValue): boolean {
  const type = entryOf(map, "type")?.value;
  return type?.type === "text" && expressionTypes.has(type.value);
}

function reportOnResults(reading: Reading, { path, value }: Element): void {
  reading.onResults.push(value);
  const at = { path, range: value.range };
  reading.diagnostics.push(remark("rule-on-results", at, [path, quoteValue(value)]));
}

function tooManyRules({ path, value }: Element): Diagnostic {
  const words = [`${mostRules} rules`, `those from \`${path}\` on are not read`] as const;
  return remark("rule-too-large", { path, range: value.range }, [...words]);
}

function readElement(reading: Reading, element: Element): void {
  const { name, value } = element;
  if (name === "exclude") readExclusion(reading, element);
  else if (value.type === "text") readExpression(reading, element, value);
  else if (value.type === "map") readExpressionMapping(reading, element, value);
  else refuseShape(reading, element, constraintForms);
}

function readExpressionMapping(reading: Reading, place: Place, map: MapValue): void {
  const expression = entryOf(map, "expression")?.value;
  if (expression?.type === "text" && isExpressionMapping(map)) {
    return readExpression(reading, place, expression);
  }
  const isUntyped = expression && !isTyped(map);
  const expected = isUntyped
    ? "`type: expression` is missing beside its `expression`"
    : 'its `expression` must be a text such as "fast < slow"';
  refuseShape(reading, place, map.entries.size === 0 ? constraintForms : expected);
}

function readExpression(reading: Reading, place: Place, written: TextValue): void {
  const { path, value: element } = place;
  const text = written.value;
  if (text.trim() === "") return refuseShape(reading, { path, value: written }, constraintForms);
  const parsed = parseExpression(text);
  if (parsed.ok) {
    const { expression } = parsed;
    const references = referencesIn(expression, text);
    reading.rules.push({
      type: "constraint",
      text,
      path,
      written,
      element,
      expression,
      references,
    });
    return;
  }
  reading.rules.push({ type: "broken", text, path, written, element });
  const range = rangeInDocument(written, reading.source, parsed.problem.range);
  const found = parsed.problem;
  reading.diagnostics.push(
    found.code === "rule-syntax"
      ? remark(found.code, { path, range }, [inCode(text), path, found.reason])
      : remark(found.code, { path, range }, [found.most, `\`${path}\` has ${found.size}`]),
  );
}

function readExclusion(reading: Reading, place: Place): void {
  const { path, value } = place;
  if (value.type !== "map" || value.entries.size === 0) {
    return refuseShape(reading, place, exclusionForm);
  }
  const conditions: Condition[] = [];
  for (const { key, value: excluded } of value.entries.values()) {
    if (key.type !== "text") {
      return refuseShape(reading, place, `the name ${quoteValue(key)} must be a text`);
    }
    const values = excluded.type === "list" ? excluded.items : [excluded];
    const reference = { segments: segmentsOf(key.value), text: key.value, ranges: [] };
    conditions.push({ key, reference, values });
  }
  const references = conditions.map(({ reference }) => reference);
  const text = dumped(value);
  reading.rules.push({
    type: "exclusion",
    text,
    path,
    written: value,
    element: value,
    conditions,
    references,
  });
}

/** A key names what a name of an expression does, and needs no backquotes around odd segments. */
function segmentsOf(key: string): readonly string[] {
  if (!/^(?:`[^`]+`|[^.`]+)(?:\.(?:`[^`]+`|[^.`]+))*$/.test(key)) return [key];
  return Array.from(key.matchAll(/`([^`]+)`|[^.`]+/g), ([plain, quoted]) => quoted ?? plain);
}

function refuseInclude(reading: Reading, { path, value }: Section): void {
  const advice =
    "a rule only drops; write an entry in `strategies`, or a longer list, for what is to be added";
  reading.diagnostics.push(syntaxProblem(path, value, advice));
}

function refuseShape(reading: Reading, { path, value }: Place, expected: string): void {
  const text = value.type === "text" ? value.value : dumped(value);
  reading.rules.push({ type: "broken", text, path, written: value, element: value });
  reading.diagnostics.push(syntaxProblem(path, value, expected));
}

function syntaxProblem(path: string, value: Value, reason: string): Diagnostic {
  return remark("rule-syntax", { path, range: value.range }, [
    inCode(quoteValue(value)),
    path,
    reason,
  ]);
}

/** A rule between backquotes, unless it has some of its own. */
function inCode(text: string): string {
  const short = showControls(shorten(text));
  return short.includes("`") ? short : `\`${short}\``;
}

/** What Python's `json.dumps` prints, which escapes all but ASCII. */
function dumped(value: Value): string {
  return configText(value).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
