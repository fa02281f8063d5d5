import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { textBars } from "../../test-support/text-bars.ts";
import { openText } from "./open-text.ts";

const header = "time,open,high,low,close,volume";
const bar = (time: string) => `${time},10,12,9,11,100`;
const closes = (separator: string, ...cells: readonly string[]) => [
  ["time", "open", "high", "low", "close"].join(separator),
  ...cells.map((cell, i) => [`2024-01-0${i + 2}`, cell, cell, cell, cell].join(separator)),
];

/** A note about numbers since 1970 without the first of them. */
const withoutFirst = (note: string): string => note.replace(/, the first is .*Z$/, "");

function tell(lines: readonly string[]) {
  const reading = textBars(lines.join("\n"))();
  return reading.status === "read"
    ? [...reading.bars.close.slice(0, 2), ...reading.notes.map(withoutFirst)]
    : reading.errors.map(({ where, message }) => `${where}: ${message}`);
}

const example = "2024-01-31, 2024-01-31T14:30Z or milliseconds since 1970";
const days = `certain: which number is the day? None is above 12. Write ${example}`;
const small = `certain: seconds since 1970, a spreadsheet's day or YYMMDD? Write ${example}`;

describe("a time that may be another one is refused:", () => {
  it.each([
    ["days that may be months", ["01/02/2024", "01/03/2024"], [2, 3], days],
    ["days of a spreadsheet", ["45293", "45294.5"], [2, 3], small],
    ["YYMMDD", ["240102", "240103"], [2, 3], small],
    [
      "a date with its hour",
      ["2024010214", "2024010215"],
      [2, 3],
      `certain: seconds since 1970 or YYYYMMDDHH? Write ${example}`,
    ],
    ["numbers of rows", ["0", "1"], [2, 3], small],
    [
      "digits that form no date among those that do",
      ["20240227", "20240228", "20240230"],
      [4],
      "a date of the calendar, as others in the file are",
    ],
    [
      "another unit",
      ["1704153600", "1704240000", "1704326400000"],
      [4],
      "a number of seconds since 1970, as others in the file are",
    ],
    [
      "another unit in the first row",
      ["1704153600000", "1704240000", "1704326400"],
      [2],
      "a number of seconds since 1970, as others in the file are",
    ],
    [
      "a number among dates",
      ["2024-01-02", "2024-01-03", "1704326400"],
      [4],
      `a date such as ${example}`,
    ],
    [
      "another order of day and month",
      ["13/01/2024", "14/01/2024", "01/15/2024"],
      [4],
      "a date with the day first, as 13/01/2024 is",
    ],
    ["a time without its date", ["14:30", "14:31"], [2, 3], `a date such as ${example}`],
    [
      "a number in scientific notation",
      ["1.7E+12", "1.7E+12"],
      [2, 3],
      `a date such as ${example}`,
    ],
    ["a year of two digits", ["02-Jan-24", "03-Jan-24"], [2, 3], `a date such as ${example}`],
  ])("%s", (_, times, lines, right) => {
    expect(tell([header, ...times.map(bar)])).toEqual(
      lines.map((line) => `line ${line}: time "${times[line - 2]}" is not ${right}`),
    );
  });

  it.each(["1969-12-31", "2101-01-01", "9999-12-31", "0001-01-01", "1906-01-02", "19620102"])(
    "%s",
    (time) => {
      const line = time < "2024" ? 2 : 3;
      const other = time.includes("-") ? "2024-01-02" : "20240102";
      const rows = line === 2 ? [time, other] : [other, time];
      expect(tell([header, ...rows.map(bar)])).toEqual([
        `line ${line}: time "${time}" is outside of the years 1970 to 2100`,
      ]);
    },
  );

  it("and read where another row tells which it is", () => {
    expect(tell([header, bar("01/02/2024"), bar("13/02/2024")])).toEqual([
      11,
      11,
      "dates have the day first, as 13/02/2024 has",
    ]);
    expect(tell([header, bar("1/2/2024 9:30 AM"), bar("1/13/2024 1:30 PM")])).toEqual([
      11,
      11,
      "dates have the month first, as 1/13/2024 1:30 PM has",
      "times have no zone and are taken as UTC",
    ]);
    expect(tell([header, bar("01/02/2024"), bar("01/13/2024")])).toEqual([
      11,
      11,
      "dates have the month first, as 01/13/2024 has",
    ]);
  });
});

describe("columns that claim the same are refused by name:", () => {
  it.each([
    ["time,open,o,high,low,close", 'columns 2 "open" and 3 "o" both claim to be the open'],
    [
      "time,open,high,low,close,Close Price",
      'columns 5 "close" and 6 "Close Price" both claim to be the close',
    ],
    ["time,open,high,low,last,price", 'columns 5 "last" and 6 "price" both claim to be the close'],
  ])("%s", (names, message) => {
    const row = "10,10,10,10,10";
    expect(tell([names, `2024-01-02,${row}`, `2024-01-03,${row}`])).toEqual([
      `line 1: ${message}: leave one of them in the file`,
    ]);
  });

  it("times that differ", () => {
    const names = "unix,date,open,high,low,close";
    const rows = ["1704153600,2024-01-02,1,1,1,1", "1704240000,2024-01-04,1,1,1,1"];
    expect(tell([names, ...rows])).toEqual([
      'line 3: columns 1 "unix" and 2 "date" both claim to be the time, and differ here',
    ]);
    expect(tell([names, ...rows.map((row) => row.replace("04,", "03,"))])).toEqual([
      1,
      1,
      '1 "unix" and 2 "date" tell the same times; 1 "unix" is used',
      "times count seconds since 1970",
    ]);
  });

  it("but not a date beside its time", () => {
    const names = "date,datetime,open,high,low,close";
    const rows = ["09:30", "09:31"].map((clock) => `2024-01-02,2024-01-02 ${clock},1,1,1,1`);
    expect(tell([names, ...rows])).toEqual([
      1,
      1,
      '1 "date" and 2 "datetime" tell the same times; 2 "datetime" is used',
      "times have no zone and are taken as UTC",
    ]);
  });

  it("and the last price gives way to the close", () => {
    const rows = ["2024-01-02,1,3,1,2,3", "2024-01-03,1,3,1,2,3"];
    expect(tell(["date,open,high,low,Close,Last", ...rows])).toEqual([2, 2]);
  });
});

describe("numbers that may be others are refused:", () => {
  it.each([
    [
      "groups or fractions",
      closes(";", "1,234", "1,235"),
      'line 2: "1,234" is 1234 to some and 1.234 to others: write it without a comma',
    ],
    [
      "both signs as decimal",
      closes(";", "1.5", "1,5"),
      'line 3: "1,5" has a decimal comma, and "1.5" in line 2 a decimal point',
    ],
    [
      "decimal commas between commas",
      closes(",", "1,5", "1,6"),
      "line 2: 9 cells, where the header has 5: does a separator stand in a number?",
    ],
    ["a per cent", closes(";", "1.5%", "1.6%"), 'line 2: open "1.5%" is not a number above 0'],
    ["no number", closes(";", "null", "1.6"), 'line 2: open "null" is not a number above 0'],
  ])("%s", (_, lines, message) => {
    expect(tell(lines)[0]).toBe(message);
  });

  it.each([
    [
      "another cell that has groups",
      closes(";", "1,234", "1,234.5"),
      [1234, 1234.5, "commas group digits, as in 1,234"],
    ],
    [
      "another cell that has a fraction",
      closes(";", "1,234", "1,5"),
      [1.234, 1.5, "commas are decimal, as in 1,5"],
    ],
    [
      "a leading 0",
      closes(";", "0,234", "1,234"),
      [0.234, 1.234, "commas are decimal, as in 0,234"],
    ],
    [
      "both signs",
      closes(";", "1.234,5", "1.235"),
      [1234.5, 1235, "commas are decimal, as in 1.234,5"],
    ],
  ])("and read for %s", (_, lines, [first, second, note]) => {
    expect(tell(lines)).toEqual([first, second, "semicolons separate the cells", note]);
  });
});

describe("a file that is something else is refused by its name:", () => {
  const text = [header, bar("2024-01-02"), bar("2024-01-03")].join("\n");
  const words = (content: string) => new TextEncoder().encode(content);
  it.each([
    ["gzip", new Uint8Array(gzipSync(text)), "is compressed by gzip: unpack it first"],
    ["ZIP", words("PK\u0003\u0004…"), /^is a ZIP archive or an Excel file/],
    ["JSON", words('{"bars": []}'), "is JSON: bars are read from CSV and Parquet files"],
    ["HTML", words("<!DOCTYPE html><html>"), /^is a web page or XML/],
    ["bytes", Uint8Array.from([1, 0, 0, 2, 0, 3]), "is no text: it has bytes of value 0"],
    [
      "Latin 1",
      new Uint8Array(Buffer.from("Datum;Eröffnung", "latin1")),
      "is no UTF-8 text: save it as UTF-8",
    ],
    ["UTF-32", Uint8Array.from([0xff, 0xfe, 0, 0, 65, 0, 0, 0]), /^is UTF-32 text/],
    ["half of UTF-16", Uint8Array.from([0xff, 0xfe, 65]), "is no UTF-16 text: save it as UTF-8"],
    ["nothing", new Uint8Array(), /^the file is empty/],
  ])("%s", (_, bytes, message) => {
    const reading = openText(bytes)();
    const [error] = reading.status === "refused" ? reading.errors : [];
    expect(error?.message).toMatch(message);
  });
});

describe("a table is refused", () => {
  const rows = [bar("2024-01-02"), bar("2024-01-03")];
  it.each([
    [
      "where a bar stands above the header",
      [bar("2024-01-01"), header, ...rows],
      'line 2: time "time" is not a date',
    ],
    [
      "where a header stands among bars",
      [header, ...rows, header, bar("2024-01-04")],
      'line 4: time "time" is not a date',
    ],
    [
      "where the last row is cut off",
      [header, ...rows, "2024-01-04,10,12"],
      'line 4: low "" is not a number above 0',
    ],
    [
      "where a row lacks a cell",
      [header, ...rows, "2024-01-04,10,12,9,11"],
      "line 4: 5 cells, where the header has 6",
    ],
    [
      "where it names a separator that is none",
      ["sep=^", header, ...rows],
      "line 1: sep=^ is not one of commas, semicolons",
    ],
    [
      "where it has no end of columns",
      [`${header}${",x".repeat(10_000)}`],
      "line 1: 10006 cells in a row: at most 10000 are read",
    ],
    [
      "where half of it is no bars",
      [header, ...rows, ...Array.from({ length: 25 }, () => "etc.")],
      'line 4: time "etc." is not a date',
    ],
  ])("%s", (_, lines, message) => {
    expect(tell(lines)[0]).toContain(message);
  });

  it("soon, however long its cells are", () => {
    for (const piece of ["(", "1", "1,", " ", "a.", "[("]) {
      const long = `${piece.repeat(200_000)}x`;
      const told = [
        ...tell([`time,open,high,low,${long}`, "2024-01-02,1,1,1,1"]),
        ...tell([header, `2024-01-02,"${long}",1,1,1,1`, bar("2024-01-03")]),
        ...tell([header, ...rows, `"${long}"`]),
      ];
      expect(told.every((text) => String(text).length < 500)).toBe(true);
    }
  });

  it("where two separators make one of it", () => {
    const both = "time,open,high,low,close,x;time;open;high;low;close";
    expect(tell([both, "2024-01-02,1,1,1,1,x;2024-01-02;1;1;1;1"])[0]).toBe(
      "line 1: both commas and semicolons can separate the cells: write sep=, or sep=; above",
    );
  });
});

describe("high and low may miss open and close by the noise of computing", () => {
  const close = 109.9541;
  const lines = (high: number) => [
    header,
    bar("2024-01-02"),
    `2024-01-03,109,${high},109,${close},1`,
  ];
  const step = 2 ** -46;

  it("of 4 units in the last place, as the next power of two has them", () => {
    expect(tell(lines(close - 8 * step))).toEqual([11, close]);
    expect(tell(lines(close - 9 * step))).toEqual([
      `line 3: high ${close - 9 * step} is below close ${close}`,
    ]);
  });
});
