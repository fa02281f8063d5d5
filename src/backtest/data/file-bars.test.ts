import { describe, expect, it } from "vitest";
import { planText } from "../../planner/plan-text.ts";
import { fixture } from "../../planner/test-support/fixtures.ts";
import { textBars } from "../test-support/text-bars.ts";
import { diagnoseBars } from "./diagnose-bars.ts";
import { dataSettingsOf, loadBars } from "./source.ts";

const hourly = fixture("silent/22-btc-1h.csv");
const monthly = fixture("silent/21c-monthly.csv");
const twoSymbols = fixture("silent/19-two-symbols.csv");

function load(data: string, csv: string) {
  const { plan } = planText(`strategies: [{type: momentum}]\ndata: ${data}\n`, "pyyaml");
  return { plan, loaded: loadBars(dataSettingsOf(plan), { readBars: textBars(csv) }) };
}

/** What is said of the bars: how many, from when to when, and the notes. */
function told(data: string, csv: string) {
  const { loaded } = load(data, csv);
  if (loaded.status === "refused") return loaded.errors;
  const { bars, barsPerYear } = loaded;
  const notes = [...loaded.notes, ...loaded.fileNotes];
  const ends = [bars.time[0], bars.time[bars.n - 1]].map((time) => new Date(time ?? 0).toJSON());
  return { n: bars.n, ends: ends.map((text) => text.slice(0, 16)), barsPerYear, notes };
}

const around = "365 days of 24 hours; data.bars_per_year overrides it";
const hoursNote = `bars are 1h apart; figures a year count 8760, for ${around}`;

describe("dates choose the bars of a file", () => {
  it.each([
    [
      '{start_date: "2024-01-10", end_date: "2024-01-12"}',
      72,
      "2024-01-10T00:00",
      "2024-01-12T23:00",
    ],
    ["{start_date: 2024-01-10, end_date: 2024-01-12}", 72, "2024-01-10T00:00", "2024-01-12T23:00"],
    ["{start: 20240110, end: 2024/01/12}", 72, "2024-01-10T00:00", "2024-01-12T23:00"],
    ["{start_date: 2024-01-10}", 184, "2024-01-10T00:00", "2024-01-17T15:00"],
    ["{end_date: 2024-01-01}", 24, "2024-01-01T00:00", "2024-01-01T23:00"],
    ["{end_date: 2024-01-02 00:00:00}", 25, "2024-01-01T00:00", "2024-01-02T00:00"],
    ['{end_date: "2024-01-02T00:00Z"}', 25, "2024-01-01T00:00", "2024-01-02T00:00"],
    ['{start_date: "2024-01-17T14:30+00:30"}', 2, "2024-01-17T14:00", "2024-01-17T15:00"],
  ])("%s", (data, n, first, last) => {
    const notes = [`${n} of 400 bars are used, from ${first}:00Z to ${last}:00Z`, hoursNote];
    expect(told(data, hourly)).toEqual({ n, ends: [first, last], barsPerYear: 8760, notes });
  });

  it("and says which of two spellings does", () => {
    expect(told("{end_date: 2024-01-01, end: 2024-01-09}", hourly)).toMatchObject({
      n: 24,
      notes: ["data.end: data.end_date is used instead", expect.anything(), hoursNote],
    });
  });

  it("and no others: prices stay with their times", () => {
    const { loaded } = load(
      "{start_date: 2024-01-01 02:00:00, end_date: 2024-01-01 03:00:00}",
      hourly,
    );
    if (loaded.status === "refused") throw new Error(loaded.errors.join());
    const { open, high, low, close, volume } = loaded.bars;
    expect([open, high, low, close, volume].map((column) => Array.from(column))).toEqual([
      [62_016.24325, 63_554.16502],
      [63_617.71918, 65_238.70349],
      [61_954.22701, 63_490.61085],
      [63_554.16502, 65_173.52996],
      [1000, 1000],
    ]);
  });

  it.each(["{start_date: 2024-01-01, end_date: 2024-01-17}", "{start_date: null, end: ~}", "{}"])(
    "%s leaves all",
    (data) => {
      expect(told(data, hourly)).toMatchObject({ n: 400, notes: [hoursNote] });
    },
  );

  const has = "the file has bars from 2024-01-01T00:00:00Z to 2024-01-17T15:00:00Z";
  it.each([
    [
      "{start_date: 1705503600}",
      `1 bar, at least 2 are needed, from data.start_date 1705503600: ${has}`,
    ],
    ["{start_date: 2024-02-01}", `no bar from data.start_date 2024-02-01: ${has}`],
    ['{end: "2023-12-31"}', `no bar to data.end "2023-12-31": ${has}`],
    [
      "{start_date: 2024-01-12, end_date: 2024-01-10}",
      `no bar from data.start_date 2024-01-12 to data.end_date 2024-01-10: ${has}`,
    ],
  ])("%s leaves too few, which is refused", (data, error) => {
    expect(told(data, hourly)).toEqual([error]);
  });

  it.each([
    ["{start_date: 10/01/2024}", 'data.start_date "10/01/2024"'],
    ["{end_date: today}", 'data.end_date "today"'],
    ["{end_date: 2024}", "data.end_date 2024"],
    ["{start_date: [2024-01-10]}", "data.start_date [2024-01-10]"],
  ])("%s cannot be read, which is refused", (data, field) => {
    expect(told(data, hourly)).toEqual([
      `${field} is not a date such as 2024-01-31 or 2024-01-31T14:30Z`,
    ]);
  });
});

describe("a symbol chooses the bars of a file with several", () => {
  it("is needed", () => {
    expect(told("{}", twoSymbols)).toEqual([
      "line 1: column symbol has AAA, BBB: write as data.symbol whose bars are meant",
    ]);
    expect(told("{symbol: CCC}", twoSymbols)).toEqual([
      "line 1: column symbol has AAA, BBB, and no CCC, which data.symbol names",
    ]);
  });

  it.each([
    ["AAA", 100, "14:30"],
    ["BBB", 5000, "14:30"],
  ])("takes the rows of %s", (symbol, open, clock) => {
    const { loaded } = load(`{symbol: ${symbol}}`, twoSymbols);
    if (loaded.status === "refused") throw new Error(loaded.errors.join());
    expect(loaded.bars.n).toBe(30);
    expect(loaded.bars.open[0]).toBe(open);
    expect(new Date(loaded.bars.time[0] ?? 0).toJSON().slice(11, 16)).toBe(clock);
    expect(loaded.notes[0]).toBe(
      `the rows of ${symbol} are used, one of 2 symbols in column symbol`,
    );
  });

  it("is found in columns of other names, whatever its rows look like beside it", () => {
    const rows = ["600519,2024-01-02,1,1,1,1", "1,2024-01-02,x,1,1,1", "600519,2024-01-03,1,1,1,1"];
    const csv = ["<TICKER>,date,open,high,low,close", ...rows].join("\n");
    expect(told("{symbol: 600519}", csv)).toMatchObject({ n: 2 });
    expect(told("{symbol: 1}", csv)).toEqual(["line 1: 1 bars: at least 2 are needed"]);
    const blank = csv.replace("\n1,", "\n,");
    expect(told("{}", blank)).toEqual([
      "line 1: column <TICKER> has 600519, (blank): write as data.symbol whose bars are meant",
    ]);
    const many = Array.from({ length: 30 }, (_, i) => `S${i},2024-01-02,1,1,1,1`);
    expect(JSON.stringify(told("{}", [csv, ...many].join("\n")))).toMatch(
      /has 600519, 1, S0, .*, S7 and 22 more: /,
    );
  });

  it("is not needed where there is one, and says where it finds no column", () => {
    const single = twoSymbols.replaceAll(/^BBB.*\n/gm, "");
    expect(told("{}", single)).toMatchObject({ n: 30 });
    expect(told("{symbol: BBB}", single)).toEqual([
      "line 1: column symbol has AAA, and no BBB, which data.symbol names",
    ]);
    expect(told("{symbol: BTC}", hourly)).toMatchObject({
      n: 400,
      notes: ["data.symbol BTC: the file has no column of symbols, all rows are used", hoursNote],
    });
    expect(told("{symbol: [A, B]}", hourly)).toMatchObject({
      notes: ['data.symbol ["A", "B"] is not one symbol; it is left out', hoursNote],
    });
  });
});

describe("a timeframe and a file", () => {
  const said = (data: string, csv: string) => {
    const { plan, loaded } = load(data, csv);
    if (loaded.status === "refused") throw new Error(loaded.errors.join());
    return { loaded, diagnostics: diagnoseBars(plan, loaded) };
  };

  it.each([
    ["1d", hourly, "1h", 8760],
    ["M1", hourly, "1h", 8760],
    ["1d", monthly, "1 month", 12],
    ["4w", monthly, "1 month", 12],
  ])("%s differs from a file, which decides", (timeframe, csv, spacing, barsPerYear) => {
    const { loaded, diagnostics } = said(`{timeframe: ${timeframe}}`, csv);
    expect(loaded.barsPerYear).toBe(barsPerYear);
    const message = `\`data.timeframe\` is ${timeframe}, but the bars of the file are ${spacing} apart; the file decides`;
    expect(diagnostics).toMatchObject([
      { code: "timeframe-differs", severity: "warning", path: "data.timeframe", message },
    ]);
    // at the place of the value, after `data: {timeframe: `
    expect(diagnostics[0]?.range.start).toBe("strategies: [{type: momentum}]\n".length + 18);
  });

  it.each([
    ["1h", hourly],
    ["60min", hourly],
    ["1M", monthly],
    ["monthly", monthly],
    ["soon", hourly],
    ["null", hourly],
  ])("%s does not differ", (timeframe, csv) => {
    expect(said(`{timeframe: ${timeframe}}`, csv).diagnostics).toEqual([]);
  });

  it("says of what cannot be read that the file tells it", () => {
    expect(told("{timeframe: soon, bars_per_year: 0, bars: 50, seed: -1}", hourly)).toMatchObject({
      n: 400,
      barsPerYear: 8760,
      notes: [
        "data.seed -1 is not a whole number, 0 or more; 1 is used",
        "data.bars_per_year 0 is not above 0; the file tells it",
        "data.bars: no effect on the bars of a file, only on generated ones",
        "data.timeframe soon is not like 1d, 1h, 5m; the file tells it",
        hoursNote,
      ],
    });
  });

  it("lets the document say how many bars a year has", () => {
    const { loaded } = said("{timeframe: 1h, bars_per_year: 1638}", hourly);
    expect(loaded).toMatchObject({ barsPerYear: 1638, notes: [], fileNotes: [] });
  });
});

it("says of what chooses rows that generated bars do not follow it", () => {
  const { plan } = planText(
    "strategies: [{type: momentum}]\ndata: {bars: 9, start_date: soon, symbol: SPY}\n",
    "pyyaml",
  );
  expect(loadBars(dataSettingsOf(plan))).toMatchObject({
    status: "loaded",
    bars: { n: 9 },
    notes: ["data.start_date, data.symbol: no effect on synthetic bars, only on those of a file"],
  });
});
