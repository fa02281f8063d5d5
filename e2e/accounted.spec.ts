import { readFileSync } from "node:fs";
import { violations } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/editor-page.ts";

const silent = (name: string): string =>
  readFileSync(new URL(`../src/planner/fixtures/silent/${name}`, import.meta.url), "utf8");

const house = `strategies:
  - type: momentum
    lookback_period: [10, 20, 30]
    parameters:
      signal_threshold: [0.01, 0.02]
costs:
  grid: {commission: [0.001, 0.002]}
execution:
  commission: 0.001
`;

test("a sweep that nobody reads is told, and read by one click", async ({ page, editor }) => {
  const headline = page.getByTestId("headline");
  await editor.open();
  await editor.paste(house);
  await expect(headline).toContainText("2 combinations planned · 2 sweeps not read (×6)");
  const problems = page.getByTestId("problems");
  await expect(problems).toHaveAttribute("data-errors", "2");
  await problems.getByRole("button", { name: "Move to parameters" }).click();
  await expect(headline).toContainText("6 combinations planned · 1 sweep not read (×2)");
  await problems.getByRole("button", { name: "Read it as a grid" }).click();
  await expect(headline).toHaveAttribute("data-combinations", "12");
  await expect(problems).toHaveAttribute("data-errors", "0");
  await expect(headline).toContainText("2 execution containers: commission ×2");
  await expect(editor.place).toContainText("grids: [costs.grid]");

  // one step of undo each
  await editor.append("");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(headline).toContainText("1 sweep not read");
});

test("what looks like a sweep and is a value is said so in the text", async ({ page, editor }) => {
  const headline = page.getByTestId("headline");
  await editor.open();
  await editor.append("\ncosts: {fee: [0.1, 0.2]}\n");
  await expect(headline).toContainText("8 combinations planned · 1 sweep not read (×2)");
  const problems = page.getByTestId("problems");
  await problems.getByRole("button", { name: "It is a value" }).click();
  await expect(headline).toContainText("All 8 combinations share 1 risk and 1 execution");
  await expect(editor.place).toContainText("values: [costs.fee]");
});

test("what nobody reads is faded and counted, and a press walks through it", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.append("\nbroker: {host: a}\ndata: {symbol: A, vendor: b}\n");
  const count = page.getByRole("button", { name: "2 keys not read" });
  await expect(count).toBeVisible();
  const faded = editor.place.locator(".squiggly-inline-unnecessary");
  await expect(faded.filter({ hasText: "broker" })).toHaveCount(1);
  await expect(faded.filter({ hasText: "symbol" })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);

  await count.click();
  await page.keyboard.type("x");
  await expect(editor.place).toContainText("xbroker");
  await page.keyboard.press("Backspace");
  await count.click();
  await count.click();
  await page.keyboard.type("x");
  await expect(editor.place).toContainText("xvendor: b");
});

test("what is overridden in every combination leads to what stands in its place", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(
    "strategies:\n  - {type: momentum, risk: {stop_loss: 2}}\nrisk:\n  stop_loss: 1\n",
  );
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
  await editor.place.getByText("stop_loss", { exact: true }).last().hover();
  const hover = page.locator(".monaco-hover", { hasText: "Overridden in every combination" });
  await expect(hover).toBeVisible();
  await hover.getByText("line 2").click();
  await page.keyboard.type("9");
  await expect(page.getByTestId("editor")).toContainText("stop_loss: 92");
});

test("what nothing simulates is told at its line and above the results", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(silent("12-pct-without-method.yaml"));
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "2");
  await expect(page.getByTestId("problems")).toContainText(
    "the backtest reads it only with position_size_method: percentage",
  );
  await page.getByTestId("run").click();
  const results = page.getByRole("region", { name: "Results" });
  await expect(results.getByRole("status", { name: "Run" })).toContainText(
    "2 combinations · 2 cannot differ: position_size_pct 2 000 bars",
  );
  await results.getByRole("button", { name: /notes$/ }).click();
  await expect(results.getByRole("listitem")).toContainText([
    "planned, but not simulated",
    "combinations 0 and 1 cannot differ in the simulation: only position_size_pct tells them apart",
    "optimistic",
    "is absent",
  ]);
  await page.keyboard.press("Escape");

  // with its method it is simulated
  await editor.append("risk: {position_size_method: percentage}\n");
  await expect(results.getByRole("status", { name: "Run" })).not.toContainText("cannot differ");
  await expect(page.getByTestId("problems")).not.toContainText("not simulated");
});
