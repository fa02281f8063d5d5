import { grouped } from "../../text/count-text.ts";
import type { Fix } from "../../text/diagnostic.ts";
import { copyRange, type TextEdit } from "../../text/source-range.ts";
import { showControls, shorten } from "../../yaml/quote-value.ts";
import { keyText, type Value } from "../../yaml/value.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { remark } from "../later-diagnostic.ts";
import type { RuleFigures } from "../model.ts";
import type { Reference } from "../rules/expression.ts";
import { rangeInDocument } from "../rules/range-in-document.ts";
import { describeRefusal, type Refusal } from "../rules/refusal.ts";
import { similarKey } from "../workflow/advice/did-you-mean.ts";
import { sectionRoles } from "../workflow/axis-target.ts";
import type { Strategy, Workflow } from "../workflow/workflow.ts";
import type { LaneAxis } from "./name-reader.ts";
import { allGroupsLimit, groupLimit, type Outcomes, type SoundRule } from "./rule-table.ts";

/** A rule with what it says of each strategy. */
export type SaidOfRule = { readonly rule: SoundRule; readonly outcomes: readonly Outcomes[] };

/** What there is to say about rules that could be computed. */
export function describeRules(
  workflow: Workflow,
  said: readonly SaidOfRule[],
  source: string,
): readonly Diagnostic[] {
  if (workflow.strategies.length === 0) return [];
  return said.flatMap(({ rule, outcomes }) => {
    const isReached = outcomes.some((one) => one.isReached);
    if (!isReached) return [describeAbsence(workflow, rule, source)];
    const refused = outcomes.find((one) => one.refusal)?.refusal;
    const ambiguous = outcomes.find((one) => one.ambiguity)?.ambiguity;
    const isIdle = rule.type === "exclusion" && outcomes.every(({ dropped }) => dropped === 0);
    return [
      ...(refused ? [describeRefused(rule, refused, source)] : []),
      ...(ambiguous ? [describeAmbiguity(rule, ambiguous, source)] : []),
      ...(isIdle && !ambiguous
        ? [exclusionProblem(rule, "no combination has these values together")]
        : []),
    ];
  });
}

/** That rules leave nothing: said at the one that drops most. */
export function describeNothingLeft(total: bigint, rules: readonly RuleFigures[]): Diagnostic {
  const [most] = rules.toSorted((a, b) => (a.drops > b.drops ? -1 : a.drops < b.drops ? 1 : 0));
  const dropping = rules.filter(({ drops }) => drops > 0n);
  const all = most?.drops === total ? inCode(most.text) : `these ${dropping.length} rules together`;
  const related = dropping
    .filter((rule) => rule !== most)
    .map((rule) => ({ range: rule.range, message: `drops ${grouped(rule.drops)}` }));
  const at = { path: most?.path ?? "", range: most?.range ?? { start: 0, end: 0 } };
  const subject = all.startsWith("`") ? `the rule ${all}` : all;
  return remark("rules-drop-all", at, [grouped(total), subject], { related });
}

/** That a rule couples more tuples than may be gone through. */
export function tooManyTuples(
  { grid }: Workflow,
  rule: SoundRule,
  axes: readonly LaneAxis[],
  strategy: Strategy,
  sizeOf: (axis: LaneAxis, strategy: Strategy) => number,
): Diagnostic {
  const lengths = axes.map((axis) => {
    const { key } = grid[axis] ?? strategy.parameters[axis - grid.length] ?? {};
    return `${key ? keyText(key) : ""} ${grouped(BigInt(sizeOf(axis, strategy)))}`;
  });
  const product = axes.reduce((all, axis) => all * BigInt(sizeOf(axis, strategy)), 1n);
  const isOneGroup = product > BigInt(groupLimit);
  const and = isOneGroup ? "" : " in one of the strategies";
  const found = `the rule ${inCode(rule.text)} couples ${lengths.join(" × ")} = ${grouped(product)}${and}; nothing is dropped`;
  const most = isOneGroup
    ? `${grouped(BigInt(groupLimit))} tuples of values that a rule couples`
    : `${grouped(BigInt(allGroupsLimit))} tuples of values that rules couple in all strategies`;
  return remark("rule-too-large", { path: rule.path, range: copyRange(rule.written.range) }, [
    most,
    found,
  ]);
}

function describeRefused(rule: SoundRule, refused: Refusal, source: string): Diagnostic {
  const words = [inCode(rule.text), describeRefusal(refused)] as const;
  const range =
    rule.type === "constraint"
      ? rangeInDocument(rule.written, source, refused.range)
      : copyRange(rule.written.range);
  const fixes = refused.values.some(({ type }) => type === "null")
    ? nullFixes(rule, refused, source)
    : [];
  return remark("rule-type", { path: rule.path, range }, [...words], { fixes });
}

/** `x == null or` before a rule that cannot compare `null`, where `x` is the only name it can be. */
function nullFixes(rule: SoundRule, { range, values }: Refusal, source: string): readonly Fix[] {
  if (rule.type !== "constraint") return [];
  const nullAt = values.findIndex(({ type }) => type === "null");
  const named = rule.references.filter(({ ranges }) =>
    ranges.some(({ start, end }) => start >= range.start && end <= range.end),
  );
  const reference = named[nullAt] ?? named[0];
  const insertion = editIn(rule, source, { start: 0, end: 0 }, `${reference?.text} == null or `);
  if (!reference || !insertion) return [];
  return [{ title: `Let \`${reference.text}: null\` pass`, edits: [insertion] }];
}

function describeAmbiguity(
  rule: SoundRule,
  { roles, reference }: NonNullable<Outcomes["ambiguity"]>,
  source: string,
): Diagnostic {
  const forms = roles.map((role) => `${role}.${reference.text}`);
  const words = [reference.text, roles.join(" and in "), inWords(forms)] as const;
  const fixes = forms.flatMap((form) => {
    const edits = renamed(rule, reference, form, source);
    return edits.length > 0 ? [{ title: `Write \`${form}\``, edits }] : [];
  });
  const range = rangeOf(rule, reference, source);
  return remark("rule-ambiguous", { path: rule.path, range }, [...words], { fixes });
}

function describeAbsence(workflow: Workflow, rule: SoundRule, source: string): Diagnostic {
  const names = namesIn(workflow);
  const missing = rule.references.filter(({ segments }) => !names.has(segments.join(".")));
  const absent = missing.length > 0 ? missing : rule.references;
  const suggestions = missing.flatMap((reference) => {
    const meant = similarKey(reference.segments.join("."), names);
    return meant === undefined ? [] : [{ reference, meant }];
  });
  const question = suggestions.map(({ meant }) => `; did you mean \`${meant}\`?`).join("");
  const listed = absent.map(({ text }) => `\`${text}\``).join(" and ");
  const reason = `${listed}${missing.length === 0 && absent.length > 1 ? " together" : ""}${question}`;
  if (rule.type === "exclusion") return exclusionProblem(rule, `no combination has ${reason}`);
  const fixes = suggestions.flatMap(({ reference, meant }) => {
    const edits = renamed(rule, reference, meant, source);
    return edits.length > 0 ? [{ title: `Rename to \`${meant}\``, edits }] : [];
  });
  const [first] = absent;
  const range = first ? rangeOf(rule, first, source) : copyRange(rule.written.range);
  return remark("rule-reaches-nothing", { path: rule.path, range }, [inCode(rule.text), reason], {
    fixes,
  });
}

function exclusionProblem({ path, written, text }: SoundRule, reason: string): Diagnostic {
  const at = { path, range: copyRange(written.range) };
  return remark("exclude-matches-nothing", at, [inCode(text), reason]);
}

/** What names may stand for anywhere in a document: keys of axes, and fields of sections. */
function namesIn({ grid, strategies, base }: Workflow): ReadonlySet<string> {
  const names = new Set<string>();
  const addFields = (value: Value): void => {
    if (value.type !== "map") return;
    for (const { key } of value.entries.values()) names.add(keyText(key));
  };
  for (const { fields } of grid) for (const { key } of fields) names.add(keyText(key));
  for (const { parameters, overrides } of strategies) {
    for (const { fields } of parameters) for (const { key } of fields) names.add(keyText(key));
    for (const role of sectionRoles) addFields(overrides[role]);
  }
  for (const role of sectionRoles) addFields(base[role]);
  return names;
}

/** Edits that put another name in place of one, wherever the rule has it. */
function renamed(
  rule: SoundRule,
  { ranges }: Reference,
  name: string,
  source: string,
): readonly TextEdit[] {
  const edits = ranges.map((range) => editIn(rule, source, range, name));
  return edits.every((edit) => edit !== undefined) ? edits : [];
}

/** An edit inside of the text of a rule; `undefined` where the text is not written as it reads. */
function editIn(
  rule: SoundRule,
  source: string,
  inside: { readonly start: number; readonly end: number },
  text: string,
): TextEdit | undefined {
  if (rule.type !== "constraint") return undefined;
  const whole = rangeInDocument(rule.written, source, { start: 0, end: rule.text.length });
  if (source.slice(whole.start, whole.end) !== rule.text) return undefined;
  return { range: { start: whole.start + inside.start, end: whole.start + inside.end }, text };
}

function rangeOf(rule: SoundRule, reference: Reference, source: string) {
  const [first] = reference.ranges;
  if (rule.type === "constraint" && first) return rangeInDocument(rule.written, source, first);
  if (rule.type === "exclusion") {
    const condition = rule.conditions.find((one) => one.reference === reference);
    if (condition) return copyRange(condition.key.range);
  }
  return copyRange(rule.written.range);
}

const inWords = (forms: readonly string[]): string =>
  forms.map((form) => `\`${form}\``).join(" or ");

function inCode(text: string): string {
  const short = showControls(shorten(text));
  return short.includes("`") ? short : `\`${short}\``;
}
