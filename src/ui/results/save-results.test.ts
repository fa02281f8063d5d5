import { csvParseRows } from "d3-dsv";
import { expect, it } from "vitest";
import { resultsTexts } from "./save-results.ts";
import { shownRun } from "./test-support/shown-run.ts";

const resultsText = (run: Parameters<typeof resultsTexts>[0]): string =>
  [...resultsTexts(run)].join("");

it("guards names and values that a spreadsheet would run, and leaves numbers alone", () => {
  const dangerous = ["=a", "+a", "-a", "@a", "\ta", "\ra", "\na"];
  const run = shownRun({
    parameters: { "=x": dangerous },
    figures: { totalReturn: [-0.5, 0.5, -1e-7, 1, 2, 3, 4] },
  });
  const [header, ...lines] = csvParseRows(
    resultsText({ ...run, notSimulated: { count: 0, reasons: [], codes: undefined } }),
  );
  expect(header?.slice(0, 4)).toEqual(["combination", "'=x", "final_equity", "total_return"]);
  expect(lines.map(([, value]) => value)).toEqual(dangerous.map((value) => `'${value}`));
  expect(lines.map(([, , , figure]) => figure)).toEqual([
    "-0.5",
    "0.5",
    "-1e-7",
    "1",
    "2",
    "3",
    "4",
  ]);
});

it("stands in the order of the combinations, and says why one has no figures", () => {
  const run = shownRun({
    figures: {
      trades: [7, Number.NaN, 0, Number.NaN, 3],
      finalEquity: [1, Number.NaN, 2, Number.NaN, 0],
    },
  });
  const known = Uint8Array.of(1, 0, 1, 0, 1);
  const notSimulated = {
    count: 1,
    reasons: ["unknown strategy"],
    codes: Uint16Array.of(0, 1, 0, 0, 0),
  };
  const lines = csvParseRows(resultsText({ ...run, known, notSimulated })).slice(1);
  expect(lines.map((cells) => [cells[0], cells[6], cells.at(-1)])).toEqual([
    ["0", "7", "simulated"],
    ["1", "", "unknown strategy"],
    ["2", "0", "simulated"],
    ["3", "", "not run"],
    ["4", "3", "ruined"],
  ]);
});

it("writes long runs in pieces that make one file", () => {
  const trades = Array.from({ length: 2345 }, (_, place) => place % 7);
  const run = shownRun({ figures: { trades } });
  const given = { ...run, notSimulated: { count: 0, reasons: [], codes: undefined } };
  expect([...resultsTexts(given)].length).toBeGreaterThan(2);
  const lines = csvParseRows(resultsText(given)).slice(1);
  expect(lines.map(([index]) => index)).toEqual(trades.map((_, place) => String(place)));
  expect(lines.map((cells) => Number(cells[6]))).toEqual(trades);
});
