import { describe, expect, it } from "vitest";
import { applyEdits } from "../../text/source-range.ts";
import { readYaml } from "../../yaml/read-yaml.ts";
import { rangeInDocument } from "./range-in-document.ts";
import { readRules, type RulesReading } from "./read-rules.ts";

function read(text: string): RulesReading {
  const { value } = readYaml(text, "pyyaml");
  if (value?.type !== "map") throw new Error("no mapping");
  return readRules(value, text);
}

/** The rules of a document: kind, place and text. */
const rulesOf = (text: string) =>
  read(text).rules.map((rule) => `${rule.type} ${rule.path} ${rule.text}`);
/** What is said of a document: code, place and the stretch of the text that is marked. */
const saidOf = (text: string) =>
  read(text).diagnostics.map(
    ({ code, path, range }) => `${code} ${path} ${text.slice(range.start, range.end)}`,
  );

describe("rules are read", () => {
  it.each([
    [
      "optimization: {constraints: [a < b, 'b < c']}",
      [
        "constraint optimization.constraints[0] a < b",
        "constraint optimization.constraints[1] b < c",
      ],
    ],
    ["optimization: {constraints: a < b}", ["constraint optimization.constraints a < b"]],
    ["constraints: [a < b]", ["constraint constraints[0] a < b"]],
    ["constraints: a < b", ["constraint constraints a < b"]],
    [
      "optimization: {constraints: [{type: expression, expression: a < b}, {expression: b < c, type: relational}]}",
      [
        "constraint optimization.constraints[0] a < b",
        "constraint optimization.constraints[1] b < c",
      ],
    ],
    ["constraints: {type: expression, expression: a < b}", ["constraint constraints a < b"]],
    [
      "optimization: {exclude: [{a: 1, risk.x: [b, c]}]}",
      ['exclusion optimization.exclude[0] {"a": 1, "risk.x": ["b", "c"]}'],
    ],
    ["optimization: {exclude: {a: 1}}", ['exclusion optimization.exclude {"a": 1}']],
    [
      "exclude: {a: é😀, b: 1.0e-5, c: true, d: null}",
      [String.raw`exclusion exclude {"a": "\u00e9\ud83d\ude00", "b": 1e-05, "c": true, "d": null}`],
    ],
    [
      "exclude: [{a: 1}]\noptimization: {exclude: [{b: 1}], constraints: [b < c]}\nconstraints: [c < d]",
      [
        "constraint optimization.constraints[0] b < c",
        "constraint constraints[0] c < d",
        'exclusion exclude[0] {"a": 1}',
        'exclusion optimization.exclude[0] {"b": 1}',
      ],
    ],
    ["optimization: {constraints: [], exclude: }\nconstraints:", []],
    ["strategies: [{constraints: [a < b]}]\nrisk: {exclude: [{a: 1}]}", []],
  ])("of %j", (text, rules) => {
    expect([rulesOf(text), saidOf(text)]).toEqual([rules, []]);
  });

  it("with the names that an exclusion speaks of, dots dividing them", () => {
    const [rule] = read(
      "exclude: {a: 1, risk.stop-loss: 2, '`a.b`.c d': 3, .5: 4, a..b: 5}".replace(".5:", "'.5':"),
    ).rules;
    expect(rule?.type === "exclusion" && rule.references.map(({ segments }) => segments)).toEqual([
      ["a"],
      ["risk", "stop-loss"],
      ["a.b", "c d"],
      [".5"],
      ["a..b"],
    ]);
  });

  // nobody but these speaks of rules at the root
  it.each([
    "constraints: [1, 2]",
    "exclude: [AAPL, MSFT]",
    "exclude: weekends",
    "constraints: 5",
    "include: [a.yaml]",
  ])("and %j at the root is left to others", (text) => {
    expect([rulesOf(text), saidOf(text), read(text).onResults]).toEqual([[], [], []]);
  });
});

describe("limits of results", () => {
  it.each([
    [
      "optimization: {constraints: [{metric: sharpe, min: 1}, {type: min_weight, value: 0.1}]}",
      [
        "optimization.constraints[0] {metric: sharpe, min: 1}",
        "optimization.constraints[1] {type: min_weight, value: 0.1}",
      ],
    ],
    [
      "optimization: {constraints: {max_drawdown: 0.2}}",
      ["optimization.constraints {max_drawdown: 0.2}"],
    ],
    ["constraints: {max_weight: 0.2}", ["constraints {max_weight: 0.2}"]],
    [
      "constraints: [{target: TotalPerformance.PortfolioStatistics.Drawdown, operator: less, target-value: 0.25}]",
      [
        "constraints[0] {target: TotalPerformance.PortfolioStatistics.Drawdown, operator: less, target-value: 0.25}",
      ],
    ],
  ])("of %j are a hint, and drop nothing", (text, said) => {
    const { rules, onResults } = read(text);
    expect([rules, saidOf(text)]).toEqual([[], said.map((one) => `rule-on-results ${one}`)]);
    expect(onResults).toHaveLength(said.length);
  });
});

describe("what is no rule", () => {
  it.each([
    [
      "optimization: {constraints: [5]}",
      "5",
      "`5` of `optimization.constraints[0]` cannot be read: an expression such as",
    ],
    [
      "optimization: {constraints: [[a < b]]}",
      "[a < b]",
      '`["a < b"]` of `optimization.constraints[0]` cannot be read: an expression',
    ],
    ["optimization: {constraints: [true]}", "true", "an expression such as"],
    ["optimization: {constraints: [{}]}", "{}", "an expression such as"],
    ["optimization: {constraints: ['  ']}", "'  '", "an expression such as"],
    ["optimization: {constraints: 7}", "7", "an expression such as"],
    [
      "optimization: {constraints: [{type: expression}]}",
      "{type: expression}",
      "its `expression` must be a text",
    ],
    [
      "optimization: {constraints: [{type: relational, expression: 5}]}",
      "{type: relational, expression: 5}",
      "its `expression` must be a text",
    ],
    [
      "optimization: {constraints: [{expression: a < b}]}",
      "{expression: a < b}",
      "`type: expression` is missing",
    ],
    [
      "optimization: {exclude: [a < b]}",
      "a < b",
      "a mapping such as {execution.venue: c, mode: short}",
    ],
    ["optimization: {exclude: [{}]}", "{}", "a mapping such as"],
    ["exclude: [{a: 1}, 5]", "5", "a mapping such as"],
    ["exclude: {5: 1}", "{5: 1}", "the name 5 must be a text"],
    ["constraints: [a < b, 5]", "5", "an expression such as"],
  ])("%j is an error", (text, marked, reason) => {
    const { rules, diagnostics } = read(text);
    const said = diagnostics.map(({ code, blocking, message, range }) => [
      code,
      blocking,
      text.slice(range.start, range.end),
      message.includes(reason),
    ]);
    expect(said).toEqual([["rule-syntax", true, marked, true]]);
    expect(rules.filter(({ type }) => type === "broken")).toHaveLength(1);
  });

  it("adds nothing: `include` is refused", () => {
    const { rules, diagnostics } = read("optimization: {include: [{a: 5}]}");
    expect([rules, diagnostics.map(({ code }) => code)]).toEqual([[], ["rule-syntax"]]);
    expect(diagnostics[0]?.message).toContain("write an entry in `strategies`, or a longer list");
  });

  it("names the rule, what was found and what would be right", () => {
    expect(read("constraints: [fast = slow]").diagnostics[0]?.message).toBe(
      "the rule `fast = slow` of `constraints[0]` cannot be read: found `=`; to compare, write `==`",
    );
  });

  it("keeps its place among the others", () => {
    expect(rulesOf("constraints: [a <, a < b]\nexclude: [{}, {a: 1}]")).toEqual([
      "broken constraints[0] a <",
      "constraint constraints[1] a < b",
      "broken exclude[0] {}",
      'exclusion exclude[1] {"a": 1}',
    ]);
  });
});

describe("a problem is marked in the document", () => {
  it.each([
    ["constraints: [a = b]", "="],
    ["constraints:\n  - a < b == = c # why\n", "="],
    ["constraints: ['a = b']", "="],
    ['constraints: ["a = b"]', "="],
    ["constraints: [{type: expression, expression: 'a = b'}]", "="],
    // where the text reads otherwise than it is written, the whole scalar
    ["constraints: ['a == ''x'' = b']", "'a == ''x'' = b'"],
    [String.raw`constraints: ["a == \"x\" = b"]`, String.raw`"a == \"x\" = b"`],
    ["constraints:\n  - a <\n    b = c\n", "a <\n    b = c"],
  ])("of %j at %j", (text, marked) => {
    const [{ range } = { range: { start: 0, end: 0 } }] = read(text).diagnostics;
    expect(text.slice(range.start, range.end)).toBe(marked);
  });

  it("where its names stand, so that renaming them there renames them in the rule", () => {
    const text = "constraints: ['fast < slow and fast > 2']";
    const [rule] = read(text).rules;
    if (rule?.type !== "constraint") throw new Error("no constraint");
    const ranges = rule.references[0]?.ranges ?? [];
    const edits = ranges.map((range) => ({
      range: rangeInDocument(rule.written, text, range),
      text: "fast_period",
    }));
    expect(applyEdits(text, edits)).toBe("constraints: ['fast_period < slow and fast_period > 2']");
  });
});

it("takes 100 rules, and says that the others are none", () => {
  const text = (n: number) => `constraints: [${"a < b, ".repeat(n - 1)}a < b]\nexclude: {a: 1}`;
  expect([read(text(99)).rules.length, saidOf(text(99))]).toEqual([100, []]);
  expect(saidOf(`constraints: [${"a < b, ".repeat(100)}{metric: x}]`)).toEqual([
    "rule-on-results constraints[100] {metric: x}",
  ]);
  expect(read(text(100)).rules).toHaveLength(100);
  expect(saidOf(text(100))).toEqual(["rule-too-large exclude {a: 1}"]);
});

it("says the limit of rules, and from where on they are not read", () => {
  const { diagnostics } = read(`constraints: [${"a < b, ".repeat(101)}a < b]`);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    "limit of 100 rules: those from `constraints[100]` on are not read",
  ]);
});

it("says the limit, the rule and its size", () => {
  const { diagnostics } = read(`constraints: ["${"a".repeat(1001)}"]`);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    "limit of 1,000 characters a rule: `constraints[0]` has 1,001",
  ]);
});
