import type { CombinationIndex } from "../../planner/model.ts";
import { at } from "../../text/collections.ts";
import { valueAt } from "../data/series.ts";
import type { PortfolioContainer } from "../engine/containers/portfolio.ts";
import { figuresOf, type CombinationFigures, type Prepared } from "../engine/run.ts";
import { createCurveColumns, type CurveColumns } from "../figures/curve-columns.ts";
import type { BarLog, BlockLog } from "./block-log.ts";
import { compareEquity, compareEvents, type Divergence, type Parted } from "./divergence.ts";

/** A plan in lockstep, what happens within a block of bars, and the sums over its equity. */
export type Side = {
  /** The topologies that it consists of, one after the other by place. */
  readonly parts: readonly Pick<Prepared, "step">[];
  readonly portfolios: readonly PortfolioContainer[];
  readonly log: BlockLog;
  readonly curves: CurveColumns;
};

/** Two plans of the same combinations that go through the same bars in step. */
export type Lockstep = {
  /**
   * Sends a block of bars through both, and compares what happened; blocks in order, each once. In
   * steps, so that a cancel is heard between them.
   */
  run(from: number, to: number): Generator<undefined>;
  /** The places whose runs have parted, ascending. */
  wrong(): readonly number[];
  /** Where the first of them did; of several at one bar the one with the lowest place. */
  first(): Divergence | undefined;
  readonly naive: Side;
  readonly shared: Side;
};

/** A plan that is ready to run in lockstep. */
export function sideOf(
  parts: Side["parts"],
  portfolios: readonly PortfolioContainer[],
  log: BlockLog,
): Side {
  const capitals = Float64Array.from(portfolios, ({ initialCapital }) => initialCapital);
  return { parts, portfolios, log, curves: createCurveColumns(capitals) };
}

/**
 * Starts two plans of the same combinations. Both are compared bit for bit: every ORDER, FILL, REJECT
 * and equity point. Nothing is kept beyond a block of bars but a few numbers for each combination.
 * Events of a bar come before its equity, which is what they come to.
 *
 * A block is some bars rather than one because a bar visits all containers of a plan: they fill what
 * a processor keeps at hand, and two plans in turns would throw each other's out with every bar.
 */
export function createLockstep(
  naive: Side,
  shared: Side,
  partedOf: (place: number) => Parted,
): Lockstep {
  const isWrong = new Uint8Array(naive.log.bar(0).equity.length);
  let first: { readonly place: number; readonly divergence: Divergence } | undefined;

  const part = (place: number, divergence: Divergence | undefined): void => {
    if (!divergence) return;
    isWrong[place] = 1;
    const isFirst = !first || (first.divergence.bar === divergence.bar && place < first.place);
    if (isFirst) first = { place, divergence };
  };

  const compare = (bar: number, left: BarLog, right: BarLog): void => {
    for (const place of left.touched()) {
      if (isWrong[place] !== 1) part(place, comparePlace(left, right, place, partedOf(place)));
    }
    for (const place of right.touched()) {
      // what both have is compared by now
      if (isWrong[place] === 1 || left.firstOf(place) !== -1) continue;
      part(place, comparePlace(left, right, place, partedOf(place)));
    }
    for (let place = 0; place < isWrong.length; place++) {
      const naiveEquity = valueAt(left.equity, place);
      const sharedEquity = valueAt(right.equity, place);
      if (Object.is(naiveEquity, sharedEquity) || isWrong[place] === 1) continue;
      part(place, compareEquity(bar, naiveEquity, sharedEquity, partedOf(place)));
    }
  };

  return {
    *run(from, to) {
      for (const { parts, log, curves } of [naive, shared]) {
        log.clear();
        for (const { step } of parts) {
          for (let bar = from; bar < to; bar++) {
            log.turnTo(bar - from);
            step(bar);
            yield;
          }
        }
        for (let bar = from; bar < to; bar++) curves.add(log.bar(bar - from).equity);
      }
      for (let bar = from; bar < to; bar++) {
        compare(bar, naive.log.bar(bar - from), shared.log.bar(bar - from));
      }
    },
    wrong: () => Array.from(isWrong.keys()).filter((place) => isWrong[place] === 1),
    first: () => first?.divergence,
    naive,
    shared,
  };
}

/** The first difference of what happened to a place within a bar. */
function comparePlace(
  naive: BarLog,
  shared: BarLog,
  place: number,
  parted: Parted,
): Divergence | undefined {
  let left = naive.firstOf(place);
  let right = shared.firstOf(place);
  while (left !== -1 || right !== -1) {
    if (left === -1 || right === -1 || !naive.isEqual(left, shared, right)) {
      return compareEvents(naive.happening(left), shared.happening(right), parted);
    }
    left = naive.after(left);
    right = shared.after(right);
  }
  return undefined;
}

/** What the runs of a side come to, once all bars are through. */
export function figuresOfSide(
  { portfolios, log, curves }: Side,
  indices: readonly CombinationIndex[],
  barsPerYear: number,
): readonly CombinationFigures[] {
  return indices.map((index, place) =>
    figuresOf(index, at(portfolios, place), {
      curve: curves.sumsOf(place),
      finalEquity: curves.lastOf(place),
      rejectsByReason: log.rejectsOf(place),
      barsPerYear,
    }),
  );
}
