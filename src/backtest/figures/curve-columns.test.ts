import fc from "fast-check";
import { expect, it } from "vitest";
import { createCurveColumns } from "./curve-columns.ts";
import { sumCurve } from "./metrics.ts";

const money = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: 1, max: 1e6, noNaN: true }) },
  fc.constantFrom(0, -5, Number.NaN),
);
const curves = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 30 }))
  .chain(([n, bars]) =>
    fc.record({
      capitals: fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), {
        minLength: n,
        maxLength: n,
      }),
      rows: fc.array(fc.array(money, { minLength: n, maxLength: n }), {
        minLength: bars,
        maxLength: bars,
      }),
    }),
  );

it("adds up curves bar by bar to what each comes to as a whole, bit for bit", () => {
  fc.assert(
    fc.property(curves, ({ capitals, rows }) => {
      const columns = createCurveColumns(Float64Array.from(capitals));
      for (const row of rows) columns.add(Float64Array.from(row));
      for (const [place, capital] of capitals.entries()) {
        const curve = Float64Array.from(rows, (row) => row[place] ?? 0);
        expect(columns.sumsOf(place)).toEqual(sumCurve(curve, capital));
        expect(columns.lastOf(place)).toBe(curve.at(-1) ?? capital);
      }
    }),
  );
});
