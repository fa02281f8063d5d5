import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { parquetReadObjects } from "hyparquet";
import { createSession } from "../src/backtest/session/session.ts";
import { goThrough } from "../src/text/collections.ts";
import { parseYaml12 } from "../src/yaml/parse/parse-yaml12.ts";
import { drop } from "./fixtures/drop.ts";
import { expect, test } from "./fixtures/editor-page.ts";
import { example, feeGrid, trillion, twoThousand } from "./fixtures/texts.ts";

const results = (page: Page): Locator => page.getByTestId("results");
const proof = (page: Page): Locator => page.getByTestId("proof");

/** 100 momentum strategies over 10,000 bars. */
const hundred = `strategies:
  - type: momentum
    parameters:
      lookback_period: {min: 5, max: 50, step: 5}
      signal_threshold: {min: 0.001, max: 0.01, step: 0.001}
risk:
  max_position_size: 0.5
  commission: 0.001
execution:
  commission: 0.001
  slippage: 0.0005
data:
  bars: 10000
`;

test("a run lists every combination's figures, sorted, filtered and selected", async ({
  page,
  editor,
}) => {
  await editor.open();
  await page.getByTestId("run").click();
  await expect(results(page)).toHaveAttribute("data-done", "8");
  const grid = page.getByRole("grid", { name: "Results" });
  await expect(page.getByTestId("result-0")).toContainText("10000");
  await page.getByTestId("sort-final equity").click();
  const first = grid.locator("tbody tr").first();
  await expect(first.getByRole("rowheader")).toHaveText(/[4-7]/);
  await first.click();
  await expect(first).toHaveAttribute("aria-selected", "true");
  await expect(page.getByTestId("inspector")).toContainText("and its four containers");
  await page.keyboard.press("Escape");
  await page.getByTestId("filter-lookback_period").click();
  await page.getByRole("checkbox", { name: "20" }).check();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(grid).toHaveAttribute("aria-rowcount", "5");
  await page.getByRole("button", { name: "4 shown: show all" }).click();
  await expect(grid).toHaveAttribute("aria-rowcount", "9");
});

test("results follow the typing, and only what changed runs again", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(hundred);
  await page.keyboard.press("Control+Home");
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "100");
  await page.getByTestId("run").click();
  await expect(results(page)).toHaveAttribute("data-done", "100");
  const before = Number(await results(page).getAttribute("data-rev"));
  await editor.append("# typed while a hundred combinations run over 10,000 bars\n");
  const text = "# typed while a hundred combinations run over 10,000 bars\n";
  await expect(results(page)).toHaveAttribute("data-rev", String(before + text.length));
  await expect(results(page)).toHaveAttribute("data-reused", "100");
  await editor.paste(hundred.replace("max: 50", "max: 55"));
  await expect(results(page)).toHaveAttribute("data-done", "110");
  await expect(results(page)).toHaveAttribute("data-reused", "100");
  await expect(results(page)).toContainText("100 of 110 reused");
});

test("a long run tells how far it is and is cancelled at once, what it found stays", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(`${twoThousand}data: {bars: 1000000}\n`);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "2000");
  await page.getByTestId("run").click();
  await expect(results(page)).toHaveAttribute("data-done", /^[1-9]/);
  await page.getByTestId("cancel").click();
  await expect(results(page)).toHaveAttribute("data-status", "cancelled");
  await expect(page.getByTestId("run")).toBeVisible();
  const found = Number(await results(page).getAttribute("data-done"));
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(2000);
  // the next edit does not start it again
  await editor.append("# more\n");
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
  await expect(results(page)).toHaveAttribute("data-done", String(found));
});

test("a proof tells that sharing changes nothing, with the digest that Node finds", async ({
  page,
  editor,
}) => {
  await editor.open();
  await expect(proof(page)).toHaveAttribute("data-state", "none");
  await page.getByTestId("verify").click();
  await expect(proof(page)).toHaveAttribute("data-state", "equal");
  await expect(proof(page)).toHaveAttribute("data-combinations", "8");
  await proof(page).click();
  await expect(page.getByTestId("proof-panel")).toContainText(
    /8\/8 combinations identical · 2,000 bars · \d+ fills/,
  );
  const job = { rev: 0, text: example("seed"), reading: "pyyaml", filters: [] } as const;
  const verified = createSession(parseYaml12).verify(job, { without: [], every: false });
  const digest = verified.status === "ready" ? goThrough(verified.steps).digests.naive : "";
  await expect(page.getByTestId("proof-digest")).toHaveText(digest);

  await page.getByTestId("export").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByTestId("export-svg").click(),
  ]);
  const sheet = readFileSync(await download.path(), "utf8");
  expect(sheet).toContain("8 of 8 combinations identical");
  expect(sheet).toContain(`digest ${digest.slice(0, 12)}`);
  await page.keyboard.press("Escape");

  await editor.append("# a comment changes nothing that runs\n");
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
  await expect(proof(page)).toHaveAttribute("data-state", "equal");
  await editor.paste(feeGrid);
  await expect(proof(page)).toHaveAttribute("data-state", "stale");
  await page.getByRole("button", { name: "Verify again" }).click();
  await expect(proof(page)).toHaveAttribute("data-state", "equal");
  await expect(proof(page)).toHaveAttribute("data-combinations", "16");
});

test("without its routing key the proof fails and names who goes wrong", async ({
  page,
  editor,
}) => {
  await editor.open();
  await page.getByTestId("proof-tab").click();
  await page.getByTestId("break-routing").click();
  await expect(proof(page)).toHaveAttribute("data-state", "different");
  await expect(page.getByTestId("proof-wrong")).toContainText(/[1-8] of 8 portfolios/);
  await expect(page.getByTestId("proof-panel")).toContainText("routing without its key");
  await page.getByTestId("break-ledger").click();
  await expect(page.getByTestId("proof-panel")).toContainText("one ledger for all portfolios");
  await expect(proof(page)).toHaveAttribute("data-state", "different");
  await page.getByTestId("verify").click();
  await expect(proof(page)).toHaveAttribute("data-state", "equal");
});

test("a sampled proof can be made one of every combination", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(`strategies:
  - {type: breakout, parameters: {period: {min: 1, max: 2100, step: 1}}}
data: {bars: 20}
`);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "2100");
  await page.getByTestId("verify").click();
  await expect(proof(page)).toHaveAttribute("data-combinations", "2000");
  await proof(page).click();
  await page.getByRole("button", { name: "Prove all 2 100" }).click();
  await expect(proof(page)).toHaveAttribute("data-combinations", "2100");
  await expect(proof(page)).toHaveAttribute("data-state", "equal");
  await expect(page.getByTestId("prove-all")).toHaveCount(0);
});

test("a long proof is cancelled", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(`${twoThousand}data: {bars: 20000}\n`);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "2000");
  await page.getByTestId("verify").click();
  await expect(proof(page)).toContainText(/Verifying [1-9]/);
  await page.getByTestId("cancel").click();
  await expect(proof(page)).toHaveAttribute("data-state", "none");
});

test("what sharing saves is measured side by side", async ({ page, editor }) => {
  await editor.open();
  await page.getByTestId("proof-tab").click();
  await page.getByTestId("measure").click();
  const savings = page.getByTestId("savings");
  await expect(savings.getByRole("row", { name: "Containers 33 19 1.74 ×" })).toBeVisible();
  await expect(savings.getByRole("row", { name: /^Start-up/ })).toContainText("ms");
});

test("bars come from a dropped file, and a bad row is told by its line", async ({
  page,
  editor,
}) => {
  await editor.open();
  const header = "date,open,high,low,close,volume\n";
  const rows = Array.from({ length: 60 }, (_, day) => {
    const price = 100 + 10 * Math.sin(day / 5);
    const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
    return `${date},${price},${price + 1},${price - 1},${price},1000\n`;
  });
  await drop(page, "bars.csv", header + rows.join(""));
  await expect(results(page)).toContainText("60 bars of bars.csv");
  await expect(results(page)).toHaveAttribute("data-done", "8");
  // kept in this browser for the next visit
  await page.reload();
  await page.getByTestId("run").click();
  await expect(results(page)).toContainText("60 bars of bars.csv");
  await drop(page, "bad.csv", `${header}${rows[0]}2024-01-02,2,1,2,3,1\n`);
  await expect(results(page).getByRole("alert")).toContainText(/bad\.csv: line 3: .*high/);
  await page.getByRole("button", { name: "bad.csv ×" }).click();
  await expect(results(page)).toContainText("2 000 bars synthetic, seed 1");
  await expect(results(page).getByRole("alert")).toHaveCount(0);
});

test("dates choose the bars of a file, which tells its timeframe itself", async ({
  page,
  editor,
}) => {
  const silent = (name: string): string =>
    readFileSync(new URL(`../src/planner/fixtures/silent/${name}`, import.meta.url), "utf8");
  await editor.open();
  await editor.paste(silent("13-timeframe-against-file.yaml"));
  await drop(page, "btc.csv", silent("22-btc-1h.csv"));
  await expect(results(page)).toContainText("72 bars of btc.csv");
  await expect(page.getByTestId("file-notes")).toHaveText(
    /^btc\.csv bars are 1h apart; figures a year count 8760, for 365 days of 24 hours/,
  );
  await page.getByRole("button", { name: "3 notes" }).click();
  const notes = results(page).getByRole("listitem");
  await expect(notes).toContainText([
    "is 1d, but the bars of the file are 1h apart",
    "72 of 400 bars are used, from 2024-01-10T00:00:00Z",
    "optimistic",
  ]);
  await page.keyboard.press("Escape");
  await drop(page, "two.csv", silent("19-two-symbols.csv"));
  await expect(results(page).getByRole("alert")).toContainText(
    "two.csv: line 1: column symbol has AAA, BBB",
  );
});

test("a strategy without a simulation is said so, the others run", async ({ page, editor }) => {
  await editor.open();
  const stars = "strategies:\n  - type: astrology\n    parameters: {house: [1, 2]}\n";
  await editor.paste(example("seed").replace("strategies:\n", stars));
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "12");
  await page.getByTestId("run").click();
  await expect(results(page)).toHaveAttribute("data-done", "8");
  await expect(page.getByTestId("result-0")).toContainText("no simulation for type astrology");
  await expect(results(page)).toContainText("4 not simulated");
  await page.getByTestId("verify").click();
  await expect(proof(page)).toHaveAttribute("data-combinations", "8");
});

test("a ruined account is said so, in its row and above all rows", async ({ page, editor }) => {
  const silent = (name: string) =>
    readFileSync(new URL(`../src/planner/fixtures/silent/${name}`, import.meta.url), "utf8");
  await editor.open();
  await editor.paste(silent("25-short-gap.yaml"));
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "4");
  await drop(page, "gap-up.csv", silent("25-gap-up.csv"));
  await expect(results(page)).toContainText("4 ruined 51 bars of gap-up.csv");
  await expect(page.getByTestId("result-0").getByRole("rowheader")).toHaveText("0ruined");
});

test("above 2,000 combinations an even sample runs, or what the filters leave", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(`${trillion}data: {bars: 50}\n`);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "1000000000000");
  await page.getByTestId("run").click();
  await expect(results(page)).toHaveAttribute("data-done", "2000");
  await expect(results(page)).toContainText("2 000 combinations of 1T, sampled evenly");
  // one that the sample left out has its curve beside the others
  await page.getByTestId("combinations").click();
  await page.getByTestId("go-to").fill("123456789");
  await page.keyboard.press("Enter");
  await page.getByTestId("results-tab").click();
  await page.getByRole("radio", { name: "Curves" }).check();
  await expect(page.getByTestId("curves")).toContainText("#123 456 789");
  await expect(page.getByTestId("curves")).toContainText("not among those that ran");
  await page.getByTestId("combinations").click();
  for (const column of ["lookback_period", "signal_threshold", "initial_capital"]) {
    await page.getByTestId(`filter-${column}`).click();
    await page.getByRole("searchbox", { name: "Search values" }).fill("777");
    await page.getByRole("checkbox", { name: "777" }).check();
    await page.getByRole("button", { name: "Done" }).click();
  }
  await page.getByTestId("results-tab").click();
  await page.getByRole("button", { name: "Run the filtered ones" }).click();
  await expect(results(page)).toContainText("1 000 combinations ·");
  await expect(results(page)).toHaveAttribute("data-done", "1000");
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(results(page)).toContainText("sampled evenly");
});

test("results are saved as CSV, formulas guarded", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(feeGrid.replace("signal_threshold: [0.01, 0.02]", '"=1+1": [0.01, 0.02]'));
  await page.getByTestId("run").click();
  await expect(results(page)).toHaveAttribute("data-done", "16");
  await page.getByTestId("save-results").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByTestId("export-results-csv").click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/-[0-9a-f]{8}-results\.csv$/);
  const stream = await download.createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  const lines = Buffer.concat(chunks).toString().trimEnd().split("\n");
  expect(lines).toHaveLength(17);
  expect(lines[0]).toMatch(/,'=1\+1,final_equity,/);
  await page.getByTestId("save-results").click();
  const [parquet] = await Promise.all([
    page.waitForEvent("download"),
    page.getByTestId("export-results-parquet").click(),
  ]);
  expect(parquet.suggestedFilename()).toMatch(/-[0-9a-f]{8}-results\.parquet$/);
  const file = await readFile(await parquet.path());
  const rows = await parquetReadObjects({ file: new Uint8Array(file).buffer });
  expect(rows.map(({ combination }) => combination)).toEqual(
    Array.from({ length: 16 }, (_, i) => BigInt(i)),
  );
  await page.getByTestId("export").click();
  const [again] = await Promise.all([
    page.waitForEvent("download"),
    page.getByTestId("export-csv").click(),
  ]);
  expect(again.suggestedFilename()).toBe(download.suggestedFilename());
});
