import { planFigures, type Amount, type Bounds } from "../../workflow/plan-figures.ts";
import type { Expectation } from "./expect.ts";

/** What is expected and what is, in words: one sentence for page, sheet, Markdown and messages. */
export function describeExpectation(
  expectation: Expectation,
  spellCount: (count: bigint) => string,
): string {
  const { of, bounds } = expectation;
  return `${of} is ${actualText(expectation, spellCount)}, expected ${boundsText(bounds, spellCount)}`;
}

/** The figure as the plan shows it: `at most 12`, where that is all that is known. */
export function actualText(
  { of, actual, exact }: Pick<Expectation, "of" | "actual" | "exact">,
  spellCount: (count: bigint) => string,
): string {
  const isCount = planFigures[of].unit === "count";
  const known = exact ? "" : isCount ? "at most " : "at least ";
  return `${known}${spellAmount(actual, spellCount)}`;
}

/** What a figure may be: `4`, `at most 4`, `from 2 to 4`. */
export function boundsText(bounds: Bounds, spellCount: (count: bigint) => string): string {
  const spell = (amount: Amount): string => spellAmount(amount, spellCount);
  if (bounds.min === undefined) return `at most ${spell(bounds.max)}`;
  const { min, max } = bounds;
  if (max === undefined) return `at least ${spell(min)}`;
  return min === max ? spell(max) : `from ${spell(min)} to ${spell(max)}`;
}

/** With one decimal where it is per cent, or with all that were written. */
export function spellAmount(amount: Amount, spellCount: (count: bigint) => string): string {
  if (typeof amount === "bigint") return spellCount(amount);
  const shown = amount.toFixed(1);
  return `${Number(shown) === amount ? shown : amount} %`;
}
