import { expect, it } from "vitest";
import type { RunParameter } from "../../backtest/session/protocol.ts";
import { finish } from "../../text/steps.ts";
import { sensitivityByStrategy } from "./strategy-axes.ts";
import { shownRun } from "./test-support/shown-run.ts";

const places = Array.from({ length: 24 }, (_, i) => i);

/** Twelve combinations of one strategy, with a zip of two fields, and twelve of another one. */
function twoStrategies() {
  const isFirst = (i: number): boolean => i < 12;
  const texts = (of: (i: number) => number) => places.map((i) => String(of(i)));
  const run = shownRun({
    parameters: {
      strategy: places.map((i) => (isFirst(i) ? "momentum" : "breakout")),
      fee: texts((i) => i % 2),
      fast: texts((i) => Math.floor(i / 2) % 3),
      slow: texts((i) => (Math.floor(i / 2) % 3) % 2),
      channel: texts((i) => Math.floor(i / 2) % 6),
    },
    figures: { sharpe: places.map((i) => (isFirst(i) ? Math.floor(i / 2) % 3 : 10 * (i % 2))) },
  });
  const section = { strategy: "strategy", fee: "grid" } as const;
  const axes: Readonly<Record<string, readonly number[]>> = {
    strategy: [0, 0],
    fee: [0, 0],
    fast: [0, -1],
    slow: [0, -1],
    channel: [1, 0],
  };
  const parameters = run.parameters.map((one): RunParameter => ({
    ...one,
    section: one.id === "strategy" || one.id === "fee" ? section[one.id] : "parameter",
    axes: axes[one.id] ?? [],
    codes: one.codes.map((code, i) => ((axes[one.id]?.[isFirst(i) ? 0 : 1] ?? 0) < 0 ? -1 : code)),
  }));
  return { ...run, parameters };
}

it("looks at each strategy by itself, and at fields that change together as one axis", () => {
  const run = twoStrategies();
  const [momentum, breakout] = finish(sensitivityByStrategy(run, run.figures.sharpe));
  expect(momentum).toMatchObject({ strategy: "momentum", rows: 12 });
  expect(momentum?.axes.map(({ name }) => name).toSorted()).toEqual([
    "channel",
    "fast + slow",
    "fee",
  ]);
  expect(momentum?.axes.find(({ name }) => name === "fast + slow")?.explained).toBeCloseTo(1, 12);
  expect(momentum?.axes.find(({ name }) => name === "fee")?.explained).toBe(0);
  // the channel decides about the other two
  expect(momentum?.orthogonal).toBe(false);
  expect(breakout?.axes.map(({ name }) => name)).toEqual(["fee", "channel"]);
  expect(breakout?.axes[0]?.explained).toBeCloseTo(1, 12);
  expect(breakout?.orthogonal).toBe(true);
  expect(breakout?.pairs).toMatchObject([{ name: "fee × channel" }]);
});

it("leaves out a strategy that has no figure", () => {
  const run = twoStrategies();
  const known = Uint8Array.from(places, (i) => Number(i < 12));
  const found = finish(sensitivityByStrategy({ ...run, known }, run.figures.sharpe));
  expect(found.map(({ strategy }) => strategy)).toEqual(["momentum"]);
});
