import { describe, expect, it } from "vitest";
import { plainOf, valueOf, type Literal } from "../../test-support/literal.ts";
import { createReadingState } from "../read-section.ts";
import { readAxis } from "./read-axis.ts";

const { readScalar } = createReadingState({ text: "", reading: "pyyaml" }, undefined, {
  strategies: new WeakMap(),
});

function read(literal: Literal) {
  const reading = readAxis(valueOf(literal), { path: "p", axis: "x" }, readScalar);
  const { count, at } = reading.values;
  return {
    ...reading,
    list: Array.from({ length: Math.min(count, 100) }, (_, i) => plainOf(at(i))),
    codes: reading.diagnostics.map(({ code }) => code),
  };
}

describe("forms", () => {
  it.each<[string, Literal, readonly unknown[]]>([
    ["a list", [3n, 1n, 2n], [3n, 1n, 2n]],
    ["a list of one", [3n], [3n]],
    ["values", { values: [1n, "a"] }, [1n, "a"]],
    ["choices", { choices: [true] }, [true]],
    ["choices with a type", { type: "categorical", choices: ["a", "b"] }, ["a", "b"]],
    ["a range of integers", { min: 10n, max: 30n, step: 10n }, [10n, 20n, 30n]],
    ["a typed range", { type: "int", min: 1n, max: 2n, step: 1n }, [1n, 2n]],
    ["a range that does not meet its end", { min: 1n, max: 6n, step: 2n }, [1n, 3n, 5n]],
    ["a range of one", { min: 2n, max: 2n, step: 5n }, [2n]],
    ["a range of floats", { min: 0.1, max: 0.3, step: 0.05 }, [0.1, 0.15, 0.2, 0.25, 0.3]],
    ["a range with one float", { min: 1n, max: 3.0, step: 1n }, [1, 2, 3]],
    ["a text", "range(5, 15, 5)", [5n, 10n, 15n]],
    ["a text with spaces", "  range ( 5,15 ,5 ) ", [5n, 10n, 15n]],
    ["a text of floats", "range(0, 1, 0.5)", [0, 0.5, 1]],
    ["numbers as PyYAML types them", "range(010, 1_0, 1)", [8n, 9n, 10n]],
  ])("reads %s", (_, literal, values) => {
    const { list, fixed } = read(literal);
    expect(list).toEqual(values);
    expect(fixed).toBe(false);
  });

  it.each<[string, Literal, unknown]>([
    ["a scalar", 1n, 1n],
    ["null", null, null],
    ["a text", "ranger(1, 2, 3)", "ranger(1, 2, 3)"],
    ["a mapping", { a: 1n }, new Map([["a", 1n]])],
    ["a list as one value", { value: [1n, 2n] }, [1n, 2n]],
    ["a range as one value", { value: "range(1, 2, 1)" }, "range(1, 2, 1)"],
  ])("takes %s for one fixed value", (_, literal, value) => {
    expect(read(literal)).toMatchObject({ fixed: true, list: [value], codes: [] });
  });

  it("ends 1..3 step 0.1 exactly at 3.0, as value 21", () => {
    const { list } = read({ min: 1n, max: 3n, step: 0.1 });
    expect(list).toHaveLength(21);
    expect(list.at(-1)).toBe(3);
    expect(list[2]).toBe(1.2);
  });

  it("shows what a range(…) holds", () => {
    const [info] = read("range(0, 100, 10)").diagnostics;
    expect(info).toMatchObject({ code: "range-expanded", severity: "info" });
    expect(info?.message).toContain("0, 10, 20, 30, 40, 50, …, 100 (11 values)");
  });
});

describe("errors", () => {
  it.each<[string, Literal, string]>([
    ["an empty list", [], "axis-empty"],
    ["empty values", { values: [] }, "axis-empty"],
    ["a missing step", { min: 1n, max: 2n }, "axis-incomplete"],
    ["a missing min", { max: 2n, step: 1n }, "axis-incomplete"],
    ["text bounds", { min: "1e-4", max: 2n, step: 1n }, "axis-incomplete"],
    ["a bound of true", { min: true, max: 2n, step: 1n }, "axis-incomplete"],
    ["values that are no list", { values: 1n }, "axis-incomplete"],
    ["two forms at once", { values: [1n], choices: [1n] }, "axis-incomplete"],
    ["a strange key", { min: 1n, max: 2n, step: 1n, unit: "bps" }, "axis-incomplete"],
    ["a strange type", { min: 1n, max: 2n, step: 1n, type: "log" }, "axis-incomplete"],
    ["an infinite bound", { min: 1n, max: Infinity, step: 1n }, "axis-incomplete"],
    [
      "an integer too large for a float",
      { min: 0.5, max: 10n ** 400n, step: 1n },
      "axis-incomplete",
    ],
    ["step 0", { min: 1n, max: 2n, step: 0n }, "axis-step"],
    ["a negative step", { min: 1n, max: 2n, step: -0.5 }, "axis-step"],
    ["max below min", { min: 3n, max: 2n, step: 1n }, "axis-max-below-min"],
    ["too many values", { min: 1n, max: 1_000_001n, step: 1n }, "axis-too-long"],
    ["far too many values", { min: -1e308, max: 1e308, step: 1e-300 }, "axis-too-long"],
    ["two arguments", "range(1, 5)", "range-malformed"],
    ["four arguments", "range(1, 5, 1, 1)", "range-malformed"],
    ["no arguments", "range()", "range-malformed"],
    ["text arguments", "range(1, 5e-1, 1)", "range-malformed"],
    ["step 0 in a text", "range(1, 5, 0)", "axis-step"],
  ])("refuses %s, and counts it as one value", (_, literal, code) => {
    const { list, fixed, codes, diagnostics } = read(literal);
    expect(codes).toEqual([code]);
    expect(diagnostics[0]).toMatchObject({ severity: "error", blocking: true });
    expect(list).toEqual([plainOf(valueOf(literal))]);
    expect(fixed).toBe(true);
  });

  it("takes exactly 1,000,000 values", () => {
    const { codes, values } = read({ min: 1n, max: 1_000_000n, step: 1n });
    expect(codes).toEqual([]);
    expect(values.count).toBe(1_000_000);
    expect(plainOf(values.at(999_999))).toBe(1_000_000n);
  });
});

describe("warnings", () => {
  it("marks values that stand twice, and only those that are the same to Python's JSON", () => {
    expect(read([10n, 10n]).codes).toEqual(["axis-value-twice"]);
    expect(read(["a", "b", "a", "b", "a"]).codes).toEqual(["axis-value-twice", "axis-value-twice"]);
    expect(read([1n, 1, true, "1", -0, 0]).codes).toEqual([]);
  });

  it("says so where lists, mappings or nulls are values", () => {
    expect(read([[1n], 2n]).codes).toEqual(["axis-of-nested"]);
    expect(read([{ a: 1n }, { a: 2n }]).codes).toEqual(["axis-of-nested"]);
    expect(read([null, 1n]).codes).toEqual(["axis-of-nested"]);
  });

  it("finds equal mappings whatever the order of their keys", () => {
    const codes = read([
      { a: 1n, b: 2n },
      { b: 2n, a: 1n },
    ]).codes;
    expect(codes).toEqual(["axis-value-twice", "axis-of-nested"]);
  });

  it("promises distinct values only where none can be equal", () => {
    expect(read([1n, 2n]).values.distinct).toBe(true);
    expect(read([1n, 1n]).values.distinct).toBe(false);
    // both become {"1": 0}
    expect(read([new Map([[1n, 0n]]), { "1": 0n }]).values.distinct).toBe(false);
    expect(read({ min: 0, max: 1, step: 0.1 }).values.distinct).toBe(true);
    expect(read({ min: 1e16, max: 1e16 + 8, step: 0.5 }).values.distinct).toBe(false);
  });
});
