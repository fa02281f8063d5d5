import type { FactoredPlan } from "../../planner/sharing/decomposition/factored.ts";
import type { Bars } from "../data/bars.ts";
import { valueAt } from "../data/series.ts";
import { runBacktest } from "../engine/run.ts";
import { deeperFall } from "../figures/metrics.ts";
import { thinTo } from "../figures/thinning.ts";
import { recordCombinations, streamsOfSweep } from "../sweep/record.ts";
import { eventRows, tradeRows } from "./event-rows.ts";
import type { RunAnswer, RunQuery } from "./protocol.ts";

/** What is asked about: a plan over its bars. */
type Asked = FactoredPlan & {
  readonly bars: Bars;
  readonly barsPerYear: number;
  readonly seed: number;
};

/** So many events are listed at most: some 100 bytes each. */
const mostEvents = 1_000_000;
/** What one combination sees at a bar. */
const eventsABar = 8;

/** Runs the combinations that are asked about once more, and answers in what they did. */
export function answerRunQuery(asked: Asked, query: RunQuery): RunAnswer {
  switch (query.kind) {
    case "curves":
      return curvesOf(asked, query);
    case "trades": {
      const [first] = recordCombinations(asked, [query.index], asked);
      if (!first) return { kind: "unavailable", reason: "this combination is not simulated" };
      const rows = tradeRows(first.record.events, asked.bars);
      return { kind: "trades", index: query.index, rows };
    }
    case "events":
      return eventsOf(asked, query);
  }
}

function curvesOf(
  asked: Asked,
  { indices, points }: Extract<RunQuery, { kind: "curves" }>,
): RunAnswer {
  const { bars } = asked;
  const thinning = thinTo(bars.n, points);
  const curves = recordCombinations(asked, indices, asked).map(
    ({ index, initialCapital, record: { equity } }) => ({
      index,
      initialCapital,
      equity: thinning.extremes(equity),
      drawdown: thinning.highest(drawdownOf(equity, initialCapital)),
    }),
  );
  const time = Float64Array.from(thinning.bars, (bar) => valueAt(bars.time, bar));
  return { kind: "curves", time, bars: thinning.bars, curves };
}

/** The fall from the highest equity so far at every bar, as a fraction of it. */
function drawdownOf(equity: Float64Array, capital: number): Float64Array {
  let peak = capital;
  return equity.map((value) => {
    if (value > peak) peak = value;
    return deeperFall(0, peak, value);
  });
}

function eventsOf(
  asked: Asked,
  { index, from, count }: Extract<RunQuery, { kind: "events" }>,
): RunAnswer {
  const { plan, bars, barsPerYear, seed } = asked;
  if (bars.n * eventsABar > mostEvents) {
    const most = mostEvents / eventsABar;
    return { kind: "unavailable", reason: `events are listed for at most ${most} bars` };
  }
  const streams = streamsOfSweep(asked, [index], asked);
  const options = { seed, barsPerYear, chosen: [index], trace: index, streams };
  const { trace } = runBacktest(plan, "shared", bars, options);
  const rows = eventRows(trace.slice(from, from + count), bars);
  return { kind: "events", index, total: trace.length, rows };
}
