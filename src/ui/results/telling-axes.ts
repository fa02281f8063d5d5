import { sensitivityOf, type Share } from "../../backtest/figures/sensitivity.ts";
import type { RunParameter } from "../../backtest/session/protocol.ts";
import { at } from "../../text/collections.ts";
import type { Steps } from "../../text/steps.ts";
import type { Measured } from "./heat-grid.ts";
import { placesWith } from "./order.ts";

/**
 * The parameters with more than one value: first the two that together explain most of a figure's
 * variance, then the others by what each explains alone, less what it would by chance, so that an axis
 * with a value for each combination does not seem to explain everything.
 */
export function* tellingAxes(run: Measured, figure: Float64Array): Steps<readonly RunParameter[]> {
  const varying = run.parameters.filter(({ values }) => values.length > 1);
  const coded = varying.map(({ codes, values }) => ({ codes, size: values.length }));
  const places = yield* placesWith(run, figure);
  const { axes, pairs } = yield* sensitivityOf(figure, places, coded);
  const apart = pairs.filter(
    ({ first, second }) => !isSameAxis(at(varying, first), at(varying, second)),
  );
  const best = apart.toSorted(byShare)[0];
  const two = best ? [best.first, best.second] : [];
  const others = varying.map((_, axis) => axis).filter((axis) => !two.includes(axis));
  const order = [two, others].flatMap((some) =>
    some.toSorted((a, b) => byShare(at(axes, a), at(axes, b)) || a - b),
  );
  return order.map((axis) => at(varying, axis));
}

const byShare = (a: Share, b: Share): number => b.adjusted - a.adjusted;

/** Whether two columns tell of one axis: they change together. */
export function isSameAxis(a: RunParameter, b: RunParameter): boolean {
  if (a.section !== b.section) return false;
  return a.axes.some((axis, strategy) => axis >= 0 && axis === b.axes[strategy]);
}
