import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../analyze.ts";
import type { FactoredPlan } from "../sharing/decomposition/factored.ts";
import { factoredPlanOf } from "../test-support/expect-plan.ts";
import { answerQuery } from "./answer-query.ts";
import { createExplainer } from "./explainer.ts";
import type { Arrangement, PlanAnswer, PlanQuery, TableQuery } from "./query.ts";
import { answerTableQuery, filterCombinations } from "./table/answer-rows.ts";

const gridOf = (axes: string): string =>
  `strategies: [{type: a, parameters: {one: 1}}]\noptimization: {parameter_grids: {${axes}}}\n`;
const range = (count: number): string => `{min: 1, max: ${count}, step: 1}`;
const natural: Arrangement = { filters: [], sort: [] };

/** The answer to a question, which must be of the kind that was asked. */
function ask<Kind extends PlanAnswer["kind"]>(
  of: FactoredPlan,
  query: PlanQuery & { readonly kind: Kind },
): Extract<PlanAnswer, { kind: Kind }> {
  const table = (asked: TableQuery): PlanAnswer => answerTableQuery(of, asked);
  const answer = answerQuery(of.plan, query, { table });
  const isAsked = (one: PlanAnswer): one is Extract<PlanAnswer, { kind: Kind }> =>
    one.kind === query.kind;
  if (!isAsked(answer)) throw new Error(answer.kind);
  return answer;
}

/** Two strategies with a parameter of so many values. */
const twoLists = (first: number, second: number): string => `strategies:
  - {type: a, parameters: {x: ${range(first)}}}
  - {type: b, parameters: {x: ${range(second)}}}
`;

it.each([20, 21])("answers twenty what-ifs at once, of %i", (count) => {
  const analyzer = createAnalyzer({ answer: () => answerQuery, explainer: () => createExplainer });
  const axes = Array.from({ length: count }, (_, i) => `execution.f${i}: [1, 2]`);
  analyzer.analyze(gridOf(axes.join(", ")), "pyyaml");
  const answer = analyzer.ask({ kind: "what-ifs", from: 0, count: 50 });
  expect(answer).toMatchObject({ kind: "what-ifs", total: count });
  expect(answer.kind === "what-ifs" && answer.rows.length).toBe(Math.min(count, 20));
});

it.each([
  [20_000, 10],
  [66_667, 2],
  [200_001, 1],
])("answers what-ifs for 200,000 characters at once, of a text of %i", (length, most) => {
  const analyzer = createAnalyzer({ answer: () => answerQuery, explainer: () => createExplainer });
  const axes = Array.from({ length: 11 }, (_, i) => `execution.f${i}: [1, 2]`);
  analyzer.analyze(`${gridOf(axes.join(", "))}#`.padEnd(length, "x"), "pyyaml");
  const answer = analyzer.ask({ kind: "what-ifs", from: 0, count: 20 });
  expect(answer.kind === "what-ifs" && answer.rows.length).toBe(most);
});

describe("a page of answers", () => {
  const plan = factoredPlanOf(gridOf(`slippage: ${range(1500)}`));

  it.each([999, 1000, 1001])("has a thousand at most, of %i that are asked for", (count) => {
    const most = Math.min(count, 1000);
    const rows = ask(plan, { kind: "rows", arrangement: natural, from: 7n, count });
    expect(rows.rows.map(({ index }) => index)).toEqual(
      Array.from({ length: most }, (_, i) => BigInt(i + 7)),
    );
    const containers = ask(plan, {
      kind: "containers",
      role: "execution",
      stack: undefined,
      from: 3,
      count,
    });
    expect(containers.containers.map(({ number }) => number)).toEqual(
      Array.from({ length: most }, (_, i) => i + 3),
    );
    const members = ask(plan, {
      kind: "members",
      risk: 0,
      execution: undefined,
      stack: undefined,
      from: 5n,
      count,
    });
    expect(members.members.map(({ index }) => index)).toEqual(
      Array.from({ length: most }, (_, i) => i + 5),
    );
    const values = ask(plan, { kind: "values", column: "grid:t:slippage", search: "", count });
    expect([values.values.length, values.more]).toEqual([most, true]);
  });

  it("ends with the last, and is empty beyond it", () => {
    const rowsFrom = (from: bigint) =>
      ask(plan, { kind: "rows", arrangement: natural, from, count: 10 }).rows.length;
    expect([1489n, 1490n, 1491n, 1499n, 1500n, 1501n].map(rowsFrom)).toEqual([10, 10, 9, 1, 0, 0]);
  });

  it("says that there are more values than those it has, and only then", () => {
    const few = factoredPlanOf(gridOf("slippage: [1, 2, 3]"));
    const more = (count: number) =>
      ask(few, { kind: "values", column: "grid:t:slippage", search: "", count }).more;
    expect([2, 3, 4].map(more)).toEqual([true, false, false]);
  });
});

describe("a table", () => {
  it.each([59, 60, 61])(
    "shows 60 columns, and those of one value only up to there, of %i",
    (count) => {
      // the strategy and its parameter are columns too
      const axes = Array.from({ length: count - 2 }, (_, i) => `f${i}: [${i < 20 ? "1, 2" : "1"}]`);
      const { columns, hiddenColumns } = ask(factoredPlanOf(gridOf(axes.join(", "))), {
        kind: "rows",
        arrangement: natural,
        from: 0n,
        count: 1,
      });
      expect([columns.length, hiddenColumns]).toEqual(count > 60 ? [21, count - 21] : [count, 0]);
    },
  );

  it.each([79, 80, 81])("has 80 letters of a cell, of %i", (length) => {
    const value = "x".repeat(length - 2);
    const { rows, columns } = ask(factoredPlanOf(gridOf(`f: [${value}]`)), {
      kind: "rows",
      arrangement: natural,
      from: 0n,
      count: 1,
    });
    const shown = length > 80 ? `"${"x".repeat(78)}…` : `"${value}"`;
    expect(rows[0]?.cells[1]).toBe(shown);
    expect(columns[1]?.letters).toBe(Math.min(length, 80));
  });

  it("has no half of a sign that takes two letters", () => {
    const filter = ask(factoredPlanOf(gridOf(`f: [${"😀".repeat(41)}]`)), {
      kind: "values",
      column: "grid:t:f",
      search: "",
      count: 1,
    });
    expect(filter.values.map(({ text }) => text)).toEqual([`"${"😀".repeat(39)}…`]);
  });

  it.each([200_000, 200_001])("sorts columns of up to 200,000 values, not of %i", (count) => {
    const { columns } = ask(factoredPlanOf(twoLists(99_999, count - 99_999)), {
      kind: "rows",
      arrangement: natural,
      from: 0n,
      count: 1,
    });
    expect(columns.find(({ name }) => name === "x")?.sortable).toBe(count <= 200_000);
  });

  it.each([20_000, 20_001])("counts the values of a column up to 20,000, not to %i", (count) => {
    const { columns } = ask(factoredPlanOf(twoLists(9_999, count - 9_999)), {
      kind: "rows",
      arrangement: natural,
      from: 0n,
      count: 1,
    });
    const values = columns.find(({ name }) => name === "x")?.values;
    expect(values).toBe(count <= 20_000 ? 10_001 : undefined);
  });

  it.each([100_000, 100_001])("searches a hundred thousand values, not %i", (count) => {
    const plan = factoredPlanOf(gridOf(`slippage: ${range(count)}`));
    const found = ask(plan, {
      kind: "values",
      column: "grid:t:slippage",
      search: "00000",
      count: 50,
    });
    expect(found.values.map(({ text }) => text)).toEqual(["100000"]);
    expect(found.more).toBe(count > 100_000);
  });

  it.each([19_999, 20_000])("looks through 20,000 values for a list, not beyond %i", (count) => {
    // numbers stand before lists
    const plan = factoredPlanOf(`${twoLists(count, 1)}  - {type: c, parameters: {x: [[1, 2]]}}\n`);
    const found = ask(plan, {
      kind: "find",
      arrangement: natural,
      values: [{ column: "parameter:t:x", text: "[1, 2]" }],
    });
    expect(found.index).toBe(count < 20_000 ? BigInt(count + 1) : undefined);
  });

  it("remembers the four arrangements that were used last", () => {
    const plan = factoredPlanOf(gridOf("slippage: [1, 2, 3, 4, 5]"));
    const use = (key: string) =>
      filterCombinations(plan, [{ column: "grid:t:slippage", keys: [key], absent: false }]);
    const [first, second] = [use("1"), use("2"), use("3"), use("4")];
    expect(use("1")).toBe(first);
    use("5");
    // the second was used longest ago, and made place
    expect(use("1")).toBe(first);
    expect(use("2")).not.toBe(second);
  });
});
