import { expect, it } from "vitest";
import { combinationIndex } from "../../model.ts";
import { factoredPlanOf } from "../../test-support/expect-plan.ts";
import { answerQuery } from "../answer-query.ts";
import type { Arrangement, PlanQuery } from "../query.ts";
import { answerTableQuery } from "./answer-rows.ts";

const two = `
strategies:
  - {type: momentum, parameters: {lookback: [20, 10], threshold: 0.5}}
  - {type: momentum, parameters: {lookback: [10, 30]}}
optimization: {parameter_grids: {commission: [0.2, 0.1]}}
risk: {commission: 0}
`;
const natural: Arrangement = { filters: [], sort: [] };
const ask = (text: string, query: PlanQuery) => {
  const of = factoredPlanOf(text);
  return answerQuery(of.plan, query, { table: (asked) => answerTableQuery(of, asked) });
};

function rowsOf(text: string, arrangement: Arrangement) {
  const answer = ask(text, { kind: "rows", arrangement, from: 0n, count: 100 });
  if (answer.kind !== "rows") throw new Error(answer.kind);
  return answer;
}
const indices = (arrangement: Arrangement) =>
  rowsOf(two, arrangement).rows.map(({ index }) => Number(index));

it("names the columns with their values, and every row with its containers", () => {
  const { total, columns, rows } = rowsOf(two, natural);
  expect(total).toBe(8n);
  expect(
    columns.map(({ name, section, values, numeric }) => [name, section, values, numeric]),
  ).toEqual([
    ["strategy", "strategy", 2, false],
    ["commission", "grid", 2, true],
    ["lookback", "parameter", 3, true],
    ["threshold", "parameter", 1, true],
  ]);
  expect(rows[0]).toEqual({
    index: 0n,
    cells: ["momentum · 1", "0.2", "20", "0.5"],
    risk: 0,
    execution: 0,
  });
  expect(rows[7]).toEqual({
    index: 7n,
    cells: ["momentum · 2", "0.1", "30", undefined],
    risk: 1,
    execution: 0,
  });
});

it("sorts by several columns, what has no value last, and filters by values", () => {
  const [, commission, lookback, threshold] = rowsOf(two, natural).columns.map(({ id }) => id);
  const by = (id = "", descending = false) => ({ column: id, descending });
  expect(indices({ filters: [], sort: [by(lookback)] })).toEqual([1, 2, 5, 6, 0, 4, 3, 7]);
  expect(indices({ filters: [], sort: [by(threshold, true), by(commission)] })).toEqual([
    4, 5, 0, 1, 6, 7, 2, 3,
  ]);
  const only = (id = "", keys: readonly string[], absent = false): Arrangement => {
    return { filters: [{ column: id, keys, absent }], sort: [] };
  };
  expect(indices(only(lookback, ["10", "30"]))).toEqual([1, 2, 3, 5, 6, 7]);
  expect(indices(only(threshold, [], true))).toEqual([2, 3, 6, 7]);
  expect(indices(only("strategy", ["momentum · 1"]))).toEqual([0, 1, 4, 5]);
  expect(indices(only(lookback, ["10.0"]))).toEqual([]);
  expect(indices(only("no such column", []))).toHaveLength(8);
});

it("lists the values to filter by, those that contain a text", () => {
  const long = "strategies: [{type: a, parameters: {n: {min: 1, max: 1000000, step: 1}}}]";
  const column = "parameter:t:n";
  expect(ask(long, { kind: "values", column, search: "99999", count: 3 })).toEqual({
    kind: "values",
    values: [{ key: "99999", text: "99999" }],
    more: true,
    absent: false,
  });
  expect(ask(long, { kind: "values", column, search: "77", count: 3 })).toMatchObject({
    values: [{ text: "77" }, { text: "177" }, { text: "277" }],
  });
  expect(ask(long, { kind: "values", column, search: " 777777 ", count: 2 })).toMatchObject({
    values: [{ text: "777777" }],
  });
  const threshold = {
    kind: "values",
    column: "parameter:t:threshold",
    search: "",
    count: 9,
  } as const;
  expect(ask(two, threshold)).toMatchObject({
    values: [{ text: "0.5" }],
    more: false,
    absent: true,
  });
});

it("finds a combination by what somebody types, and its row", () => {
  const [, commission, lookback] = rowsOf(two, natural).columns.map(({ id }) => id);
  const find = (
    arrangement: Arrangement,
    ...typed: readonly (readonly [string | undefined, string])[]
  ) =>
    ask(two, {
      kind: "find",
      arrangement,
      values: typed.map(([column = "", text]) => ({ column, text })),
    });
  expect(find(natural, [commission, ".10"], [lookback, "10.0"])).toMatchObject({
    matches: 2n,
    index: 5n,
    position: 5n,
  });
  const sorted: Arrangement = {
    filters: [{ column: commission ?? "", keys: ["0.2"], absent: false }],
    sort: [{ column: lookback ?? "", descending: true }],
  };
  expect(find(sorted, [lookback, "20"])).toMatchObject({ matches: 2n, index: 0n, position: 1n });
  expect(find(sorted, [commission, "0.1"])).toMatchObject({ index: 4n, position: undefined });
  expect(find(natural, [lookback, "11"])).toMatchObject({ matches: 0n, unknown: "lookback" });
  const position = { kind: "position", arrangement: sorted, index: combinationIndex(1n) } as const;
  expect(ask(two, position)).toEqual({ kind: "position", position: 2n });
});

it("tells texts from numbers, and finds a value however it is written", () => {
  const text = `strategies: [{type: a, parameters: {x: ["1", 1, true, [1, 2], "é", null]}}]`;
  const column = "parameter:t:x";
  const values = ask(text, { kind: "values", column, search: "", count: 9 });
  if (values.kind !== "values") throw new Error(values.kind);
  expect(values.values.map(({ text: shown }) => shown)).toEqual([
    "1",
    "true",
    '"1"',
    '"é"',
    "null",
    "[1, 2]",
  ]);
  for (const { key } of values.values) {
    const filters = [{ column, keys: [key], absent: false }];
    expect(rowsOf(text, { filters, sort: [] }).total).toBe(1n);
  }
  const foundIndices = ["1", "é", "[1, 2]", '"1"', "null"].map((typed) => {
    const answer = ask(text, {
      kind: "find",
      arrangement: natural,
      values: [{ column, text: typed }],
    });
    return answer.kind === "find" && answer.index;
  });
  expect(foundIndices).toEqual([0n, 4n, 3n, 0n, 5n]);
});
