import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";
import { example } from "./fixtures/texts.ts";

/** What a busy machine takes for a million combinations at most. */
const slow = { timeout: 30_000 };

const million = (bars: number): string => `${example("million")}data: {bars: ${bars}}\n`;
const results = (page: Page): Locator => page.getByTestId("results");
const show = (page: Page, view: string): Promise<void> =>
  page.getByTestId("result-views").getByText(view, { exact: true }).click();

test("a million combinations run whole, and are looked at in every way", async ({
  page,
  editor,
}) => {
  test.setTimeout(180_000);
  await editor.open();
  // so many bars that there is time to end it
  await editor.paste(million(50_000));
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "1000000");
  await page.getByTestId("run").click();
  const progress = page.getByTestId("run-progress");
  await expect(progress.getByRole("progressbar", { name: "Backtests" })).toBeVisible(slow);
  await expect(progress).toContainText(/of 1\s000\s000 combinations · .* left/, slow);
  await page.getByTestId("cancel-run").click();
  await expect(results(page)).toHaveAttribute("data-status", "cancelled");
  await expect(progress).toHaveCount(0);

  await editor.paste(million(50));
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
  await page.getByTestId("run").click();
  await expect(results(page)).toHaveAttribute("data-done", "1000000", slow);
  await expect(results(page)).toHaveAttribute("data-status", "done", slow);
  await expect(results(page)).toContainText("1 000 000 combinations 50 bars synthetic, seed 1");

  const grid = page.getByRole("grid", { name: "Results" });
  await expect(grid).toHaveAttribute("aria-rowcount", "1000001");
  await expect(page.getByRole("columnheader", { name: /^return/ })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await page.getByTestId("sort-Sharpe").click();
  await expect(page.getByRole("columnheader", { name: /^Sharpe/ })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await expect(grid).toHaveAttribute("aria-busy", "false", slow);
  const sharpe = (row: Locator): Locator => row.getByRole("gridcell").nth(3);
  const rows = grid.locator("tbody tr");
  const [best, next] = [
    await sharpe(rows.nth(0)).innerText(),
    await sharpe(rows.nth(8)).innerText(),
  ];
  expect(Number(best)).toBeGreaterThanOrEqual(Number(next));
  await grid.focus();
  await page.keyboard.press("End");
  await expect(grid.locator('[data-active="true"]')).toHaveAttribute("aria-rowindex", "1000001");
  await expect(grid.locator('[data-active="true"]')).toBeInViewport();
  // whoever does not trade has no Sharpe ratio, and stands last
  await expect(sharpe(grid.locator('[data-active="true"]'))).toHaveText("–");

  await show(page, "Heat map");
  const map = page.getByTestId("heat-map");
  await page.getByRole("combobox", { name: "Across" }).selectOption("lookback_period", slow);
  await page.getByRole("combobox", { name: "Down" }).selectOption("signal_threshold");
  await page.getByRole("combobox", { name: "Cells show" }).selectOption("best");
  await expect(map.getByRole("grid")).toHaveAccessibleName(
    "Sharpe by lookback_period and signal_threshold",
  );
  await expect(map).toContainText(/best Sharpe .* of [\d\s]+ combinations\./, slow);
  await page.getByRole("combobox", { name: "initial_capital" }).selectOption("500000");
  await expect(map).toContainText("are not on the map", slow);

  await show(page, "Sensitivity");
  const axes = page.getByRole("list", { name: "Axes" });
  await expect(axes.getByRole("listitem")).toHaveCount(3, slow);
  await expect(axes).toContainText(/lookback_period\s*[\d.]+\s%/);
  await expect(page.getByRole("list", { name: "Pairs" }).getByRole("listitem")).toHaveCount(3);
});
