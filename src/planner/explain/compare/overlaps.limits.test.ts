import { expect, it } from "vitest";
import { planText } from "../../plan-text.ts";
import { overlapsOf } from "./overlaps.ts";

const range = (from: number, to: number): string => `{min: ${from}, max: ${to}, step: 1}`;
const gridOf = (axes: string, parameters = ""): string =>
  `strategies: [{type: a, parameters: {${parameters}}}]\noptimization: {parameter_grids: {${axes}}}\n`;
/** What the first execution containers of two plans have in common. */
const common = (before: string, after: string) => {
  const [first, second] = [before, after].map((text) => planText(text, "pyyaml"));
  return first && second && overlapsOf("execution", first, second, new Set([0]), new Set([0]));
};

it.each([
  [400, 500],
  [489, 409],
])("goes through 200,000 pairs of values, not %i × %i", (first, second) => {
  // equal values, so that all of them have one container
  const list = (size: number): string => `[${Array.from({ length: size }, () => 1).join(", ")}]`;
  const text = gridOf(`execution.x: ${list(first)}, execution.y: ${list(second)}`);
  expect(common(text, text)).toEqual(
    first * second > 200_000
      ? "over 200000 values decide about execution containers: what changed is not matched"
      : [[0, 0, 200_000n]],
  );
});

it.each([100_000, 100_001])("compares axes of up to 100,000 values, not of %i", (count) => {
  const [long, short] = [range(1, count), "[1, 2]"].map((values) =>
    gridOf(`strategy.x: ${values}`),
  );
  const told =
    count > 100_000 ? "an axis has over 100000 values: what changed is not matched" : [[0, 0, 2n]];
  expect(common(long ?? "", short ?? "")).toEqual(told);
  expect(common(short ?? "", long ?? "")).toEqual(told);
});

it.each([100_000, 100_001])("takes parameters of %i values to agree, not of 100,000", (count) => {
  const [long, short] = [range(1, count), "[1, -1]"].map((values) => gridOf("", `x: ${values}`));
  const agreeing = [[0, 0, count > 100_000 ? 2n : 1n]];
  expect(common(long ?? "", short ?? "")).toEqual(agreeing);
  expect(common(short ?? "", long ?? "")).toEqual(agreeing);
});
