import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { parquetWriteBuffer } from "hyparquet-writer";
import { drop } from "./fixtures/drop.ts";
import { expect, test } from "./fixtures/editor-page.ts";

const results = (page: Page): Locator => page.getByTestId("results");
const understood = (page: Page): Locator => page.getByTestId("file-notes");

/** Prices of sixty days. */
const days = Array.from({ length: 60 }, (_, day) => {
  const close = Number((100 + 10 * Math.sin(day / 5)).toFixed(2));
  return {
    time: new Date(Date.UTC(2024, 0, 1 + day)),
    close,
    high: close + 1.25,
    low: close - 1.5,
  };
});

test("a table with semicolons and decimal commas is run, and said how it was read", async ({
  page,
  editor,
}) => {
  await editor.open();
  const comma = (price: number): string => price.toFixed(2).replace(".", ",");
  const rows = days.map(({ time, close, high, low }) => {
    const [year, month, day] = time.toISOString().slice(0, 10).split("-");
    return `${day}.${month}.${year};${[close, high, low, close].map(comma).join(";")};1.000`;
  });
  const header = "Datum;Eröffnung;Hoch;Tief;Schluss;Volumen";
  await drop(
    page,
    "kurse.csv",
    ["Kurse der Woche", header, ...rows, "Alle Angaben ohne Gewähr", ""].join("\r\n"),
  );
  await expect(results(page)).toContainText("60 bars of kurse.csv");
  await expect(results(page)).toHaveAttribute("data-done", "8");
  await expect(understood(page)).toContainText("kurse.csv");
  for (const note of [
    "semicolons separate the cells",
    'left out before the bars: "Kurse der Woche"',
    "dates have the day first, as 13.01.2024 has",
    "commas are decimal, as in 100,00",
    'left out behind the bars: "Alle Angaben ohne Gewähr"',
    "figures a year count 365",
  ]) {
    await expect(understood(page)).toContainText(note);
  }
});

test("a file that MetaTrader wrote in UTF-16 is run", async ({ page, editor }) => {
  await editor.open();
  const url = new URL("../src/planner/fixtures/silent/23f-mt5-utf16.csv", import.meta.url);
  // MetaTrader's own name for it ends as that of a text does
  await drop(page, "EURUSD_M5.txt", readFileSync(url));
  await expect(results(page)).toContainText("40 bars of EURUSD_M5.txt");
  await expect(results(page)).toHaveAttribute("data-done", "8");
  await expect(understood(page)).toContainText(
    'EURUSD_M5.txt the text is UTF-16 · tabs separate the cells · times have no zone and are taken as UTC · the volume is that of column 7 "<TICKVOL>"',
  );
  // a text without bars is a document still
  await drop(page, "plan.txt", "strategies: [{type: breakout, parameters: {period: [2, 3, 4]}}]\n");
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "3");
  await expect(results(page)).toContainText("40 bars of EURUSD_M5.txt");
});

test("a Parquet file is run, and one that is none says so", async ({ page, editor }) => {
  await editor.open();
  const column = (name: "close" | "high" | "low") => days.map((day) => day[name]);
  const parquet = parquetWriteBuffer({
    columnData: [
      { name: "timestamp", data: days.map(({ time }) => time), type: "TIMESTAMP" },
      { name: "open", data: column("close"), type: "DOUBLE" },
      { name: "high", data: column("high"), type: "DOUBLE" },
      { name: "low", data: column("low"), type: "DOUBLE" },
      { name: "close", data: column("close"), type: "DOUBLE" },
    ],
  });
  await drop(page, "bars.parquet", new Uint8Array(parquet));
  await expect(results(page)).toContainText("60 bars of bars.parquet");
  await expect(results(page)).toHaveAttribute("data-done", "8");
  await expect(understood(page)).toContainText("bars are 1d apart");
  await drop(page, "cut.parquet", new Uint8Array(parquet.slice(0, 500)));
  await expect(results(page).getByRole("alert")).toContainText(
    "cut.parquet: is no Parquet file that can be read",
  );
});

test("what can be read in two ways is refused by name", async ({ page, editor }) => {
  await editor.open();
  const alert = results(page).getByRole("alert");
  const silent = (name: string) =>
    readFileSync(new URL(`../src/planner/fixtures/silent/${name}`, import.meta.url));
  await drop(page, "twice.csv", silent("18c-close-twice.csv"));
  await expect(alert).toContainText(
    'twice.csv: line 1: columns 5 "Close" and 6 "Close" both claim to be the close',
  );
  await drop(
    page,
    "comma.csv",
    'date,open,high,low,close\n2024-01-02,"1,234","1,300","1,200","1,250"\n2024-01-03,"1,234","1,300","1,200","1,250"\n',
  );
  await expect(alert).toContainText(
    'comma.csv: line 2: "1,234" is 1234 to some and 1.234 to others',
  );
});
