import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnoseExpectations } from "../planner/explain/expect/expect.ts";
import { usesOf } from "../planner/explain/uses/uses.ts";
import { planText } from "../planner/plan-text.ts";
import { fixture } from "../planner/test-support/fixtures.ts";
import { codeSpan, messageText, plainText } from "./markdown-text.ts";
import { planMarkdown } from "./plan-markdown.ts";

function markdown(text: string, name = "plan.yaml"): string {
  const { plan, factored, diagnostics } = planText(text, "pyyaml");
  const expectations = diagnoseExpectations(plan, factored, text);
  const uses = usesOf(factored, diagnostics);
  return planMarkdown(
    { plan, factored, uses, diagnostics: [...diagnostics, ...expectations], text },
    name,
  );
}

const feeGrid = fixture("plans/fee-grid.yaml");

it("names in Markdown what nobody reads", () => {
  const text = `${feeGrid}a: 1\nb|c: {d: 2}\n`;
  expect(markdown(text)).toContain("\nRead by neither planner nor backtest: `a`, ");
  expect(markdown(feeGrid)).not.toContain("Read by");
});

it("tells in Markdown what rules drop", () => {
  const text = `strategies: [{type: a, parameters: {x: [1, 2], y: [1, 2]}}]
constraints: ["x < y"]
exclude: [{x: 1, y: 1}]
`;
  const lines = markdown(text).split("\n");
  expect(lines).toContain("1 of 4 combinations, 3 dropped by rules.");
  expect(lines).toContain("| `x < y` (line 2) | 3 | 2 |");
  expect(lines).toContain('| `{"x": 1, "y": 1}` (line 3) | 1 | 0 |');
});

describe("the fee grid as Markdown", () => {
  const lines = markdown(`${feeGrid}expect: {execution: 1, risk: {max: 2}}\n`).split("\n");

  it("begins with the verdict and the counts", () => {
    expect(lines.slice(0, 9)).toEqual([
      "## Sharing plan of `plan.yaml`",
      "",
      "**2 risk containers: `commission` ×2; 4 execution containers: `commission` ×2 · `slippage` ×2**",
      "",
      "| | naive | shared | saved |",
      "| --- | ---: | ---: | ---: |",
      "| containers | 65 | 39 | 40.0 % |",
      "| risk + execution | 32 | 6 | |",
      "| adapters | 49 | 11 | 77.6 % |",
    ]);
  });

  it("says what splits, what is shared, what was asserted and what is wrong", () => {
    expect(lines).toContain(
      "| `commission` | `0.001`, `0.005` | ×2 (1 fewer without) | ×2 (2 fewer without) | grid axis (line 9) |",
    );
    expect(lines).toContain(
      '- `execution_3` serves 4 combinations: `{"commission": 0.005, "slippage": 0.001}`',
    );
    expect(lines).toContain("- ❌ execution is 4, expected 1 (line 17)");
    expect(lines).toContain("- ✅ risk is 2, expected at most 2 (line 17)");
    expect(lines).toContain(
      "- **error**, line 17: execution is 4, expected 1: line 9 `commission` multiplies it by 2, line 10 `slippage` by 2 (expect-failed)",
    );
  });
});

it("says in one line that all is shared", () => {
  expect(markdown(fixture("plans/seed.yaml"))).toContain(
    "**All 8 combinations share 1 risk and 1 execution container**",
  );
});

it("stays short for 10^12 combinations", () => {
  const text = `strategies: [{type: a}]
optimization:
  parameter_grids:
    commission: {min: 1, max: 1000, step: 1}
    slippage: {min: 1, max: 1000, step: 1}
    risk.a: {min: 1, max: 1000, step: 1}
    risk.b: {min: 1, max: 1000, step: 1}
`;
  const found = markdown(text);
  expect(found.length).toBeLessThan(4000);
  expect(found).toContain("1,000,000 execution containers, counted and not listed");
});

describe("names that want to be markup", () => {
  const hostile = [
    "<script>alert(1)</script>",
    "a|b",
    "`code` | ``x`",
    "[x](javascript:alert(1))",
    "@team #1 https://evil.example www.evil.example",
    "**bold** _it_ ![x](y)",
    "line\nbreak\u202Eltr\u0000",
  ];

  it.each(hostile)("%j stays text, in its cell and on its line", (name) => {
    const yaml = `strategies:
  - {type: a, risk: {${JSON.stringify(name)}: 1}}
  - {type: b, risk: {${JSON.stringify(name)}: ${JSON.stringify(name)}}}
optimization: {parameter_grids: {${JSON.stringify(name)}: [1, 2]}}
`;
    const lines = markdown(yaml, name).split("\n");
    const rows = lines.filter((line) => line.startsWith("| `"));
    for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(7);
    const outside = lines.map(withoutCode).join(" ");
    expect(outside).not.toMatch(/[<![@]|:\/\/|www\.|[\p{Cc}\u202E]/u);
    expect(rows.length).toBeGreaterThan(0);
  });

  it("close every span that they open", () => {
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 40 }), (text) => {
        expect(withoutCode(codeSpan(text)).replace("(empty)", "")).toBe("");
        expect(withoutCode(messageText(text))).not.toMatch(/[`<[@]/);
        expect(withoutCode(plainText(text))).not.toMatch(/[`<[@]/);
        expect(codeSpan(text)).not.toMatch(/[\n\r]/);
      }),
    );
  });
});

const sign = fc.constantFrom(...Array.from("`\\|*_[]()<>!@#~&$ ab\n\r\t\u202E😀\u0000"));

/** The line as a reader of CommonMark sees it, without code spans and what is escaped. */
function withoutCode(line: string): string {
  let left = "";
  for (let i = 0; i < line.length;) {
    const run = /^`+/.exec(line.slice(i))?.[0];
    const close = run && closing(line, i + run.length, run.length);
    if (/^\\[!-/:-@[-`{-~]/.test(line.slice(i))) i += 2;
    else if (run && close) i = close;
    else left += line[i++] ?? "";
  }
  return left.replaceAll(/([@#])<!-- -->/g, "");
}

/** Where the run of backticks ends that closes a span. */
function closing(line: string, from: number, length: number): number | undefined {
  for (const { 0: run, index } of line.slice(from).matchAll(/`+/g)) {
    if (run.length === length) return from + index + length;
  }
  return undefined;
}
