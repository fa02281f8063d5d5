import { expect, it } from "vitest";
import { filterOf, natural, numberIn, setFilter, turnSort } from "./arrangement.ts";

it("turns the order by a column from ascending to descending to none", () => {
  const once = turnSort(natural, "a", false);
  expect(once.sort).toEqual([{ column: "a", descending: false }]);
  const twice = turnSort(once, "a", false);
  expect(twice.sort).toEqual([{ column: "a", descending: true }]);
  expect(turnSort(twice, "a", false).sort).toEqual([]);
  expect(turnSort(twice, "b", false).sort).toEqual([{ column: "b", descending: false }]);
});

it("adds columns that decide among ties, and turns each at its place", () => {
  const both = turnSort(turnSort(natural, "a", true), "b", true);
  expect(both.sort.map(({ column }) => column)).toEqual(["a", "b"]);
  const turned = turnSort(both, "a", true);
  expect(turned.sort).toEqual([
    { column: "a", descending: true },
    { column: "b", descending: false },
  ]);
  expect(turnSort(turned, "a", true).sort).toEqual([{ column: "b", descending: false }]);
});

it("forgets a filter that names no value", () => {
  const filtered = setFilter(natural, { column: "a", keys: ["1"], absent: false });
  expect(filterOf(filtered, "a").keys).toEqual(["1"]);
  expect(filterOf(filtered, "b").keys).toEqual([]);
  expect(setFilter(filtered, { column: "a", keys: [], absent: false })).toEqual(natural);
  expect(setFilter(filtered, { column: "a", keys: [], absent: true }).filters).toHaveLength(1);
});

it("reads numbers however their thousands are set apart", () => {
  expect(["7", " 1 000 000", "999,999,999,999", "1_000", "1 000"].map(numberIn)).toEqual([
    7n,
    1_000_000n,
    999_999_999_999n,
    1000n,
    1000n,
  ]);
  expect(["", "-1", "1e6", "seven"].map(numberIn)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
