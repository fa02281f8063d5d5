import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../text/source-range.ts";
import { blameOf } from "../../explain/blame/blame.ts";
import { whatIf } from "../../explain/what-if/what-if.ts";
import { planText } from "../../plan-text.ts";

const strategy = (zip: string, parameters: string): string =>
  `strategies:\n  - type: a\n    zip: ${zip}\n    parameters: ${parameters}\n`;
const told = (text: string) =>
  planText(text, "pyyaml").diagnostics.filter(({ code }) => code.startsWith("zip"));
const codes = (text: string): readonly string[] => told(text).map(({ code }) => code);
const n = (text: string): bigint => planText(text, "pyyaml").plan.combinations;

describe("paired axes", () => {
  it.each<[string, string, bigint]>([
    ["[x, y]", "{x: [1, 2, 3], y: [4, 5, 6]}", 3n],
    ["[[x, y]]", "{x: [1, 2, 3], y: [4, 5, 6], z: [7, 8]}", 6n],
    ["[[x, y], [z, w]]", "{x: [1, 2, 3], y: [4, 5, 6], z: [7, 8], w: [9, 0]}", 6n],
    ["[y, x]", "{x: {min: 1, max: 3, step: 1}, y: 'range(4, 6, 1)'}", 3n],
    ["[x, y, z]", "{x: [1, 2], y: {choices: [3, 4]}, z: {values: [5, 6]}}", 2n],
    ["[x, y]", "{x: 1, y: 2}", 1n],
  ])("in %s of %s are one axis of rows", (zip, parameters, combinations) => {
    const text = strategy(zip, parameters);
    expect([n(text), codes(text)]).toEqual([combinations, []]);
  });

  it("stand where the first of them is written, and are no part of the configuration", () => {
    const text = strategy("[c, a]", "{b: [0, 1], a: [1, 2], d: [0, 1], c: [3, 4]}");
    const { plan } = planText(text, "pyyaml");
    expect(plan.workflow.strategies[0]?.parameters.map(({ key }) => key)).toMatchObject([
      { value: "b" },
      { value: "c + a" },
      { value: "d" },
    ]);
    expect([...(plan.workflow.strategies[0]?.entry.entries.keys() ?? [])]).not.toContain("t:zip");
  });

  it("may hold a value more than once: a row that stands twice is told", () => {
    const twice = (y: string) =>
      planText(strategy("[x, y]", `{x: [1, 1, 2], y: ${y}}`), "pyyaml").diagnostics.flatMap(
        ({ code, message }) => (code === "axis-value-twice" ? message.slice(0, 40) : []),
      );
    expect(twice("[3, 4, 5]")).toEqual([]);
    expect(twice("[3, 3, 5]")).toEqual(["axis `x + y` has the value [1, 3] twice:"]);
  });

  it("are frozen member by member, with as many combinations as before", () => {
    const text = `strategies: [{type: a}]
optimization:
  zip: [execution.commission, risk.limit]
  parameter_grids:
    execution.commission: [0.1, 0.2]
    risk.limit: [1, 2]
`;
    const planned = planText(text, "pyyaml");
    const rows = blameOf(planned.factored, planned.plan.counts.optimized).rows;
    const field = rows.find(({ field: name }) => name.endsWith("commission"));
    const situation = { ...planned, text, replan: (edited: string) => planText(edited, "pyyaml") };
    const frozen = whatIf(situation, [{ id: field?.id ?? "", value: 0 }]);
    const edited = "edits" in frozen ? applyEdits(text, frozen.edits) : "";
    expect(edited).toContain("execution.commission: [0.1, 0.1]");
    const { plan } = planText(edited, "pyyaml");
    expect([plan.combinations, plan.roles.execution.count, plan.roles.risk.count]).toEqual([
      2n,
      1n,
      2n,
    ]);
  });
});

describe("a group with an error", () => {
  it.each([
    ["x", "{x: [1, 2]}", ["zip-shape"]],
    ["[x]", "{x: [1, 2]}", ["zip-shape"]],
    ["[x, 1]", "{x: [1, 2]}", ["zip-shape"]],
    ["[[x, y], z]", "{x: [1, 2], y: [3, 4], z: [5, 6]}", ["zip-shape"]],
    ["[x, q]", "{x: [1, 2]}", ["zip-unknown-key"]],
    ["[x, x]", "{x: [1, 2]}", ["zip-key-twice"]],
    ["[[x, y], [y, z]]", "{x: [1, 2], y: [3, 4], z: [5, 6]}", ["zip-key-twice"]],
    ["[x, q, x]", "{x: [1, 2]}", ["zip-unknown-key", "zip-key-twice"]],
    ["[x, y]", "{x: [1, 2], y: [3]}", ["zip-unequal"]],
    ["[x, y]", "{x: [1, 2], y: 3}", ["zip-unequal"]],
    // of an axis with an error of its own nothing more is said
    ["[x, y]", "{x: [1, 2], y: []}", []],
  ])("in %s of %s is told", (zip, parameters, expected) => {
    expect(codes(strategy(zip, parameters))).toEqual(expected);
  });

  it("is not applied, but for unequal lengths, of which the first row counts", () => {
    expect(n(strategy("[x, q]", "{x: [1, 2], y: [3, 4]}"))).toBe(4n);
    expect(n(strategy("[x, y]", "{x: [1, 2], y: [3], z: [4, 5]}"))).toBe(2n);
    // the later of two groups that share a key
    expect(n(strategy("[[x, y], [y, z]]", "{x: [1, 2], y: [3, 4], z: [5, 6]}"))).toBe(4n);
  });

  it.each([
    ["[fast, slwo]", "{fast: [1, 2], slow: [3, 4]}", "Rename to `slow`", 2n],
    ["[x, y]", "{x: [1, 2, 3], y: [3, 4]}", "Cut to the shortest: 2 values", 2n],
    ["[x, y]", "{x: {values: [a, b, c]}, y: [3]}", "Cut to the shortest: 1 value", 1n],
  ])("is mended in %s of %s by one click", (zip, parameters, title, combinations) => {
    const text = strategy(zip, parameters);
    const fix = told(text)[0]?.fixes.find((one) => one.title === title);
    const mended = applyEdits(text, fix?.edits ?? []);
    expect([codes(mended), n(mended)]).toEqual([[], combinations]);
  });

  it("is not cut where the values are a range, which has no end to cut", () => {
    const text = strategy("[x, y]", "{x: {min: 1, max: 5, step: 1}, y: [3, 4]}");
    expect(told(text)[0]?.fixes).toEqual([]);
  });
});
