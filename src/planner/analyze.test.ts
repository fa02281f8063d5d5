import { expect, it } from "vitest";
import { createAnalyzer } from "./analyze.ts";

it("shows 100 diagnostics, errors first, and counts the rest", () => {
  const keys = Array.from({ length: 300 }, (_, i) => `  k${i}: yes\n`).join("");
  const text = `strategies: [{type: a}]\nrisk:\n${keys}optimization: {parameter_grids: {nobody: [1]}}\n`;
  const { diagnostics, totals, blocked } = createAnalyzer().analyze(text, "pyyaml");
  expect(diagnostics).toHaveLength(100);
  expect(totals).toMatchObject({ error: 1, warning: 300 });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toHaveLength(1);
  const starts = diagnostics.map(({ range }) => range.start);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(blocked).toBe(false);
});

it("finds collisions among many containers in slices after the counts", () => {
  const values = Array.from({ length: 2000 }, (_, i) => `{size: ${i}}`);
  values.push("{max_position_size: 2800, commission: 0.0356}");
  values.push("{max_position_size: 6700, commission: 0.0325}");
  const overrides = values.map((value) => `  - {type: a, risk: ${value}}\n`).join("");
  const analyzer = createAnalyzer();
  const first = analyzer.analyze(`strategies:\n${overrides}`, "pyyaml");
  expect(first.view.counts.optimized.risk).toBe(2002n);
  expect(first.totals.warning).toBe(0);
  let warnings = 0;
  for (let more = analyzer.continue(); more.pending; more = analyzer.continue()) {
    warnings = more.analysis?.totals.warning ?? warnings;
  }
  expect(warnings).toBe(1);
  expect(analyzer.continue()).toEqual({ analysis: undefined, pending: false });
});

it("has nothing to go on with before the first text", () => {
  expect(createAnalyzer().continue()).toEqual({ analysis: undefined, pending: false });
});

it("gives an empty plan and says why where a text cannot be read", () => {
  for (const text of ["", "# only a comment\n", "a: [", "- 1\n", "just words\n"]) {
    const { view, totals, blocked } = createAnalyzer().analyze(text, "pyyaml");
    expect({ n: view.combinations, blocked }).toEqual({ n: 0n, blocked: true });
    expect(totals.error).toBeGreaterThan(0);
    expect(view.counts.savedPercent.containers).toBe(0);
  }
});
