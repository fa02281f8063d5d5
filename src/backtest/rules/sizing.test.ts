import fc from "fast-check";
import { expect, it } from "vitest";
import { commissionOf } from "./costs.ts";
import { affordableQuantity } from "./sizing.ts";

const amount = (most: number) => fc.double({ min: 0, max: most, noNaN: true });
const price = fc.double({ min: 0.01, max: 10_000, noNaN: true });
const none = fc.constant(0);
const costs = fc.oneof(
  fc.record({ commission: amount(1), commissionPerShare: none, slippage: none }),
  fc.record({ commission: none, commissionPerShare: amount(5), slippage: none }),
);

const available = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: 0.001, max: 1e6, noNaN: true }) },
  fc.double({ min: -1000, max: 0, noNaN: true }),
);

it("never spends more than there is, nor a share less than it could", () => {
  fc.assert(
    fc.property(amount(1e6), price, available, costs, (wanted, at, cash, charged) => {
      const cost = (shares: number) => shares * at + commissionOf(shares, at, charged);
      const most = Math.floor(wanted);
      const whole = affordableQuantity(most, at, cash, charged, true);
      const parts = affordableQuantity(wanted, at, cash, charged, false);
      expect({
        whole: Number.isInteger(whole),
        paid: whole === 0 || (whole > 0 && cost(whole) <= cash),
        most: whole === most || (whole < most && cost(whole + 1) > cash),
        partsPaid: parts === 0 || (parts > 0 && cost(parts) <= cash),
        partsMost: parts === wanted || cash <= 0 || cost(parts) > cash * (1 - 1e-12),
      }).toEqual({ whole: true, paid: true, most: true, partsPaid: true, partsMost: true });
    }),
    { numRuns: 3000 },
  );
});

it("takes what the money pays exactly, where a division would round it away", () => {
  const free = { commission: 0, commissionPerShare: 0, slippage: 0 };
  // 0.3 / 0.1 is 2.9999999999999996
  expect(affordableQuantity(9, 0.1, 0.1 * 3, free, true)).toBe(3);
  expect(affordableQuantity(9, 0.1, 0.3, free, true)).toBe(2);
});
