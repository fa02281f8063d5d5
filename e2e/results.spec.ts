import type { Page } from "@playwright/test";
import { violations } from "./fixtures/axe.ts";
import { expect, test, type EditorPage } from "./fixtures/editor-page.ts";
import { example, feeGrid } from "./fixtures/texts.ts";

/** 8 look-backs × 6 thresholds, with two commissions. */
const grid = feeGrid
  .replace("[10, 20]", "{min: 5, max: 40, step: 5}")
  .replace("[0.01, 0.02]", "{min: 0.002, max: 0.012, step: 0.002}")
  .replace("    slippage: [0.0005, 0.001]\n", "");

async function run(page: Page, editor: EditorPage, text: string, view: string): Promise<void> {
  await editor.open();
  await editor.paste(text);
  await page.getByTestId("run").click();
  await expect(page.getByRole("region", { name: "Results" })).toHaveAttribute(
    "data-status",
    "done",
  );
  await show(page, view);
}

/** Selects a combination in the table, in which the best stand on top at first. */
async function select(page: Page, index: number): Promise<void> {
  await page.getByTestId("sort-combination").click();
  await page.getByTestId(`result-${index}`).click();
}

const show = (page: Page, view: string): Promise<void> =>
  page.getByTestId("result-views").getByText(view, { exact: true }).click();

test("shows the fee grid as a heat map of its most telling parameters", async ({
  page,
  editor,
}) => {
  await run(page, editor, example("fee-grid"), "Heat map");
  const map = page.getByRole("grid", { name: /^return by / });
  await expect(map).toBeVisible();
  const cells = map.getByRole("gridcell");
  expect(await cells.count()).toBeGreaterThan(1);
  await expect(cells.first()).toHaveAccessibleName(
    /mean return .* of \d+ combinations\.|combination\./,
  );
  // exactly one cell is the best, and the legend says what a plateau is
  await expect(map.getByRole("gridcell", { name: /Best\./ })).toHaveCount(1);
  await expect(page.getByTestId("heat-map")).toContainText("of the way from the median cell");
  expect(await violations(page, 'section[aria-label="Results"]')).toEqual([]);
});

test("tells a plateau from a peak that stands alone", async ({ page, editor }) => {
  const crossover = feeGrid
    .replace("momentum", "ma_crossover")
    .replace("lookback_period: [10, 20]", "fast_period: {min: 4, max: 20, step: 2}")
    .replace("signal_threshold: [0.01, 0.02]", "slow_period: {min: 25, max: 60, step: 5}")
    .replace(/optimization:\n.*\n.*\n.*\n(?=risk)/, "");
  await run(page, editor, crossover, "Heat map");
  await page.getByRole("combobox", { name: /^Figure/ }).selectOption("max drawdown");
  const map = page.getByRole("grid", { name: "max drawdown by fast_period and slow_period" });
  await expect(map.getByRole("gridcell")).toHaveCount(72);
  await expect(map.getByRole("gridcell", { name: /On the plateau/ })).toHaveCount(6);
  const lone = map.getByRole("gridcell", { name: /Lone peak/ });
  await expect(lone).toHaveCount(1);
  await expect(map.getByTestId("lone")).toHaveCount(1);
  await expect(page.getByTestId("heat-map")).toContainText("1 lone peak");
});

test("walks the heat map by keys and selects a cell's best combination", async ({
  page,
  editor,
}) => {
  await run(page, editor, grid, "Heat map");
  await page.getByRole("combobox", { name: /^Across/ }).selectOption("lookback_period");
  await page.getByRole("combobox", { name: /^Down/ }).selectOption("signal_threshold");
  const map = page.getByRole("grid", { name: "return by lookback_period and signal_threshold" });
  await expect(map.getByRole("gridcell")).toHaveCount(48);
  await map.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  const readout = page.getByTestId("heat-map");
  await expect(readout).toContainText(
    /lookback_period 10, signal_threshold 0\.004: mean return .* of 2 combinations/,
  );
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("heat-1-1")).toHaveAttribute("aria-selected", "true");
  await show(page, "Table");
  await expect(page.locator('[data-testid^="result-"][aria-selected="true"]')).toHaveCount(1);
  await expect(page.locator('[data-testid^="result-"][aria-selected="true"]')).toContainText(
    "0.004",
  );
});

test("brushes an axis by keys and by dragging, for the table too", async ({ page, editor }) => {
  await run(page, editor, grid, "Parallel");
  const count = page.getByRole("status", { name: "Combinations between the brushes" });
  await expect(count).toContainText("96 of 96");
  const axis = page.getByRole("slider", { name: "Brush lookback_period" });
  await axis.focus();
  await page.keyboard.press("ArrowDown");
  // the lowest third: 5, 10 and 15
  await expect(axis).toHaveAttribute("aria-valuetext", "5 to 15");
  await expect(count).toContainText("36 of 96");
  await page.keyboard.press("Shift+ArrowUp");
  await expect(axis).toHaveAttribute("aria-valuetext", "5 to 20");
  await page.keyboard.press("ArrowUp");
  await expect(axis).toHaveAttribute("aria-valuetext", "10 to 25");
  await show(page, "Table");
  await expect(page.getByRole("grid", { name: "Results" })).toHaveAttribute("aria-rowcount", "49");
  await show(page, "Parallel");
  await axis.focus();
  await page.keyboard.press("Escape");
  await expect(count).toContainText("96 of 96");

  const box = await page.getByRole("slider", { name: "Brush return" }).boundingBox();
  if (!box) throw new Error("the axis is not drawn");
  await page.mouse.move(box.x + 14, box.y);
  await page.mouse.down();
  await page.mouse.move(box.x + 14, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(count).not.toContainText("96 of 96");
  await page.getByRole("button", { name: "Clear brushes" }).click();
  await expect(count).toContainText("96 of 96");
});

test("draws the selected combination's equity and drawdown, lists its trades, and its events with their adapters", async ({
  page,
  editor,
}) => {
  await run(page, editor, grid, "Trades");
  await expect(page.getByRole("region", { name: "Results" })).toContainText("Select a combination");
  await show(page, "Table");
  await select(page, 3);
  await show(page, "Curves");
  const curves = page.getByTestId("curves");
  await expect(curves).toHaveAttribute("data-lines", "24");
  await expect(curves.getByRole("button", { name: /#3\b/ })).toBeVisible();
  const canvases = curves.locator("canvas");
  await expect(canvases).toHaveCount(2);
  for (const canvas of await canvases.all()) {
    const painted = await canvas.evaluate((element: HTMLCanvasElement) => {
      const { width, height } = element;
      const pixels = element.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
      return new Set(pixels).size;
    });
    // a blank canvas has one value
    expect(painted).toBeGreaterThan(20);
  }

  await show(page, "Trades");
  const trades = page.getByRole("grid", { name: "Trades of combination 3" });
  await expect(trades.getByRole("row").nth(1)).toContainText("ORDER");
  await expect(trades.getByRole("row").nth(2)).toContainText("FILL");
  await trades.focus();
  await page.keyboard.press("End");
  const rows = (await trades.getAttribute("aria-rowcount")) ?? "";
  await expect(trades.locator('[data-active="true"]')).toHaveAttribute("aria-rowindex", rows);

  await show(page, "Events");
  const events = page.getByRole("grid", { name: "Events of combination 3" });
  await expect(events.locator('[data-active="true"]')).toContainText("hub_container");
  await page.getByTestId("next-fill").click();
  await expect(events.locator('[data-active="true"]')).toContainText("execution_0_to_portfolios");
  await page.getByLabel("Bar").fill("1000");
  await page.keyboard.press("Enter");
  await expect(events.locator('[data-active="true"]')).toContainText(
    "1 000".replace(" ", "\u202f"),
  );
});

test("has views without faults of access, in the dark too", async ({ page, editor }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await run(page, editor, grid, "Table");
  await select(page, 3);
  for (const [view, place] of [
    ["Curves", "curves"],
    ["Heat map", "heat-map"],
    ["Sensitivity", "sensitivity"],
    ["Parallel", "parallel"],
    ["Trades", "trades"],
    ["Events", "events"],
  ] as const) {
    await show(page, view);
    await expect(page.getByTestId(place)).toBeVisible();
    // what an event does not pass is faded in the graph on purpose
    const found = await violations(page, 'section[aria-label="Results"]');
    expect(found).toEqual([]);
  }
});

test("keeps a view and redraws it while the text is edited", async ({ page, editor }) => {
  await run(page, editor, grid, "Heat map");
  await expect(page.getByTestId("heat-map").getByRole("gridcell")).not.toHaveCount(0);
  await show(page, "Curves");
  await expect(page.getByTestId("curves")).toHaveAttribute("data-lines", "24");
  await editor.paste(grid.replace("{min: 5, max: 40, step: 5}", "[5]"));
  // six thresholds, two commissions
  await expect(page.getByTestId("curves")).toHaveAttribute("data-lines", "12");
  await show(page, "Parallel");
  await expect(page.getByRole("slider", { name: "Brush lookback_period" })).toHaveCount(0);
  await expect(page.getByRole("slider", { name: "Brush signal_threshold" })).toBeVisible();
  await editor.paste(
    grid
      .replace("{min: 5, max: 40, step: 5}", "[5]")
      .replace("{min: 0.002, max: 0.012, step: 0.002}", "[0.01]")
      .replace("[0.001, 0.005]", "[0.001]"),
  );
  await show(page, "Heat map");
  await expect(
    page.getByText("A heat map needs a parameter with more than one value"),
  ).toBeVisible();
});
