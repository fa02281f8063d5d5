import { describe, expect, it } from "vitest";
import { readLink, writeLink } from "./share-link.ts";
import { largestSource, packSource, unpackSource } from "./source-text.ts";

describe("a text that travels", () => {
  const shared = { reading: "pyyaml", topology: "optimized", completions: false } as const;

  it("is carried in a link of up to 32,000 characters, to the character", () => {
    // what does not deflate: three bytes are four characters of a link
    let seed = 1;
    const noise = (length: number): string =>
      Array.from({ length }, () => {
        seed = (seed * 48_271) % 2_147_483_647;
        return String.fromCharCode(33 + (seed % 94));
      }).join("");
    const text = noise(40_000);
    const lengthOf = (length: number): number | undefined => {
      const made = writeLink({ ...shared, text: text.slice(0, length) });
      return made.ok ? made.hash.length : undefined;
    };
    let [fits, tooLong] = [1, text.length];
    while (tooLong - fits > 1) {
      const middle = (fits + tooLong) >> 1;
      if (lengthOf(middle) === undefined) tooLong = middle;
      else fits = middle;
    }
    const lengths = numbersFrom(fits - 40, 60).map((length) => lengthOf(length) ?? 0);
    expect(Math.max(...lengths)).toBe(32_000);
    const made = writeLink({ ...shared, text: text.slice(0, fits) });
    expect(made.ok && readLink(made.hash)).toMatchObject({ ok: true });
    const address = (length: number) => readLink(`#c=1.00000000.${"a".repeat(length - 14)}`);
    expect(address(32_000)).toMatchObject({ reason: expect.stringContaining("damaged") });
    expect(address(32_001)).toMatchObject({ reason: expect.stringContaining("too long") });
  });

  it("is of up to four million bytes, in a link and in a picture", () => {
    const text = (length: number) => "x".repeat(length);
    const picture = (length: number) =>
      unpackSource(packSource({ text: text(length), reading: "pyyaml" })).found;
    expect([largestSource, largestSource + 1].map(picture)).toEqual([true, false]);
    // three flags go along
    const link = (length: number) => writeLink({ ...shared, text: text(length) });
    const [fits, tooLong] = [link(largestSource - 3), link(largestSource - 2)];
    expect([fits.ok, tooLong.ok]).toEqual([true, false]);
    expect(fits.ok && readLink(fits.hash).ok).toBe(true);
  });
});

const numbersFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i);
