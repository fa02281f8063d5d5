import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinationIndex, type Plan } from "../../model.ts";
import { arbitraryAnyConfig } from "../../test-support/arbitrary-rules.ts";
import { factoredPlanOf } from "../../test-support/expect-plan.ts";
import { printYaml } from "../../test-support/print-yaml.ts";
import { columnsOf, placeIn, type Column } from "./columns.ts";
import { compareValues, type Ranking } from "./ranking.ts";
import { arrangeRows, type RankFilter } from "./rows.ts";
import type { SortKey } from "./walk-keys.ts";

function rankingOf(column: Column): Ranking {
  const ranking = column.ranking();
  if (!ranking) throw new Error(`${column.name} has too many values`);
  return ranking;
}

/** What is filtered and sorted by, in numbers that fit every workflow. */
type Wish = {
  readonly filters: readonly { column: number; seeds: readonly number[]; absent: boolean }[];
  readonly sort: readonly { column: number; descending: boolean }[];
};
const wishes: fc.Arbitrary<Wish> = fc.record({
  filters: fc.array(
    fc.record({
      column: fc.nat(20),
      seeds: fc.array(fc.nat(20), { maxLength: 4 }),
      absent: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  sort: fc.array(fc.record({ column: fc.nat(20), descending: fc.boolean() }), { maxLength: 3 }),
});

function wanted(columns: readonly Column[], { filters, sort }: Wish) {
  const nth = (n: number): Column => {
    const column = columns[n % columns.length];
    if (!column) throw new Error("there is always the strategy");
    return column;
  };
  return {
    filters: filters.map(({ column, seeds, absent }): RankFilter => {
      const ranking = rankingOf(nth(column));
      const ranks = new Set(seeds.map((seed) => seed % ranking.count));
      return {
        column: nth(column),
        ranking,
        ranks: [...ranks].toSorted((a, b) => a - b),
        absent,
      };
    }),
    sort: sort.map(({ column, descending }): SortKey => {
      return { column: nth(column), ranking: rankingOf(nth(column)), descending };
    }),
  };
}

/** The slow path: every combination, filtered and sorted by its values themselves. */
function plainly({ combinations, combinationAt }: Plan, filters: RankFilter[], sort: SortKey[]) {
  const valueOf = (column: Column, index: number) => {
    const place = placeIn(column, combinationAt(combinationIndex(BigInt(index))));
    return place && column.lists[place.list]?.at(place.position);
  };
  return Array.from({ length: Number(combinations) }, (_, index) => index)
    .filter((index) =>
      filters.every(({ column, ranking, ranks, absent }) => {
        const value = valueOf(column, index);
        if (!value) return absent;
        return ranks.some((rank) => compareValues(ranking.valueAt(rank), value) === 0);
      }),
    )
    .toSorted((a, b) => {
      for (const { column, descending } of sort) {
        const [first, second] = [valueOf(column, a), valueOf(column, b)];
        if (!first || !second) {
          if (first || second) return first ? -1 : 1;
          continue;
        }
        const order = compareValues(first, second);
        if (order !== 0) return descending ? -order : order;
      }
      return a - b;
    });
}

describe("rows against filtering and sorting every combination", () => {
  it("are the same, and every combination finds its row", () => {
    fc.assert(
      fc.property(arbitraryAnyConfig, fc.nat(), wishes, (config, seed, wish) => {
        const { plan, factored } = factoredPlanOf(printYaml(config, { seed, shuffle: false }));
        const { filters, sort } = wanted(columnsOf(plan.workflow), wish);
        const rows = arrangeRows(factored, filters, sort);
        const expected = plainly(plan, filters, sort);
        expect(rows.count).toBe(BigInt(expected.length));
        const listed = expected.map((_, position) => Number(rows.at(BigInt(position))));
        expect(listed).toEqual(expected);
        for (let index = 0; index < Number(plan.combinations); index++) {
          const position = rows.positionOf(combinationIndex(BigInt(index)));
          const place = expected.indexOf(index);
          expect(position).toBe(place === -1 ? undefined : BigInt(place));
        }
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });
});

const long = "{min: 1, max: 1000000, step: 1}";
const huge = `
strategies:
  - {type: a, parameters: {x: {min: 1, max: 1000, step: 1}, y: [3, 1, 2]}}
  - {type: b, parameters: {x: [5, 2000000], z: ${long}}}
optimization: {parameter_grids: {initial_capital: ${long}, slippage: [0.2, 0.1, 0.2]}}
`;

it("finds rows among 6 × 10^12", () => {
  const { plan, factored } = factoredPlanOf(huge);
  const { workflow, combinationAt, combinations } = plan;
  const columns = columnsOf(workflow);
  const named = (name: string): Column => {
    const column = columns.find((one) => one.name === name);
    if (!column) throw new Error(name);
    return column;
  };
  const [capital, slippage, y, z] = ["initial_capital", "slippage", "y", "z"].map(named);
  if (!capital || !slippage || !y || !z) throw new Error("a column is missing");
  const block = 3000n + 2_000_000n;
  expect(combinations).toBe(3_000_000n * block);
  const key = (column: Column, descending = false): SortKey => {
    return { column, ranking: rankingOf(column), descending };
  };
  const rows = arrangeRows(factored, [], [key(slippage, true), key(z), key(capital)]);
  expect(rows.count).toBe(combinations);
  const decoded = (position: bigint) => {
    const combination = combinationAt(rows.at(position));
    const texts = [slippage, z, capital].map((column) => {
      const place = placeIn(column, combination);
      const value = place && column.lists[place.list]?.at(place.position);
      return value && "value" in value ? Number(value.value) : undefined;
    });
    expect(rows.positionOf(combination.index)).toBe(position);
    return texts;
  };
  // two of three slippages are 0.2; z has two rows for each of them and every capital
  expect(decoded(0n)).toEqual([0.2, 1, 1]);
  expect(decoded(3n)).toEqual([0.2, 1, 1]);
  expect(decoded(4n)).toEqual([0.2, 1, 2]);
  expect(decoded(4_000_000n)).toEqual([0.2, 2, 1]);
  expect(decoded(4n * 10n ** 12n)).toEqual([0.2, undefined, 1]);
  expect(decoded(combinations - 1n)).toEqual([0.1, undefined, 1_000_000]);
  const filter = (column: Column, ranks: readonly number[]): RankFilter => {
    return { column, ranking: rankingOf(column), ranks, absent: false };
  };
  const few = arrangeRows(
    factored,
    [filter(y, [2]), filter(capital, [999_999]), filter(slippage, [0])],
    [key(named("x"), true)],
  );
  expect(few.count).toBe(1000n);
  expect(few.at(0n)).toBe((3n * 999_999n + 1n) * block + 3n * 999n);
  expect(few.positionOf(few.at(456n))).toBe(456n);
  expect(few.positionOf(combinationIndex(0n))).toBeUndefined();
});

it("finds rows among 2^300, with as many axes", () => {
  const axes = Array.from({ length: 300 }, (_, n) => `risk.x${n}: [1, 2]`).join(", ");
  const text = `strategies: [{type: a}]\noptimization: {parameter_grids: {${axes}}}\n`;
  const { plan, factored } = factoredPlanOf(text);
  const { workflow, combinations } = plan;
  expect(combinations).toBe(2n ** 300n);
  const [, first, second] = columnsOf(workflow);
  if (!first || !second) throw new Error("there are 300 axes");
  const rows = arrangeRows(
    factored,
    [{ column: second, ranking: rankingOf(second), ranks: [1], absent: false }],
    [{ column: first, ranking: rankingOf(first), descending: true }],
  );
  expect(rows.count).toBe(2n ** 299n);
  expect(rows.at(0n)).toBe(2n ** 299n + 2n ** 298n);
  expect(rows.at(2n ** 299n - 1n)).toBe(2n ** 299n - 1n);
  expect(rows.positionOf(combinationIndex(2n ** 299n - 2n))).toBe(2n ** 299n - 2n);
});
