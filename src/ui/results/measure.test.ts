import fc from "fast-check";
import { expect, it } from "vitest";
import { finish } from "../../text/steps.ts";
import { figures } from "./figures.ts";
import { colourAt, inkOn, luminanceOf, quantile, scaleOf, shortFigure } from "./measure.ts";
import { bestFirst } from "./order.ts";
import { shownRun } from "./test-support/shown-run.ts";

const figure = (name: string) => figures.find((one) => one.name === name) ?? expect.fail(name);
const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 50 });

it("places better values higher, and zero in the middle where signs part", () => {
  fc.assert(
    fc.property(fc.constantFrom(...figures), numbers, (of, values) => {
      const scale = scaleOf(of, values);
      const sorted = values.toSorted((a, b) => (of.best === "highest" ? a - b : b - a));
      const positions = sorted.map((value) => scale.position(value));
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      expect(positions.every((position) => position >= 0 && position <= 1)).toBe(true);
      expect(scale.parted ? scale.position(0) : 0.5).toBe(0.5);
    }),
  );
});

it("interpolates quantiles between sorted values", () => {
  const valueAt = (at: number): number => [1, 2, 3, 10][at] ?? Number.NaN;
  expect([0, 0.5, 1].map((part) => quantile(4, valueAt, part))).toEqual([1, 2.5, 10]);
  expect(quantile(0, valueAt, 0.5)).toBeNaN();
});

it("writes on every colour with the contrast of WCAG AA, at worst 4.5 to 1", () => {
  for (const look of ["light", "dark", "contrast"] as const) {
    for (const parted of [false, true]) {
      for (let position = 0; position <= 1; position += 1 / 64) {
        const colour = colourAt(position, { parted }, look);
        const ink = inkOn(colour) === "#ffffff" ? luminanceOf([255, 255, 255]) : 0;
        const both = [luminanceOf(colour), ink].toSorted((a, b) => a - b);
        const contrast = ((both[1] ?? 0) + 0.05) / ((both[0] ?? 0) + 0.05);
        expect(contrast).toBeGreaterThanOrEqual(4.5);
      }
    }
  }
});

it("lists the best first, whichever way a figure goes, and leaves absent ones out", () => {
  const run = shownRun({
    figures: { sharpe: [1, Number.NaN, 3, 1], maxDrawdown: [0.3, 0.1, 0.2, Number.NaN] },
  });
  expect([...finish(bestFirst(run, figure("sharpe")))]).toEqual([2, 0, 3]);
  expect([...finish(bestFirst(run, figure("maxDrawdown")))]).toEqual([1, 2, 0]);
});

it("spells figures short, with a true minus and none before nought", () => {
  expect(shortFigure(figure("totalReturn"), -0.1234)).toBe("−12.3");
  expect(shortFigure(figure("totalReturn"), -0.0001)).toBe("0.0");
  expect(shortFigure(figure("finalEquity"), 103_412.55)).toBe("103K");
  expect(shortFigure(figure("finalEquity"), -1234)).toBe("−1.23K");
});
