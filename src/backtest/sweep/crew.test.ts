import { expect, it } from "vitest";
import { planText } from "../../planner/plan-text.ts";
import { readTimeframe } from "../data/bars.ts";
import { syntheticBars } from "../data/synthetic.ts";
import { chooseAll } from "./chosen.ts";
import { createCrew, createHelper, type HelperPort, type ToHelper } from "./crew.ts";
import { createLoop } from "./loop.ts";
import { prepareSweep } from "./sweep.ts";

const timeframe = readTimeframe("1h");
if (!timeframe) throw new Error("1h is a timeframe");
const bars = syntheticBars({ bars: 100, seed: 1, timeframe, drift: 0.1, volatility: 0.5 });
const planned = planText(
  "strategies: [{type: momentum, parameters: {lookback_period: [2, 5, 9]}}]",
  "pyyaml",
);
const { setup, work } = prepareSweep(planned, {
  bars,
  seed: 1,
  barsPerYear: 252,
  chosen: chooseAll(3),
});

/** A worker on this thread; its messages are copied, as between threads. Gives what it was told too. */
function spawnHere() {
  const told: ToHelper[] = [];
  let fail: (error: unknown) => void = () => {};
  let ended = false;
  const port: HelperPort & { readonly told: readonly ToHelper[] } = {
    told,
    post(message) {
      told.push(message);
      queueMicrotask(() => {
        if (!ended) answer(structuredClone(message));
      });
    },
    listen(heard, failed) {
      fail = failed;
      reply = heard;
    },
    end: () => void (ended = true),
  };
  let reply: Parameters<HelperPort["listen"]>[0] = () => {};
  const answer = createHelper((message) => reply(message));
  return { port, fail: (error: unknown) => fail(error), isEnded: () => ended };
}

it.each([true, false])(
  "hires workers that run what this thread would, shared bars %s",
  async (shares) => {
    const spawned: ReturnType<typeof spawnHere>[] = [];
    const crew = createCrew(
      () => {
        const worker = spawnHere();
        spawned.push(worker);
        return worker.port;
      },
      2,
      shares,
    );
    const helpers = crew.hire(setup);
    const rows = await Promise.all(helpers.map((helper) => helper.run(work)));
    const expected = createLoop(setup).rows(work, 0, 3);
    expect(rows).toEqual([expected, expected]);
    const [message] = spawned[0]?.port.told ?? [];
    const buffer = message?.type === "setup" ? message.setup.bars.close.buffer : undefined;
    expect(buffer instanceof SharedArrayBuffer).toBe(shares);
    // shared once, shared for good
    const again = message?.type === "setup" ? crew.hire(message.setup) : [];
    expect(again).toHaveLength(2);
    for (const helper of helpers) helper.leave();
    expect(spawned.slice(0, 2).every(({ isEnded }) => isEnded())).toBe(true);
  },
);

it("fails what waits for a worker that is gone, and all that is asked of it later", async () => {
  const worker = spawnHere();
  const [helper] = createCrew(() => worker.port, 1, false).hire(setup);
  const waiting = helper?.run(work);
  worker.fail(new Error("out of memory"));
  await expect(waiting).rejects.toThrow("out of memory");
  await expect(helper?.run(work)).rejects.toThrow("out of memory");
  const [other] = createCrew(() => spawnHere().port, 1, false).hire(setup);
  const left = other?.run(work);
  other?.leave();
  await expect(left).rejects.toThrow("the run is over");
});

it("refuses work that comes before what it is for", () => {
  expect(() => createHelper(() => {})({ type: "work", id: 0, work })).toThrow("before");
});
