import { expect, test } from "./fixtures/editor-page.ts";
import { wandbSweep } from "./fixtures/texts.ts";

test("a sweep of another tool is named as one, converted by one click, and undone by one", async ({
  page,
  editor,
}) => {
  const problems = page.getByTestId("problems");
  const headline = page.getByTestId("headline");
  const graph = page.getByTestId("graph");
  await editor.open();
  await editor.ready();
  await editor.paste(wandbSweep);
  await expect(problems).toHaveAttribute("data-errors", "1");
  await expect(problems).toContainText(
    "this is a W&B sweep: 3 axes, 12 combinations; convert it to plan it",
  );
  await expect(headline).not.toContainText("not read");
  await expect(graph).toHaveAttribute("data-stale", "true");
  await page.getByRole("button", { name: "Convert to the planner's dialect" }).click();

  await expect(problems).toHaveAttribute("data-errors", "0");
  await expect(headline).toHaveAttribute("data-combinations", "12");
  await expect(graph).toHaveAttribute("data-stale", "false");
  await expect(page.getByTestId("node-risk_1")).toBeVisible();
  await expect(editor.place).toContainText("# Converted from a W&B sweep");

  await editor.place.getByRole("textbox").press("ControlOrMeta+z");
  await expect(problems).toContainText("this is a W&B sweep");
  await expect(editor.place).not.toContainText("# Converted");

  // beside strategies it stands in nobody's way
  await editor.append("strategies: [{type: momentum, parameters: {lookback: [10, 20]}}]");
  await expect(problems).toContainText("beside its strategies the document holds a W&B sweep");
  await expect(headline).toHaveAttribute("data-combinations", "2");
});

test("what was understood of a document is shown, follows it and is copied", async ({
  page,
  editor,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const understood = page.getByTestId("understood");
  await editor.open();
  await editor.paste(
    "strategies: [{type: a, params: {x: {choices: [1, 2]}}}]\nparam_grid: {commission: [0.1, 0.2]}\n",
  );
  await page.getByRole("button", { name: "What was understood" }).click();
  const text = `strategies:
  - type: a
    parameters:
      x: [1, 2]
optimization:
  parameter_grids:
    execution.commission: [0.1, 0.2]
`;
  await expect(understood).toHaveText(text);
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);

  // of another tool's document, which is not planned, too
  await editor.paste(wandbSweep);
  await expect(understood).toContainText("strategy.fast: [5, 10, 20]");

  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox").fill("understood");
  await page.keyboard.press("Enter");
  await expect(understood).toBeHidden();
});
