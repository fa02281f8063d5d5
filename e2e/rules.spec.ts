import { expect, test } from "./fixtures/editor-page.ts";

const crossover = `strategies:
  - type: ma_crossover
    parameters:
      fast_period: [10, 20, 30, 40]
      slow_period: [10, 20, 30, 40]
execution: {commission: 0.001}
`;

test("a rule is typed, and the headline tells at once what it drops", async ({ page, editor }) => {
  const headline = page.getByTestId("headline");
  await editor.open();
  await editor.paste(crossover);
  await expect(headline).toHaveAttribute("data-combinations", "16");
  await expect(page.getByTestId("dropped")).toHaveCount(0);
  await editor.append('constraints: ["fast_period < slow_period"]');
  await expect(headline).toHaveAttribute("data-combinations", "6");
  await expect(page.getByTestId("dropped")).toHaveText(
    "6 of 16 combinations (10 dropped by fast_period < slow_period)",
  );
  await expect(headline).toContainText("All 6 combinations share 1 risk and 1 execution");
  await expect(editor.place).toContainText("drops 10 of 16");
  await page.getByTestId("combinations").click();
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "7");
});

test("without a rule there is more, by one click that one step undoes", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(
    `${crossover}optimization:
  parameter_grids: {risk.stop_loss: [0.01, 0.02], execution.commission: [0.01, 0.02]}
  constraints:
    - fast_period < slow_period
    - execution.commission <= risk.stop_loss
`,
  );
  const headline = page.getByTestId("headline");
  await expect(headline).toHaveAttribute("data-combinations", "18");
  await page.getByRole("button", { name: "Inspector" }).click();
  await page.getByRole("tab", { name: "What-if" }).click();
  const [first, second] = [page.getByTestId("rule").nth(0), page.getByTestId("rule").nth(1)];
  await expect(first).toContainText("+30 combinations, risk and execution unchanged");
  await expect(second).toContainText("+6 combinations, risk and execution unchanged");
  await second.getByRole("button").click();
  await expect(headline).toHaveAttribute("data-combinations", "24");
  await expect(page.getByTestId("rule")).toHaveCount(1);
  await editor.place.getByRole("textbox").focus();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(headline).toHaveAttribute("data-combinations", "18");
});

test("a rule that cannot be right says why, and is mended by one click", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(`${crossover}constraints: [fast_perod < slow_period]\n`);
  const problems = page.getByTestId("problems");
  await expect(problems).toContainText("no combination has fast_perod; did you mean fast_period?");
  await problems.getByRole("button", { name: "Rename to fast_period" }).click();
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "6");
  await expect(problems).toHaveAttribute("data-errors", "0");
});
