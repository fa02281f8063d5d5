import { at } from "../../../text/collections.ts";
import type { CombinationIndex, IndexSet } from "../../model.ts";
import type { Box } from "../../sweep/box-state.ts";
import { boxesOf, type Fixed, type Group } from "../../sweep/lane.ts";
import type { Numbering } from "../../sweep/numbering.ts";
import {
  strategyAt,
  tupleReader,
  withoutSingles,
  type NarrowSpace,
  type Space,
  type TupleReader,
} from "../../sweep/space.ts";
import { couplingGroup, tuplesByValue } from "./coupled-values.ts";
import type { FactorValues } from "./factor-values.ts";
import { positionsOf, type Factor } from "./factor.ts";
import { firstOffsets, type FirstOffsets } from "./first-offsets.ts";
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
  /** The positions of the grid axes that decide about it, for any of those strategies, or are coupled. */
  readonly decidedBy: (number: number) => readonly number[];
};

/**
 * Lists the configurations of a scope by first appearance, so that editing a late axis does not
 * rename the early ones. Costs the configurations, never the combinations: the first combination of
 * a configuration is the sum of the first tuples of its values.
 */
export function listConfigurations(
  space: Space,
  numbering: Numbering,
  scope: Scope,
): ConfigurationList {
  const radices = radicesOf(scope);
  const keys = radices.reduce((all, radix) => all * BigInt(radix), BigInt(scope.classes.length));
  const safe = BigInt(Number.MAX_SAFE_INTEGER);
  return space.count <= safe && keys <= safe
    ? listWith(numberArithmetic, space, numbering, scope, radices)
    : listWith(bigintArithmetic, space, numbering, scope, radices);
}

/** A class and its choice of one value per factor: one of the ways in which a configuration comes about. */
type Member<Index> = { readonly prepared: PreparedClass<Index>; readonly choice: number };
type Listed<Index> = Member<Index> & {
  number: number;
  /** The first place that has it. */
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
  /** By place of the value: what it adds to the first place, and to the key. */
  readonly offsets: readonly Index[];
  readonly keys: readonly Index[];
  readonly tupleAt: TupleReader;
};

/** What the factors with one value add to the first place and the key, and the others. */
type Choices<Index> = {
  readonly first: Index;
  readonly key: Index;
  readonly varying: readonly Varying<Index>[];
};

type PreparedClass<Index> = Choices<Index> & { readonly strategyClass: StrategyClass };

function listWith<Index extends number | bigint>(
  arithmetic: IndexArithmetic<Index>,
  space: Space,
  numbering: Numbering,
  scope: Scope,
  radices: readonly number[],
): ConfigurationList {
  const offsetsOf = firstOffsets(arithmetic, space, numbering.coupling);
  const preparedClasses = prepareClasses(arithmetic, space, scope, radices, offsetsOf);
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
  const decidingAxes = (factors: readonly Factor[]): readonly number[] => {
    const positions = positionsByFactors.get(factors) ?? factors.flatMap(positionsOf);
    positionsByFactors.set(factors, positions);
    return positions;
  };
  const narrow = withoutSingles(space);
  const listedAt = (number: number): Listed<Index> => {
    const configuration = ordered[number];
    if (!configuration) throw new RangeError(`configuration ${number} of ${ordered.length}`);
    return configuration;
  };
  return {
    count: ordered.length,
    firstOf: (number) => numbering.indexOf(BigInt(listedAt(number).first)),
    servesOf(number) {
      const { prepared, choice, more } = listedAt(number);
      const members = [{ prepared, choice }, ...(more ?? [])];
      return numbering.setOf(
        members.flatMap((member) => memberBoxes(space, narrow, numbering, member)),
      );
    },
    strategiesOf(number) {
      const { prepared, more } = listedAt(number);
      if (!more) return prepared.strategyClass.strategies;
      return [prepared, ...more.map((member) => member.prepared)]
        .flatMap(({ strategyClass }) => strategyClass.strategies)
        .toSorted((a, b) => a - b);
    },
    decidedBy(number) {
      const { prepared, more } = listedAt(number);
      const coupled = ({ strategyClass: { strategies } }: PreparedClass<Index>) =>
        (numbering.coupling?.lanes[at(strategies, 0)]?.onGrid ?? []).flatMap(({ grid }) => grid);
      if (!more && !numbering.coupling) return decidingAxes(prepared.strategyClass.factors);
      const members = [prepared, ...(more ?? []).map((member) => member.prepared)];
      const lists = new Set(members.map(({ strategyClass }) => strategyClass.factors));
      return [
        ...new Set([...Array.from(lists).flatMap(decidingAxes), ...members.flatMap(coupled)]),
      ];
    },
    numberOf(index) {
      const place = numbering.placeOf(index);
      const prepared = preparedByStrategy.get(strategyAt(space, place));
      if (!prepared) throw new RangeError(`combination ${index} has no configuration`);
      let key = prepared.key;
      for (const { values, weight, tupleAt } of prepared.varying) {
        key = arithmetic.plus(key, arithmetic.times(weight, values.idOf(tupleAt(place))));
      }
      return byKey.get(key)?.number ?? 0;
    },
  };
}

/** What every class adds to the first place and the key of a choice. */
function prepareClasses<Index extends number | bigint>(
  arithmetic: IndexArithmetic<Index>,
  space: Space,
  scope: Scope,
  radices: readonly number[],
  offsetsOf: FirstOffsets<Index>,
): readonly PreparedClass<Index>[] {
  const weights = weightsOf(arithmetic, scope, radices);
  const numberByRest = new Map<string, number>();
  for (const { rest } of scope.classes)
    if (!numberByRest.has(rest)) numberByRest.set(rest, numberByRest.size);
  const prepare = (strategyClass: StrategyClass): Choices<Index> => {
    let first = arithmetic.zero;
    let key = arithmetic.zero;
    const varying: Varying<Index>[] = [];
    for (const [f, values] of strategyClass.values.entries()) {
      const factor = strategyClass.factors[f];
      const weight = weights.factors[f] ?? arithmetic.zero;
      if (!factor) continue;
      const places = Array.from({ length: values.size }, (_, place) => place);
      const offsets = places.map(offsetsOf.ofValues(strategyClass, factor, values));
      const keys = places.map((place) => arithmetic.times(weight, values.idAt(place)));
      if (values.size > 1) {
        const tupleAt = tupleReader(space, positionsOf(factor));
        varying.push({ factor, values, weight, offsets, keys, tupleAt });
      } else {
        first = arithmetic.plus(first, offsets[0] ?? arithmetic.zero);
        key = arithmetic.plus(key, keys[0] ?? arithmetic.zero);
      }
    }
    return { first, key, varying };
  };
  // classes that share a list of values share what follows from it
  const choices = new Map<readonly FactorValues[], Choices<Index>>();
  return scope.classes.map((strategyClass): PreparedClass<Index> => {
    // what is coupled begins where its group does
    const sharesChoices = !offsetsOf.areCoupled(strategyClass);
    const shared = sharesChoices ? choices.get(strategyClass.values) : undefined;
    const choicesOfClass = shared ?? prepare(strategyClass);
    if (sharesChoices) choices.set(strategyClass.values, choicesOfClass);
    const rest = arithmetic.times(weights.rest, numberByRest.get(strategyClass.rest) ?? 0);
    return {
      strategyClass,
      varying: choicesOfClass.varying,
      first: arithmetic.plus(offsetsOf.ofClass(strategyClass), choicesOfClass.first),
      key: arithmetic.plus(rest, choicesOfClass.key),
    };
  });
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

/** The places of a class with one choice of values. */
function memberBoxes<Index>(
  space: Space,
  narrow: NarrowSpace,
  { coupling }: Numbering,
  { prepared, choice }: Member<Index>,
): readonly Box[] {
  const { strategies } = prepared.strategyClass;
  const strategy = at(strategies, 0);
  const groups = coupling?.lanes[strategy]?.onGrid ?? [];
  const fixed: Fixed[] = [];
  const kept = new Map<Group, ArrayLike<number>>();
  let remaining = choice;
  for (const { factor, values } of prepared.varying.toReversed()) {
    const place = remaining % values.size;
    remaining = Math.floor(remaining / values.size);
    const id = values.idAt(place);
    const group = couplingGroup(groups, factor);
    if (group) kept.set(group, tuplesByValue(space, group, strategy, factor, values).get(id) ?? []);
    else fixed.push({ axes: positionsOf(factor), tuples: values.tuplesOf(id) });
  }
  return boxesOf(
    narrow,
    coupling?.lanes,
    strategies,
    fixed,
    (group) => kept.get(group) ?? group.tuples,
  );
}
