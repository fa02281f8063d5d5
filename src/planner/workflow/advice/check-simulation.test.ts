import { describe, expect, it } from "vitest";
import { examples } from "../../../examples/examples.ts";
import type { DiagnosticCode } from "../../diagnostic.ts";
import { planText } from "../../plan-text.ts";
import { fixture } from "../../test-support/fixtures.ts";

const codes: readonly DiagnosticCode[] = ["unit-changes", "not-simulated", "field-not-simulated"];

/** What is said about the simulation: the line, and the message without what all of them say. */
function told(text: string): readonly string[] {
  const { diagnostics } = planText(text, "pyyaml");
  return diagnostics.flatMap(({ code, message, range }) => {
    const line = text.slice(0, range.start).split("\n").length;
    return codes.includes(code)
      ? `${line}: ${message.replace(" planned, but not simulated", "")}`
      : [];
  });
}

const momentum = (grid: string, more = "") =>
  `strategies:
  - {type: momentum, parameters: {lookback_period: 2, signal_threshold: 0}}
optimization:
  parameter_grids: {${grid}}
${more}`;

const onlyByPercentage = "the backtest reads it only with `position_size_method: percentage`";
const forFractions =
  "the backtest needs costs here only to size a fraction of the equity, not a number of shares";

it.each(examples.map(({ id, text }) => [id, text]))("says nothing of the example %s", (_, text) => {
  expect(told(text)).toEqual([]);
});

describe("fields that are not simulated", () => {
  it("are told with what they need", () => {
    const text = fixture("silent/12-pct-without-method.yaml");
    expect(told(text)).toEqual([`5: \`position_size_pct\` is: ${onlyByPercentage}`]);
    expect(told(`${text}risk: {position_size_method: percentage}\n`)).toEqual([]);
  });

  it.each([
    [
      "risk.trailing_stop: [1, 2]",
      "`risk.trailing_stop` is: the backtest knows no such field of risk",
    ],
    ["risk.max_leverage: [1, 2]", "`risk.max_leverage` is: the backtest has no rule for it"],
    ["risk.stop_loss.at: [1]", "`risk.stop_loss.at` is: the backtest knows no such field of risk"],
    [
      "execution.commission_rate: [1, 2]",
      "`execution.commission_rate` is: the backtest knows no such field of execution",
    ],
    [
      "momentum.window: [1, 2]",
      "`momentum.window` is: the backtest knows no such parameter of momentum",
    ],
    [
      "momentum.momentum_threshold: [1, 2]",
      "`momentum.momentum_threshold` is: `signal_threshold` stands instead of it",
    ],
    [
      "slippage: [0.1], execution.slippage_bps: [1, 2]",
      "`slippage` is: `slippage_bps` stands instead of it",
    ],
    [
      "risk.commission: [0.1, 0.2], max_position_size: [2, 9]",
      `\`risk.commission\` is: ${forFractions}`,
    ],
    [
      "max_position_size: [2, 9], position_size_method: [percentage]",
      "`max_position_size` is: the backtest does not read it with `position_size_method: percentage`",
    ],
  ])("are told where the grid sweeps them: %s", (grid, message) => {
    expect(told(momentum(grid))).toEqual([`4: ${message}`]);
  });

  it.each([
    "position_size_pct: [1, 2], position_size_method: [fixed, percentage]",
    "max_position_size: [2, 9], position_size_method: [fixed, percentage]",
    "risk.commission: [0.1, 0.2], max_position_size: [1, 9]",
    "risk.commission: [0.1, 0.2], max_position_size: {min: 1, max: 1000, step: 1}",
    "slippage: [0.1, 0.2], execution.slippage_bps: [1, null]",
    "x.y: [1, 2]",
    "commission: [0.1, 0.2]",
  ])("are none where some combination may read them: %s", (grid) => {
    const { diagnostics } = planText(momentum(grid), "pyyaml");
    expect(diagnostics.filter(({ code }) => code === "field-not-simulated")).toEqual([]);
  });

  it("depend on what strategies override, and on their types", () => {
    const text = `strategies:
  - type: momentum
    parameters: {lookback_period: 2, window: [1, 2], momentum_threshold: [0, 1]}
    risk_config: {position_size_method: percentage, trail: 1}
  - type: breakout
    parameters: {period: [1, 2], lookback_period: [3, 4]}
    risk: {trail: 2, other: 3}
  - type: own
    parameters: {lookback_period: [1, 2]}
optimization:
  parameter_grids:
    position_size_pct: [1, 2]
    lookback_period: [1, 2]
    own.period: [1, 2]
`;
    expect(told(text)).toEqual([
      "3: `window` is: the backtest knows no such parameter of momentum",
      "4: `trail` is: the backtest knows no such field of risk",
      "7: `other` is: the backtest knows no such field of risk",
      '8: no rule simulates the strategy type "own": its combinations are planned, and a backtest leaves them out',
    ]);
  });

  it("are told of fixed values once for a section and once for a name", () => {
    const text = `strategies:
  - {type: momentum, parameters: {lookback_period: 2, filter: on}, risk: {trail: 1, cap: 2}}
  - {type: momentum, parameters: {lookback_period: 3, filter: off}}
risk:
  name: mine
  trail: 0.1
  steps: {a: 1}
  max_positions: null
  max_leverage: 2
  position_size_pct: 10
  commission: 0.001
  max_position_size: 10
  stop_los: 0.1
`;
    expect(told(text)).toEqual([
      "2: `filter` is: the backtest knows no such parameter of momentum",
      "2: `cap` is: the backtest knows no such field of risk",
      "6: `trail`, `steps` are: the backtest knows no such field of risk",
      "9: `max_leverage` is: the backtest has no rule for it",
      `10: \`position_size_pct\` is: ${onlyByPercentage}`,
    ]);
    const { diagnostics } = planText(text, "pyyaml");
    const steps = diagnostics.find(({ message }) => message.startsWith("`trail`, `steps`"));
    const places = steps?.related?.map(({ range: { start, end } }) => text.slice(start, end));
    expect(places).toEqual(["steps"]);
  });

  it("are those of a pair that nothing reads, and of the strategies that a key names", () => {
    const text = `strategies:
  - type: momentum
    zip: [[lookback_period, window]]
    parameters: {lookback_period: [1, 2], window: [3, 4]}
  - {type: breakout, parameters: {period: 2}, risk: {position_size_method: percentage}}
optimization:
  zip: [[execution.commission, execution.tier]]
  parameter_grids:
    execution.commission: [0, 0.1]
    execution.tier: [1, 2]
    momentum.risk.position_size_pct: [10, 20]
    breakout.risk.position_size_pct: [10, 20]
`;
    expect(told(text)).toEqual([
      "4: `window` is: the backtest knows no such parameter of momentum",
      "10: `execution.tier` is: the backtest knows no such field of execution",
      `11: \`momentum.risk.position_size_pct\` is: ${onlyByPercentage}`,
    ]);
  });

  it("are told once of what an alias repeats, and a hundred times at most", () => {
    const aliased = `strategies:
  - {type: momentum, parameters: &own {lookback_period: 2, window: [1, 2]}}
  - {type: momentum, parameters: *own}
`;
    expect(told(aliased)).toEqual([
      "2: `window` is: the backtest knows no such parameter of momentum",
    ]);
    const strategy = "  - {type: breakout, parameters: {period: 2, window: [1, 2]}}\n";
    expect(told(`strategies:\n${strategy.repeat(101)}`)).toHaveLength(100);
  });

  it("are not looked for where nothing is simulated", () => {
    const text =
      "strategies: [{type: mine, parameters: {a: [1, 2]}}, {type: mine}, {type: momentun}]\nrisk: {trail: 1}\n";
    expect(told(text)).toEqual([
      '1: no rule simulates the strategy type "mine" (2 strategies): its combinations are planned, and a backtest leaves them out',
      '1: no rule simulates the strategy type "momentun": its combinations are planned, and a backtest leaves them out; did you mean `momentum`?',
    ]);
  });
});

it("tells twenty strategy types without a rule, and how many more there are", () => {
  const strategies = Array.from({ length: 23 }, (_, i) => `  - type: own${i}\n`);
  const messages = told(`strategies:\n${strategies.join("")}`);
  expect(messages).toHaveLength(20);
  expect(messages.at(-1)).toContain('"own19" and 3 types more: ');
});

describe("values whose unit changes inside an axis", () => {
  it("are told with one of each", () => {
    expect(told(fixture("silent/11-size-one.yaml"))).toEqual([
      "5: axis `max_position_size` changes its unit in the simulation: 1 is a fraction of the equity, 2 a number of shares; sweep values up to 1, or above it",
    ]);
  });

  it.each([
    ["max_position_size: [100, 0.5, 1]", "0.5 is a fraction of the equity, 100 a number of shares"],
    ["risk.max_position_size: [1.5, 1]", "1 is a fraction of the equity, 1.5 a number of shares"],
    [
      "max_position_size: {min: 0, max: 1000, step: 1}",
      "1 is a fraction of the equity, 2 a number of shares",
    ],
    [
      "max_position_size: {min: 0.25, max: 1.25, step: 0.25}",
      "0.25 is a fraction of the equity, 1.25 a number of shares",
    ],
    ["max_position_size: ['range(0, 2, 1)', 7]", undefined],
    ["max_position_size: [0, 2, 5]", undefined],
    ["max_position_size: [0.5, 1, 1.0]", undefined],
    ["max_position_size: {min: 0, max: 100, step: 50}", undefined],
    ["max_position_size: {min: 0, max: 1, step: 0.25}", undefined],
    ["max_position_size: [0.5, x, null]", undefined],
    ["stop_loss: [0.5, 1, 2]", undefined],
  ])("of %s", (grid, values) => {
    const { diagnostics } = planText(momentum(grid), "pyyaml");
    const messages = diagnostics.filter(({ code }) => code === "unit-changes");
    expect(messages.map(({ message }) => /simulation: (.*); sweep/.exec(message)?.[1])).toEqual(
      values === undefined ? [] : [values],
    );
  });

  it("are not where nothing reads them as a size", () => {
    expect(
      told(momentum("max_position_size: [1, 2]", "risk: {position_size_method: percentage}")),
    ).toHaveLength(1);
    const ofStrategy = "strategies: [{type: momentum, parameters: {max_position_size: [1, 2]}}]\n";
    expect(told(ofStrategy).join()).not.toContain("unit");
  });
});
