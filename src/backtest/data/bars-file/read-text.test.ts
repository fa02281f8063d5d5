import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textBars } from "../../test-support/text-bars.ts";
import { readTimeframe } from "../bars.ts";
import { syntheticBars } from "../synthetic.ts";

const header = "time,open,high,low,close,volume";
const good = ["2024-01-02,10,12,9,11,100", "2024-01-03,11,13,10,12,200"];
const read = (...lines: readonly string[]) => textBars(lines.join("\n"))();
const errorsOf = (...lines: readonly string[]) => {
  const reading = read(...lines);
  return reading.status === "refused"
    ? reading.errors.map(({ where, message }) => `${where.replace("line ", "")}: ${message}`)
    : [];
};
const barsOf = (text: string) => {
  const reading = textBars(text)();
  if (reading.status === "refused") throw new Error(JSON.stringify(reading.errors));
  return reading.bars;
};

describe("a file of bars", () => {
  it("is read into columns", () => {
    const bars = barsOf([header, ...good].join("\n"));
    expect(bars.n).toBe(2);
    expect(Array.from(bars.time)).toEqual([Date.UTC(2024, 0, 2), Date.UTC(2024, 0, 3)]);
    expect([bars.open, bars.high, bars.low, bars.close, bars.volume].map((c) => c[1])).toEqual([
      11, 13, 10, 12, 200,
    ]);
  });

  it.each([
    ["Date,Open,High,Low,Close,Adj Close,Volume\n2024-01-02,1,2,1,2,9,5\n2024-01-03,1,2,1,2,9,5"],
    ["\uFEFFtimestamp;o;h;l;c;v\r\n1704153600;1;2;1;2;5\r\n1704240000;1;2;1;2;5\r\n"],
    [
      "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\n2024.01.02\t00:00:00\t1\t2\t1\t2\t5\n2024.01.03\t00:00:00\t1\t2\t1\t2\t5",
    ],
    [
      '"open_time","open","high","low","close","volume"\n"1704153600000","1","2","1","2","5"\n"1704240000000","1","2","1","2","5"',
    ],
    [
      "\n Datetime , OPEN , HIGH , LOW , CLOSE/LAST , Volume\n2024-01-02 00:00:00+00:00, 1, 2, 1, 2, 5\n\n20240103, 1, 2, 1, 2, 5",
    ],
  ])("is read in the usual spellings %#", (text) => {
    const bars = barsOf(text);
    expect(Array.from(bars.time)).toEqual([Date.UTC(2024, 0, 2), Date.UTC(2024, 0, 3)]);
    expect(Array.from(bars.close)).toEqual([2, 2]);
    expect(Array.from(bars.volume)).toEqual([5, 5]);
  });

  it("may lack the volume", () => {
    const text = "time,open,high,low,close\n2024-01-02,1,1,1,1\n2024-01-03,1,1,1,1";
    expect(Array.from(barsOf(text).volume)).toEqual([0, 0]);
  });

  it("gives back synthetic bars bit for bit", () => {
    const timeframe = readTimeframe("1h");
    if (!timeframe) throw new Error("1h is a timeframe");
    const bars = syntheticBars({ bars: 50, seed: 4, timeframe, drift: 0, volatility: 1 });
    const { time, open, high, low, close, volume } = bars;
    const rows = Array.from(time, (_, i) =>
      [time, open, high, low, close, volume].map((column) => column[i]).join(),
    );
    expect(barsOf([header, ...rows].join("\n"))).toEqual(bars);
  });
});

describe("a bad row is named by its line", () => {
  it.each([
    ["2024-01-04,11,11.5,10,12,1", "4: high 11.5 is below close 12"],
    ["2024-01-04,12,11.5,10,11,1", "4: high 11.5 is below open 12"],
    ["2024-01-04,11,13,11.5,12,1", "4: low 11.5 is above open 11"],
    ["2024-01-04,12,13,11.5,11,1", "4: low 11.5 is above close 11"],
    ["2024-01-04,11,13,10,abc,1", '4: close "abc" is not a number above 0'],
    ["2024-01-04,11,13,10,,1", '4: close "" is not a number above 0'],
    ["2024-01-04,11,13,0,12,1", '4: low "0" is not a number above 0'],
    ["2024-01-04,11,Infinity,10,12,1", '4: high "Infinity" is not a number above 0'],
    ["2024-01-04,11,1e999,10,12,1", '4: high "1e999" is not a number above 0'],
    ["2024-01-04,0x11,13,10,12,1", '4: open "0x11" is not a number above 0'],
    ["2024-01-04,11,13,10,12,-1", '4: volume "-1" is not a number from 0'],
    ["2024-01-04", '4: open "" is not a number above 0'],
  ])("%s", (row, error) => {
    expect(errorsOf(header, ...good, row, "2024-01-05,11,13,10,12,1")).toEqual([error]);
  });

  it("where the times do not rise", () => {
    const later = "2024-01-05,11,13,10,12,1";
    const swapped = [header, ...good.toReversed(), later];
    expect(errorsOf(...swapped, later.replace("05", "06"))).toEqual([
      "3: time 2024-01-02 is not after the row before; rows must rise, oldest first",
    ]);
    const falling = [later.replace("05", "06"), later, ...good];
    expect(errorsOf(header, ...falling)).toEqual([
      "5: time 2024-01-03 is not before the row before, as in the others; rows must fall, newest first",
    ]);
    expect(errorsOf(header, good[0] ?? "", good[0] ?? "")[0]).toMatch(/^3: time/);
  });

  it("where a date is none, or has two readings", () => {
    expect(errorsOf(header, ...good, "01/04/2024,1,1,1,1,1")[0]).toMatch(/^4: time "01\/04\/2024"/);
    expect(errorsOf(header, ...good, "2024-02-30,1,1,1,1,1")[0]).toMatch(/^4: time "2024-02-30"/);
  });

  it("with blank lines and quoted line breaks counted", () => {
    const lines = [header, "", `"2024-01-02\n",10,12,9,11,100`, "", "2024-01-03,1,1,1,2,1"];
    expect(errorsOf(...lines)).toEqual(["6: high 1 is below close 2"]);
  });

  it("at most twenty of them", () => {
    const rows = Array.from({ length: 50 }, () => "x,1,1,1,1,1");
    expect(errorsOf(header, ...rows)).toHaveLength(20);
  });
});

it("refuses a file that is empty, without columns or without bars", () => {
  expect(errorsOf("")).toEqual(["1: the file is empty: a header row is missing"]);
  expect(errorsOf("a,b,open", "1,2,3")).toEqual([
    "1: no column for time, high, low, close; found a, b, open",
  ]);
  expect(errorsOf(header, good[0] ?? "")).toEqual(["1: 1 bars: at least 2 are needed"]);
});

it("never throws", () => {
  const piece = fc.oneof(
    fc.constantFrom(header, ...good, "\n", ",", '"', ";", "\t", "time", "1e5"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(["read", "refused"]).toContain(textBars(pieces.join("\n"))().status);
    }),
  );
});
