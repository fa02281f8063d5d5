import { describe, expect, it } from "vitest";
import { createAnalyzer } from "./analyze.ts";
import type { DiagnosticCode } from "./diagnostic.ts";
import { planText } from "./plan-text.ts";
import { planOf } from "./test-support/expect-plan.ts";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const strategies = "strategies: [{type: a}]\n";
const gridOf = (axes: string): string =>
  `${strategies}optimization: {parameter_grids: {${axes}}}\n`;
const range = (count: number): string => `{min: 1, max: ${count}, step: 1}`;

/** The problems of a text with some code. */
const found = (text: string, code: DiagnosticCode) =>
  planText(text, "pyyaml").diagnostics.filter((one) => one.code === code);

describe("a text is read", () => {
  it.each([1_000_000, 1_000_001])("up to a million characters, not %i", (length) => {
    const text = `${strategies}#`.padEnd(length, "x");
    expect(found(text, "text-too-long")).toHaveLength(length > 1_000_000 ? 1 : 0);
  });

  it.each([64, 65])("up to 64 levels deep, not %i", (depth) => {
    const inside = depth - 2;
    const text = `${strategies}risk: {x: ${"[".repeat(inside)}1${"]".repeat(inside)}}\n`;
    expect(found(text, "nested-too-deep")).toHaveLength(depth > 64 ? 1 : 0);
  });

  it.each([4300, 4301])("with integers of up to 4300 digits, not of %i", (digits) => {
    const blocked = planText(`${strategies}risk: {x: ${"9".repeat(digits)}}\n`, "pyyaml").blocked;
    expect(blocked).toBe(digits > 4300);
  });

  it.each([1_000_000, 1_000_001])("with axes of up to a million values, not %i", (count) => {
    expect(found(gridOf(`slippage: ${range(count)}`), "axis-too-long")).toHaveLength(
      count > 1_000_000 ? 1 : 0,
    );
  });
});

describe("what is said of a text", () => {
  it.each([59, 60, 61])("quotes 60 letters of a value, of %i", (length) => {
    // the quotes belong to it
    const value = "x".repeat(length - 2);
    const [warned] = found(`${strategies}execution: {commission: ${value}}\n`, "field-value");
    expect(warned?.message.includes(`"${value}"`)).toBe(length <= 60);
    expect(warned?.message.includes("…")).toBe(length > 60);
  });

  it.each([19, 20, 21])("names 20 values that an axis repeats, of %i", (count) => {
    const twice = numbers(count).flatMap((i) => [i, i]);
    const repeated = found(gridOf(`slippage: [${twice.join(", ")}]`), "axis-value-twice");
    expect(repeated).toHaveLength(Math.min(count, 20));
  });

  it.each([6, 7, 8])("lists six values of a range and the last, of %i", (count) => {
    const [info] = found(gridOf(`slippage: "range(1, ${count}, 1)"`), "range-expanded");
    const listed = ["1, 2, 3, 4, 5, 6", "1, 2, 3, 4, 5, 6, 7", "1, 2, 3, 4, 5, 6, …, 8"];
    expect(info?.message).toContain(` ${listed[count - 6]} (`);
    expect(info?.message.includes("…")).toBe(count > 7);
  });

  it("points at the second of equal values, and counts them", () => {
    const text = gridOf("slippage: [5, 7, 5.0, 7, 7, 5]");
    const twice = found(text, "axis-value-twice").map(({ message, range: { start }, related }) => ({
      times: /twice|\d+ times/.exec(message)?.[0],
      places: [related?.[0]?.range.start, start].map((at) => (at ?? 0) - text.indexOf("[5")),
    }));
    expect(twice).toEqual([
      { times: "3 times", places: [4, 12] },
      { times: "twice", places: [1, 18] },
    ]);
  });

  it.each([99, 100, 101, 102])(
    "warns of the first 99 values of an axis and of the last of %i",
    (count) => {
      const warned = found(
        gridOf(
          `commission: [${numbers(count)
            .map((i) => `x${i}`)
            .join(", ")}]`,
        ),
        "field-value",
      );
      expect(warned).toHaveLength(Math.min(count, 100));
      expect(warned.at(-1)?.message).toContain(`"x${count - 1}"`);
      expect(warned[98]?.message).toContain('"x98"');
    },
  );

  it.each([99, 100, 101])("offers a hundred moves to the grid, of %i", (count) => {
    const lists = numbers(count).map((i) => `  f${i}: [1, 2]\n`);
    const hints = found(`${strategies}risk:\n${lists.join("")}`, "literal-in-section");
    expect(hints.map(({ fixes }) => fixes.length)).toEqual(
      numbers(count).map((i) => (i < 100 ? 1 : 0)),
    );
  });

  it.each([99, 100, 101])("is shown up to a hundred problems, errors first, of %i", (count) => {
    const hints = numbers(count - 1).map((i) => `  f${i}: [1, 2]\n`);
    const text = `${strategies}risk:\n${hints.join("")}optimization: {parameter_grids: {slippage: {min: 2, max: 1, step: 1}}}\n`;
    const { diagnostics, totals } = createAnalyzer().analyze(text, "pyyaml");
    expect(totals.error + totals.warning + totals.info + totals.hint).toBe(count);
    expect(diagnostics).toHaveLength(Math.min(count, 100));
    // the error stands last in the text, and is shown for it
    expect(diagnostics.at(-1)?.severity).toBe("error");
    const starts = diagnostics.map((one) => one.range.start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });
});

describe("a plan lists", () => {
  it.each([100_000, 100_001])("up to 100,000 containers of a role, not %i", (count) => {
    const { execution } = planOf(gridOf(`slippage: ${range(count)}`)).roles;
    expect([execution.count, execution.exact, execution.listed]).toEqual([
      BigInt(count),
      true,
      count <= 100_000,
    ]);
  });

  it("exactly those of the later of two long axes that write to one place", () => {
    const { risk } = planOf(
      gridOf(`stop_loss: ${range(2000)}, risk.stop_loss: ${range(3000)}`),
    ).roles;
    expect([risk.count, risk.exact]).toEqual([3000n, true]);
  });

  it.each([
    [400, 250],
    [9091, 11],
  ])("up to 100,000 classes of combinations, not %i × %i", (risk, execution) => {
    const plan = planOf(gridOf(`risk.x: ${range(risk)}, execution.y: ${range(execution)}`));
    const classes = risk * execution;
    expect(plan.classCount).toBe(BigInt(classes));
    expect(plan.classes()?.length).toBe(classes > 100_000 ? undefined : classes);
  });

  it.each([24, 25])("each container of a lane of 24, not of %i", (count) => {
    const { view } = createAnalyzer().analyze(gridOf(`slippage: ${range(count)}`), "pyyaml");
    expect(view.roles.execution.containers).toHaveLength(count > 24 ? 0 : count);
    expect(view.classes).toHaveLength(count > 24 ? 0 : count);
  });

  it.each([8, 9])("eight axes of a class, of %i", (count) => {
    const axes = numbers(count).map((i) => `strategy.p${i}: [1, 2]`);
    const { view } = createAnalyzer().analyze(gridOf(axes.join(", ")), "pyyaml");
    expect(view.classes[0]?.strip).toEqual(numbers(8).map((i) => `strategy.p${i} ×2`));
  });

  it.each([28, 29, 30])("single combinations up to 120 containers, of twice %i", (count) => {
    // a hub, a strategy and a portfolio for each, two risk containers and one execution container
    const { view } = createAnalyzer().analyze(
      gridOf(`strategy.x: ${range(count)}, risk.y: [1, 2]`),
      "pyyaml",
    );
    expect(view.counts.optimized.containers).toBe(BigInt(4 + 4 * count));
    expect(view.combinationViews).toHaveLength(count > 29 ? 0 : 2 * count);
  });
});
