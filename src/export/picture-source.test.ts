import fc from "fast-check";
import { deflateSync } from "fflate";
import { describe, expect, it } from "vitest";
import { md5Of } from "../planner/sharing/containers/hash.ts";
import { putInPng, putInSvg, sourceIn } from "./picture-source.ts";
import { largestSource, packSource, unpackSource, type Source } from "./source-text.ts";
import { readXml } from "./test-support/read-xml.ts";
import { example, sheetOf } from "./test-support/sheets.ts";

/** The smallest picture: one pixel. */
const pixel = Uint8Array.from(
  atob(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  ),
  (letter) => letter.charCodeAt(0),
);
const svg = sheetOf(example("seed"));

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const sources: fc.Arbitrary<Source> = fc.record({
  text: fc
    .oneof(
      fc.string({ unit: "binary", maxLength: 3000 }),
      fc.string({ unit: "grapheme", maxLength: 500 }),
      fc.string({ unit: fc.constantFrom("a: 1\n", "- x\n", "\ufeff", "\0", "</svg>", "]]>", ";") }),
    )
    .filter((text) => !/\p{Surrogate}/u.test(text)),
  reading: fc.constantFrom("pyyaml", "1.2"),
});

describe("a configuration inside a picture", () => {
  it("comes out of an SVG as it went in", () => {
    fc.assert(
      fc.property(sources, (source) => {
        const whole = putInSvg(svg, source);
        expect(sourceIn(bytesOf(whole))).toEqual({ found: true, source });
        readXml(whole);
      }),
    );
  });

  it("comes out of a PNG as it went in, and leaves the picture as it was", () => {
    fc.assert(
      fc.property(sources, (source) => {
        const whole = putInPng(pixel, source);
        expect(sourceIn(whole)).toEqual({ found: true, source });
        const added = whole.length - pixel.length;
        const rest = [...whole.subarray(0, 33), ...whole.subarray(33 + added)];
        expect(rest).toEqual([...pixel]);
      }),
    );
  });

  it("of the largest size comes out whole", () => {
    const source = { text: "k: [1, 2, 3]\n".repeat(300_000), reading: "pyyaml" } as const;
    expect(unpackSource(packSource(source))).toEqual({ found: true, source });
  });

  it("is missed where there is none", () => {
    expect(sourceIn(bytesOf(svg))).toEqual({ found: false, reason: "carries no configuration" });
    expect(sourceIn(pixel)).toEqual({ found: false, reason: "carries no configuration" });
    expect(sourceIn(new Uint8Array(5))).toMatchObject({ found: false });
  });
});

describe("a configuration that somebody tampered with", () => {
  it("is refused when it inflates to more than a text may have, without inflating it", () => {
    const bomb = deflateSync(new Uint8Array(40_000_000));
    const line = `1;pyyaml;${md5Of("").slice(0, 8)};${Buffer.from(bomb).toString("base64")}`;
    expect(bomb.length).toBeLessThan(60_000);
    expect(unpackSource(line)).toEqual({
      found: false,
      reason: "holds more text than a configuration can have",
    });
    expect(largestSource).toBe(4_000_000);
  });

  it("is refused with a reason or is the very text, wherever a byte is changed", () => {
    const source = { text: example("seed"), reading: "pyyaml" } as const;
    const line = packSource(source);
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.string({ maxLength: 3 }), (at, put) => {
        const changed = unpackSource(line.slice(0, at) + put + line.slice(at + 1));
        expect(changed.found ? changed.source.text : changed.reason).toSatisfy(
          (said: string) => said === source.text || /damaged|newer/.test(said),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("is refused when a byte of the PNG is changed or the file cut", () => {
    const whole = putInPng(pixel, { text: "a: 1", reading: "pyyaml" });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const changed = whole.with(at, byte);
        const read = sourceIn(changed);
        expect(read.found ? read.source.text : "a: 1").toBe("a: 1");
        expect(sourceIn(whole.subarray(0, at)).found).toBe(
          at >= whole.length - (pixel.length - 33),
        );
      }),
    );
  });
});
