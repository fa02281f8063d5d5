import fc from "fast-check";
import { deflateSync } from "fflate";
import { expect, it } from "vitest";
import { firstExample } from "../examples/examples.ts";
import { readLink, writeLink, type SharedDocument } from "./share-link.ts";

const documents: fc.Arbitrary<SharedDocument> = fc.record({
  text: fc.string({ unit: "binary", maxLength: 2000 }),
  reading: fc.constantFrom("pyyaml", "1.2"),
  topology: fc.constantFrom("naive", "optimized"),
  completions: fc.boolean(),
});

function linkOf(shared: SharedDocument): string {
  const made = writeLink(shared);
  if (!made.ok) throw new Error(made.reason);
  return made.hash;
}

const seed: SharedDocument = {
  text: firstExample.text,
  reading: "pyyaml",
  topology: "optimized",
  completions: false,
};

it("gives every well-formed text back, with its reading and view", () => {
  fc.assert(
    fc.property(documents, (shared) => {
      expect(readLink(linkOf(shared))).toEqual({ ok: true, shared });
    }),
    { numRuns: 500 },
  );
});

it("keeps a byte order mark and every line end", () => {
  const shared = { ...seed, text: "\uFEFFa: 1\r\nb: 2\r" };
  expect(readLink(linkOf(shared))).toEqual({ ok: true, shared });
});

it("refuses half a character instead of changing it", () => {
  expect(writeLink({ ...seed, text: "a\uD800" })).toMatchObject({ ok: false });
});

it("offers no link above 32,000 characters", () => {
  const numbers = Array.from({ length: 12_000 }, (_, n) => (n * 7919) % 104_729);
  const made = writeLink({ ...seed, text: numbers.join(" ") });
  expect(made).toMatchObject({ ok: false, reason: expect.stringContaining("32,000") });
  expect(readLink(`#c=1.${"a".repeat(32_000)}`)).toMatchObject({ ok: false });
});

it("says why each of 10,000 mutated links is refused, or gives the very document", () => {
  const link = linkOf(seed);
  const letters = fc.constantFrom(...Array.from("abzAZ019-_.=%#é\0"));
  const places = fc.nat({ max: link.length });
  fc.assert(
    fc.property(
      places,
      fc.nat({ max: 4 }),
      fc.array(letters, { maxLength: 4 }),
      (at, gone, put) => {
        const read = readLink(link.slice(0, at) + put.join("") + link.slice(at + gone));
        // spare bits of the last letter carry nothing
        const told = read.ok ? read.shared.text : read.reason.slice(0, 9);
        expect(told).toBe(read.ok ? seed.text : "The link ");
      },
    ),
    { numRuns: 10_000 },
  );
});

it("refuses a bomb", () => {
  const packed = deflateSync(new Uint8Array(20_000_000), { level: 9 });
  const hash = `#c=1.00000000.${Buffer.from(packed).toString("base64url")}`;
  expect(hash.length).toBeLessThan(32_000);
  expect(readLink(hash)).toMatchObject({
    ok: false,
    reason: "The link holds more text than a configuration can have",
  });
});

it("tells a link of a newer version from a damaged one", () => {
  expect(readLink("#c=2.abc")).toMatchObject({ reason: expect.stringContaining("newer version") });
  expect(readLink("#c=")).toMatchObject({ reason: expect.stringContaining("damaged") });
});

it("makes a short link of the seed", () => {
  expect(linkOf(seed).length).toBeLessThan(400);
});
