import fc from "fast-check";
import { expect, it } from "vitest";
import { bestShown, mostLines, pickLines, spread } from "./pick-curves.ts";

it("draws the selected one, the best and an even choice of the rest, each once", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: -1, max: 220 }),
      (n, selected) => {
        const ranked = Array.from({ length: n }, (_, i) => (i * 7919) % n || i).filter(
          (place, i, all) => all.indexOf(place) === i,
        );
        const lines = pickLines(Int32Array.from(ranked), selected);
        const places = lines.map(({ place }) => place);
        expect(new Set(places).size).toBe(places.length);
        expect(places.length).toBe(Math.min(ranked.length, mostLines));
        expect(ranked.slice(0, bestShown).every((place) => places.includes(place))).toBe(true);
        expect(places.includes(selected)).toBe(ranked.includes(selected));
        // what matters is drawn over what does not
        const weight = { other: 0, best: 1, selected: 2 };
        const weights = lines.map(({ kind }) => weight[kind]);
        expect(weights).toEqual(weights.toSorted((a, b) => a - b));
        expect(lines.every(({ place, rank }) => ranked[rank] === place)).toBe(true);
      },
    ),
  );
});

it("moves labels apart, keeps their order and their range", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 250 }), { maxLength: 6 }), (wanted) => {
      const placed = spread(wanted, 14, 0, 200);
      const order = wanted.map((_, i) => i).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
      const sorted = order.map((i) => placed[i] ?? 0);
      const gaps = sorted.slice(1).map((y, i) => y - (sorted[i] ?? 0));
      expect(gaps.every((gap) => gap >= 14)).toBe(true);
      expect(placed.every((y) => y >= 0 && y <= 200)).toBe(true);
    }),
  );
  expect(spread([20, 100], 14, 0, 200)).toEqual([20, 100]);
});
