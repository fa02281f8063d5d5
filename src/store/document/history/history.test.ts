import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canName,
  historyLimits,
  isNewest,
  isNews,
  mergeVersions,
  renamed,
  withVersion,
  type Version,
  type VersionPlan,
} from "./history.ts";

const limits = { automatic: 3, named: 5, characters: 60 };

const planned = (identity: string): VersionPlan => ({
  kind: "planned",
  naive: 33n,
  optimized: 19n,
  combinations: 8n,
  identity,
});

const version = (id: string, time: number, more: Partial<Version> = {}): Version => ({
  id,
  time,
  name: undefined,
  documentName: undefined,
  text: id,
  reading: "pyyaml",
  plan: planned(id),
  ...more,
});

const step = fc.record({
  id: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
  name: fc.option(fc.constantFrom("one", "two"), { nil: undefined, freq: 3 }),
  length: fc.integer({ min: 0, max: 40 }),
});

/** The history after some texts were on screen, one a second. */
function historyOf(steps: readonly { id: string; name: string | undefined; length: number }[]) {
  let versions: readonly Version[] = [];
  for (const [time, { id, name, length }] of steps.entries()) {
    versions = withVersion(versions, version(id, time, { name, text: "x".repeat(length) }), limits);
  }
  return versions;
}

describe("a history", () => {
  it("has every text once, newest first, with the last one at its head", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (steps) => {
        const versions = historyOf(steps);
        const ids = versions.map(({ id }) => id);
        expect(ids).toEqual([...new Set(ids)]);
        expect(ids[0]).toBe(steps.at(-1)?.id);
        const times = versions.map(({ time }) => time);
        expect(times).toEqual(times.toSorted((a, b) => b - a));
      }),
    );
  });

  it("never loses one with a name, and keeps so many without", () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const versions = historyOf(steps);
        const named = steps.filter(({ name }) => name !== undefined).map(({ id }) => id);
        const ids = new Set(versions.map(({ id }) => id));
        expect(named.filter((id) => !ids.has(id))).toEqual([]);
        const automatic = versions.filter(({ name }) => name === undefined);
        expect(automatic.length).toBeLessThanOrEqual(limits.automatic);
      }),
    );
  });

  it("keeps the last minutes dense and some of long ago, as time goes on", () => {
    let versions: readonly Version[] = [];
    for (let minute = 0; minute < 2000; minute++) {
      versions = withVersion(versions, version(`${minute}`, minute), {
        automatic: 40,
        named: 5,
        characters: 1e6,
      });
    }
    const ages = versions.map(({ time }) => 1999 - time);
    expect(versions).toHaveLength(40);
    expect(ages.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
    expect(ages.at(-1)).toBeGreaterThan(1000);
    // between them no gap is longer than what came after it
    const gaps = ages.slice(1).map((age, n) => age - (ages[n] ?? 0));
    expect(gaps.every((gap, n) => gap <= Math.max(1, ages[n] ?? 0))).toBe(true);
  });

  it("drops for room, but never what was put in last", () => {
    const long = (id: string, time: number) => version(id, time, { text: "x".repeat(40) });
    const both = withVersion([long("a", 1)], long("b", 2), limits);
    expect(both.map(({ id }) => id)).toEqual(["b"]);
    const huge = version("c", 3, { text: "x".repeat(100) });
    expect(withVersion(both, huge, limits).map(({ id }) => id)).toEqual(["c"]);
  });

  it("moves a text that comes back up, with its name and what it came to", () => {
    const kept = [version("b", 2), version("a", 1, { name: "first" })];
    const back = withVersion(kept, version("a", 3, { plan: { kind: "unknown" } }), limits);
    expect(back).toEqual([version("a", 3, { name: "first" }), version("b", 2)]);
  });

  it("takes what another window kept, and prefers what it knows itself", () => {
    const mine = [version("b", 4, { name: "mine" }), version("a", 1)];
    const merged = mergeVersions(mine, [version("c", 3), version("b", 2)]);
    expect(merged.map(({ id, name }) => [id, name])).toEqual([
      ["b", "mine"],
      ["c", undefined],
      ["a", undefined],
    ]);
  });

  it("names no more than its limit", () => {
    const full = Array.from({ length: limits.named }, (_, n) => version(`${n}`, n, { name: "x" }));
    expect(canName(full, limits)).toBe(false);
    expect(canName(renamed(full, "0", undefined), limits)).toBe(true);
    expect(historyLimits.automatic).toBe(100);
  });
});

describe("news", () => {
  it("is another plan, not another comment, not a text that cannot be planned", () => {
    const kept = [version("a", 1)];
    expect(isNews([], version("a", 2))).toBe(true);
    expect(isNews(kept, version("b", 2))).toBe(true);
    expect(isNews(kept, version("with a comment", 2, { plan: planned("a") }))).toBe(false);
    expect(isNews(kept, version("b", 2, { plan: { kind: "blocked", errors: 1 } }))).toBe(false);
    expect(isNews([version("a", 1, { plan: { kind: "unknown" } })], version("b", 2))).toBe(true);
  });

  it("is a plan found for a text that another window could only pass on", () => {
    const passedOn = [version("a", 1, { plan: { kind: "unknown" } })];
    expect(isNewest(passedOn, version("a", 2))).toBe(false);
    expect(isNews(passedOn, version("a", 2))).toBe(true);
    expect(isNewest(passedOn, version("a", 2, { plan: { kind: "unknown" } }))).toBe(true);
    expect(isNewest([version("a", 1)], version("a", 2, { plan: { kind: "unknown" } }))).toBe(true);
    expect(isNewest([], version("a", 2))).toBe(false);
  });
});
