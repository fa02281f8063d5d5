import { expect, it } from "vitest";
import { chooseAll } from "../backtest/sweep/chosen.ts";
import { createLoop } from "../backtest/sweep/loop.ts";
import { prepareSweep } from "../backtest/sweep/sweep.ts";
import { barsOf } from "../backtest/test-support/runs.ts";
import { planText } from "../planner/plan-text.ts";
import { createResultsWriter } from "./results-table.ts";

it("stands in the order of the combinations, those that cannot run among the others", () => {
  const text = `strategies:
  - {type: momentum, parameters: {lookback_period: 1}}
  - {type: nobody_knows}
  - {type: momentum, parameters: {lookback_period: 2}}
optimization: {parameter_grids: {slippage: [0, 0.1]}}
`;
  const planned = planText(text, "pyyaml");
  const options = { bars: barsOf([1, 2, 3, 4]), seed: 1, barsPerYear: 252, chosen: chooseAll(6) };
  const sweep = prepareSweep(planned, options);
  const { csvHeader, csvLines } = createResultsWriter(planned.plan, sweep);
  const figures = createLoop(sweep.setup).rows(sweep.work, 0, 6);
  const lines = `${csvHeader}${csvLines(0, figures)}`.trimEnd().split("\n");
  const [header, ...rows] = lines.map((line) => line.split(","));
  expect(rows.map(([index]) => index)).toEqual(["0", "1", "2", "3", "4", "5"]);
  const status = header?.indexOf("status") ?? -1;
  const simulated = rows.map((cells) => cells[status] === "simulated");
  expect(simulated).toEqual([true, false, true, true, false, true]);
});
