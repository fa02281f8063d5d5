import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../planner/analyze.ts";
import { createExplainer } from "../planner/answer/explainer.ts";
import { comparePlans } from "../planner/explain/compare/comparison.ts";
import { comparisonMarkdown } from "./comparison-markdown.ts";
import { describeText } from "./describe.ts";
import { codeSpan } from "./markdown-text.ts";
import { hasTooManyToList } from "./plan-json.ts";
import { planMarkdown } from "./plan-markdown.ts";
import { sharedOf, splitsOf } from "./sheet-facts.ts";
import { fitText } from "./text-width.ts";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const strategies = "strategies: [{type: a}]\n";
const gridOf = (axes: string): string =>
  `${strategies}optimization: {parameter_grids: {${axes}}}\n`;
const axesOf = (count: number, key: string): string =>
  numbers(count)
    .map((i) => `${key}${i}: [1, 2]`)
    .join(", ");

const markdownOf = (text: string): string =>
  planMarkdown(describeText(text, "pyyaml"), "plan.yaml");
/** The lines of one section of a plan's Markdown. */
function sectionOf(text: string, title: string): readonly string[] {
  return (markdownOf(text).split(`### ${title}\n`)[1]?.split("\n###")[0] ?? "").trim().split("\n");
}
const beginning = (lines: readonly string[], with_: string): readonly string[] =>
  lines.filter((line) => line.startsWith(with_));

describe("the Markdown of a plan", () => {
  it.each([19, 20, 21, 22])("names 20 fields that split, of %i", (count) => {
    const lines = sectionOf(gridOf(axesOf(count, "execution.f")), "What splits");
    const fields = beginning(lines, "| `f").map((line) => line.split("`")[1]);
    expect(fields).toEqual(numbers(Math.min(count, 20)).map((i) => `f${i}`));
    expect(beginning(lines, "and ")).toEqual(moreThan(20, count, "field", "fields"));
  });

  it.each([3, 4, 5])("names four values of a field, of %i", (count) => {
    const values = numbers(count).join(", ");
    const [row = ""] = beginning(sectionOf(gridOf(`slippage: [${values}]`), "What splits"), "| `");
    const named = numbers(Math.min(count, 4)).map((value) => `\`${value}\``);
    expect(row.split(" | ")[1]).toBe(`${named.join(", ")}${count > 4 ? `, … (${count})` : ""}`);
  });

  it.each([2, 3, 4])("names three causes, and three fields that are tied, of %i", (count) => {
    const named = numbers(Math.min(count, 3)).map((i) => `\`f${i}\``);
    const causes = markdownOf(gridOf(axesOf(count, "execution.f")));
    const more = count > 3 ? ["…"] : [];
    expect(causes).toContain(
      `execution containers: ${[...named.map((field) => `${field} ×2`), ...more].join(" · ")}**`,
    );
    const risk = (value: number): string =>
      numbers(count).reduceRight((fields, i) => `f${i}: ${value}, ${fields}`, `x: ${value}`);
    const tied = `strategies: [{type: a, risk: {${risk(1)}}}, {type: b, risk: {${risk(2)}}}]\n`;
    const [row] = sectionOf(tied, "What splits").filter((line) => line.startsWith("| `x`"));
    expect(row).toContain(`; tied with ${[...named, ...more].join(", ")} |`);
  });

  it.each([9, 10, 11, 12])("names ten containers of a role, of %i", (count) => {
    const lines = sectionOf(gridOf(`slippage: [${numbers(count).join(", ")}]`), "What is shared");
    const named = beginning(lines, "- `execution_").map((line) => line.split("`")[1]);
    expect(named).toEqual(numbers(Math.min(count, 10)).map((i) => `execution_${i}`));
    expect(beginning(lines, "and ")).toEqual(
      moreThan(10, count, "execution container", "execution containers"),
    );
  });

  it.each([9, 10, 11, 12, 101])("names ten near misses, of %i", (count) => {
    const risks = numbers(2 * count).map(
      (i) =>
        `  - {type: s${i}, risk: {pair: p${i >> 1}, x${i >> 1}: ${i % 2 === 0 ? "1" : "1.0"}}}\n`,
    );
    const lines = sectionOf(`strategies:\n${risks.join("")}`, "Near misses");
    expect(beginning(lines, "- risk")).toHaveLength(Math.min(count, 10));
    expect(beginning(lines, "and ")).toEqual(moreThan(10, count, "near miss", "near misses"));
  });

  it.each([2, 3, 4, 5])("names three fields and four containers of a near miss, of %i", (count) => {
    const nearMiss = (risks: readonly string[]): string => {
      const items = risks.map((risk) => `  - {type: a, risk: {${risk}}}\n`);
      return sectionOf(`strategies:\n${items.join("")}`, "Near misses")[0] ?? "";
    };
    const fields = ["1", "1.0"].map((value) =>
      numbers(count)
        .map((i) => `f${i}: ${value}`)
        .join(", "),
    );
    const named = /\): (.*) keep /.exec(nearMiss(fields))?.[1]?.split("; ") ?? [];
    expect(named.map((field) => field.split(":")[0])).toEqual([
      ...numbers(Math.min(count, 3)).map((i) => `\`f${i}\``),
      ...(count > 3 ? ["…"] : []),
    ]);
    const containers = / keep (.*) apart/.exec(nearMiss(numbers(count).map((i) => `x: ${i}`)));
    expect(containers?.[1]?.split(", ")).toEqual([
      ...numbers(Math.min(count, 4)).map((i) => `\`risk_${i}\``),
      ...(count > 4 ? ["…"] : []),
    ]);
  });

  it.each([49, 50, 51, 52])("names fifty problems, errors before warnings, of %i", (count) => {
    // beside them the error, the warning, and that nothing simulates the strategy
    const hints = numbers(count - 3).map((i) => `  f${i}: [1, 2]\n`);
    const lines = sectionOf(
      `${strategies}risk:\n${hints.join("")}execution: {commission: -1}\nexpect: {risk: 9}\n`,
      "Problems",
    );
    expect(lines[0]).toMatch(/^- \*\*error\*\*, line \d+: risk is 1, expected 9/);
    expect(lines[1]).toMatch(/^- \*\*warning\*\*, line \d+: /);
    expect(beginning(lines, "- ")).toHaveLength(Math.min(count, 50));
    expect(beginning(lines, "and ")).toEqual(moreThan(50, count, "problem", "problems"));
  });

  it.each([299, 300, 301])("spells 300 letters of a text, of %i", (length) => {
    const text = "x".repeat(length);
    expect(codeSpan(text)).toBe(`\`${text.slice(0, 300)}${length > 300 ? "…" : ""}\``);
  });
});

describe("the Markdown of a comparison", () => {
  const markdown = (before: string, after: string): readonly string[] => {
    const [a, b] = [before, after].map((text) => describeText(text, "pyyaml"));
    return a && b ? comparisonMarkdown(comparePlans(a, b), "a", "b").split("\n") : [];
  };

  it.each([19, 20, 21, 600])("names twenty containers of a role, of %i", (count) => {
    // one is gone, all others are new
    const values = numbers(count - 1).join(", ");
    const lines = markdown(strategies, gridOf(`slippage: [${values}]`));
    expect(beginning(lines, "- split")).toHaveLength(Math.min(count, 20));
    expect(beginning(lines, "- and ")).toEqual(count > 20 ? [`- and ${count - 20} more`] : []);
  });

  it.each([4, 5, 6])("names five containers that one became, of %i", (count) => {
    const lines = markdown(strategies, gridOf(`execution.x: [${numbers(count).join(", ")}]`));
    const others = numbers(Math.min(count, 5)).map((i) => `execution_${i}`);
    const named = [...others, ...(count > 5 ? ["…"] : [])].join(", ");
    expect(beginning(lines, "- split: ").at(-1)).toBe(`- split: \`execution_0\` (${named}) \`{}\``);
  });

  it("counts those that are left out, and not the unchanged ones", () => {
    const grid = (count: number) => gridOf(`slippage: [${numbers(count).join(", ")}]`);
    const lines = markdown(grid(2), grid(40));
    expect(beginning(lines, "### execution")).toEqual(["### execution: 38 added, 2 unchanged"]);
    expect(beginning(lines, "- and ")).toEqual(["- and 18 more"]);
  });

  it.each([19, 20, 21])("names twenty changes, of %i", (count) => {
    const lines = markdown(strategies, gridOf(axesOf(count, "strategy.f")));
    expect(lines.filter((line) => line.includes("×2") && line.startsWith("- "))).toHaveLength(
      Math.min(count, 20),
    );
    expect(beginning(lines, "- and ")).toEqual(count > 20 ? [`- and ${count - 20} more`] : []);
  });
});

it.each([100_000, 100_001])("lists up to 100,000 combinations as JSON, not %i", (count) => {
  const { plan } = describeText(gridOf(`strategy.x: {min: 1, max: ${count}, step: 1}`), "pyyaml");
  expect(hasTooManyToList(plan)).toBe(count > 100_000);
});

it.each([599, 600, 601])("draws 600 letters of a text, of %i", (length) => {
  const text = "x".repeat(length);
  expect(fitText(text, 1e6, "Inter 400", 14)).toBe(length > 600 ? `${text.slice(0, 600)}…` : text);
});

describe("what a sheet says", () => {
  const viewOf = (text: string) =>
    createAnalyzer({ explainer: () => createExplainer }).analyze(text, "pyyaml").view;

  it.each([11, 12, 13])("names twelve values of a field, of %i", (count) => {
    const [fact] = splitsOf(viewOf(gridOf(`slippage: [${numbers(count).join(", ")}]`)));
    expect([fact?.values, fact?.moreValues]).toEqual([
      numbers(Math.min(count, 12)).map(String),
      Math.max(count - 12, 0),
    ]);
  });

  it("says from how few to how many combinations its containers serve", () => {
    const text = `strategies:
  - {type: a, parameters: {x: [1, 2, 3]}, risk: {y: 1}}
  - {type: b, risk: {y: 2}}
  - {type: c, parameters: {x: [1, 2]}, risk: {y: 3}}
`;
    expect(sharedOf(viewOf(text))[0]?.sentence).toBe("3 risk containers, 1 to 3 combinations each");
  });
});

/** What is said of those that are left out. */
function moreThan(most: number, count: number, one: string, many: string): readonly string[] {
  const left = count - most;
  return left > 0 ? [`and ${left} more ${left === 1 ? one : many}`] : [];
}
