import { describe, expect, it } from "vitest";
import { planText } from "../plan-text.ts";
import { fixture } from "../test-support/fixtures.ts";

const strategies = "strategies: [{type: momentum, parameters: {lookback_period: [10, 20]}}]\n";

function read(expected: string) {
  const { plan, diagnostics } = planText(`${strategies}expect: ${expected}\n`, "pyyaml");
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const said = errors.map(({ code, blocking, path, message }) => {
    expect(blocking).toBe(false);
    return { code, path, message };
  });
  return { said, checked: plan.workflow.expected.map(({ of, bounds }) => ({ of, bounds })) };
}

const codesOf = (expected: string) => read(expected).said.map(({ code }) => code);
const messageOf = (expected: string) =>
  read(expected)
    .said.map(({ message }) => message)
    .join();

describe("members of `expect`", () => {
  it("are a number, or its ends", () => {
    const { checked, said } = read(
      "{risk: 1, links: {min: 2}, saved_percent: {min: 30, max: 42.5}}",
    );
    expect(said).toEqual([]);
    expect(checked).toEqual([
      { of: "risk", bounds: { min: 1n, max: 1n } },
      { of: "links", bounds: { min: 2n } },
      { of: "saved_percent", bounds: { min: 30, max: 42.5 } },
    ]);
    expect(read("{combinations: 16.0}").checked).toEqual([
      { of: "combinations", bounds: { min: 16n, max: 16n } },
    ]);
  });

  it.each([
    ["combos", "combinations"],
    ["riks", "risk"],
    ["savedPercent", "saved_percent"],
    ["strategies", "strategy"],
    ["exec", "execution"],
  ])("`%s` is none, %s is meant", (key, meant) => {
    expect(codesOf(`{${key}: 9}`)).toEqual(["expect-unknown"]);
    expect(messageOf(`{${key}: 9}`)).toContain(`did you mean \`${meant}\`?`);
  });

  it.each(["whatever", "constructor", "__proto__", "1", "true"])("`%s` is none at all", (key) => {
    expect(codesOf(`{${key}: 9}`)).toEqual(["expect-unknown"]);
    expect(messageOf(`{${key}: 9}`)).not.toContain("did you mean");
  });

  it.each([
    "[9]",
    "'9'",
    "nine",
    "true",
    "null",
    "{}",
    "-1",
    "1.5",
    ".inf",
    ".nan",
    "2024-01-01",
    "{maximum: 9}",
    "{max: 9, step: 1}",
    "{max: [9]}",
    "{min: 1, max: nine}",
    "{min: null}",
    "{min: 5, max: 4}",
  ])("%s is nothing to compare with", (value) => {
    expect(codesOf(`{risk: ${value}}`)).toEqual(["expect-shape"]);
    expect(codesOf(`{efficiency: ${value}}`)).toEqual(value === "1.5" ? [] : ["expect-shape"]);
    expect(read(`{risk: ${value}}`).checked).toEqual([]);
  });

  it("name what was found and what would be right", () => {
    expect(messageOf("{risk: [9]}")).toBe(
      "`expect.risk` must be a whole number, 0 or more, or {min: ...}, {max: ...} or both: found [9]",
    );
    expect(messageOf("{efficiency: {maximum: 9}}")).toBe(
      "`expect.efficiency` must be a number from 0 to 100, or {min: ...}, {max: ...} or both: found {maximum: 9}; did you mean `max` by `maximum`?",
    );
    expect(messageOf("{risk: {min: 5, max: 4}}")).toContain("which nothing can be");
    expect(codesOf("{efficiency: 100.1}")).toEqual(["expect-shape"]);
  });

  it("still check what stands beside a wrong one", () => {
    const { checked, said } = read("{combos: 9, risk: 1}");
    expect([checked.map(({ of }) => of), said.map(({ path }) => path)]).toEqual([
      ["risk"],
      ["expect.combos"],
    ]);
  });

  it("of the small file that was silent are refused", () => {
    const { plan, diagnostics } = planText(fixture("silent/04b-expect-list.yaml"), "pyyaml");
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect([plan.combinations, errors.map(({ code }) => code)]).toEqual([2n, ["expect-shape"]]);
  });
});
