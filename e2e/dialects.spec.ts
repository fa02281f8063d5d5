import { expect, test } from "./fixtures/editor-page.ts";

const clean = `strategy:
  - bollinger_bands:
      period: range(10, 14, 2)
      std_dev: [1.5, 2.0]
      filter: [null, {rsi_below: {threshold: [30, 50]}}]
    risk: {stop_loss: 0.01}
optimization:
  parameter_grids: {commission: [0.001, 0.002]}
`;

test("a file in the clean syntax is planned and drawn when it is pasted over the example", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(clean);
  const headline = page.getByTestId("headline");
  // 2 commissions × 3 periods × 2 deviations × 3 filters
  await expect(headline).toHaveAttribute("data-combinations", "36");
  await expect(headline).not.toContainText("not read");
  for (const id of ["risk_0", "execution_0", "execution_1"]) {
    await expect(page.getByTestId(`node-${id}`)).toBeVisible();
  }
  await page.getByTestId("combinations").click();
  const grid = page.getByRole("grid");
  for (const name of ["period", "std_dev", "filter"]) {
    await expect(grid.getByRole("columnheader", { name: `Filter ${name}` })).toBeVisible();
  }
});

test("a flat grid has a strategy of its own, and is told so", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(
    "param_grid:\n  lookback_period: [10, 20, 30]\n  commission: [0.001, 0.002]\n",
  );
  const headline = page.getByTestId("headline");
  await expect(headline).toHaveAttribute("data-combinations", "6");
  await expect(page.getByTestId("node-execution_1")).toBeVisible();
});

test("a strategy in a wrapper is run", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(
    "backtest:\n  strategies:\n    - type: momentum\n      param_overrides: {lookback_period: [10, 20]}\n  data: {bars: 60}\n",
  );
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "2");
  await page.getByTestId("run").click();
  for (const result of [0, 1]) await expect(page.getByTestId(`result-${result}`)).toBeVisible();
});
