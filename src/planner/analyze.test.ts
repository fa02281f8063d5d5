import { expect, it } from "vitest";
import { createAnalyzer } from "./analyze.ts";
import { createExplainer } from "./answer/explainer.ts";
import { fixture } from "./test-support/fixtures.ts";
import { advice, lateParts } from "./test-support/read-with-advice.ts";
import type { Advice } from "./workflow/advice/advice.ts";

it("shows 100 diagnostics, errors first, and counts the rest", () => {
  const keys = Array.from({ length: 300 }, (_, i) => `  k${i}: yes\n`).join("");
  const text = `strategies: [{type: a}]\nrisk:\n${keys}optimization: {parameter_grids: {nobody: [1]}}\n`;
  const { diagnostics, totals, blocked } = createAnalyzer(lateParts).analyze(text, "pyyaml");
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
  const analyzer = createAnalyzer(lateParts);
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
  expect(createAnalyzer(lateParts).continue()).toEqual({
    analysis: undefined,
    pending: false,
  });
});

it("gives an empty plan and says why where a text cannot be read", () => {
  for (const text of ["", "# only a comment\n", "a: [", "- 1\n", "just words\n"]) {
    const { view, totals, blocked } = createAnalyzer(lateParts).analyze(text, "pyyaml");
    expect({ n: view.combinations, blocked }).toEqual({ n: 0n, blocked: true });
    expect(totals.error).toBeGreaterThan(0);
    expect(view.counts.savedPercent.containers).toBe(0);
  }
});

it("says of fields what there is to say once that part is loaded, and plans the same", () => {
  let loaded: Advice | undefined;
  const text = `${fixture("../../examples/seed.yaml")}data: {bars: -1}\nrisc: {}\n`;
  const late = createAnalyzer({ advice: () => loaded, explainer: () => createExplainer });
  const first = late.analyze(text, "pyyaml");
  expect([first.advised, first.totals.warning, first.totals.hint]).toEqual([false, 0, 0]);
  loaded = advice;
  let last = first;
  for (let more = late.continue(); more.pending; more = late.continue()) {
    last = more.analysis ?? last;
  }
  const early = createAnalyzer({ ...lateParts, explainer: () => createExplainer });
  let whole = early.analyze(text, "pyyaml");
  for (let more = early.continue(); more.pending; more = early.continue()) {
    whole = more.analysis ?? whole;
  }
  expect(last).toEqual(whole);
  expect([last.advised, last.totals.warning, last.totals.hint]).toEqual([true, 1, 1]);
  // and from then on at once
  expect(late.analyze(`${text}# more`, "pyyaml").totals).toEqual(whole.totals);
});

it("tells at a swept field that neither sharing nor the simulation asks for it", () => {
  const text = `strategies:
  - type: momentum
    parameters:
      lookback_period: [10, 20]
      window: [5, 6]
optimization:
  parameter_grids:
    initial_capital: [1000, 2000]
    portfolio.leverage: [1, 2]
    risk.trailing_stop: [0.1, 0.2]
`;
  const analyzer = createAnalyzer({ ...lateParts, explainer: () => createExplainer });
  const { lenses } = analyzer.analyze(text, "pyyaml").view.explanation ?? {};
  const byLine = lenses?.map(({ range, text: lens }) => [
    text.slice(0, range.start).split("\n").length,
    lens,
  ]);
  expect(byLine).toEqual([
    [4, "no effect on sharing"],
    [5, "no effect on sharing · not simulated"],
    [8, "no effect on sharing"],
    [9, "no effect on sharing · not simulated"],
    [10, "×2 risk"],
  ]);
  expect(lenses?.[1]?.sentence).toBe(
    "`window` splits no risk or execution container, and multiplies the combinations by 2. The backtest does not read it.",
  );
});
