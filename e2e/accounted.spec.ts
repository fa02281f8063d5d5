import { expect, test } from "./fixtures/editor-page.ts";

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
  await page.getByTestId("problems").getByRole("button", { name: "It is a value" }).click();
  await expect(headline).toContainText("All 8 combinations share 1 risk and 1 execution");
  await expect(editor.place).toContainText("values: [costs.fee]");
});
