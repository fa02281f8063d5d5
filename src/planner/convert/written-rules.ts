import { at } from "../../text/collections.ts";
import type { Value } from "../../yaml/value.ts";
import { nameIdentity } from "../rules/expression.ts";
import type { RulesReading } from "../rules/read-rules.ts";
import type { Constraint, Exclusion, Rule } from "../rules/rule.ts";
import { listOf, mapOf, section, textOf, type Member } from "./build.ts";
import type { GridKeys } from "./grid-keys.ts";

type Renamed = GridKeys["renamed"];

/** The rules of a document as members of `optimization`, by the names that the grid has now. */
export function writtenRules(
  { rules, onResults }: RulesReading,
  renamed: Renamed,
): readonly Member[] {
  const writtenUnder = (name: string): readonly Value[] =>
    rules.flatMap((rule) => (nameOf(rule) === name ? writtenRule(rule, renamed) : []));
  return [
    section("constraints", listOf([...writtenUnder("constraints"), ...onResults])),
    section("exclude", listOf(writtenUnder("exclude"))),
  ];
}

function nameOf({ path }: Rule): string | undefined {
  return /(?:^|\.)(constraints|exclude)(?:\[\d+\])?$/.exec(path)?.[1];
}

function writtenRule(rule: Rule, renamed: Renamed): Value {
  switch (rule.type) {
    case "broken":
      return rule.element;
    case "constraint":
      return writtenConstraint(rule, renamed);
    case "exclusion":
      return writtenExclusion(rule, renamed);
  }
}

function writtenConstraint({ text, references }: Constraint, renamed: Renamed): Value {
  const places = references
    .flatMap(({ segments, ranges }) => {
      const name = renamed.get(nameIdentity(segments));
      return name ? ranges.map((range) => ({ range, name: spellName(name) })) : [];
    })
    .toSorted((a, b) => b.range.start - a.range.start);
  return textOf(
    places.reduce(
      (written, { range, name }) => written.slice(0, range.start) + name + written.slice(range.end),
      text,
    ),
  );
}

function writtenExclusion({ written, conditions }: Exclusion, renamed: Renamed): Value {
  const entries = [...written.entries.values()];
  return mapOf(
    entries.map(({ key, value }, i): Member => {
      const name = renamed.get(nameIdentity(at(conditions, i).reference.segments));
      return [name ? spellName(name) : key, value];
    }),
  );
}

/** A name of a rule; what is no plain word, or is one of the language, stands in backquotes. */
function spellName(segments: readonly string[]): string {
  return segments
    .map((segment) =>
      /^[A-Za-z_]\w*$/.test(segment) && !words.has(segment) ? segment : `\`${segment}\``,
    )
    .join(".");
}

const words = new Set("and or not in true false null True False None abs min max".split(" "));
