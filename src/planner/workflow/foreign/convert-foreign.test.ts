import { describe, expect, it } from "vitest";
import { z } from "zod";
import { applyEdits } from "../../../text/source-range.ts";
import { createAnalyzer } from "../../analyze.ts";
import { createExplainer } from "../../answer/explainer.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { combinationIndex } from "../../model.ts";
import { planText } from "../../plan-text.ts";
import { fixture, parseSpelled } from "../../test-support/fixtures.ts";
import { lateParts } from "../../test-support/read-with-advice.ts";

/** The diagnostics of a text as a page shows them in the end, with the fixes that it offers. */
function offered(text: string): readonly Diagnostic[] {
  const analyzer = createAnalyzer({ ...lateParts, explainer: () => createExplainer });
  let { diagnostics } = analyzer.analyze(text, "pyyaml");
  for (let more = analyzer.continue(); more.pending; more = analyzer.continue()) {
    diagnostics = more.analysis?.diagnostics ?? diagnostics;
  }
  return diagnostics;
}

/** A text after the one click that a page offers. */
function converted(text: string): string {
  const fixes = offered(text).flatMap(({ code, fixes: all }) =>
    code === "foreign-sweep" ? all : [],
  );
  expect(fixes.map(({ title }) => title)).toEqual(["Convert to the planner's dialect"]);
  return applyEdits(text, fixes[0]?.edits ?? []);
}

const codesIn = (text: string): readonly string[] =>
  planText(text, "pyyaml").diagnostics.flatMap(({ code, severity }) =>
    severity === "error" ? code : [],
  );

const line = z.object({
  file: z.string(),
  tool: z.string(),
  combinations: z.string().nullable(),
  axes: z.array(z.tuple([z.string(), z.array(z.unknown())])),
});
const lines = fixture("dialects/detect/expected.jsonl")
  .trimEnd()
  .split("\n")
  .map((text) => line.parse(parseSpelled(text)))
  .filter(({ tool }) => ["wandb-sweep", "hydra-sweep"].includes(tool));

describe("the conversion of another tool's sweep", () => {
  it.each(lines)("has the combinations of $file, in its order", ({ file, combinations, axes }) => {
    const { plan, diagnostics } = planText(converted(fixture(`dialects/detect/${file}`)), "pyyaml");
    expect(`#${plan.combinations}`).toBe(combinations);
    expect(plan.workflow.grid.map(({ values }) => values.count)).toEqual(
      axes.map(([, values]) => values.length),
    );
    expect(diagnostics.filter(({ severity }) => /error|warning/.test(severity))).toEqual([]);
  });

  it("puts fields where a section declares them, else home, else to the strategy", () => {
    const text = `method: grid
name: mine
risk: {limit: 1, stop_loss: 0.5}
parameters:
  limit: {values: [1, 2]}
  commission: {values: [0.1, 0.2]}
  window: {values: [5, 6]}
  model: {parameters: {depth: {min: 2, max: 3}, kind: {value: [a, b]}}}
  stop_loss: {value: 0.1}
  odd: {value: {values: [1, 2]}}
`;
    expect(converted(text)).toBe(`# Converted from a W&B sweep
name: mine
strategies:
  - type: strategy
    parameters:
      model:
        value:
          kind: [a, b]
          depth: 2
      odd:
        value:
          values: [1, 2]
      window: 5
risk:
  limit: 1
  stop_loss: 0.1
optimization:
  parameter_grids:
    execution.commission: [0.1, 0.2]
    risk.limit: [1, 2]
    strategy.model.depth: {min: 2, max: 3, step: 1}
    strategy.window: [5, 6]
`);
  });

  it("pairs what is zipped, and types texts as Hydra does", () => {
    const text = `strategy: {type: rsi, fast: 1, list: [1, 2]}
hydra:
  sweeper:
    params:
      strategy.fast: "zip(1,2,3)"
      +rsi.slow: "zip(10,20,30)"
      ++mode: long,'2',null
      down: range(5,0,-2)
`;
    const result = converted(text);
    expect(result).toBe(`# Converted from a Hydra sweep
strategies:
  - type: rsi
    parameters:
      fast: 1
      list:
        value: [1, 2]
      slow: 10
      mode: long
      down: 5
optimization:
  parameter_grids:
    strategy.fast: [1, 2, 3]
    rsi.slow: [10, 20, 30]
    strategy.mode: [long, "2", null]
    strategy.down: [5, 3, 1]
  zip: [strategy.fast, rsi.slow]
`);
    const { plan } = planText(result, "pyyaml");
    expect(plan.combinations).toBe(27n);
    const { strategy, grid } = plan.combinationAt(combinationIndex(26n));
    expect([strategy.type, grid]).toEqual(["rsi", [2, 2, 2]]);
  });

  it("leaves an error and a comment where a field has no list of values", () => {
    const text = `method: random
parameters:
  a: {min: 0.1, max: 1.0}
  b: {distribution: normal, mu: 0, sigma: 1}
  c: {values: [1, 2]}
  d: 5
`;
    const result = converted(text);
    expect(result).toBe(`# Converted from a W&B sweep
# Not converted: \`a\`: it has no finite list of values
# Not converted: \`b\`: the distribution normal has no finite list of values
# Not converted: \`d\`: W&B takes {value: …} or {values: […]} here
strategies:
  - type: strategy
    parameters: {c: 1, a: null, b: null, d: null}
optimization:
  parameter_grids:
    strategy.c: [1, 2]
    strategy.a: {min: 0.1, max: 1.0}
    strategy.b: {values: null}
    strategy.d: {values: null}
`);
    expect(codesIn(result)).toEqual(["axis-incomplete", "axis-incomplete", "axis-incomplete"]);
  });

  it("refuses lists of more than 1,000 values that are no range", () => {
    const down = "hydra: {sweeper: {params: {x: 'range(2000,0,-1)', y: 'range(0,2000)'}}}\n";
    const result = converted(down);
    expect(result).toContain("# Not converted: `x`: its 2,000 values are too many");
    expect(result).toContain("strategy.x: {values: null}\n");
    expect(result).toContain("strategy.y: {min: 0, max: 1999, step: 1}");
    expect(codesIn(result)).toEqual(["axis-incomplete"]);
  });

  it("leaves out what would sweep only here, and writes parameters where they are", () => {
    const text = `strategy: {type: rsi, params: {fast: 1}, name: quick}
grid: {columns: [1, 2, 3]}
optimization: {parameter_grids: {slippage: [1, 2]}, note: kept}
hydra: {sweeper: {params: {strategy.params.fast: "1,2"}}}
`;
    const result = converted(text);
    expect(result).toBe(`# Converted from a Hydra sweep
# Not converted: \`grid\`: it would sweep here, and does not in a Hydra sweep
# Not converted: \`optimization.parameter_grids\`: it would sweep here, and does not in a Hydra sweep
strategies:
  - type: rsi
    name: quick
    parameters: {fast: 1}
optimization:
  parameter_grids:
    strategy.params.fast: [1, 2]
  note: kept
`);
    expect(planText(result, "pyyaml").plan.combinations).toBe(2n);
  });

  it("keeps the line ends of the text", () => {
    const text = "method: grid\r\nparameters: {x: {values: [1, 2]}}\r\n";
    expect(converted(text).replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("is not offered for a document that is native too, or holds no sweep", () => {
    const sweep = "method: grid\nparameters: {x: {values: [1, 2]}}\n";
    for (const text of [
      `strategies: [{type: a}]\n${sweep}`,
      fixture("dialects/detect/d09_qlib.yaml"),
    ]) {
      const diagnostic = offered(text).find(({ code }) => code.startsWith("foreign-sweep"));
      expect(diagnostic?.fixes).toEqual([]);
    }
  });
});
