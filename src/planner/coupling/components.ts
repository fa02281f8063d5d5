import { at } from "../../text/collections.ts";
import { factorsOf } from "../sharing/decomposition/factor.ts";
import type { ReachingAxis } from "../sharing/reach/reach.ts";
import type { LaneAxis } from "./name-reader.ts";

/** Axes that rules couple, one way or another: of the grid, and of each strategy's own. */
export type Components = {
  /** By position of the grid axis; axes that nothing couples are not in it. */
  readonly componentOf: ReadonlyMap<number, number>;
  /** The component of an axis of a strategy's lane. */
  readonly ofLane: (strategy: number, axis: LaneAxis) => number;
  /** The grid's axes of a component, ascending. */
  readonly gridOf: (component: number) => readonly number[];
};

/**
 * Joins axes that a rule couples for some strategy. The grid's axes are the same for all strategies,
 * and so are their components; those that write to one place with a coupled one are coupled, too, so
 * that no factor is coupled in part (spec page 7, "Representation").
 */
export function joinAxes(
  reach: readonly ReachingAxis[],
  ownCounts: readonly number[],
  coupled: readonly { readonly strategy: number; readonly axes: readonly LaneAxis[] }[],
): Components {
  const gridCount = reach.length;
  const starts: number[] = [];
  let total = gridCount;
  for (const count of ownCounts) {
    starts.push(total);
    total += count;
  }
  const parents = Array.from({ length: total }, (_, node) => node);
  const leader = (node: number): number => {
    let first = node;
    while (parents[first] !== first) first = at(parents, first);
    parents[node] = first;
    return first;
  };
  const join = (a: number, b: number): boolean => {
    const [first, second] = [leader(a), leader(b)];
    parents[Math.max(first, second)] = Math.min(first, second);
    return first !== second;
  };
  const nodeOf = (strategy: number, axis: LaneAxis): number =>
    axis < gridCount ? axis : at(starts, strategy) + axis - gridCount;
  const coupledGrid = new Set<number>();
  for (const { strategy, axes } of coupled) {
    for (const axis of axes) {
      join(nodeOf(strategy, at(axes, 0)), nodeOf(strategy, axis));
      if (axis < gridCount) coupledGrid.add(axis);
    }
  }
  const componentOf = (): ReadonlyMap<number, number> =>
    new Map(Array.from(coupledGrid, (axis) => [axis, leader(axis)]));
  let changes = coupledGrid.size > 0;
  while (changes) {
    changes = false;
    for (const { axes, isCoupled } of factorsOf(reach, ["risk", "execution"], componentOf())) {
      if (!isCoupled) continue;
      for (const { position } of axes) {
        if (join(at(axes, 0).position, position) || !coupledGrid.has(position)) changes = true;
        coupledGrid.add(position);
      }
    }
  }
  const byComponent = new Map<number, number[]>();
  for (const axis of [...coupledGrid].toSorted((a, b) => a - b)) {
    const component = leader(axis);
    byComponent.set(component, [...(byComponent.get(component) ?? []), axis]);
  }
  return {
    componentOf: componentOf(),
    ofLane: (strategy, axis) => leader(nodeOf(strategy, axis)),
    gridOf: (component) => byComponent.get(component) ?? [],
  };
}
