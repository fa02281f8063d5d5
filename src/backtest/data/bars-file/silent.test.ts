import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadFileBars } from "../file-bars.ts";
import { readFileSettings } from "../file-settings.ts";
import { openBarsFile } from "./open-bars-file.ts";
import { readParquet } from "./read-parquet.ts";

/** What is told of a file that the document says nothing about. */
async function tell(name: string) {
  const url = new URL(`../../../planner/fixtures/silent/${name}`, import.meta.url);
  const { readBars } = await openBarsFile(readFileSync(url), async () => readParquet);
  const loaded = loadFileBars(readBars, readFileSettings(undefined));
  if (loaded.status === "refused") return loaded.errors;
  const { bars, barsPerYear, fileNotes } = loaded;
  const from = new Date(bars.time[0] ?? 0).toJSON().slice(0, 16);
  const spacing = /bars are (.*) apart/.exec(fileNotes.at(-1) ?? "")?.[1];
  return [bars.n, from, spacing, barsPerYear, ...fileNotes.slice(0, -1)];
}

const noZone = "times have no zone and are taken as UTC";
const microseconds = "times count microseconds since 1970, the first is 2025-01-06T14:30:00Z";

it.each([
  ["16-compact12.csv", 60, "2025-01-06T14:30", "1h", 6048, noZone],
  ["17-binance-us.csv", 40, "2025-01-06T14:30", "5m", 19_656, microseconds],
  [
    "17b-binance-nohead.csv",
    40,
    "2025-01-06T14:30",
    "5m",
    19_656,
    "without a header, columns are taken for time, open, high, low, close, volume and 6 more, as Binance writes them",
    microseconds,
  ],
  [
    "18b-close-only.csv",
    60,
    "2025-01-06T00:00",
    "1d",
    365,
    'the volume is that of column 6 "Total Trade Quantity"',
  ],
  ["20-float-noise.csv", 60, "2025-01-06T00:00", "1d", 365],
  ["21-one-second.csv", 200, "2024-01-01T00:00", "1s", 252 * 390 * 60],
  ["21c-monthly.csv", 120, "2024-01-01T00:00", "1 month", 12],
  ["22-btc-1h.csv", 400, "2024-01-01T00:00", "1h", 8760],
  ["23-yfinance.csv", 40, "2025-01-06T00:00", "1d", 365, "the header has 3 rows"],
  ["23b-alpaca-rest.csv", 40, "2025-01-06T14:30", "5m", 19_656],
  ["23c-parentheses.csv", 60, "2025-01-06T00:00", "1d", 365],
  ["23d-offset-00.csv", 60, "2025-01-06T14:30", "5m", 19_656],
  [
    "23e-footer.csv",
    59,
    "2025-01-06T00:00",
    "1d",
    365,
    'left out behind the bars: "Downloaded from example.com as of 2025-03-01"',
  ],
  [
    "23f-mt5-utf16.csv",
    40,
    "2025-01-06T14:30",
    "5m",
    19_656,
    "the text is UTF-16",
    "tabs separate the cells",
    noZone,
    'the volume is that of column 7 "<TICKVOL>"',
  ],
  [
    "24-ms-1972.csv",
    60,
    "1972-03-11T00:00",
    "1d",
    365,
    "times count milliseconds since 1970, the first is 1972-03-11T00:00:00Z",
  ],
  ["25-gap-up.csv", 51, "2024-01-01T00:00", "1d", 365],
])("%s is read", async (name, ...told) => {
  expect(await tell(name)).toEqual(told);
});

it.each([
  [
    "18c-close-twice.csv",
    'line 1: columns 5 "Close" and 6 "Close" both claim to be the close: leave one of them in the file',
  ],
  [
    "19-two-symbols.csv",
    "line 1: column symbol has AAA, BBB: write as data.symbol whose bars are meant",
  ],
])("%s is refused", async (name, message) => {
  expect(await tell(name)).toEqual([message]);
});
