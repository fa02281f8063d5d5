import { expect, test } from "./fixtures/editor-page.ts";

const tiers = `strategies:
  - type: momentum
    parameters: {lookback: [10, 20]}
optimization:
  zip: [execution.commission, risk.max_position_size]
  parameter_grids:
    execution.commission: [0.0, 0.001, 0.002]
    risk.max_position_size: [100, 1000, 1000]
`;

test("paired axes are planned row by row, each with a column of its own", async ({
  page,
  editor,
}) => {
  const headline = page.getByTestId("headline");
  await editor.open();
  await editor.paste(tiers);
  await expect(headline).toHaveAttribute("data-combinations", "6");
  await expect(headline).toContainText("2 risk and 3 execution containers");
  await page.getByTestId("combinations").click();
  const grid = page.getByRole("grid");
  await expect(grid.getByRole("columnheader", { name: "execution.commission" })).toBeVisible();
  await expect(grid.getByRole("columnheader", { name: "risk.max_position_size" })).toBeVisible();
});

test("pairs of unequal length are told, and cut to the shortest by one click", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(tiers.replace("[100, 1000, 1000]", "[100, 1000]"));
  const problems = page.getByTestId("problems");
  await expect(problems).toContainText("must have as many values as each other");
  await problems.getByRole("button", { name: "Cut to the shortest: 2 values" }).click();
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "4");
  await expect(problems).toHaveAttribute("data-errors", "0");
});
