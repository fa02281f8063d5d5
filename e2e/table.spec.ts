import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";
import { example, feeGrid, trillion } from "./fixtures/texts.ts";

const gridOf = (page: Page): Locator => page.getByRole("grid", { name: "Combinations" });
const row = (page: Page, index: number | string): Locator => page.getByTestId(`row-${index}`);
/** The numbers of the combinations in view, in their order. */
const order = (page: Page): Promise<string[]> =>
  gridOf(page)
    .getByTestId(/^row-/)
    .evaluateAll((rows) => rows.map((one) => one.dataset["testid"]?.slice("row-".length) ?? ""));

async function openTable(page: Page, combinations: string): Promise<void> {
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", combinations);
  await page.getByTestId("combinations").click();
  await expect(gridOf(page)).toBeVisible();
}

test("the table lists, sorts and filters the seed's combinations", async ({ page, editor }) => {
  await editor.open();
  await expect(page.getByTestId("combinations")).toHaveAttribute("aria-expanded", "false");
  await openTable(page, "8");
  await expect(gridOf(page)).toHaveAttribute("aria-rowcount", "9");
  await expect(page.getByRole("columnheader")).toHaveText([
    "combination",
    "strategy",
    "initial_capital",
    "lookback_period",
    "signal_threshold",
    "risk",
    "execution",
  ]);
  await expect(page.getByRole("row", { name: /^6 momentum 50000 20 0.01/ })).toHaveText(
    /risk_0\s*execution_0$/,
  );
  expect(await order(page)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);

  await page.getByTestId("sort-lookback_period").click();
  await page.getByTestId("sort-lookback_period").click();
  const header = page.getByRole("columnheader", { name: "lookback_period" });
  await expect(header).toHaveAttribute("aria-sort", "descending");
  await expect.poll(() => order(page)).toEqual(["2", "3", "6", "7", "0", "1", "4", "5"]);
  await page.getByTestId("sort-initial_capital").click({ modifiers: ["Shift"] });
  await page.getByTestId("sort-initial_capital").click({ modifiers: ["Shift"] });
  await expect.poll(() => order(page)).toEqual(["6", "7", "2", "3", "4", "5", "0", "1"]);

  // what the table is sorted by outlives closing it
  await page.getByTestId("combinations").click();
  await page.getByTestId("combinations").click();
  await expect.poll(() => order(page)).toEqual(["6", "7", "2", "3", "4", "5", "0", "1"]);

  await page.getByRole("button", { name: "Filter signal_threshold" }).click();
  await page.getByLabel("0.02", { exact: true }).check();
  await expect.poll(() => order(page)).toEqual(["7", "3", "5", "1"]);
  await expect(page.getByTestId("row-count")).toHaveText("4 of 8 combinations");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByTestId("sort-combination").click();
  await expect.poll(() => order(page)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
});

test("table and graph select the same combination", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(feeGrid);
  await openTable(page, "16");
  const graph = page.getByTestId("graph");
  const around = (id: string): Locator => graph.getByTestId(`node-${id}`).locator("..");
  await row(page, 6).click();
  await expect(row(page, 6)).toHaveAttribute("aria-selected", "true");
  for (const id of ["strategy_combo_6", "risk_0", "execution_1", "portfolio_combo_6"]) {
    await expect(around(id)).toHaveCSS("opacity", "1");
  }
  await expect(around("risk_1")).toHaveCSS("opacity", "0.2");

  await graph.getByTestId("node-strategy_combo_15").click();
  await expect(row(page, 15)).toHaveAttribute("aria-selected", "true");
  await expect(row(page, 15)).toBeInViewport();
  await expect(row(page, 6)).toHaveAttribute("aria-selected", "false");

  await page.getByRole("button", { name: "Filter slippage" }).click();
  await page.getByLabel("0.0005", { exact: true }).check();
  await expect(page.getByText("Combination 15 is filtered out")).toBeVisible();
});

test("the inspector opens the table at the row of what is selected", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(feeGrid);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "16");
  await page.getByTestId("graph").getByTestId("node-strategy_combo_14").click();
  await expect(gridOf(page)).toBeHidden();
  await page.getByRole("button", { name: "its row" }).click();
  await expect(row(page, 14)).toBeInViewport();
  await expect(row(page, 14)).toHaveAttribute("aria-selected", "true");
});

test("an edit keeps the rows until the new ones are there, and broken text the last ones", async ({
  page,
  editor,
}) => {
  await editor.open();
  await openTable(page, "8");
  await editor.paste("risk: [1");
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "true");
  await expect(row(page, 7)).toBeVisible();
  await expect(page.getByTestId("combinations-table")).toHaveAttribute("data-dimmed", "true");
  await editor.paste(feeGrid);
  await expect(page.getByTestId("row-count")).toHaveText("16 combinations");
  await expect(page.getByTestId("combinations-table")).toHaveAttribute("data-dimmed", "false");
});

test("no edit leaves a row empty for a moment, also between two blocks of rows", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(example("million"));
  await openTable(page, "1000000");
  // the rows 95 to 110 come from two blocks
  await page.getByTestId("go-to").fill("102");
  await page.keyboard.press("Enter");
  await expect(row(page, 102)).toBeInViewport();
  await expect(row(page, 98)).toBeInViewport();
  const grid = gridOf(page);
  await grid.evaluate((table) => {
    const look = (): void => {
      const gap = table.querySelector('[aria-busy="true"]') ?? !table.querySelector("tbody tr");
      if (gap) table.setAttribute("data-gap", "true");
    };
    new MutationObserver(look).observe(table, { childList: true, subtree: true });
  });
  await editor.append("# one, two, three\n");
  await editor.append("name: four\n");
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
  await expect(row(page, 102)).toBeInViewport();
  await expect(grid).not.toHaveAttribute("data-gap");
});

test("a million rows are one scroll, to the last one", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(example("million"));
  await openTable(page, "1000000");
  await expect(gridOf(page)).toHaveAttribute("aria-rowcount", "1000001");
  expect(await page.getByTestId(/^row-/).count()).toBeLessThan(60);
  const scroller = gridOf(page).locator("../..");
  await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(row(page, 999_999)).toBeInViewport({ ratio: 0.9 });
  await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  await expect(row(page, 500_010)).toBeInViewport();
  await page.getByTestId("sort-signal_threshold").click();
  await page.getByTestId("sort-signal_threshold").click();
  await expect(row(page, 99)).toBeInViewport();
  expect((await order(page)).slice(0, 3)).toEqual(["99", "199", "299"]);
});

test("at 10^12 combinations rows come by pages, numbers, values, order and filters", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(trillion);
  await openTable(page, "1000000000000");
  const pages = page.getByRole("navigation", { name: "Pages of the table" });
  const range = page.getByTestId("page-range");
  await expect(range).toHaveText(/^rows 1–1.000$/);
  await pages.getByRole("button", { name: "Next" }).click();
  await expect(row(page, 1000)).toBeInViewport();

  await page.getByTestId("go-to").fill("999,999,999,999");
  await page.keyboard.press("Enter");
  await expect(row(page, 999_999_999_999)).toHaveAttribute("aria-selected", "true");
  await expect(row(page, 999_999_999_999)).toBeInViewport();
  await expect(page.getByTestId("graph")).toContainText("combo_9999999");
  // again, after having looked elsewhere
  await pages.getByRole("button", { name: "First" }).click();
  await expect(row(page, 0)).toBeInViewport();
  await page.getByTestId("go-to").press("Enter");
  await expect(row(page, 999_999_999_999)).toBeInViewport();
  await page.getByTestId("go-to").fill("1000000000000");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/a number from 0 to 999\D999\D999\D999/)).toBeVisible();

  await page.getByTestId("find-combination").click();
  const find = page.getByRole("form", { name: "Find a combination by its values" });
  await find.getByLabel("lookback_period").fill("7");
  await find.getByLabel("slippage").fill("2.5");
  await page.keyboard.press("Enter");
  await expect(find.getByRole("alert")).toHaveText("slippage has no such value.");
  await find.getByLabel("slippage").fill("3");
  await page.keyboard.press("Enter");
  await expect(row(page, 2_006_000)).toHaveAttribute("aria-selected", "true");
  await expect(page.getByText(/The first of 1\D000\D000 with these values/)).toBeVisible();

  await page.getByTestId("sort-slippage").click();
  await page.getByTestId("sort-slippage").click();
  await pages.getByRole("button", { name: "First" }).click();
  await expect(row(page, 999_000_000)).toBeInViewport();

  await page.getByRole("button", { name: "Filter initial_capital" }).click();
  await page.getByRole("searchbox", { name: "Search values" }).fill("777");
  await page.getByLabel("777", { exact: true }).check();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("row-count")).toHaveText(
    /^1\D000\D000\D000 of 1\D000\D000\D000\D000 combinations$/,
  );
  await expect(row(page, 776_999_000_000)).toBeInViewport();
  await page.getByRole("button", { name: "Filter signal_threshold" }).click();
  await page.getByRole("searchbox", { name: "Search values" }).fill("777");
  await page.getByLabel("777", { exact: true }).check();
  await page.keyboard.press("Escape");
  // a page of rows becomes one scroll of a million, with the same rows on top
  await expect(page.getByTestId("row-count")).toHaveText(/^1\D000\D000 of /);
  await expect(row(page, 776_999_000_776)).toBeInViewport();
});

test("the table is used by keys alone", async ({ page, editor }) => {
  await editor.open();
  await page.getByTestId("combinations").focus();
  await page.keyboard.press("Enter");
  await gridOf(page).focus();
  const activeRow = async (): Promise<string | undefined> => {
    const id = await gridOf(page).getAttribute("aria-activedescendant");
    return page
      .locator(`[id="${id}"]`)
      .getAttribute("data-testid")
      .then((found) => found ?? "");
  };
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect.poll(activeRow).toBe("row-2");
  await page.keyboard.press("Enter");
  await expect(row(page, 2)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("End");
  await expect.poll(activeRow).toBe("row-7");
  await page.keyboard.press("Home");
  await expect.poll(activeRow).toBe("row-0");
  await page.keyboard.press("Escape");
  await expect(row(page, 2)).toHaveAttribute("aria-selected", "false");
  await page.keyboard.press("Escape");
  await expect(gridOf(page)).toBeHidden();
  await expect(page.getByTestId("combinations")).toBeFocused();
});
