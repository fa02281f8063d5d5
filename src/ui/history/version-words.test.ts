import { expect, it } from "vitest";
import type { VersionPlan } from "../../store/document/history/history.ts";
import { changeInWords, planInWords, timeInWords } from "./version-words.ts";

const plan = (optimized: bigint, combinations: bigint, identity = "a"): VersionPlan => ({
  kind: "planned",
  naive: combinations * 4n + 1n,
  optimized,
  combinations,
  identity,
});

it("says what a version comes to", () => {
  expect(planInWords(plan(19n, 8n))).toBe("33 → 19 containers · 8 combinations");
  expect(planInWords(plan(5n, 1n))).toBe("5 → 5 containers · 1 combination");
  expect(planInWords({ kind: "blocked", errors: 1 })).toBe("1 error");
});

it("says what has changed since the version before", () => {
  expect(changeInWords(plan(36n, 16n), plan(19n, 8n))).toBe("+17 containers");
  expect(changeInWords(plan(19n, 8n), plan(20n, 8n))).toBe("−1 container");
  expect(changeInWords(plan(19n, 16n), plan(19n, 8n))).toBe("+8 combinations");
  expect(changeInWords(plan(19n, 8n, "b"), plan(19n, 8n))).toBe("same counts, other values");
  expect(changeInWords(plan(19n, 8n), plan(19n, 8n))).toBe("same plan");
  expect(changeInWords(plan(19n, 8n), undefined)).toBe("");
});

it("names the day only where it is another one", () => {
  const now = new Date(2026, 10, 23, 15, 42).getTime();
  expect(timeInWords(new Date(2026, 10, 23, 9, 5).getTime(), now)).not.toContain("23");
  expect(timeInWords(new Date(2026, 10, 21, 9, 5).getTime(), now)).toContain("21");
  expect(timeInWords(new Date(2025, 10, 21, 9, 5).getTime(), now)).toContain("2025");
});
