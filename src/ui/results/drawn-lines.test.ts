import fc from "fast-check";
import { expect, it } from "vitest";
import { finish } from "../../text/steps.ts";
import { drawnLines, mostDrawn } from "./drawn-lines.ts";
import { figureNamed } from "./figures.ts";
import { shownRun } from "./test-support/shown-run.ts";

const figure = figureNamed("sharpe");
const runOf = (n: number) =>
  shownRun({ figures: { sharpe: Array.from({ length: n }, (_, i) => (i * 7919) % n) } });

it("draws all of few lines, the best on top", () => {
  const { places, count, scale } = finish(drawnLines(runOf(7), figure, undefined));
  expect([places.length, count]).toEqual([7, 7]);
  expect([...places].map((place) => (place * 7919) % 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect([scale.lowest, scale.highest]).toEqual([0, 6]);
});

it("draws an even choice of many lines, the best among them, and more of what passes", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: mostDrawn + 1, max: 9001 }),
      fc.option(fc.integer({ min: 2, max: 9 })),
      (n, every) => {
        const run = runOf(n);
        const has = run.known.map((_, place) => Number(every !== null && place % every === 0));
        const passing = has.reduce((sum, one) => sum + one, 0);
        const among = every === null ? undefined : { has, count: passing };
        const { places, count } = finish(drawnLines(run, figure, among));
        expect(count).toBe(n);
        expect(new Set(places).size).toBe(places.length);
        const values = [...places].map((place) => run.figures.sharpe[place] ?? 0);
        expect(values).toEqual(values.toSorted((a, b) => a - b));
        const drawn = [...places].filter((place) => !among || has[place] === 1);
        expect(drawn.length).toBe(Math.min(among ? passing : n, mostDrawn));
        const best = Array.from(run.known.keys())
          .filter((place) => !among || has[place] === 1)
          .toSorted((a, b) => (run.figures.sharpe[b] ?? 0) - (run.figures.sharpe[a] ?? 0));
        expect(drawn.at(-1)).toBe(best[0]);
      },
    ),
    { numRuns: 20 },
  );
});
