import { expect, it } from "vitest";
import { planText } from "../plan-text.ts";
import { facetsOf } from "../sharing/decomposition/facets.ts";
import { divideByField } from "./divide-by-field.ts";
import { createFolds } from "./folds.ts";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const foldsOf = (text: string) => createFolds(planText(text, "pyyaml"));
const gridOf = (axes: string): string =>
  `strategies: [{type: a}]\noptimization: {parameter_grids: {${axes}}}\n`;

it.each([24, 25])("leaves a lane of 24 cards as it is, not one of %i", (count) => {
  const folds = foldsOf(gridOf(`slippage: {min: 1, max: ${count}, step: 1}`));
  expect(folds.fold("execution")?.stacks.length).toBe(count > 24 ? 24 : undefined);
  expect(folds.fold("classes")?.stacks.length).toBe(count > 24 ? 24 : undefined);
  expect(folds.fold("risk")).toBeUndefined();
});

it.each([23, 24, 25, 26])("has a stack for each of 24 values, not of %i", (count) => {
  const folds = foldsOf(gridOf(`slippage: {min: 1, max: ${count}, step: 1}, commission: [1, 2]`));
  const stacks = folds.fold("execution")?.stacks ?? [];
  const shown = numbers(count > 24 ? 23 : count).map((i) => `${i + 1}`);
  expect(stacks.map(({ value }) => value)).toEqual(count > 24 ? [...shown, ""] : shown);
  expect(stacks.at(-1)?.more).toBe(count > 24 ? count - 23 : 0);
});

it.each([11, 12])(
  "compares the twelve fields of most values, beside %i that save nothing",
  (tied) => {
    // each strategy is told by any of the tied fields, so only the axis would save something
    const strategies = numbers(30).map((i) => {
      const fields = numbers(tied).map((f) => `f${f}: ${i}`);
      return `  - {type: a, execution: {${fields.join(", ")}}}\n`;
    });
    const text = `strategies:\n${strategies.join("")}optimization: {parameter_grids: {slippage: [1, 2]}}\n`;
    expect(foldsOf(text).fold("execution")?.field).toBe(tied < 12 ? "slippage" : "f0");
  },
);

it("folds by the field that saves most, of equals by the first", () => {
  const field = (axes: string) => foldsOf(gridOf(axes)).fold("execution")?.field;
  const list = (count: number): string => `[${numbers(count).join(", ")}]`;
  expect(field(`slippage: ${list(5)}, commission: ${list(6)}`)).toBe("commission");
  expect(field(`slippage: ${list(6)}, commission: ${list(6)}`)).toBe("slippage");
});

it.each([
  [2000, 50],
  [9091, 11],
])("divides classes by a field of 100,000 pairs of values, not of %i × %i", (first, second) => {
  // commission is written in both roles, and in risk once more by mappings
  const mappings = numbers(second).map((i) => `{a: ${i}}`);
  const axes = `commission: {min: 1, max: ${first}, step: 1}, risk.commission: [${mappings.join(", ")}]`;
  const sections = "risk: {commission: 0}\nexecution: {commission: 0}\n";
  const { factored } = planText(gridOf(axes) + sections, "pyyaml");
  const facets = facetsOf(factored, "risk");
  if ("reason" in facets) throw new Error(facets.reason);
  const [facet] = facets.fields;
  const { scopes, space } = factored;
  const division = facet && divideByField(facets, facet, scopes.both, space);
  expect(division?.plain).toBe(first * second > 100_000 ? undefined : false);
});

it.each([2000, 2001])(
  "looks at 4000 combinations to find out what meets, not at %i + 2000",
  (count) => {
    // values that stand twice are looked at one by one
    const list = (size: number): string => `[0, ${numbers(size).join(", ")}]`;
    const folds = foldsOf(gridOf(`risk.limit: ${list(count)}, execution.delay: ${list(2000)}`));
    const cards = folds.cardsMet("execution");
    expect(cards?.length).toBe(count > 2000 ? undefined : 24);
    expect(cards?.[0]).toEqual(count > 2000 ? undefined : numbers(24));
  },
);
