import { describe, expect, it } from "vitest";
import { planText } from "../../planner/plan-text.ts";
import { mostBars } from "../../planner/workflow/advice/schema.ts";
import { textBars } from "../test-support/text-bars.ts";
import { dataSettingsOf, isBarCount, isSeed, loadBars, readDataSettings } from "./source.ts";

const settingsOf = (data: string) => {
  const { plan } = planText(`strategies: [{type: momentum}]\ndata: ${data}\n`, "pyyaml");
  return dataSettingsOf(plan);
};

describe("the data section", () => {
  it("has its defaults", () => {
    expect(readDataSettings(undefined)).toMatchObject({
      source: "synthetic",
      bars: 2000,
      seed: 1,
      barsPerYear: 252,
      notes: [],
    });
  });

  it("decides about the bars", () => {
    const settings = settingsOf("{bars: 300, seed: 9, timeframe: 1h, drift: 0, volatility: 0.5}");
    expect(settings).toMatchObject({ bars: 300, seed: 9, drift: 0, volatility: 0.5, notes: [] });
    expect(settings.barsPerYear).toBe(1638);
    expect(settingsOf("{timeframe: 1h, bars_per_year: 2016}").barsPerYear).toBe(2016);
  });

  it.each([
    ["SPY_5m", 'data "SPY_5m" is no mapping of fields: nothing of it is read'],
    ["[SPY, QQQ]", 'data ["SPY", "QQQ"] is no mapping of fields: nothing of it is read'],
    ["2024-01-10", "data 2024-01-10 is no mapping of fields: nothing of it is read"],
    ["{source: yahoo}", 'data.source "yahoo" cannot be read here; synthetic bars are used'],
    ["{source: 5}", 'data.source "5" cannot be read here; synthetic bars are used'],
    ["{bars: 1}", "data.bars 1 is not a whole number from 2 to 1000000; 2000 is used"],
    ["{bars: many}", 'data.bars "many" is not a whole number from 2 to 1000000; 2000 is used'],
    ["{seed: -1}", "data.seed -1 is not a whole number, 0 or more; 1 is used"],
    ["{drift: .inf}", "data.drift Infinity is not a number from -10 to 10; 0.05 is used"],
    ["{volatility: [1]}", "data.volatility (list) is not a number from 0 to 10; 0.2 is used"],
    ["{timeframe: soon}", 'data.timeframe "soon" is not like 1d, 1h, 5m; 1d is used'],
    ["{bars_per_year: 0}", "data.bars_per_year 0 is not a number above 0; 252 is used"],
  ])("%s gives a note", (data, note) => {
    expect(settingsOf(data).notes).toEqual([note]);
  });
});

describe("loading bars", () => {
  const csv = "time,open,high,low,close\n2024-01-02,1,1,1,1\n2024-01-03,1,1,1,1";

  it("generates them, and says so where a file was expected", () => {
    const loaded = loadBars(settingsOf("{source: csv, bars: 30}"));
    if (loaded.status === "refused") throw new Error("no bars");
    expect(loaded.bars.n).toBe(30);
    expect(loaded.notes).toEqual([
      "data.source is csv, but no file was given; synthetic bars are used",
    ]);
  });

  it("takes other counts and seeds from the command line", () => {
    const settings = settingsOf("{bars: 30, seed: 2}");
    const ten = loadBars(settings, { bars: 10, seed: 3 });
    const same = loadBars(settingsOf("{bars: 10, seed: 3}"));
    expect(ten).toEqual(same);
  });

  it("reads a file, whatever the document says", () => {
    const loaded = loadBars(settingsOf("{source: yahoo}"), { readBars: textBars(csv) });
    const fileNotes = [
      "bars are 1d apart; figures a year count 252, for 252 days; data.bars_per_year overrides it",
    ];
    expect(loaded).toMatchObject({ status: "loaded", notes: [], fileNotes, bars: { n: 2 } });
  });

  it("refuses a bad file with its lines", () => {
    const loaded = loadBars(settingsOf("{}"), {
      readBars: textBars(csv.replace("03,1,1", "03,1,0.5")),
    });
    expect(loaded).toEqual({
      status: "refused",
      by: "file",
      errors: ["line 3: high 0.5 is below close 1"],
    });
  });
});

it("knows which counts and seeds can be generated", () => {
  expect([2, mostBars, 1, mostBars + 1, 2.5].map(isBarCount)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect([0, 2 ** 53 - 1, -1, 0.5, 2 ** 53].map(isSeed)).toEqual([true, true, false, false, false]);
});
