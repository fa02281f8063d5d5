import { describe, expect, it } from "vitest";
import { containerId } from "../../planner/model.ts";
import { goThrough } from "../../text/collections.ts";
import type { CombinationRun, Prepared } from "../engine/run.ts";
import { barsOf, follower, runOne } from "../test-support/runs.ts";
import { createBlockLog } from "./block-log.ts";
import { createLockstep, sideOf, type Side } from "./lockstep.ts";

const text = follower(`risk: {max_position_size: 10}
execution: {fill_probability: 0.5}`);
// the chance of the third order is against it
const bars = barsOf([100, 101, 100, 101, 100, 101, 100, 101, 100]);
const naive = runOne(text, bars, "naive");
const shared = runOne(text, bars, "shared");

/** Compares two runs in lockstep, blocks of two bars at a time. */
function compare(left: CombinationRun, right: CombinationRun) {
  const { index, portfolio } = naive;
  const containerOf = (role: string) => containerId(`${role}_0`);
  const parted = { index, portfolio, containerOf };
  const lockstep = createLockstep(replay(left), replay(right), () => parted);
  for (let bar = 0; bar < bars.n; bar += 2) {
    goThrough(lockstep.run(bar, Math.min(bar + 2, bars.n)));
  }
  const found = lockstep.first();
  expect(lockstep.wrong()).toEqual(found ? [0] : []);
  return found;
}

/** A plan of one portfolio to which happens what a record says. */
function replay({ portfolio, events, equity, metrics, account }: CombinationRun): Side {
  const log = createBlockLog([portfolio], 2);
  const { watchOf, reject } = log.listener;
  const step: Prepared["step"] = (bar) => {
    for (const { event, from, to } of events) {
      if (event.bar !== bar) continue;
      if (event.type === "REJECT") reject(event);
      else watchOf(from, event.type)?.(event, to, "");
    }
    const { finalEquity: peakEquity } = metrics;
    const value = { ...account, peakEquity, ruined: false, equity: equity[bar] ?? 0 };
    const stamp = { type: "PORTFOLIO", targetPortfolio: portfolio, bar } as const;
    watchOf(portfolio, "PORTFOLIO")?.({ ...stamp, ...value }, portfolio, "");
  };
  return sideOf([{ step }], [], log);
}

/** The run without its first event of a type. */
function without(type: "ORDER" | "FILL" | "REJECT", run: CombinationRun): CombinationRun {
  const place = run.events.findIndex(({ event }) => event.type === type);
  return { ...run, events: run.events.toSpliced(place, 1) };
}

/** The run with its first event of a type changed. */
function changed(type: "ORDER" | "FILL", run: CombinationRun, change: object): CombinationRun {
  const place = run.events.findIndex(({ event }) => event.type === type);
  const found = run.events[place];
  if (!found) throw new Error(`no ${type}`);
  const altered = { ...found, event: { ...found.event, ...change } } as typeof found;
  return { ...run, events: run.events.toSpliced(place, 1, altered) };
}

describe("two runs of a combination", () => {
  it("are compared without the names of their containers", () => {
    expect(naive.events.map(({ event }) => event.type)).toEqual(
      expect.arrayContaining(["ORDER", "FILL", "REJECT"]),
    );
    expect(naive.events[0]?.from).not.toBe(shared.events[0]?.from);
    expect(compare(naive, shared)).toBeUndefined();
  });

  it("part where one lacks an event, which its container should have sent", () => {
    const left = { ...shared, events: shared.events.slice(0, 1) };
    expect(compare({ ...naive, events: naive.events.slice(0, 2) }, left)).toMatchObject({
      naive: expect.stringMatching(/^(FILL|REJECT) \(/),
      shared: undefined,
      container: "execution_0",
    });
    expect(compare(naive, { ...shared, events: [] })).toMatchObject({
      bar: 1,
      event: "ORDER",
      field: undefined,
      naive:
        "ORDER (number 0, side 1, closing 0, opening 10, freeCash 100000, wholeShares true, final false, cause signal)",
      shared: undefined,
      container: "risk_0",
    });
  });

  it("part where one has an event too many, which its container sent", () => {
    expect(compare({ ...naive, events: [] }, shared)).toMatchObject({
      event: "ORDER",
      naive: undefined,
      container: "risk_0",
    });
  });

  it("part where one has another event at the same bar", () => {
    const found = compare(without("ORDER", naive), shared);
    expect(found).toMatchObject({ bar: 1, event: "ORDER", field: undefined });
    expect(found?.naive).toMatch(/^(FILL|REJECT) /);
    expect(found?.shared).toMatch(/^ORDER /);
  });

  it("part at the last bit of a field", () => {
    const price = 101 + 2 ** -46;
    expect(compare(naive, changed("FILL", shared, { price }))).toMatchObject({
      event: "FILL",
      field: "price",
      naive: expect.any(Number),
      shared: price,
      container: "execution_0",
    });
    expect(compare(naive, changed("ORDER", shared, { closing: -0 }))).toMatchObject({
      field: "closing",
      naive: 0,
      shared: -0,
    });
  });

  it("part at the first equity point, where no event before it differs", () => {
    const equity = shared.equity.slice();
    equity[3] = Number.NaN;
    const right = { ...shared, equity };
    expect(compare(naive, right)).toMatchObject({
      bar: 3,
      event: "EQUITY",
      shared: Number.NaN,
      container: "portfolio_combo_0",
    });
    expect(compare(naive, { ...right, events: right.events.slice(0, -1) })?.bar).toBe(3);
    expect(compare(naive, { ...right, events: [] })).toMatchObject({ bar: 1, event: "ORDER" });
  });
});
