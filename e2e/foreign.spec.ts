import { expect, test } from "./fixtures/editor-page.ts";

const sweep = `program: backtest.py
method: grid
parameters:
  slow: {values: [50, 100]}
  fast: {values: [5, 10, 20]}
  risk:
    parameters:
      stop_loss: {values: [0.01, 0.02]}
`;

test("a sweep of another tool is named as one, and what it holds", async ({ page, editor }) => {
  const problems = page.getByTestId("problems");
  await editor.open();
  await editor.paste(sweep);
  await expect(problems).toHaveAttribute("data-errors", "1");
  await expect(problems).toContainText("this is a W&B sweep: 3 axes, 12 combinations");
  await expect(page.getByTestId("headline")).not.toContainText("not read");
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "true");

  // beside strategies it stands in nobody's way
  await editor.append("strategies: [{type: momentum, parameters: {lookback: [10, 20]}}]");
  await expect(problems).toContainText("beside its strategies the document holds a W&B sweep");
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "2");
});
