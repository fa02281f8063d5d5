import { describe, expect, it } from "vitest";
import { combinationIndex } from "../../planner/model.ts";
import { barsOf, follower, runAll, runOne } from "../test-support/runs.ts";

const costs = `
strategies:
  - type: momentum
    parameters: {lookback_period: 2, signal_threshold: 0.02}
portfolio: {initial_capital: 1000}
risk: {max_position_size: 5}
execution: {commission: 0.002, slippage: 0.01}
`;

describe("a momentum series of ten bars, worked out by hand", () => {
  // momentum over 2 bars: –, –, 4 %, 5 %, 1.9 %, −3.8 %, −5.7 %, 3.0 %, 3 %, 5.8 %
  const bars = barsOf([100, 100, 104, 105, 106, 101, 100, 104, 103, 110]);
  // bar 2: buy 5 at 104 × 1.01 = 105.04: 525.20 + commission 1.0504
  const bought = 1000 - 525.2 - 1.0504;
  // bar 5: sell 5 at 101 × 0.99 = 99.99: 499.95 − commission 0.9999
  const sold = bought + 499.95 - 0.9999;
  // bar 7: buy 5 at 104 × 1.01 again
  const again = sold - 525.2 - 1.0504;
  // bar 9, the last: sell 5 at 110 × 0.99 = 108.90: 544.50 − commission 1.089
  const end = again + 544.5 - 1.089;

  it.each(["naive", "shared"] as const)("gives equity and cash at each bar, %s", (topology) => {
    const { equity, account } = runOne(costs, bars, topology);
    const expected = [
      1000,
      1000,
      bought + 5 * 104,
      bought + 5 * 105,
      bought + 5 * 106,
      sold,
      sold,
      again + 5 * 104,
      again + 5 * 103,
      end,
    ];
    expect(equity).toHaveLength(10);
    for (const [i, value] of expected.entries()) expect(equity[i]).toBeCloseTo(value, 9);
    expect(end).toBeCloseTo(989.8603, 9);
    expect(account.cash).toBeCloseTo(end, 9);
    expect(account.position).toBe(0);
  });

  it("gives the fills, the costs and the round trips", () => {
    const { fills, orders, metrics } = runOne(costs, bars);
    expect(fills.map(({ event }) => [event.bar, event.side, event.quantity])).toEqual([
      [2, 1, 5],
      [5, -1, 5],
      [7, 1, 5],
      [9, -1, 5],
    ]);
    expect(orders.map(({ event }) => event.cause)).toEqual([
      "signal",
      "signal",
      "signal",
      "end_of_data",
    ]);
    expect(metrics.commission).toBeCloseTo(1.0504 + 0.9999 + 1.0504 + 1.089, 9);
    expect(metrics.slippage).toBeCloseTo(5 * (1.04 + 1.01 + 1.04 + 1.1), 9);
    // the first round trip loses, the second gains 5 × 3.86 less both commissions
    expect(metrics).toMatchObject({ trades: 2, winRate: 0.5, rejects: 0 });
    expect(metrics.totalReturn).toBeCloseTo(-0.0101397, 9);
  });
});

describe("affordability", () => {
  it("cuts an order to what the cash pays at the real price with commission", () => {
    const text = follower(`portfolio: {initial_capital: 1000}
risk: {max_position_size: 50}
execution: {commission: 0.01, slippage: 0.1}`);
    const { orders, fills, account } = runOne(text, barsOf([100, 101, 102]));
    // 8 shares at 111.10 with 1 %: 897.69; 9 would be 1,009.90
    expect(orders[0]?.event).toMatchObject({ opening: 50, freeCash: 1000 });
    expect(fills[0]?.event).toMatchObject({ quantity: 8 });
    expect(account.cash).toBeGreaterThan(0);
  });

  it("pays a commission per share", () => {
    const text = follower(`portfolio: {initial_capital: 1000}
risk: {max_position_size: 50}
execution: {commission: 0.5, commission_per_share: 24}`);
    // 1000 / (101 + 24) = 8 exactly
    const { fills, equity } = runOne(text, barsOf([100, 101, 101]));
    expect(fills[0]?.event).toMatchObject({ quantity: 8, commission: 192 });
    expect(equity[1]).toBe(808);
  });

  it("refuses what pays no share, with the reason", () => {
    const text = follower(`portfolio: {initial_capital: 100}
risk: {max_position_size: 5}
execution: {commission: 0.01}`);
    const { fills, rejects, rejectsByReason } = runOne(text, barsOf([98, 99.5, 99, 99.5, 99]));
    expect(fills).toEqual([]);
    expect(rejects[0]).toMatchObject({ bar: 1, reason: "unaffordable", source: "execution_0" });
    expect([...rejectsByReason]).toEqual([["unaffordable", 2]]);
  });
});

describe("sizing", () => {
  const bars = barsOf([90, 100, 100]);
  const sized = (risk: string) =>
    runOne(follower(`portfolio: {initial_capital: 10000}\nrisk: {${risk}}`), bars).orders[0]?.event;

  it("takes a fraction of the equity up to 1, shares above", () => {
    expect(sized("max_position_size: 0.5")).toMatchObject({ opening: 50 });
    expect(sized("max_position_size: 7")).toMatchObject({ opening: 7 });
    expect(sized("position_size_method: percentage, position_size_pct: 25")).toMatchObject({
      opening: 25,
    });
  });

  it("counts the costs that risk itself declares", () => {
    // 10,000 / (100 × 1.02 × 1.01) = 97.07
    const risk = "max_position_size: 1, commission: 0.01, slippage: 0.02";
    expect(sized(risk)).toMatchObject({ opening: 97 });
    expect(sized(`${risk}, fractional: true`)?.opening).toBeCloseTo(10_000 / 103.02, 9);
    expect(sized("max_position_size: 1, slippage_bps: 200")).toMatchObject({ opening: 98 });
  });

  it("refuses less than one share", () => {
    const text = follower("portfolio: {initial_capital: 1000}\nrisk: {max_position_size: 0.05}");
    const run = runOne(text, bars);
    expect([...run.rejectsByReason]).toEqual([["size_zero", 1]]);
    expect(runOne(text.replace("0.05", "0"), bars).rejects).toEqual(run.rejects);
    expect(runOne(text.replace("0.05", "0.05, fractional: true"), bars).fills).toHaveLength(2);
  });

  it("never adds to an open position", () => {
    const { fills } = runOne(follower("risk: {max_position_size: 10}"), barsOf([1, 2, 3, 4, 5]));
    expect(fills.map(({ event }) => event.quantity)).toEqual([10, 10]);
  });
});

describe("stops", () => {
  const fills = (risk: string, closes: readonly number[]) =>
    runOne(follower(`risk: {max_position_size: 10, ${risk}}`), barsOf(closes)).orders.map(
      ({ event }) => [event.bar, event.side, event.cause],
    );

  it("close at a loss before the signal, and use the signal up", () => {
    // entered at 110; 104 is −5.45 %: the momentum of bar 3 is up again, and still it is closed
    expect(fills("stop_loss: 0.05", [100, 110, 103, 104, 105])).toEqual([
      [1, 1, "signal"],
      [2, -1, "stop_loss"],
      [3, 1, "signal"],
      [4, -1, "end_of_data"],
    ]);
    const hold = `
strategies: [{type: momentum, parameters: {lookback_period: 1, signal_threshold: 0.08}}]
risk: {max_position_size: 10, stop_loss: 0.05}`;
    const { orders } = runOne(hold, barsOf([100, 110, 105, 104, 104]));
    expect(orders[1]?.event).toMatchObject({ bar: 3, cause: "stop_loss" });
  });

  it("close at a gain", () => {
    expect(fills("take_profit: 0.1", [100, 110, 115, 121, 122])).toEqual([
      [1, 1, "signal"],
      [3, -1, "take_profit"],
    ]);
  });

  it("count the gain of a short position the other way round", () => {
    // sold short at 90; 99 is a loss of 10 %
    const risk = "allow_short: true, stop_loss: 0.1";
    expect(fills(risk, [100, 90, 95, 99, 99]).slice(0, 2)).toEqual([
      [1, -1, "signal"],
      [2, 1, "signal"],
    ]);
    const hold = `
strategies: [{type: momentum, parameters: {lookback_period: 1, signal_threshold: 0.08}}]
risk: {max_position_size: 10, stop_loss: 0.1, allow_short: true}`;
    const { orders } = runOne(hold, barsOf([100, 90, 95, 99, 99]));
    expect(orders.map(({ event }) => [event.bar, event.cause])).toEqual([
      [1, "signal"],
      [3, "stop_loss"],
    ]);
  });

  it("open nothing below the maximum drawdown", () => {
    const text = follower("portfolio: {initial_capital: 1000}\nrisk: {max_drawdown: 0.1}");
    // all in at 100, out at 85: 15 % below the peak from then on
    const { orders, rejects } = runOne(text, barsOf([99, 100, 85, 86, 85, 86, 85]));
    expect(orders.map(({ event }) => event.bar)).toEqual([1, 2]);
    expect(rejects.map(({ bar, reason, source }) => [bar, reason, source])).toEqual([
      [3, "max_drawdown", "risk_0"],
      [5, "max_drawdown", "risk_0"],
    ]);
  });
});

describe("selling", () => {
  const closes = [100, 110, 105, 103, 108];

  it("only closes a long position where shorts are not allowed", () => {
    const { fills } = runOne(follower("risk: {max_position_size: 10}"), barsOf(closes));
    expect(fills.map(({ event }) => [event.bar, event.side * event.quantity])).toEqual([
      [1, 10],
      [2, -10],
    ]);
  });

  it("turns a long position over in one order where they are, and back", () => {
    const text = follower(`portfolio: {initial_capital: 5000}
risk: {max_position_size: 10, allow_short: true}
execution: {commission_per_share: 1}`);
    const { fills, account, equity } = runOne(text, barsOf([...closes, 109]));
    expect(fills.map(({ event }) => [event.bar, event.side * event.quantity])).toEqual([
      [1, 10],
      [2, -20],
      [4, 20],
      [5, -10],
    ]);
    // long 110 → 105, short 105 → 108, long 108 → 109; a commission of 1 a share
    expect(account.cash).toBe(5000 - 50 - 30 + 10 - 60);
    expect(equity[3]).toBe(5000 - 10 - 50 - 20 + 20);
    expect(account).toMatchObject({ trades: 3, wins: 0 });
  });

  it("takes on a short position only with its notional in cash", () => {
    const text = follower(`portfolio: {initial_capital: 1000}
risk: {max_position_size: 50, allow_short: true}`);
    const { fills } = runOne(text, barsOf([110, 100, 99]));
    expect(fills[0]?.event).toMatchObject({ side: -1, quantity: 10 });
  });
});

describe("fills", () => {
  it("wait for the next open where asked to", () => {
    const text = follower("risk: {max_position_size: 10}\nexecution: {fill: next_open}");
    const bars = barsOf([100, 110, 120, 115, 130], [100, 100, 112, 119, 116]);
    const { fills, equity, orders } = runOne(text, bars);
    expect(orders.map(({ event }) => event.bar)).toEqual([1, 3]);
    expect(fills.map(({ event }) => [event.bar, event.base])).toEqual([
      [2, 112],
      [4, 116],
    ]);
    expect([...equity]).toEqual([100_000, 100_000, 100_080, 100_030, 100_040]);
  });

  it("close open positions at the last close, whatever the mode and the chance", () => {
    const text = follower("risk: {max_position_size: 10}\nexecution: {fill: next_open}");
    const { fills } = runOne(text, barsOf([100, 110, 120, 130]));
    expect(fills.at(-1)?.event).toMatchObject({ bar: 3, base: 130, side: -1 });
  });

  it("open nothing on the last bar, and say so", () => {
    const { fills, rejects } = runOne(follower("risk: {max_position_size: 10}"), barsOf([1, 1, 2]));
    expect(fills).toEqual([]);
    expect(rejects).toMatchObject([{ bar: 2, reason: "end_of_data" }]);
  });

  it("happen with their probability, the same on every run", () => {
    const closes = Array.from({ length: 4001 }, (_, i) => 100 + (i % 2));
    const text = follower("risk: {max_position_size: 10}\nexecution: {fill_probability: 0.25}");
    const run = runOne(text, barsOf(closes));
    const missed = run.rejectsByReason.get("not_filled") ?? 0;
    expect(missed / (missed + run.fills.length)).toBeCloseTo(0.75, 1);
    expect(runOne(text, barsOf(closes))).toEqual(run);
    const never = follower("execution: {fill_probability: 0}");
    expect(runOne(never, barsOf(closes)).fills).toEqual([]);
  });
});

it("says how many combinations fill optimistically", () => {
  const text = follower(`optimization: {parameter_grids: {execution.fill: [close, next_open]}}
risk: {max_position_size: 2}`);
  for (const topology of ["naive", "shared"] as const) {
    expect(runAll(text, barsOf([1, 2, 3]), { topology }).built.optimistic).toBe(1);
  }
});

describe("configurations", () => {
  it("run the others where a type is unknown", () => {
    const text = `
strategies:
  - {type: astrology, parameters: {moon: [1, 2]}}
  - {type: breakout, parameters: {period: 2}}`;
    const run = runAll(text, barsOf([1, 2, 3, 4]));
    expect(run.notSimulated).toEqual([
      { index: 0n, reason: "no simulation for type astrology" },
      { index: 1n, reason: "no simulation for type astrology" },
    ]);
    expect(run.combinations.map(({ index }) => index)).toEqual([2n]);
    expect(run.combinations[0]?.fills).toHaveLength(2);
  });

  it("get defaults for wrong values, each with a note and how many it concerns", () => {
    const text = `
strategies: [{type: momentum, parameters: {lookback_period: [1, 2], signal_threshold: high}}]
risk: {max_position_size: -1, stop_loss: 1e-2, allow_short: [yes]}
execution: {fill: now, slippage: 1.5}
portfolio: {initial_capital: .nan}`;
    const { notes } = runAll(text, barsOf([1, 2, 3]));
    expect(notes).toEqual([
      {
        text: 'strategy.parameters.signal_threshold "high" is not a number, 0 or more; 0 is used',
        combinations: 2,
      },
      { text: "risk.max_position_size -1 is not a number, 0 or more; 1 is used", combinations: 2 },
      { text: "risk.allow_short (list) is not true or false; false is used", combinations: 2 },
      {
        text: 'risk.stop_loss "1e-2" is not a fraction from 0 to 1, or null for none; it is left out',
        combinations: 2,
      },
      {
        text: 'execution.fill "now" is not "close" or "next_open"; close is used',
        combinations: 2,
      },
      {
        text: "execution.slippage 1.5 is not a fraction from 0 to below 1; 0 is used",
        combinations: 2,
      },
      {
        text: "portfolio.initial_capital NaN is not a number above 0; 100000 is used",
        combinations: 2,
      },
    ]);
  });

  it.each([
    "{type: mean_reversion, parameters: {rsi_period: 5}}",
    "{type: rsi_bands, parameters: {rsi_period: 5, rsi_oversold: 20, rsi_overbought: 80}}",
    "{type: ma_crossover, parameters: {fast_period: 2, slow_period: 6}}",
    "{type: sma_crossover, parameters: {fast_period: 2, slow_period: 6}}",
    "{type: moving_average_crossover, parameters: {fast_period: 2, slow_period: 6}}",
    "{type: macd}",
    "{type: macd_strategy, parameters: {fast: 3, slow: 6, signal: 2}}",
    "{type: bollinger_bands, parameters: {period: 8, std_dev: 1}}",
    "{type: breakout, parameters: {period: 5}}",
    "{type: momentum, parameters: {lookback_period: 4, momentum_threshold: 0.01}}",
  ])("can have %s", (strategy) => {
    const closes = Array.from({ length: 120 }, (_, i) => 100 + 10 * Math.sin(i / 4));
    const run = runAll(`strategies: [${strategy}]\nrisk: {max_position_size: 5}`, barsOf(closes));
    expect(run.notes).toEqual([]);
    expect(run.combinations[0]?.metrics.trades).toBeGreaterThan(1);
  });
});

it("writes down every event of one combination, with the adapter that brought it", () => {
  const text = follower(`optimization: {parameter_grids: {initial_capital: [1000, 2000]}}
risk: {max_position_size: 2}`);
  const run = runAll(text, barsOf([1, 2, 3]), { trace: combinationIndex(1n) });
  const steps = run.trace.map(({ event, from, to, adapter }) =>
    [event.type, from, to, adapter].join(" "),
  );
  expect(steps.slice(-8)).toEqual([
    "BAR hub_container portfolio_combo_1 hub_to_portfolios",
    "PORTFOLIO portfolio_combo_1 risk_0 portfolios_to_risk_0",
    "BAR hub_container strategy_combo_1 hub_to_strategies",
    "FEATURE hub_container strategy_combo_1 hub_to_strategies",
    "SIGNAL strategy_combo_1 risk_0 strategies_to_risk_0",
    "ORDER risk_0 execution_0 risk_to_execution_0",
    "FILL execution_0 portfolio_combo_1 execution_0_to_portfolios",
    "PORTFOLIO portfolio_combo_1 risk_0 portfolios_to_risk_0",
  ]);
});
