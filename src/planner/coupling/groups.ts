import { at, groupBy } from "../../text/collections.ts";
import type { ReachingAxis } from "../sharing/reach/reach.ts";
import type { Coupling, Group, Lane } from "../sweep/lane.ts";
import type { Strategy } from "../workflow/workflow.ts";
import { joinAxes } from "./components.ts";
import type { LaneAxis } from "./name-reader.ts";
import {
  allGroupsLimit,
  groupLimit,
  type Outcomes,
  type RuleTable,
  type TooManyTuples,
} from "./rule-table.ts";

/** A rule that drops combinations of a strategy. */
export type DroppingRule = { readonly rule: number; readonly table: RuleTable };

/** How many tuples of a strategy's group fail a rule, and how many fail no other. */
type Failing = { readonly rule: number; readonly fails: number; readonly only: number };

/** A group of a strategy, with what each rule has dropped of it. */
export type CountedGroup = {
  readonly group: Group;
  /** How many tuples there are before the rules. */
  readonly product: number;
  readonly failing: readonly Failing[];
};

/** What rules leave of every strategy, or what there is too much of. */
export type Grouping = {
  readonly coupling: Coupling;
  /** By position of the strategy. */
  readonly groups: readonly (readonly CountedGroup[])[];
};

/**
 * Goes through the tuples of coupled axes once for each group, whatever the number of combinations.
 * Strategies for which the same rules say the same share a group.
 */
export function groupAxes(
  reach: readonly ReachingAxis[],
  strategies: readonly Strategy[],
  dropping: readonly (readonly DroppingRule[])[],
  sizeOf: (axis: LaneAxis, strategy: Strategy) => number,
): Grouping | (TooManyTuples & { readonly strategy: number }) {
  const coupled = dropping.flatMap((rules, strategy) =>
    rules.map(({ table }) => ({ strategy, axes: table.axes })),
  );
  const ownCounts = strategies.map(({ parameters }) => parameters.length);
  const components = joinAxes(reach, ownCounts, coupled);
  const gridCount = reach.length;
  const groupByKey = new Map<string, CountedGroup>();
  const gridLists = createInterning<Group>();
  const insideLists = createInterning<Group>();
  const numberOf = createNumbers();
  const lanes: Lane[] = [];
  const groups: (readonly CountedGroup[])[] = [];
  let tuples = 0;
  for (const [s, rules] of dropping.entries()) {
    const strategy = at(strategies, s);
    const ofLane = (axis: LaneAxis): number => components.ofLane(s, axis);
    const rulesByComponent = groupBy(rules, ({ table: { axes } }) =>
      axes.length > 0 ? ofLane(at(axes, 0)) : -1,
    );
    const counted: CountedGroup[] = [];
    for (const [component, ofComponent] of rulesByComponent) {
      const own = strategy.parameters.flatMap(({ values }, i) =>
        component >= 0 && values.count > 1 && ofLane(gridCount + i) === component ? [i] : [],
      );
      const grid = components.gridOf(component).filter((axis) => sizeOf(axis, strategy) > 1);
      const axes = [...grid, ...own.map((i) => gridCount + i)];
      const sizes = axes.map((axis) => sizeOf(axis, strategy));
      const product = sizes.reduce((all, size) => all * size, 1);
      if (product > groupLimit) return { type: "too many tuples", strategy: s, axes, sizes };
      const said = ofComponent.map(({ rule, table }) => [
        rule,
        numberOf(table.outcomes),
        table.axes.map((axis) => axes.indexOf(axis)),
      ]);
      const key = JSON.stringify([grid, own, sizes, said]);
      const remembered = groupByKey.get(key);
      if (!remembered) tuples += product;
      if (tuples > allGroupsLimit) return { type: "too many tuples", strategy: s, axes, sizes };
      const group = remembered ?? countGroup(grid, own, axes, sizes, ofComponent);
      groupByKey.set(key, group);
      counted.push(group);
    }
    groups.push(counted);
    const all = counted.map(({ group }) => group);
    lanes.push({
      onGrid: gridLists(all.filter((group) => group.grid.length > 0)),
      inside: insideLists(all.filter((group) => group.grid.length === 0)),
    });
  }
  return { coupling: { lanes, componentOf: components.componentOf }, groups };
}

/** Goes through the tuples of a group: those that pass every rule stay. */
function countGroup(
  grid: readonly number[],
  own: readonly number[],
  axes: readonly LaneAxis[],
  sizes: readonly number[],
  rules: readonly DroppingRule[],
): CountedGroup {
  const product = sizes.reduce((all, size) => all * size, 1);
  const [only, ...others] = rules;
  if (only && others.length === 0 && only.table.axes.length === axes.length)
    return countAlone(grid, own, only);
  const failures = new Uint8Array(product);
  const lastFailing = new Uint8Array(product);
  const fails = rules.map(({ table }, r) => {
    let failing = 0;
    forEachDrop(table, axes, sizes, (tuple) => {
      failures[tuple] = Math.min((failures[tuple] ?? 0) + 1, 2);
      lastFailing[tuple] = r;
      failing++;
    });
    return failing;
  });
  const alone = rules.map(() => 0);
  let left = 0;
  for (let tuple = 0; tuple < product; tuple++) {
    const times = failures[tuple];
    if (times === 0) left++;
    else if (times === 1) {
      const r = at(lastFailing, tuple);
      alone[r] = at(alone, r) + 1;
    }
  }
  const tuples = new Uint32Array(left);
  for (let tuple = 0, next = 0; tuple < product; tuple++) {
    if (failures[tuple] === 0) tuples[next++] = tuple;
  }
  const failing = rules.map(({ rule }, r) => ({ rule, fails: at(fails, r), only: at(alone, r) }));
  return { group: { grid, own, tuples }, product, failing };
}

/** The same for one rule that reads all of the axes. */
function countAlone(
  grid: readonly number[],
  own: readonly number[],
  { rule, table: { outcomes } }: DroppingRule,
): CountedGroup {
  const { drops, dropped } = outcomes;
  const tuples = new Uint32Array(drops.length - dropped);
  for (let tuple = 0, next = 0; tuple < drops.length; tuple++) {
    if (drops[tuple] === 0) tuples[next++] = tuple;
  }
  const failing = [{ rule, fails: dropped, only: dropped }];
  return { group: { grid, own, tuples }, product: drops.length, failing };
}

/** Visits the tuples of some axes that a rule, which has some of the axes, drops. */
function forEachDrop(
  { axes: ruleAxes, sizes: ruleSizes, outcomes: { drops } }: RuleTable,
  axes: readonly LaneAxis[],
  sizes: readonly number[],
  visit: (tuple: number) => void,
): void {
  const strides = sizes.map(() => 0);
  let stride = 1;
  for (let i = ruleAxes.length - 1; i >= 0; i--) {
    strides[axes.indexOf(at(ruleAxes, i))] = stride;
    stride *= at(ruleSizes, i);
  }
  // goes down axis by axis, so that nothing is divided
  const loop = (depth: number, tuple: number, ruleTuple: number): void => {
    if (depth === sizes.length) {
      if (drops[ruleTuple] === 1) visit(tuple);
      return;
    }
    const size = at(sizes, depth);
    const step = at(strides, depth);
    for (let i = 0; i < size; i++) loop(depth + 1, tuple * size + i, ruleTuple + i * step);
  };
  loop(0, 0, 0);
}

/** Gives equal lists as one. */
function createInterning<Element>(): (list: readonly Element[]) => readonly Element[] {
  const numbers = new Map<Element, number>();
  const lists = new Map<string, readonly Element[]>();
  return (list) => {
    const key = list
      .map((element) => {
        const number = numbers.get(element) ?? numbers.size;
        numbers.set(element, number);
        return number;
      })
      .join();
    const same = lists.get(key) ?? list;
    lists.set(key, same);
    return same;
  };
}

/** Numbers outcomes, so that a key is short. */
function createNumbers(): (outcomes: Outcomes) => number {
  const numbers = new Map<Outcomes, number>();
  return (outcomes) => {
    const number = numbers.get(outcomes) ?? numbers.size;
    numbers.set(outcomes, number);
    return number;
  };
}
