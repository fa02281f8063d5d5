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

describe("forms of other tools", () => {
  it.each<[string, Literal, readonly unknown[]]>([
    ["low and high", { low: 10n, high: 30n, step: 10n }, [10n, 20n, 30n]],
    [
      "min_value and max_value",
      { type: "int", min_value: 6n, max_value: 12n, step: 2n },
      [6n, 8n, 10n, 12n],
    ],
    ["start and stop", { start: 1n, stop: 5n, step: 2n }, [1n, 3n, 5n]],
    ["start and end", { start: 0.5, end: 1, step: 0.5 }, [0.5, 1]],
    ["integers without a step", { type: "int", low: 1n, high: 3n }, [1n, 2n, 3n]],
    ["min and max of integers", { type: "int", min: 1n, max: 3n, default: 2n }, [1n, 2n, 3n]],
    [
      "an even distribution",
      { low: 0n, high: 2n, step: 1n, distribution: "uniform", log: false },
      [0n, 1n, 2n],
    ],
    ["options", { options: ["a", "b"] }, ["a", "b"]],
    [
      "choices of a type",
      { type: "categorical", choices: [true, false], default: true },
      [true, false],
    ],
    ["values of a distribution", { distribution: "categorical", values: [1n, 2n] }, [1n, 2n]],
  ])("read %s", (_, literal, values) => {
    const { list, fixed, diagnostics } = read(literal);
    expect([list, fixed]).toEqual([values, false]);
    expect(diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
  });

  it.each<[string, Literal]>([
    ["two ends alone", { start: 9n, end: 16n }],
    ["two ends beside something else", { low: 1n, high: 3n, step: 1n, unit: "bars" }],
    ["one end", { low: 1n, step: 1n }],
    ["options beside something else", { options: [1n, 2n], label: "x" }],
    ["options that are no list", { options: "a" }],
    ["a type that is none of numbers", { type: "session", start: 9n, end: 16n }],
    ["another tool's word for a list", { grid_search: [1n, 2n] }],
  ])("are not seen in %s", (_, literal) => {
    const { list, fixed, diagnostics } = read(literal);
    expect([list, fixed, diagnostics]).toEqual([[plainOf(valueOf(literal))], true, []]);
  });

  it.each<[string, Literal]>([
    ["a type of floats", { type: "float", low: 0.01, high: 0.05 }],
    ["nothing but a distribution", { low: 0n, high: 1n, distribution: "uniform" }],
    ["a logarithm", { low: 1n, high: 100n, log: true }],
    ["a logarithm in steps", { type: "int", low: 1n, high: 100n, step: 1n, log: true }],
    ["an uneven distribution", { min: 0n, max: 1n, distribution: "normal", step: 1n }],
    [
      "an even distribution without a step",
      { type: "float", min: 0n, max: 1n, distribution: "uniform" },
    ],
  ])("have no finite values with %s", (_, literal) => {
    const { codes, fixed } = read(literal);
    expect([codes, fixed]).toEqual([["axis-continuous"], true]);
  });

  it("lists the values between a start and a stop, whose reader may expect no stop", () => {
    const [info] = read({ start: 1n, stop: 3n, step: 1n }).diagnostics;
    expect(info?.message).toContain("start to stop includes its end");
    expect(info?.message).toContain("1, 2, 3 (3 values)");
  });

  it("names the two ends as they are written where something is wrong between them", () => {
    expect(read({ low: 1n, high: 3n, step: 0n }).codes).toEqual(["axis-step"]);
    expect(read({ low: 4n, high: 3n, step: 1n }).codes).toEqual(["axis-max-below-min"]);
    const [wrong] = read({ low: "a", high: 3n, step: 1n }).diagnostics;
    expect(wrong?.message).toContain("`low` must be a number");
    const [beside] = read({ min: 1n, high: 3n, low: 2n, step: 1n }).diagnostics;
    expect(beside?.message).toContain("`low` does not belong beside min, high, step");
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
