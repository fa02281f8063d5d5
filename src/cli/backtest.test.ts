import { readFileSync } from "node:fs";
import { parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { jsonText } from "../export/json-text.ts";
import { fixture } from "../planner/test-support/fixtures.ts";
import { backtestCommand } from "./backtest.ts";
import { inMemoryLater } from "./test-support/in-memory.ts";

const column = (name: string, data: readonly number[]) => ({ name, data: [...data] });
const days = [1, 2, 3].map((date) => `2024-01-0${date}`);

const files: Readonly<Record<string, string | Uint8Array>> = {
  "seed.yaml": fixture("plans/seed.yaml"),
  "unknown.yaml":
    "strategies:\n  - {type: '=1+1', name: '@sum', parameters: {a: [-1, '-x']}}\n  - {type: breakout}\n",
  "data-text.yaml": fixture("silent/07-data-text.yaml"),
  "in-vain.yaml": fixture("silent/12-pct-without-method.yaml"),
  "one.yaml": fixture("silent/14-one.yaml"),
  "days.yaml": fixture("silent/13-timeframe-against-file.yaml"),
  "btc.csv": fixture("silent/22-btc-1h.csv"),
  "symbols.csv": fixture("silent/19-two-symbols.csv"),
  "broken.yaml": "strategies: [\n",
  "large.yaml":
    "strategies: [{type: breakout, parameters: {period: {min: 1, max: 5000, step: 1}}}]\n",
  "huge.yaml": `strategies: [{type: breakout, parameters: {period: {min: 1, max: 5000, step: 1}}}]
optimization: {parameter_grids: {slippage: {min: 0, max: 0.4999, step: 0.0001}}}
`,
  "many.yaml":
    "strategies: [{type: breakout, parameters: {period: {min: 1, max: 2100, step: 1}}}]\n",
  "unlisted.yaml": `strategies: [{type: breakout, parameters: {period: [2, 3]}}]
optimization: {parameter_grids: {execution.a: {min: 1, max: 400, step: 1}, execution.b: {min: 1, max: 251, step: 1}}}
`,
  "twice.yaml": `strategies: [{type: breakout, parameters: {period: [2, 3]}}]
optimization: {parameter_grids: {period: [5]}}
`,
  "bars.csv":
    "date,open,high,low,close\n2024-01-01,1,2,1,2\n2024-01-02,2,3,2,3\n2024-01-03,3,3,1,1\n",
  "short-gap.yaml": fixture("silent/25-short-gap.yaml"),
  "gap-up.csv": fixture("silent/25-gap-up.csv"),
  "mt5.csv": Uint8Array.from(readFileSync(silent("23f-mt5-utf16.csv"))),
  "bars.parquet": new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "date", data: days },
        column("open", [1, 2, 3]),
        column("high", [2, 3, 3]),
        column("low", [1, 2, 1]),
        column("close", [2, 3, 1]),
      ],
    }),
  ),
  "early.yaml": "strategies: [{type: breakout}]\ndata: {start_date: 01/02/2024}\n",
  "late.yaml": "strategies: [{type: breakout}]\ndata: {start_date: 2031-01-01}\n",
  "bad.csv": "date,open,high,low,close\n2024-01-01,1,2,1,2\n2024-01-02,2,1,2,3\n",
};

function silent(name: string): URL {
  return new URL(`../planner/fixtures/silent/${name}`, import.meta.url);
}

const run = inMemoryLater(backtestCommand, files);

describe("backtest FILE", () => {
  it("prints the figures of every combination as JSON", async () => {
    const { code, output, errors } = await run("seed.yaml", "--bars", "200", "--seed", "7");
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    const printed = JSON.parse(output);
    // what is spelled row by row stands as all JSON does
    expect(output).toBe(`${jsonText(printed, 2)}\n`);
    expect(printed).toMatchObject({
      format: "sharing-backtest/1",
      combinations: 8,
      simulated: 8,
      ruined: 0,
      bars: 200,
      seed: 7,
      topology: "shared",
      containers: 19,
      adapters: 4,
      notes: [
        "optimistic: fills at the close of the signal's bar (8 combinations); execution.fill: next_open waits for the next open",
      ],
    });
    expect(printed).toHaveProperty("results.length", 8);
    expect(printed).toHaveProperty("results.5.strategy", "momentum");
    expect(printed).toHaveProperty("results.5.values", {
      initial_capital: 50_000,
      lookback_period: 10,
      signal_threshold: 0.02,
    });
    expect((await run("seed.yaml", "--bars", "200", "--seed", "7")).output).toBe(output);
    expect((await run("seed.yaml", "--bars", "200", "--seed", "8")).output).not.toBe(output);
  });

  it("prints CSV in which no cell is a formula", async () => {
    const { code, output, errors } = await run(
      "unknown.yaml",
      "--format",
      "csv",
      "--csv",
      "bars.csv",
    );
    const [header, ...lines] = output.trimEnd().split("\n");
    expect(code).toBe(0);
    expect(header).toMatch(/^combination,strategy,a,final_equity,.*,rejects,status$/);
    expect(lines.map((line) => line.split(",").slice(0, 3))).toEqual([
      ["0", "'@sum", "-1"],
      ["1", "'@sum", '"""-x"""'],
      ["2", "breakout", ""],
    ]);
    expect(lines[0]).toMatch(/,no simulation for type =1\+1$/);
    expect(lines[2]).toMatch(/,simulated$/);
    expect(errors).toContain("strategy.parameters.period is absent; 20 is used (1 combination)");
  });

  it("prints Parquet with the rows of the CSV", async () => {
    const { code, bytes } = await run("unknown.yaml", "--format", "parquet", "--csv", "bars.csv");
    expect(code).toBe(0);
    const rows = await parquetReadObjects({ file: bytes.slice().buffer });
    expect(rows.map(({ combination, strategy, a }) => [combination, strategy, a])).toEqual([
      [0n, "@sum", "-1"],
      [1n, "@sum", '"-x"'],
      [2n, "breakout", null],
    ]);
    expect(rows[0]).toMatchObject({ status: "no simulation for type =1+1", final_equity: null });
    const seed = await run("seed.yaml", "--format", "parquet", "--bars", "50");
    const figures = await parquetReadObjects({ file: seed.bytes.slice().buffer });
    const { results } = JSON.parse((await run("seed.yaml", "--bars", "50")).output);
    expect(figures).toHaveLength(8);
    for (const [i, row] of figures.entries()) {
      const { values, combination, rejects_by_reason: _, ...told } = results[i];
      const found = Object.entries(row).filter(([, value]) => value !== null);
      const expected = { combination: BigInt(combination), ...values, ...told };
      expect(Object.fromEntries(found)).toEqual(expected);
    }
  });

  it("tells the accounts that were ruined, in the rows and above them", async () => {
    const { output } = await run("short-gap.yaml", "--csv", "gap-up.csv");
    expect(JSON.parse(output)).toMatchObject({
      simulated: 4,
      ruined: 4,
      notes: expect.arrayContaining([expect.stringMatching(/^ruined: .*4 combinations/)]),
      results: Array.from({ length: 4 }, () => ({ status: "ruined", annualised_return: -1 })),
    });
    const csv = await run("short-gap.yaml", "--csv", "gap-up.csv", "--format", "csv");
    expect(csv.output.match(/,ruined$/gm)).toHaveLength(4);
    expect(csv.errors).toContain("note: ruined: no equity was left in 4 combinations");
  });

  it("tells combinations that cannot differ, and the axis that nothing reads", async () => {
    const { code, output, errors } = await run("in-vain.yaml", "--bars", "60");
    expect(code).toBe(0);
    expect(errors).toMatch(
      /^in-vain\.yaml:5:21: info: .* \[field-not-simulated\]\nin-vain\.yaml:5:21: info: .* \[cannot-differ\]\n$/,
    );
    expect(JSON.parse(output)).toMatchObject({
      cannot_differ: 2,
      notes: expect.arrayContaining([
        "combinations 0 and 1 cannot differ in the simulation: only `position_size_pct` tells them apart",
        expect.stringMatching(/^`position_size_pct` is planned, but not simulated: /),
      ]),
    });
    expect((await run("seed.yaml", "--bars", "60")).output).toContain('"cannot_differ": 0');
    const { errors: ofTable } = await run("in-vain.yaml", "--bars", "60", "--format", "csv");
    expect(ofTable).toContain("only `position_size_pct` tells them apart [cannot-differ]");
  });

  it("tells a grid axis from a parameter of the same name", async () => {
    const { output } = await run("twice.yaml", "--bars", "2", "--format", "csv");
    expect(output).toMatch(/^combination,strategy,grid period,parameter period,final_equity,/);
    expect((await run("twice.yaml", "--bars", "2")).output).toContain(
      '"values": {"grid period": 5, "parameter period": 2}',
    );
  });

  it("verifies the shared plan against the naive one", async () => {
    const { code, output, errors } = await run("seed.yaml", "--bars", "300", "--verify");
    expect(code).toBe(0);
    expect(errors).toMatch(
      /^8\/8 combinations identical · 300 bars · \d+ fills\n  SHA-256 of the events [0-9a-f]{64}\n/,
    );
    expect(errors).toContain("containers 33 → 19, 1.74 ×");
    const printed: unknown = JSON.parse(output);
    expect(printed).toMatchObject({ proof: { status: "identical", compared: 8, sampled: false } });
    expect(printed).toHaveProperty("proof.digest", expect.stringMatching(/^[0-9a-f]{64}$/));
    expect((await run("seed.yaml", "--bars", "300", "--verify")).output).toBe(output);
  });

  it("runs and verifies a sample where there are too many containers to list", async () => {
    const { code, output, errors } = await run("unlisted.yaml", "--bars", "3", "--verify");
    expect(code).toBe(0);
    expect(errors).toContain("2,000 of 200,800 combinations, sampled: 2,000/2,000 identical");
    expect(output).toContain('"topology": "shared"');
    // all are run, and a sample is proved
    expect(output).toContain('"containers": 502002');
  });

  it("verifies a sample of many combinations, or with --all every one", async () => {
    const { errors } = await run("many.yaml", "--bars", "3", "--verify");
    expect(errors).toContain("2,000 of 2,100 combinations, sampled: 2,000/2,000 identical");
    const whole = await run("many.yaml", "--bars", "3", "--verify", "--all");
    expect(whole.code).toBe(0);
    expect(whole.errors).toContain("2,100/2,100 combinations identical · 3 bars");
    expect(JSON.parse(whole.output)).toMatchObject({
      simulated: 2100,
      proof: { compared: 2100, sampled: false },
    });
  });

  it("names the rows of a file that are no bars", async () => {
    const { code, output, errors } = await run("seed.yaml", "--csv", "bad.csv");
    expect({ code, output }).toEqual({ code: 1, output: "" });
    expect(errors).toMatch(/^bad\.csv: line 3: .*high/m);
  });

  it("runs a plan whose data is no mapping, and says so", async () => {
    const { code, output, errors } = await run("data-text.yaml", "--bars", "20");
    expect(code).toBe(0);
    expect(errors).toMatch(/^data-text\.yaml:1:7: info: .* \[data-not-mapping\]\n$/);
    expect(output).toContain('"combinations": 2,');
    expect(output).toContain('data \\"SPY_5m\\" is no mapping of fields: nothing of it is read');
  });

  it("runs over the days that are meant, and warns of a timeframe that the file contradicts", async () => {
    const { code, output, errors } = await run("days.yaml", "--csv", "btc.csv");
    expect(code).toBe(0);
    expect(errors).toMatch(
      /^btc\.csv: note: bars are 1h apart; figures a year count 8760, .*\ndays\.yaml:1:32: warning: .* \[timeframe-differs\]\n$/,
    );
    expect(JSON.parse(output)).toMatchObject({
      bars: 72,
      notes: [
        "`data.timeframe` is 1d, but the bars of the file are 1h apart; the file decides",
        expect.stringContaining("bars are 1h apart; figures a year count 8760"),
        "72 of 400 bars are used, from 2024-01-10T00:00:00Z to 2024-01-12T23:00:00Z",
        expect.stringContaining("optimistic"),
      ],
    });
    expect((await run("one.yaml", "--csv", "btc.csv")).output).toContain('"bars": 400');
  });

  it("reads UTF-16 and Parquet files as the page does, and says how", async () => {
    const mt5 = await run("one.yaml", "--csv", "mt5.csv");
    expect(mt5.code).toBe(0);
    expect(mt5.errors.split("\n").slice(0, 4)).toEqual([
      "mt5.csv: note: the text is UTF-16",
      "mt5.csv: note: tabs separate the cells",
      "mt5.csv: note: times have no zone and are taken as UTC",
      'mt5.csv: note: the volume is that of column 7 "<TICKVOL>"',
    ]);
    expect(JSON.parse(mt5.output)).toMatchObject({
      bars: 40,
      notes: expect.arrayContaining(["the text is UTF-16"]),
    });
    const parquet = await run("one.yaml", "--csv", "bars.parquet");
    const csv = await run("one.yaml", "--csv", "bars.csv");
    expect(parquet.code).toBe(0);
    expect(parquet.output).toBe(csv.output);
  });

  it("names the document where the document is what cannot be read", async () => {
    const { code, output, errors } = await run("early.yaml", "--csv", "bars.csv");
    expect({ code, output }).toEqual({ code: 1, output: "" });
    expect(errors).toContain('early.yaml: data.start_date "01/02/2024" is not a date such as');
    expect(errors).not.toContain("bars.csv:");
    expect((await run("late.yaml", "--csv", "bars.csv")).errors).toContain(
      "bars.csv: no bar from data.start_date 2031-01-01: the file has bars from 2024-01-01",
    );
  });

  it("refuses a file of several symbols where none is meant", async () => {
    const { code, output, errors } = await run("one.yaml", "--csv", "symbols.csv");
    expect({ code, output }).toEqual({ code: 1, output: "" });
    expect(errors).toContain("symbols.csv: line 1: column symbol has AAA, BBB");
  });

  it("runs all combinations up to a large number, else a sample, and says so", async () => {
    const { output } = await run("large.yaml", "--bars", "3");
    const printed: unknown = JSON.parse(output);
    expect(printed).toMatchObject({ combinations: 5000, simulated: 5000 });
    expect(printed).toHaveProperty("results.length", 5000);
    const csv = await run("large.yaml", "--bars", "3", "--format", "csv");
    expect(csv.output.trimEnd().split("\n")).toHaveLength(5001);
    const sampled = await run("huge.yaml", "--bars", "3");
    expect(JSON.parse(sampled.output)).toMatchObject({ combinations: 25_000_000, simulated: 2000 });
    expect(sampled.output).toContain("2,000 of 25,000,000 combinations, sampled");
  });

  it("exits with 1 for a configuration with an error", async () => {
    const { code, errors } = await run("broken.yaml");
    expect(code).toBe(1);
    expect(errors).toMatch(/^broken\.yaml:\d+:\d+: error: /);
  });

  it.each([
    [[]],
    [["seed.yaml", "large.yaml"]],
    [["seed.yaml", "--bars", "1"]],
    [["seed.yaml", "--bars", "1e3"]],
    [["seed.yaml", "--seed", "-1"]],
    [["seed.yaml", "--format", "xml"]],
    [["seed.yaml", "--all"]],
    [["none.yaml"]],
  ])("refuses %j", async (args) => {
    await expect(run(...args)).rejects.toThrow(expect.objectContaining({ name: "UsageError" }));
  });
});
