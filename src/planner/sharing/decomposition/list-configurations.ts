import { combinationIndex, type CombinationIndex, type IndexSet } from "../../model.ts";
import { boxSet, type Box } from "../../sweep/index-set.ts";
import { strategyAt, withoutSingles, type Space } from "../../sweep/space.ts";
import type { FactorValues } from "./factor-values.ts";
import { offsetOf, type Factor } from "./factor.ts";
import { bigintArithmetic, numberArithmetic, type IndexArithmetic } from "./index-arithmetic.ts";
import type { Scope, StrategyClass } from "./scope.ts";

/** Distinct configurations of a scope, numbered by the first combination that has each. */
export type ConfigurationList = {
  readonly count: number;
  firstOf(number: number): CombinationIndex;
  servesOf(number: number): IndexSet;
  numberOf(index: CombinationIndex): number;
  /** The strategies that have the configuration somewhere, ascending. */
  readonly strategiesOf: (number: number) => readonly number[];
  /** The positions of the grid axes that decide about it, for any of those strategies. */
  readonly decidedBy: (number: number) => readonly number[];
};

/**
 * Lists the configurations of a scope by first appearance, so that editing a late axis does not
 * rename the early ones. Costs the configurations, never the combinations: the first combination of
 * a configuration is the sum of the first tuples of its values.
 */
export function listConfigurations(space: Space, scope: Scope): ConfigurationList {
  const radices = radicesOf(scope);
  const keys = radices.reduce((all, radix) => all * BigInt(radix), BigInt(scope.classes.length));
  const safe = BigInt(Number.MAX_SAFE_INTEGER);
  return space.count <= safe && keys <= safe
    ? listWith(numberArithmetic, space, scope, radices)
    : listWith(bigintArithmetic, space, scope, radices);
}

/** A class and its choice of one value per factor: one of the ways in which a configuration comes about. */
type Member<Index> = { readonly prepared: PreparedClass<Index>; readonly choice: number };
type Listed<Index> = Member<Index> & {
  number: number;
  first: Index;
  /** Ways beside the first one; most configurations have none. */
  more: Member<Index>[] | undefined;
};

/** A factor with several values in a class; what has one value is added up beforehand. */
type Varying<Index> = {
  readonly factor: Factor;
  readonly values: FactorValues;
  /** What one step of its values is worth in a key. */
  readonly weight: Index;
  /** By place of the value: what it adds to the index of the first combination, and to the key. */
  readonly offsets: readonly Index[];
  readonly keys: readonly Index[];
};

/** What the factors with one value add to index and key, and the others. */
type Choices<Index> = {
  readonly first: Index;
  readonly key: Index;
  readonly varying: readonly Varying<Index>[];
};

type PreparedClass<Index> = Choices<Index> & { readonly strategyClass: StrategyClass };

function listWith<Index extends number | bigint>(
  arithmetic: IndexArithmetic<Index>,
  space: Space,
  scope: Scope,
  radices: readonly number[],
): ConfigurationList {
  const strides = space.gridStrides.map(arithmetic.of);
  const weights = weightsOf(arithmetic, scope, radices);
  const numberByRest = new Map<string, number>();
  for (const { rest } of scope.classes)
    if (!numberByRest.has(rest)) numberByRest.set(rest, numberByRest.size);
  const prepare = ({ factors, values: ofClass }: StrategyClass): Choices<Index> => {
    let first = arithmetic.zero;
    let key = arithmetic.zero;
    const varying: Varying<Index>[] = [];
    for (const [f, values] of ofClass.entries()) {
      const factor = factors[f];
      const weight = weights.factors[f] ?? arithmetic.zero;
      if (!factor) continue;
      const places = Array.from({ length: values.size }, (_, place) => place);
      const offsets = places.map((place) =>
        offsetOf(arithmetic, factor, values.firstAt(place), strides),
      );
      const keys = places.map((place) => arithmetic.times(weight, values.idAt(place)));
      if (values.size > 1) varying.push({ factor, values, weight, offsets, keys });
      else {
        first = arithmetic.plus(first, offsets[0] ?? arithmetic.zero);
        key = arithmetic.plus(key, keys[0] ?? arithmetic.zero);
      }
    }
    return { first, key, varying };
  };
  // classes that share a list of values share what follows from it
  const choices = new Map<readonly FactorValues[], Choices<Index>>();
  const preparedClasses = scope.classes.map((strategyClass): PreparedClass<Index> => {
    const choicesOfClass = choices.get(strategyClass.values) ?? prepare(strategyClass);
    choices.set(strategyClass.values, choicesOfClass);
    const start = arithmetic.of(space.offsets[strategyClass.strategies[0] ?? 0] ?? 0n);
    const rest = arithmetic.times(weights.rest, numberByRest.get(strategyClass.rest) ?? 0);
    return {
      strategyClass,
      varying: choicesOfClass.varying,
      first: arithmetic.plus(start, choicesOfClass.first),
      key: arithmetic.plus(rest, choicesOfClass.key),
    };
  });
  const byKey = new Map<Index, Listed<Index>>();
  for (const prepared of preparedClasses) {
    forEachChoice(arithmetic, prepared, (choice, first, key) => {
      const configuration = byKey.get(key);
      if (!configuration) byKey.set(key, { prepared, choice, number: 0, first, more: undefined });
      else {
        (configuration.more ??= []).push({ prepared, choice });
        if (first < configuration.first) configuration.first = first;
      }
    });
  }
  const ordered = inOrderOfFirst([...byKey.values()]);
  const preparedByStrategy = new Map(
    preparedClasses.flatMap((prepared) =>
      prepared.strategyClass.strategies.map((strategy) => [strategy, prepared] as const),
    ),
  );
  const positionsByFactors = new Map<readonly Factor[], readonly number[]>();
  const positionsOf = (factors: readonly Factor[]): readonly number[] => {
    const positions =
      positionsByFactors.get(factors) ??
      factors.flatMap(({ axes }) => axes.map(({ position }) => position));
    positionsByFactors.set(factors, positions);
    return positions;
  };
  const narrow = withoutSingles(space);
  const at = (number: number): Listed<Index> => {
    const configuration = ordered[number];
    if (!configuration) throw new RangeError(`configuration ${number} of ${ordered.length}`);
    return configuration;
  };
  return {
    count: ordered.length,
    firstOf: (number) => combinationIndex(BigInt(at(number).first)),
    servesOf(number) {
      const { prepared, choice, more } = at(number);
      const members = [{ prepared, choice }, ...(more ?? [])];
      return boxSet(
        narrow.space,
        members.map((member) => boxOf(narrow, member)),
      );
    },
    strategiesOf(number) {
      const { prepared, more } = at(number);
      if (!more) return prepared.strategyClass.strategies;
      return [prepared, ...more.map((member) => member.prepared)]
        .flatMap(({ strategyClass }) => strategyClass.strategies)
        .toSorted((a, b) => a - b);
    },
    decidedBy(number) {
      const { prepared, more } = at(number);
      if (!more) return positionsOf(prepared.strategyClass.factors);
      const members = [prepared, ...more.map((member) => member.prepared)];
      const lists = new Set(members.map(({ strategyClass }) => strategyClass.factors));
      return [...new Set(Array.from(lists).flatMap(positionsOf))];
    },
    numberOf(index) {
      const prepared = preparedByStrategy.get(strategyAt(space, index % space.block));
      if (!prepared || index >= space.count)
        throw new RangeError(`combination ${index} of ${space.count}`);
      const exactIndex = arithmetic.of(index);
      let key = prepared.key;
      for (const { factor, values, weight } of prepared.varying) {
        let tuple = 0;
        for (const { axis, position } of factor.axes) {
          const size = axis.values.count;
          tuple =
            tuple * size + arithmetic.digit(exactIndex, strides[position] ?? exactIndex, size);
        }
        key = arithmetic.plus(key, arithmetic.times(weight, values.idOf(tuple)));
      }
      return byKey.get(key)?.number ?? 0;
    },
  };
}

/** How many numbers the values of each factor have over all classes. */
function radicesOf({ factors, classes }: Scope): readonly number[] {
  const lists = Array.from(new Set(classes.map(({ values }) => values)));
  return factors.map((_, f) => {
    let highest = 0;
    for (const factorValues of new Set(lists.map((values) => values[f]))) {
      for (let place = 0; place < (factorValues?.size ?? 0); place++) {
        highest = Math.max(highest, factorValues?.idAt(place) ?? 0);
      }
    }
    return highest + 1;
  });
}

/** What one step of a factor's value, and of the rest, is worth in a key that no other choice has. */
function weightsOf<Index extends number | bigint>(
  arithmetic: IndexArithmetic<Index>,
  { factors }: Scope,
  radices: readonly number[],
): { readonly factors: readonly Index[]; readonly rest: Index } {
  let weight = arithmetic.of(1n);
  const weights = factors.map((_, f) => {
    const factorWeight = weight;
    weight = arithmetic.times(weight, radices[f] ?? 1);
    return factorWeight;
  });
  return { factors: weights, rest: weight };
}

/** Visits every choice of one value per factor; as deep as factors that vary, so at most 17. */
function forEachChoice<Index extends number | bigint>(
  { plus }: IndexArithmetic<Index>,
  { first, key, varying }: PreparedClass<Index>,
  visit: (choice: number, first: Index, key: Index) => void,
): void {
  const choose = (depth: number, choice: number, from: Index, chosenKey: Index): void => {
    const varyingFactor = varying[depth];
    if (!varyingFactor) return visit(choice, from, chosenKey);
    const { offsets, keys } = varyingFactor;
    for (const [place, offset] of offsets.entries()) {
      const next = choice * offsets.length + place;
      choose(depth + 1, next, plus(from, offset), plus(chosenKey, keys[place] ?? chosenKey));
    }
  };
  choose(0, 0, first, key);
}

/** Numbers configurations by first appearance; most come in that order already. */
function inOrderOfFirst<Index extends number | bigint>(
  listed: Listed<Index>[],
): readonly Listed<Index>[] {
  const isOrdered = listed.every(({ first }, i) => {
    const before = listed[i - 1];
    return !before || before.first < first;
  });
  if (!isOrdered) listed.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  for (const [number, configuration] of listed.entries()) configuration.number = number;
  return listed;
}

function boxOf<Index>(
  { space, positions }: ReturnType<typeof withoutSingles>,
  { prepared, choice }: Member<Index>,
): Box {
  const fixed: { axes: readonly number[]; tuples: readonly number[] }[] = [];
  let remaining = choice;
  for (const { factor, values } of prepared.varying.toReversed()) {
    const place = remaining % values.size;
    remaining = Math.floor(remaining / values.size);
    const axes = factor.axes.flatMap(({ position }) => positions.get(position) ?? []);
    fixed.push({ axes, tuples: values.tuplesOf(values.idAt(place)) });
  }
  return { stretches: stretchesOf(space, prepared.strategyClass.strategies), fixed };
}

/** The stretches of the block that strategies fill; neighbours are joined. */
export function stretchesOf(space: Space, strategies: readonly number[]): Box["stretches"] {
  const stretches: { start: bigint; length: bigint }[] = [];
  for (const strategy of strategies) {
    const start = space.offsets[strategy] ?? 0n;
    const length = space.sizes[strategy] ?? 0n;
    const last = stretches.at(-1);
    if (last && last.start + last.length === start) last.length += length;
    else stretches.push({ start, length });
  }
  return stretches;
}
