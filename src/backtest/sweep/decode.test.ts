import { expect, it } from "vitest";
import { combinationIndex } from "../../planner/model.ts";
import { planText } from "../../planner/plan-text.ts";
import { finish } from "../../text/steps.ts";
import { readTimeframe } from "../data/bars.ts";
import { syntheticBars } from "../data/synthetic.ts";
import { runBacktest } from "../engine/run.ts";
import { parametersOf } from "../session/parameters.ts";
import { chooseList } from "./chosen.ts";
import { rowLength, rowNames } from "./figure-columns.ts";
import { createLoop } from "./loop.ts";
import { prepareSweep } from "./sweep.ts";

const timeframe = readTimeframe("1h");
if (!timeframe) throw new Error("1h is a timeframe");
const bars = syntheticBars({ bars: 60, seed: 1, timeframe, drift: 0.1, volatility: 0.8 });
const range = (most: number): string => `{min: 1, max: ${most}, step: 1}`;

/** A product of 2 × 10^20 places: no plain number holds them. */
const text = `strategies:
  - type: momentum
    parameters: {lookback_period: [1, 3], signal_threshold: 0, note: ${range(1_000_000)}}
  - type: breakout
    parameters: {period: [2, 4], note: ${range(1_000_000)}}
optimization:
  parameter_grids:
    initial_capital: ${range(1_000_000)}
    "execution.venue": ${range(1_000_000)}
    "risk.desk": ${range(1000)}
    commission: [0, 0.01]
execution: {slippage: 0.001}
risk: {max_position_size: 0.5}
`;

it("reads a sample of a product beyond plain numbers as the containers do", () => {
  const planned = planText(text, "pyyaml");
  const { plan } = planned;
  expect(plan.combinations).toBe(8n * 10n ** 21n);
  const indices = Array.from({ length: 24 }, (_, i) =>
    combinationIndex((plan.combinations * BigInt(i)) / 24n + BigInt(i * i)),
  );
  const options = { seed: 1, barsPerYear: 252 };
  const chosen = chooseList(indices);
  const sweep = prepareSweep(planned, { ...options, bars, chosen });
  const rows = createLoop(sweep.setup).rows(sweep.work, 0, indices.length);
  const truth = runBacktest(plan, "naive", bars, { ...options, chosen: indices });
  expect(
    Array.from({ length: 24 }, (_, place) => [
      ...rows.subarray(place * rowLength, (place + 1) * rowLength),
    ]),
  ).toEqual(
    truth.combinations.map(({ metrics }) => rowNames.map((name) => metrics[name] ?? Number.NaN)),
  );
  const capital = finish(parametersOf(plan, sweep.decoder)).find(
    ({ name }) => name === "initial_capital",
  );
  const capitals = indices.map((index) => {
    const { grid } = plan.combinationAt(index);
    return String((grid[0] ?? -1) + 1);
  });
  expect(Array.from(capital?.codes ?? [], (code) => capital?.values[code])).toEqual(capitals);
});
