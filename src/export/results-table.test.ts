import { expect, it } from "vitest";
import { barsOf, planOf, runAll } from "../backtest/test-support/runs.ts";
import { resultsCsv } from "./results-table.ts";

it("stands in the order of the combinations, those that cannot run among the others", () => {
  const text = `strategies:
  - {type: momentum, parameters: {lookback_period: 1}}
  - {type: nobody_knows}
  - {type: momentum, parameters: {lookback_period: 2}}
optimization: {parameter_grids: {slippage: [0, 0.1]}}
`;
  const lines = resultsCsv(planOf(text), runAll(text, barsOf([1, 2, 3, 4])))
    .trimEnd()
    .split("\n");
  const [header, ...rows] = lines.map((line) => line.split(","));
  expect(rows.map(([index]) => index)).toEqual(["0", "1", "2", "3", "4", "5"]);
  const status = header?.indexOf("status") ?? -1;
  const simulated = rows.map((cells) => cells[status] === "simulated");
  expect(simulated).toEqual([true, false, true, true, false, true]);
});
