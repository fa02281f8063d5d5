import fc from "fast-check";
import { expect, it } from "vitest";
import { finish, stepRows } from "../../text/steps.ts";
import { orderSteps } from "./order.ts";
import { finishInSlices } from "./slices.ts";

/** As it was done before there were a million rows. */
function slowOrder(
  places: readonly number[],
  keyOf: (place: number) => number,
  descending: boolean,
): readonly number[] {
  const sign = descending ? -1 : 1;
  return places.toSorted((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    if (Number.isNaN(left) || Number.isNaN(right)) {
      return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || a - b;
    }
    return sign * (left - right) || a - b;
  });
}

const key = fc.oneof(
  fc.double(),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity),
);

it("orders figures as comparing them does, absent ones last, ties by place", () => {
  const rows = fc.array(fc.tuple(key, fc.boolean(), fc.constantFrom(0, 1, 1)), { maxLength: 80 });
  fc.assert(
    fc.property(rows, fc.boolean(), (given, descending) => {
      const keys = Float64Array.from(given, ([value]) => value);
      const known = Uint8Array.from(given, ([, , is]) => is);
      const places = given.flatMap(([, isChosen], place) => (isChosen ? [place] : []));
      const ordered = finish(orderSteps(Int32Array.from(places), keys, descending, known));
      const keyOf = (place: number) => (known[place] === 1 ? (keys[place] ?? 0) : Number.NaN);
      expect([...ordered]).toEqual(slowOrder(places, keyOf, descending));
    }),
  );
});

it("orders codes of parameters, −1 being absent", () => {
  const codes = fc.array(fc.integer({ min: -1, max: 70_000 }), { maxLength: 80 });
  fc.assert(
    fc.property(codes, fc.boolean(), (given, descending) => {
      const places = given.map((_, place) => place);
      const keys = Int32Array.from(given);
      const ordered = finish(orderSteps(Int32Array.from(places), keys, descending));
      const keyOf = (place: number) => ((keys[place] ?? -1) < 0 ? Number.NaN : (keys[place] ?? 0));
      expect([...ordered]).toEqual(slowOrder(places, keyOf, descending));
    }),
  );
});

it("gives the same in slices, and nothing once it is ended", async () => {
  const keys = Float64Array.from({ length: 3 * stepRows }, (_, i) => (i * 7919) % 10_007);
  const places = Int32Array.from(keys.keys());
  const order = () => orderSteps(places, keys, true);
  const ending = new AbortController();
  expect(await finishInSlices(order(), ending.signal)).toEqual(finish(order()));
  ending.abort();
  expect(await finishInSlices(order(), ending.signal)).toBeUndefined();
});
