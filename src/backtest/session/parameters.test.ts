import { expect, it } from "vitest";
import { finish } from "../../text/steps.ts";
import { parseYaml12 } from "../../yaml/parse/parse-yaml12.ts";
import { createSession } from "./session.ts";

function axesOf(text: string): Readonly<Record<string, readonly number[]>> {
  const job = { rev: 1, text, reading: "pyyaml", filters: [] } as const;
  const started = finish(createSession(parseYaml12).start(job));
  const parameters = started.status === "ready" ? started.outline.parameters : [];
  return Object.fromEntries(parameters.map(({ name, axes }) => [name, axes]));
}

it("gives columns that change together one axis, and others one of their own", () => {
  const axes = axesOf(`data: {bars: 20}
strategies:
  - {type: momentum, parameters: {lookback_period: [2, 3], signal_threshold: [0.1, 0.2]}}
optimization:
  zip: [execution.commission, risk.max_position_size]
  parameter_grids:
    execution.commission: [0.0, 0.001]
    risk.max_position_size: [100, 1000]
    execution.slippage: [0.0, 0.001]
`);
  expect(axes["execution.commission"]).toEqual(axes["risk.max_position_size"]);
  expect(axes["execution.slippage"]).not.toEqual(axes["execution.commission"]);
  expect(axes["lookback_period"]).not.toEqual(axes["signal_threshold"]);
});

it("tells the axis of each strategy by itself, and which have none", () => {
  const axes = axesOf(`data: {bars: 20}
strategies:
  - {type: breakout, parameters: {period: [2, 3]}}
  - {type: momentum, parameters: {signal_threshold: [0.1, 0.2], lookback_period: [2, 3]}}
`);
  expect(axes["period"]).toEqual([0, -1]);
  expect(axes["signal_threshold"]).toEqual([-1, 0]);
  expect(axes["lookback_period"]).toEqual([-1, 1]);
});
