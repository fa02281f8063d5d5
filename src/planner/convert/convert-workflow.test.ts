import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { convertDocument } from "../convert-document.ts";
import { planText } from "../plan-text.ts";
import { fixture } from "../test-support/fixtures.ts";
import { planSummary } from "../test-support/plan-summary.ts";
import type { Conversion } from "../workflow/foreign/convert-foreign.ts";

function convert(text: string): Conversion {
  const { factored, diagnostics } = planText(text, "pyyaml");
  return convertDocument({ workflow: factored.workflow, text, reading: "pyyaml", diagnostics });
}
const textOf = (text: string): string => convert(text).text ?? "";
const strategies = "strategies: [{type: a, parameters: {x: [1, 2]}}]\n";

const files = ["dialects/", "silent/", "../../examples/"].flatMap((folder) =>
  readdirSync(new URL(`../fixtures/${folder}`, import.meta.url)).flatMap((file) =>
    file.endsWith(".yaml") ? `${folder}${file}` : [],
  ),
);

describe("the conversion of a file", () => {
  it.each(files)("is planned as %s", (file) => {
    const text = fixture(file);
    const before = planText(text, "pyyaml");
    const converted = textOf(text);
    expect(planSummary(planText(converted, "pyyaml").plan)).toEqual(planSummary(before.plan));
    // of what blocks, errors are repeated as comments
    expect(before.blocked ? converted : textOf(converted)).toBe(converted);
  });
});

it("names the section of a field, and rewrites the rules that name it", () => {
  const text = `strategies: [{type: a, parameters: {fast: [1, 2], odd name: [1]}}]
optimization:
  parameter_grids: {stop_loss: [1, 2, 3], fast: [1, 5]}
constraints: ["abs(stop_loss) < fast or stop_loss == 3"]
exclude: [{stop_loss: 3, fast: [1]}]
`;
  expect(textOf(text)).toBe(`strategies:
  - type: a
    parameters:
      fast: [1, 2]
      "odd name": [1]
optimization:
  parameter_grids:
    risk.stop_loss: [1, 2, 3]
    strategy.fast: [1, 5]
  constraints: ["abs(risk.stop_loss) < strategy.fast or risk.stop_loss == 3"]
  exclude:
    - risk.stop_loss: 3
      strategy.fast: [1]
`);
  expect(planSummary(planText(textOf(text), "pyyaml").plan)).toEqual(
    planSummary(planText(text, "pyyaml").plan),
  );
});

it("keeps a bare key that writes several places, and one whose section another key has", () => {
  const text = `risk: {limit: 1, size: 1}
execution: {limit: 1}
${strategies}optimization: {parameter_grids: {limit: [1, 2], size: [1, 2], risk.size: [3, 4]}}
`;
  expect(textOf(text)).toContain(`  parameter_grids:
    limit: [1, 2]
    size: [1, 2]
    risk.size: [3, 4]
`);
});

it("writes grids of other names into the one grid, and a key that comes again into another", () => {
  const text = `${strategies}costs: {grid: {commission: [1, 2], x: [5, 6], new: [7, 8]}, kept: 1}
optimization: {parameter_grids: {commission: [3, 4]}}
sharing_planner: {grids: [costs.grid]}
`;
  expect(textOf(text)).toBe(`strategies:
  - type: a
    parameters:
      x: [1, 2]
optimization:
  parameter_grids:
    commission: [3, 4]
more_parameters_1:
  commission: [1, 2]
  strategy.x: [5, 6]
  strategy.new: [7, 8]
sharing_planner:
  grids: [more_parameters_1]
costs:
  kept: 1
`);
  expect(textOf(textOf(text))).toBe(textOf(text));
  expect(textOf(`${text}more_parameters_1: {}\n`)).toContain("grids: [more_parameters_2]");
  expect(planSummary(planText(textOf(text), "pyyaml").plan)).toEqual(
    planSummary(planText(text, "pyyaml").plan),
  );
});

it("writes ranges as ranges, and one value as one", () => {
  const text = `strategies:
  - type: a
    parameters:
      a: "range(0, 1, 0.1)"
      b: {start: 1, end: 100000, step: 1}
      c: {min: 5, max: 5, step: 1}
      d: {value: [1, 2]}
      e: {value: 3}
      f: {choices: [1, 2]}
      g: {value: {min: 1}}
`;
  expect(textOf(text)).toBe(`strategies:
  - type: a
    parameters:
      a: {min: 0.0, max: 1.0, step: 0.1}
      b: {min: 1, max: 100000, step: 1}
      c: [5]
      d:
        value: [1, 2]
      e: 3
      f: [1, 2]
      g:
        value: {min: 1}
`);
});

it("keeps lists that are one value what they are", () => {
  const text = `strategies:
  - type: an_ensemble
    parameters: {kept: [1, 2], none: [], swept: {values: [1, 2]}, strategies: [{type: x, periods: [5, 6]}]}
`;
  const { plan } = planText(text, "pyyaml");
  expect(plan.combinations).toBe(2n);
  expect(planSummary(planText(textOf(text), "pyyaml").plan)).toEqual(planSummary(plan));
});

it("writes values of every type so that they are read as such", () => {
  const text = `strategies:
  - type: a
    note: {day: 2024-01-01, at: 2024-01-01 10:00:00, bytes: !!binary aGk=, some: !!set {x, y}, 1: a, 1.5: b, ~: c, true: d, "yes": "no", "1": "0x1", t: "a\\tb\\u2028", "a: b": ", c"}
`;
  const converted = textOf(text);
  const entryIn = (one: string) => planText(one, "pyyaml").plan.workflow.strategies[0]?.entry;
  const plain = (one: string): string =>
    JSON.stringify(entryIn(one), (key, value: unknown) =>
      key === "range"
        ? undefined
        : value instanceof Map
          ? [...value]
          : typeof value === "bigint"
            ? `${value}n`
            : value,
    );
  expect(plain(converted)).toBe(plain(`${text}    parameters: {}\n`));
});

it("says what is not planned, and has nothing of it", () => {
  const { text, refused } = convert(`${strategies}costs: {param_grid: {fee: [1, 2]}}\n`);
  expect(refused).toHaveLength(1);
  expect(text).toMatch(/^# Not converted: `costs\.param_grid\.fee`: .*not planned/);
  expect(convert(strategies).refused).toEqual([]);
});

it("does not write what aliases make endless", () => {
  const text = `long: &long ${"x".repeat(2000)}\nall: [${"*long, ".repeat(3000)}]\n${strategies}`;
  expect(convert(text).text).toBeUndefined();
});
