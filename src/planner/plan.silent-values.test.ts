import { expect, it } from "vitest";
import { applyEdits } from "../text/source-range.ts";
import { planText } from "./plan-text.ts";
import { fixture } from "./test-support/fixtures.ts";

/** The text after the first fix of each diagnostic in turn, until nothing offers one. */
function mended(text: string): string {
  const fix = planText(text, "pyyaml").diagnostics.find(({ fixes }) => fixes.length > 0)?.fixes[0];
  return fix ? mended(applyEdits(text, fix.edits)) : text;
}

it.each([
  ["09-thousands", 2n, "number-split", "10,000", 1n],
  ["15-nbsp", 0n, "invisible-in-value", "U+00A0", 2n],
  ["15b-lookalike-values", 2n, "look-alike-in-value", "U+FF0C", 4n],
])("%s is %d combinations, of which %s says why", (file, combinations, code, words, after) => {
  const text = fixture(`silent/${file}.yaml`);
  const { plan, diagnostics } = planText(text, "pyyaml");
  expect(plan.combinations).toBe(combinations);
  const messages = diagnostics.filter((each) => each.code === code).map(({ message }) => message);
  expect(messages.join("\n")).toContain(words);
  const right = planText(mended(text), "pyyaml");
  expect(right.diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
  expect(right.plan.combinations).toBe(after);
});
