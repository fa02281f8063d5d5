import fc from "fast-check";
import { expect, it } from "vitest";
import { combinationIndex } from "../../planner/model.ts";
import { finish } from "../../text/steps.ts";
import { parseYaml12 } from "../../yaml/parse/parse-yaml12.ts";
import type { RunJob } from "../session/protocol.ts";
import { createSession } from "../session/session.ts";
import { createLoop } from "../sweep/loop.ts";
import { arbitrarySweep } from "../test-support/arbitrary-sweep.ts";
import { metricsOf, sumCurve } from "./metrics.ts";

it("draws curves whose deepest fall and last value are the figures, bit for bit", () => {
  let compared = 0;
  fc.assert(
    fc.property(arbitrarySweep, fc.constantFrom(4, 37, 1000), (swept, points) => {
      const session = createSession(parseYaml12);
      const job: RunJob = {
        rev: 1,
        text: `${swept}data: {bars: 90}\n`,
        reading: "pyyaml",
        filters: [],
      };
      const started = finish(session.start(job));
      if (started.status === "refused") return;
      const { sweep } = started;
      const indices = Array.from({ length: Math.min(20, sweep.chosen.count) }, (_, i) =>
        combinationIndex(BigInt(i)),
      );
      const loop = createLoop(sweep.setup);
      const answer = session.answer(job, { kind: "curves", indices, points });
      if (answer.kind !== "curves") return;
      for (const { index, equity, drawdown } of answer.curves) {
        const metrics = loop.metrics(sweep.work, Number(index));
        expect(Math.max(...drawdown)).toBe(metrics.maxDrawdown);
        expect(equity.at(-1)).toBe(metrics.finalEquity);
        // of every stretch the deepest, at its begin and at its end
        const inside = answer.bars.length < 90 ? drawdown.slice(1, -1) : [];
        expect(inside.every((fall, at) => fall === inside[at ^ 1])).toBe(true);
        compared++;
      }
    }),
    { numRuns: 20 },
  );
  expect(compared).toBeGreaterThan(20);
});

const curve = fc.array(fc.double({ min: -50, max: 500, noNaN: true }), {
  minLength: 1,
  maxLength: 60,
});

it("falls from the highest value before, the capital included, and never from a later one", () => {
  fc.assert(
    fc.property(curve, fc.integer({ min: 1, max: 300 }), (values, capital) => {
      const falls = values.map((value, bar) => {
        const peak = Math.max(capital, ...values.slice(0, bar + 1));
        return (peak - value) / peak;
      });
      const { maxDrawdown } = sumCurve(Float64Array.from(values), capital);
      expect(maxDrawdown).toBe(Math.max(0, ...falls));
    }),
  );
});

it.each([19, 20, 21])("has a Sharpe ratio from 20 returns on, not at %i", (returns) => {
  const equity = Float64Array.from({ length: returns + 1 }, (_, bar) => 100 + (bar % 3));
  const totals = { trades: 0, wins: 0, fills: 0, commission: 0, slippage: 0, rejects: 0 };
  const { sharpe } = metricsOf({
    capital: 100,
    finalEquity: equity.at(-1) ?? 0,
    barsPerYear: 252,
    curve: sumCurve(equity, 100),
    totals,
  });
  expect(sharpe === undefined).toBe(returns < 20);
});
