import { combinationIndex, type CombinationIndex, type IndexSet } from "../model.ts";
import { strategyAt, type Space } from "../sweep/space.ts";
import { coordinatesOf, tupleOf, type Factor } from "./factor.ts";
import { boxSet, type Box } from "./index-set.ts";
import type { Scope, StrategyClass } from "./scope.ts";

/** Distinct configurations of a scope, numbered by the first combination that has each. */
export type Listing = {
  readonly count: number;
  firstOf(number: number): CombinationIndex;
  servesOf(number: number): IndexSet;
  numberOf(index: CombinationIndex): number;
  /** The strategies that have the configuration somewhere, ascending. */
  strategiesOf(number: number): readonly number[];
};

/** A class and the value of each factor: one of the ways in which a configuration comes about. */
type Member = { readonly of: StrategyClass; readonly ids: readonly number[] };
type Listed = { first: bigint; readonly key: string; readonly members: Member[] };

/**
 * Lists the configurations of a scope by first appearance, so that editing a late axis does not
 * rename the early ones. Costs the configurations, never the combinations: the first combination of
 * a configuration is the sum of the first tuples of its values.
 */
export function listConfigurations(space: Space, scope: Scope): Listing {
  const listed = new Map<string, Listed>();
  for (const strategyClass of scope.classes) {
    forEachMember(space, scope.factors, strategyClass, (first, ids) => {
      const key = keyOf(strategyClass, ids);
      const known = listed.get(key);
      const member = { of: strategyClass, ids };
      if (!known) listed.set(key, { first, key, members: [member] });
      else {
        known.members.push(member);
        if (first < known.first) known.first = first;
      }
    });
  }
  const ordered = [...listed.values()].toSorted(byFirst);
  const numbers = new Map(ordered.map(({ key }, number) => [key, number]));
  const classes = classesByStrategy(scope.classes);
  const at = (number: number): Listed => {
    const found = ordered[number];
    if (!found) throw new RangeError(`configuration ${number} of ${ordered.length}`);
    return found;
  };
  return {
    count: ordered.length,
    firstOf: (number) => combinationIndex(at(number).first),
    servesOf: (number) =>
      boxSet(
        space,
        at(number).members.map((m) => boxOf(space, scope.factors, m)),
      ),
    strategiesOf: (number) =>
      at(number)
        .members.flatMap(({ of }) => of.strategies)
        .toSorted((a, b) => a - b),
    numberOf(index) {
      const of = classes.get(strategyAt(space, index % space.block));
      if (!of || index >= space.count)
        throw new RangeError(`combination ${index} of ${space.count}`);
      const grid = space.gridStrides.map((stride, axis) =>
        Number((index / stride) % BigInt(space.gridSizes[axis] ?? 1)),
      );
      const ids = scope.factors.map((factor, f) => of.values[f]?.idOf(tupleOf(factor, grid)) ?? 0);
      return numbers.get(keyOf(of, ids)) ?? 0;
    },
  };
}

function byFirst(a: Listed, b: Listed): number {
  return a.first < b.first ? -1 : a.first > b.first ? 1 : 0;
}

/** Configurations are equal if and only if their rests and all values are. */
function keyOf({ rest }: StrategyClass, ids: readonly number[]): string {
  return `${ids.join(",")} ${rest}`;
}

function classesByStrategy(classes: readonly StrategyClass[]): ReadonlyMap<number, StrategyClass> {
  return new Map(classes.flatMap((of) => of.strategies.map((strategy) => [strategy, of] as const)));
}

/** Visits every choice of one value per factor, with the first combination that has it. */
function forEachMember(
  space: Space,
  factors: readonly Factor[],
  { strategies, values }: StrategyClass,
  visit: (first: bigint, ids: readonly number[]) => void,
): void {
  const offsets = factors.map((factor, f) => {
    const own = values[f];
    return Array.from({ length: own?.size ?? 0 }, (_, place) => {
      const coordinates = coordinatesOf(factor, own?.firstAt(place) ?? 0);
      return factor.axes.reduce(
        (sum, { position }, i) =>
          sum + BigInt(coordinates[i] ?? 0) * (space.gridStrides[position] ?? 0n),
        0n,
      );
    });
  });
  const choose = (f: number, first: bigint, ids: readonly number[]): void => {
    const own = values[f];
    if (!own) return visit(first, ids);
    for (let place = 0; place < own.size; place++) {
      choose(f + 1, first + (offsets[f]?.[place] ?? 0n), [...ids, own.idAt(place)]);
    }
  };
  choose(0, space.offsets[strategies[0] ?? 0] ?? 0n, []);
}

function boxOf(space: Space, factors: readonly Factor[], { of, ids }: Member): Box {
  return {
    runs: runsOf(space, of.strategies),
    fixed: factors.map((factor, f) => ({
      axes: factor.axes.map(({ position }) => position),
      tuples: of.values[f]?.tuplesOf(ids[f] ?? 0) ?? [],
    })),
  };
}

/** The stretches of the block that strategies fill; neighbours are joined. */
function runsOf(space: Space, strategies: readonly number[]): Box["runs"] {
  const runs: { start: bigint; length: bigint }[] = [];
  for (const strategy of strategies) {
    const start = space.offsets[strategy] ?? 0n;
    const length = space.sizes[strategy] ?? 0n;
    const last = runs.at(-1);
    if (last && last.start + last.length === start) last.length += length;
    else runs.push({ start, length });
  }
  return runs;
}
