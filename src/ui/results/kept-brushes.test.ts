import { expect, it } from "vitest";
import { brushesOn, keepBrush } from "./kept-brushes.ts";
import { shownRun } from "./test-support/shown-run.ts";

const run = (...values: readonly string[]) => shownRun({ parameters: { period: values } });

it("covers the same values when others come and go", () => {
  const kept = keepBrush({}, run("10", "20", "30", "40"), "period", [1, 2]);
  expect(brushesOn(run("5", "10", "20", "30", "40"), kept)).toEqual({ period: [2, 3] });
  expect(brushesOn(run("20", "40"), kept)).toEqual({ period: [0, 0] });
});

it("rests while none of its values is there, and is back with them", () => {
  const kept = keepBrush({}, run("10", "20"), "period", [1, 1]);
  expect(brushesOn(run("10", "11"), kept)).toEqual({});
  expect(brushesOn(shownRun({}), kept)).toEqual({});
  expect(brushesOn(run("10", "20"), kept)).toEqual({ period: [1, 1] });
});

it("keeps the range of a figure, and is taken away by none", () => {
  const both = keepBrush(
    keepBrush({}, run("10", "20"), "sharpe", [0.5, 1]),
    run("10", "20"),
    "period",
    [0, 0],
  );
  expect(brushesOn(run("10", "20"), both)).toEqual({ sharpe: [0.5, 1], period: [0, 0] });
  expect(keepBrush(both, run("10"), "sharpe", undefined)).toEqual({ period: ["10"] });
});
