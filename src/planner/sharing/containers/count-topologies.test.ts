import fc from "fast-check";
import { expect, it } from "vitest";
import { countTopologies, savedPercent } from "./count-topologies.ts";

it("counts the seed's example: 33 containers become 19, 25 adapters 4, 32 links 25", () => {
  const counts = countTopologies({ combinations: 8n, risk: 1n, execution: 1n, pairs: 1n });
  expect(counts.naive).toMatchObject({ containers: 33n, adapters: 25n, links: 32n });
  expect(counts.optimized).toMatchObject({ containers: 19n, adapters: 4n, links: 25n });
  expect(counts.savedPercent).toEqual({ containers: 42.4, adapters: 84, links: 21.9 });
});

it("saves nothing, and divides by nothing, without combinations", () => {
  const counts = countTopologies({ combinations: 0n, risk: 0n, execution: 0n, pairs: 0n });
  expect(counts.naive).toMatchObject({ containers: 1n, adapters: 1n, links: 0n });
  expect(counts.optimized).toEqual(counts.naive);
  expect(counts.savedPercent).toEqual({ containers: 0, adapters: 0, links: 0 });
});

it("rounds half up from the exact fraction", () => {
  expect(savedPercent(2000n, 1999n)).toBe(0.1);
  expect(savedPercent(2001n, 2000n)).toBe(0);
  expect(savedPercent(10n ** 30n, 10n ** 30n - 5n * 10n ** 26n)).toBe(0.1);
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 20n), fc.bigInt(0n, 10n ** 20n), (naive, other) => {
      const optimized = other % (naive + 1n);
      const tenths = BigInt(Math.round(savedPercent(naive, optimized) * 10));
      // at most half a tenth away, and a half goes up
      const difference = 2000n * (naive - optimized) - 2n * tenths * naive;
      expect(difference >= -naive && difference < naive).toBe(true);
    }),
  );
});
