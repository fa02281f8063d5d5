import { describe, expect, it } from "vitest";
import { fixture } from "../../planner/test-support/fixtures.ts";
import { verifyPlan } from "../proof/proof.ts";
import { barsOf, follower, planOf, runAll, runOne } from "../test-support/runs.ts";
import { textBars } from "../test-support/text-bars.ts";
import { statusOf } from "./metrics.ts";

const short = (execution = "") =>
  follower(`portfolio: {initial_capital: 1000}
risk: {max_position_size: 1, allow_short: true}
execution: {${execution}}`);

describe("an account of which nothing is left", () => {
  // short 10 at 99 from bar 1: 10 more are owed for every point
  const closes = [100, 99, 300, 50, 60, 50];

  it("is closed at that close, and orders nothing more", () => {
    const run = runOne(short(), barsOf(closes));
    expect(run.orders.map(({ event }) => [event.bar, event.cause, event.closing])).toEqual([
      [1, "signal", 0],
      [2, "ruin", 10],
    ]);
    expect(run.fills.map(({ event }) => [event.bar, event.base])).toEqual([
      [1, 99],
      [2, 300],
    ]);
    expect([...run.equity]).toEqual([1000, 1000, -1010, -1010, -1010, -1010]);
    expect(run.rejects).toEqual([]);
    expect(statusOf(run.metrics)).toBe("ruined");
    expect(run.metrics).toMatchObject({
      totalReturn: -2.01,
      annualisedReturn: -1,
      maxDrawdown: 2.01,
      trades: 1,
      winRate: 0,
    });
  });

  it("is closed at once and for sure where orders wait and may fail", () => {
    const waits = runOne(short("fill: next_open"), barsOf(closes, [100, 99, 99]));
    expect(waits.fills.map(({ event }) => [event.bar, event.base])).toEqual([
      [2, 99],
      [2, 300],
    ]);
    const text = short("fill_probability: 0.5");
    const gaps = barsOf([100, 99, 98, 97, 96, 95, 94, 93, 300, 50, 60]);
    expect(runOne(text, gaps).fills.at(-1)?.event).toMatchObject({ bar: 8, base: 300 });
  });

  it("is ruined by exactly nothing, and on the last bar too", () => {
    const run = runOne(short(), barsOf([100, 100, 99, 199]));
    expect(run.equity.at(-1)).toBe(0);
    expect(run.orders.map(({ event }) => event.cause)).toEqual(["signal", "ruin"]);
    expect(statusOf(run.metrics)).toBe("ruined");
    const cent = runOne(short(), barsOf([100, 100, 99, 198.99, 100]));
    expect(cent.orders.map(({ event }) => event.cause)).toEqual(["signal", "signal"]);
    expect(statusOf(cent.metrics)).toBe("simulated");
  });

  it("is judged at the close, not by a fill at the open before it", () => {
    const text = short("fill: next_open").replace("max_position_size: 1", "max_position_size: 100");
    // 100 sold at 10 after a close of 99: they would owe 9,900, but the bar closes at 10
    const run = runOne(text, barsOf([100, 99, 10, 9, 9], [100, 100, 10]));
    expect(run.fills[0]?.event).toMatchObject({ bar: 2, quantity: 100, price: 10 });
    expect(run.orders.map(({ event }) => event.cause)).toEqual(["signal", "end_of_data"]);
    expect(statusOf(run.metrics)).toBe("simulated");
  });

  it("can be ruined by what a sale costs", () => {
    const text = follower(`portfolio: {initial_capital: 1000}
risk: {max_position_size: 5}
execution: {commission_per_share: 95}`);
    // 5 bought for 5 × (101 + 95): 20 left; sold for 5 × (90 − 95)
    const run = runOne(text, barsOf([100, 101, 90, 95, 96, 97]));
    expect(run.equity.at(-1)).toBe(-5);
    expect(run.fills).toHaveLength(2);
    expect(run.rejects).toEqual([]);
    expect(statusOf(run.metrics)).toBe("ruined");
  });

  it("can be ruined by the fill that opens its position", () => {
    // 25 sold at 39.60 of a price of 99
    const text = short("slippage: 0.6").replace("max_position_size: 1", "max_position_size: 100");
    const run = runOne(text, barsOf([100, 99, 50, 40]));
    expect(run.orders.map(({ event }) => [event.bar, event.cause])).toEqual([
      [1, "signal"],
      [1, "ruin"],
    ]);
    expect(statusOf(run.metrics)).toBe("ruined");
  });
});

it("closes the shorts at a gap in a file, each for itself, naive and shared alike", () => {
  const text = fixture("silent/25-short-gap.yaml");
  const reading = textBars(fixture("silent/25-gap-up.csv"))();
  if (reading.status === "refused") throw new Error(reading.errors[0]?.message);
  const { bars } = reading;
  const { combinations } = runAll(text, bars);
  expect(combinations.map(({ metrics }) => statusOf(metrics))).toEqual(
    combinations.map(() => "ruined"),
  );
  const closed = combinations.map(({ orders }) => orders.at(-1)?.event);
  expect(closed.map((event) => [event?.cause, event?.bar])).toEqual(
    combinations.map(() => ["ruin", 15]),
  );
  const proof = verifyPlan(planOf(text), bars, { seed: 1, barsPerYear: 252 });
  expect(proof).toMatchObject({ status: "identical", compared: 4 });
  const broken = verifyPlan(planOf(text), bars, {
    seed: 1,
    barsPerYear: 252,
    without: new Set(["routing"]),
  });
  expect(broken.status).toBe("different");
});
