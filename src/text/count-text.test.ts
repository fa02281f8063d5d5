import { expect, it } from "vitest";
import { countOf, formatCount, formatSaved, shortCount } from "./count-text.ts";

const thin = "\u202f";

it("puts thin spaces into thousands, however large", () => {
  expect([0n, 8n, 999n, 1000n, 12_345n, 10n ** 12n].map(formatCount)).toEqual([
    "0",
    "8",
    "999",
    `1${thin}000`,
    `12${thin}345`,
    `1${thin}000${thin}000${thin}000${thin}000`,
  ]);
});

it("says one thing in the singular", () => {
  expect([0, 1, 2].map((count) => countOf(count, "problem"))).toEqual([
    "0 problems",
    "1 problem",
    "2 problems",
  ]);
});

it("writes what is saved with a true minus and one decimal", () => {
  expect([42.4, 40, 0].map(formatSaved)).toEqual([`−42.4${thin}%`, `−40.0${thin}%`, `0.0${thin}%`]);
});

it("shortens what has no room to be exact", () => {
  expect(
    [999_999n, 1_000_000n, 2_000_000_002_001n, 10n ** 30n, 4_053n * 10n ** 20n].map(shortCount),
  ).toEqual([`999${thin}999`, "1M", "2T", `1${thin}×${thin}10³⁰`, `4.05${thin}×${thin}10²³`]);
});
