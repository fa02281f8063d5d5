import { csvParseRows } from "d3-dsv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText } from "./csv-text.ts";

/** What a spreadsheet reads in the first cell. */
const cellOf = (cell: string): string | undefined => csvParseRows(csvText([[cell, "x"]]))[0]?.[0];

describe("a cell of a CSV file", () => {
  it.each(["=1+1", "+cmd", "-x", "@sum", "\t=1", "\rb", "\nc", "=", "-", "@"])(
    "begins with an apostrophe where a spreadsheet would take %j for a formula",
    (cell) => {
      expect(cellOf(cell)).toBe(`'${cell}`);
    },
  );

  it.each(["-1", "+1", "-0.001", "-1e-7", "+.5", "\t5", "1", "0x10"])(
    "stays a number where it is %j",
    (cell) => {
      expect(cellOf(cell)).toBe(cell);
    },
  );

  it.each(["a=1", "a@b", "'=1", " =1", "a\tb", "", '"', "a,b", "x\n=1", "1-2"])(
    "stays a text where it is %j",
    (cell) => {
      expect(cellOf(cell)).toBe(cell);
    },
  );

  it("is guarded where it only looks like a number", () => {
    expect(["-Infinity", "+NaN", "-1,5", "-"].map(cellOf)).toEqual([
      "'-Infinity",
      "'+NaN",
      "'-1,5",
      "'-",
    ]);
  });

  it("never begins as a formula, and loses nothing but the guard", () => {
    const begin = fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "", "'", "1");
    fc.assert(
      fc.property(begin, fc.string(), (first, rest) => {
        const cell = first + rest;
        const read = cellOf(cell) ?? "";
        expect(read.replace(/^'/, "")).toBe(cell.replace(/^'/, ""));
        const isNumber = cell.trim() !== "" && Number.isFinite(Number(cell));
        expect(isNumber || !/^[=+\-@\t\r\n]/.test(read)).toBe(true);
      }),
    );
  });
});

it("ends every line of a file, the last one too", () => {
  expect(
    csvText([
      ["a", "b"],
      ["1", ""],
    ]),
  ).toBe("a,b\n1,\n");
});
