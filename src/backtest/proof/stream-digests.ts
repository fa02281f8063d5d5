import type { CombinationIndex, Plan } from "../../planner/model.ts";
import { at } from "../../text/collections.ts";
import type { Bars } from "../data/bars.ts";
import { portfolioId, type Topology } from "../engine/build.ts";
import type { RunCombinations } from "../engine/combinations.ts";
import { prepareInSteps, type PrepareOptions } from "../engine/run.ts";
import { sumCurve } from "../figures/metrics.ts";
import { createDigest, createLogPool, type LogPool, type PortfolioLog } from "./digest.ts";
import type { Lockstep, Side } from "./lockstep.ts";

/** Bars × combinations that are written down at a time, and combinations, whose containers are made for it. */
const mostKept = 400_000;
const mostAtOnce = 200;
/** The same of combinations that went wrong: for each time the whole shared plan runs once more. */
const mostWrongKept = 4_000_000;

/** What both topologies were built from and ran over. */
export type Ran = {
  readonly plan: Plan;
  readonly bars: Bars;
  readonly combinations: RunCombinations;
  readonly common: Pick<PrepareOptions, "seed" | "features" | "streams">;
  readonly without: NonNullable<PrepareOptions["without"]>;
};

/**
 * The SHA-256 of both event streams, after the runs were compared in lockstep.
 *
 * A digest takes one portfolio after the other, lockstep one bar after the other, so what it takes
 * would have to be kept for all bars. It is made again instead, for as many combinations at a time as
 * take a fixed memory: naive combinations have nothing in common but the hub, so some of them run as
 * all do, and what they come to is held against what was compared. Where no event differed the shared
 * stream is the same one; where some did, the shared plan runs again as a whole. Yields the number of
 * combinations that are done.
 */
export function* digestStreams(
  ran: Ran,
  lockstep: Lockstep,
): Generator<number, { readonly naive: string; readonly shared: string }> {
  const { simulated } = ran.combinations;
  const wrong = lockstep.wrong();
  const naive = createDigest();
  const shared = createDigest();
  const isWrong = new Set(wrong);
  const atOnce = Math.max(1, Math.min(mostAtOnce, Math.floor(mostKept / ran.bars.n)));
  const wrongAtOnce = Math.max(1, Math.floor(mostWrongKept / ran.bars.n));
  const pool = createLogPool(ran.bars.n);
  const wrongPool = createLogPool(ran.bars.n);
  let wrongLogs = new Map<number, PortfolioLog>();
  for (let from = 0; from < simulated.length; from += atOnce) {
    const some = simulated.slice(from, from + atOnce);
    const combinations = { simulated: some, notSimulated: [], notes: [] };
    const indices = some.map(({ combination }) => combination.index);
    const logs = yield* writeDown(
      { ...ran, combinations },
      "naive",
      indices,
      pool,
      (bar) => from + (some.length * bar) / ran.bars.n,
    );
    for (const [i, log] of logs.entries()) {
      const place = from + i;
      requireSame(lockstep.naive, place, log);
      naive.add(log);
      if (wrong.length === 0) continue;
      if (isWrong.has(place) && !wrongLogs.has(place)) {
        const places = wrong.filter((later) => later >= place).slice(0, wrongAtOnce);
        const wanted = places.map((one) => at(simulated, one).combination.index);
        const found = yield* writeDown(ran, "shared", wanted, wrongPool, () => from + some.length);
        wrongLogs = new Map(places.map((one, n) => [one, at(found, n)]));
      }
      const own = wrongLogs.get(place);
      if (own) requireSame(lockstep.shared, place, own);
      shared.add(own ?? log);
    }
  }
  const text = naive.text();
  return { naive: text, shared: wrong.length === 0 ? text : shared.text() };
}

/** Runs a topology again and writes down what happens to some of its portfolios. */
function* writeDown(
  { plan, bars, combinations, common, without }: Ran,
  topology: Topology,
  wanted: readonly CombinationIndex[],
  pool: LogPool,
  doneAt: (bar: number) => number,
): Generator<number, readonly PortfolioLog[]> {
  const { logs, listener } = pool.listen(wanted.map(portfolioId));
  const options = { ...common, combinations, listener };
  const steps = prepareInSteps(plan, topology, bars, {
    ...options,
    ...(topology === "shared" && { without }),
  });
  let next = steps.next();
  for (; !next.done; next = steps.next()) yield doneAt(0);
  for (let bar = 0; bar < bars.n; bar++) {
    next.value.step(bar);
    yield doneAt(bar);
  }
  return logs;
}

/** What is digested has to be what was compared. */
function requireSame({ curves, portfolios, log }: Side, place: number, own: PortfolioLog): void {
  const { initialCapital } = at(portfolios, place);
  const again = sumCurve(own.equity, initialCapital);
  const { sum, squares } = curves.sumsOf(place);
  const isSame =
    Object.is(again.sum, sum) &&
    Object.is(again.squares, squares) &&
    own.events === log.eventsOf(place);
  if (!isSame) throw new Error(`${own.portfolio} does not run again as it ran`);
}
