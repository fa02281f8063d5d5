import fc from "fast-check";
import { expect, it } from "vitest";
import { sumCurve } from "../metrics.ts";
import { addEquity, createCurve, curveSums } from "./curve.ts";

const price = fc.integer({ min: 1, max: 100_000 }).map((cents) => cents / 100);

it("adds up what a written curve adds up to, bit for bit", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, min: -10, max: 1e6 })),
      price,
      (values, capital) => {
        const curve = createCurve(capital);
        for (const equity of values) addEquity(curve, equity);
        expect(curveSums(curve, values.length)).toEqual(
          sumCurve(Float64Array.from(values), capital),
        );
      },
    ),
  );
});
