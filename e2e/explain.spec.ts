import { expect, test } from "./fixtures/editor-page.ts";
import { feeGrid } from "./fixtures/texts.ts";

const nearMiss = `strategies:
  - type: momentum
    parameters: {lookback_period: [10, 20]}
    risk: {max_position_size: 1000.0} # as in the paper
  - type: mean_reversion
    parameters: {rsi_period: [14, 21]}
risk: {max_position_size: 1000}
`;

test("the key E tells what splits, and what one more value would cost", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(feeGrid);
  await page.getByTestId("view-optimized").focus();
  await page.keyboard.press("e");
  const inspector = page.getByTestId("inspector");
  await expect(inspector).toContainText("risk ×2 · execution ×2");
  await expect(inspector.getByRole("row", { name: /^commission ×2.*\+32 \+19$/ })).toBeVisible();
  await expect(inspector).toContainText("12 of 16 strategy containers could be merged too");

  // the cost of a container is the user's own figure, and stays for the next visit
  await inspector.getByText("What does one container cost you?").click();
  await inspector.getByLabel("MB each").fill("50");
  await expect(inspector).toContainText("26 avoided · 1.27 GB (your figures)");
  await page.reload();
  await page.getByTestId("view-optimized").focus();
  await page.keyboard.press("e");
  await expect(inspector).toContainText("26 avoided · 1.27 GB (your figures)");
});

test("a near miss is listed, and unified in one step that keeps the rest", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(nearMiss);
  const headline = page.getByTestId("headline");
  await expect(headline).toHaveAttribute("data-optimized", "12");
  await page.getByRole("button", { name: "Inspector" }).click();
  const inspector = page.getByTestId("inspector");
  await inspector.getByRole("tab", { name: "Explain" }).click();
  await expect(inspector).toContainText("one number, spelled differently");
  await inspector.getByRole("button", { name: "Unify: saves 1 container" }).click();
  await expect(headline).toHaveAttribute("data-optimized", "11");
  await expect(editor.place).toContainText("# as in the paper");
  await editor.append("");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(headline).toHaveAttribute("data-optimized", "12");
});

test("an expectation that fails is red in the headline and names its cause", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(`${feeGrid}expect: {execution: 1}\n`);
  const headline = page.getByTestId("headline");
  await expect(headline.getByRole("button", { name: "execution is 4, expected 1" })).toBeVisible();
  await expect(page.getByTestId("problem-expect-failed")).toContainText(
    "line 9 commission multiplies it by 2",
  );
  await expect(page.getByTestId("problems")).toHaveAttribute("data-errors", "1");
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
});
