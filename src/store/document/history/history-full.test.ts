import { describe, expect, it } from "vitest";
import {
  canName,
  historyLimits,
  mergeVersions,
  withVersion,
  type HistoryLimits,
  type Version,
} from "./history.ts";

const version = (time: number, more: Partial<Version> = {}): Version => ({
  id: `${time}`,
  time,
  name: undefined,
  documentName: undefined,
  text: "x",
  reading: "pyyaml",
  plan: { kind: "unknown" },
  ...more,
});

/** The times that are left, newest first, after one more version. */
function left(
  kept: readonly Version[],
  added: Version,
  limits: Partial<HistoryLimits> = {},
): readonly number[] {
  const all = { automatic: 3, named: 5, characters: 1000, ...limits };
  return withVersion(kept, added, all).map(({ time }) => time);
}
const at = (...times: readonly number[]): readonly Version[] => times.map((time) => version(time));

describe("a full history loses", () => {
  it("none up to its limit, and one beyond", () => {
    expect(left(at(1), version(2))).toEqual([2, 1]);
    expect(left(at(2, 1), version(3))).toEqual([3, 2, 1]);
    expect(left(at(3, 2, 1), version(4))).toHaveLength(3);
  });

  it("the one whose neighbours are nearest to each other, for their age", () => {
    // 10 and 11 stand close together long ago: one of them is missed least
    expect(left(at(90, 11, 10), version(100))).toEqual([100, 90, 10]);
    expect(left(at(99, 98, 50), version(100))).toEqual([100, 99, 50]);
    expect(left(at(20, 10, 0), version(100))).toEqual([100, 20, 0]);
  });

  it("the older of two that are missed alike", () => {
    expect(left(at(2, 1), version(3), { automatic: 2 })).toEqual([3, 2]);
    const ids = withVersion(
      ["a", "b", "c", "d"].map((id) => version(5, { id })),
      version(5, { id: "new" }),
      { automatic: 4, named: 5, characters: 1000 },
    ).map(({ id }) => id);
    expect(ids).toEqual(["new", "a", "b", "d"]);
  });

  it("never the one that was put in last, nor one with a name", () => {
    expect(left([version(3, { name: "a" }), version(2, { name: "b" })], version(1))).toEqual([
      3, 2, 1,
    ]);
    const named = [4, 3, 2, 1].map((time) => version(time, { name: `n${time}` }));
    expect(left(named, version(5), { automatic: 0 })).toEqual([5, 4, 3, 2, 1]);
    expect(left([version(4), ...named.slice(1)], version(5), { automatic: 1 })).toEqual([
      5, 3, 2, 1,
    ]);
  });

  it("counts a name that is taken over with the version it belongs to", () => {
    const kept = [version(3), version(2), version(1, { name: "first", id: "same" })];
    const again = withVersion(kept, version(4, { id: "same" }), {
      automatic: 2,
      named: 5,
      characters: 1000,
    });
    expect(again.map(({ time, name }) => [time, name])).toEqual([
      [4, "first"],
      [3, undefined],
      [2, undefined],
    ]);
  });

  it("as many as it takes for the room that texts have, to the character", () => {
    const long = (time: number, length: number) => version(time, { text: "x".repeat(length) });
    const kept = [long(3, 10), long(2, 10), long(1, 10)];
    const limits = { automatic: 9, characters: 40 };
    expect(left(kept, long(4, 10), limits)).toEqual([4, 3, 2, 1]);
    expect(left(kept, long(4, 11), limits)).toHaveLength(3);
    expect(left(kept, long(4, 20), limits)).toHaveLength(3);
    expect(left(kept, long(4, 21), limits)).toHaveLength(2);
    expect(left(kept, long(4, 41), limits)).toEqual([4]);
  });
});

it("names as many versions as it may, and no more", () => {
  const named = (count: number) =>
    Array.from({ length: count }, (_, n) => version(n, { name: "x" }));
  const { named: most } = historyLimits;
  expect([most - 1, most, most + 1].map((count) => canName(named(count)))).toEqual([
    true,
    false,
    false,
  ]);
});

it("puts the versions of two windows in the order of their times, its own first where they are equal", () => {
  const mine = [version(4, { id: "a" }), version(2, { id: "b" })];
  const others = [version(4, { id: "c" }), version(3, { id: "d" }), version(9, { id: "b" })];
  expect(mergeVersions(mine, others).map(({ id, time }) => [id, time])).toEqual([
    ["a", 4],
    ["c", 4],
    ["d", 3],
    ["b", 2],
  ]);
});
