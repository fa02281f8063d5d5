import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodings, printBars, shapes, someBars } from "../../test-support/arbitrary-bars-file.ts";
import { textBars } from "../../test-support/text-bars.ts";
import { readNumeral, readPlain } from "./numerals.ts";
import { openText } from "./open-text.ts";

const options = { endOnFailure: true } as const;

it("reads the same bars back, whichever way they are written", () => {
  fc.assert(
    fc.property(
      someBars,
      shapes,
      fc.constantFrom(...Object.values(encodings)),
      (bars, shape, encode) => {
        const { lines } = printBars(bars, shape);
        const reading = openText(encode(`${lines.join(shape.lineEnd)}${shape.lineEnd}`))();
        expect(reading).toMatchObject({ status: "read", bars });
      },
    ),
    { ...options, numRuns: 700 },
  );
});

describe("a spoiled row is refused with its line", () => {
  /** What a row of cells becomes when it is spoiled. */
  const spoils: readonly ((cells: readonly string[]) => readonly string[])[] = [
    (cells) => cells.with(0, "soon"),
    (cells) => cells.with(0, "2024-02-30"),
    (cells) => cells.with(0, "1969-12-31T00:00Z"),
    (cells) => cells.with(0, "2101-01-01T00:00Z"),
    (cells) => cells.with(1, "abc"),
    (cells) => cells.with(4, ""),
    (cells) => cells.with(2, "-1.00"),
    (cells) => cells.with(2, "1e999"),
    (cells) => cells.with(2, "0.00"),
    (cells) => cells.with(3, "99999999.00"),
    (cells) => cells.with(5, "many"),
    (cells) => [...cells, "1"],
    (cells) => cells.slice(0, -1),
  ];
  const plain = shapes.filter(({ decimal, quoted }) => decimal === "." && !quoted);
  // of fewer rows without a header none tells which is the spoiled one
  const enough = someBars.filter(({ n }) => n > 3);

  it("whatever the others look like", () => {
    fc.assert(
      fc.property(enough, plain, fc.nat(), fc.constantFrom(...spoils), (bars, shape, at, spoil) => {
        const { lines, first } = printBars(bars, shape);
        const line = first + (at % bars.n);
        const cells = (lines[line] ?? "").split(shape.separator);
        const spoiled = lines.with(line, spoil(cells).join(shape.separator));
        const reading = textBars(spoiled.join("\n"))();
        expect(reading).toMatchObject({ status: "refused" });
        if (reading.status === "read") return;
        expect(reading.errors.map(({ where }) => where)).toContain(`line ${line + 1}`);
      }),
      { ...options, numRuns: 500 },
    );
  });

  it("as is one that stands twice, or at another place", () => {
    fc.assert(
      fc.property(enough, plain, fc.nat(), (bars, shape, at) => {
        const { lines, first } = printBars(bars, shape);
        const line = first + (at % bars.n);
        const twice = lines.toSpliced(line, 0, lines[line] ?? "");
        expect(textBars(twice.join("\n"))()).toMatchObject({
          status: "refused",
          errors: expect.arrayContaining([expect.objectContaining({ where: `line ${line + 2}` })]),
        });
        const [moved = ""] = lines.slice(first);
        const later = lines.toSpliced(first, 1).toSpliced(first + bars.n - 1, 0, moved);
        expect(textBars(later.join("\n"))()).toMatchObject({ status: "refused" });
      }),
      { ...options, numRuns: 300 },
    );
  });
});

it("never throws, and says where it stopped", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "time,open,high,low,close",
      "Price,Close",
      "Date,,,,,",
      "sep=;",
      "2024-01-02",
      "1,5",
    ),
    fc.constantFrom("\n", "\r\n", ",", ";", "\t", "|", '"', "1e5", "PAR1", "\uFEFF", "<html>", "{"),
    fc.string(),
  );
  const bytes = fc.oneof(
    fc.array(piece).map((pieces) => new TextEncoder().encode(pieces.join(""))),
    fc.uint8Array(),
  );
  fc.assert(
    fc.property(bytes, (given) => {
      const reading = openText(given)();
      const errors =
        reading.status === "refused" ? reading.errors : [{ where: "", message: "none" }];
      expect(errors[0]?.message).not.toBe("");
    }),
    { ...options, numRuns: 1000 },
  );
});

describe("numbers", () => {
  it("are read as the language reads them", () => {
    const decimal = fc
      .tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 9_999_999_999 }))
      .map(([whole, fraction]) => `${whole}.${fraction}`);
    const number = fc.oneof(
      decimal,
      fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }).map(String),
    );
    fc.assert(
      fc.property(number, (text) => {
        expect(readPlain(text)).toBe(Number(text));
      }),
      { ...options, numRuns: 1000 },
    );
    for (const text of ["", ".", "1.2.3", "0x11", "Infinity", " 1", "1,5", "--1", "1e"]) {
      expect(readPlain(text)).toBeNaN();
    }
    expect(["5.", ".5", "+1", "1e2", "123456789012345678"].map(readPlain)).toEqual([
      5, 0.5, 1, 100, 123_456_789_012_345_680,
    ]);
  });

  it.each([
    ["1,234.5", ".", 1234.5],
    ["1,234,567", ".", 1_234_567],
    ["$1,234.50", ".", 1234.5],
    ["12.5K", ".", 12_500],
    ["1.234,5", ",", 1234.5],
    ["1.234.567", ",", 1_234_567],
    ["1’234.5", ".", 1234.5],
    ["1 234,5 €", ",", 1234.5],
    ["12,34.5", ".", Number.NaN],
    ["1,2,3", ".", Number.NaN],
    ["1.5", ",", Number.NaN],
    ["1,5,5", ",", Number.NaN],
  ] as const)("%s with the decimal %s", (text, decimal, value) => {
    expect(readNumeral(text, decimal)).toBe(value);
  });
});
