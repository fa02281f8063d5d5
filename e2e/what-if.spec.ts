import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";
import { feeGrid } from "./fixtures/texts.ts";

const tied = `strategies:
  - type: momentum
    parameters: {lookback_period: [10, 20]}
    execution: {commission: 0.002, slippage: 0.001} # own fees
  - type: mean_reversion
    parameters: {rsi_period: [14, 21]}
    execution: {commission: 0.003, slippage: 0.002}
execution:
  commission: 0.001
  slippage: 0.0005
`;

const headline = (page: Page) => page.getByTestId("headline");
const openWhatIf = async (page: Page) => page.getByRole("button", { name: "Inspector" }).click();

test("lenses say at the ends of lines what they do, and move no line", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(feeGrid);
  const lens = editor.place.getByText("×2 execution · ×2 risk");
  await expect(lens).toBeVisible();
  await expect(editor.place.getByText("no effect on sharing").first()).toBeVisible();
  const line = editor.place.getByText("max_position_size");
  const before = await line.boundingBox();
  await page.getByRole("button", { name: "Lenses" }).click();
  await expect(lens).toBeHidden();
  expect(await line.boundingBox()).toEqual(before);

  // the key brings them back, and a broken text greys them where they stand
  await editor.append("");
  await page.keyboard.press("Alt+L");
  await expect(lens).toBeVisible();
  await page.keyboard.type("- broken");
  await expect(editor.place.locator("[data-lenses-stale]")).toBeVisible();
  await expect(lens).toBeVisible();
});

test("lenses of a text that is gone stand in no other one's words", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(feeGrid);
  const lenses = editor.place.locator("[class*='_lens_']");
  await expect(lenses).not.toHaveCount(0);
  // broken, so that no plan of its own brings lenses
  await editor.paste("strategies:\n  - type: momentum {\n  a foreign text, much shorter: [1, 2\n");
  await expect(editor.place.locator("[data-lenses-stale]")).toBeVisible();
  await expect(lenses).toHaveCount(0);

  await editor.paste(feeGrid);
  await expect(editor.place.getByText("×2 execution · ×2 risk")).toBeVisible();
  // typed at the end of a line that has one, and in its middle
  await editor.place.getByText("commission: [").click();
  await page.keyboard.press("End");
  await page.keyboard.type(" # {");
  await page.keyboard.press("Home");
  await page.keyboard.type("- ");
  const isLast = await lenses.evaluateAll((all) =>
    all.map((lens) => {
      const line = lens.closest(".view-line");
      return line?.textContent.trimEnd().endsWith(lens.textContent.trimEnd());
    }),
  );
  expect(isLast).not.toContain(false);
});

test("a lens tells its sentence, and freezes its axis in one step", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(feeGrid);
  await editor.place.getByText("×2 execution · ×2 risk").hover();
  await expect(page.getByText(/multiplies risk containers by 2/)).toBeVisible();
  await page.getByRole("link", { name: "Freeze to its first value" }).click();
  await expect(headline(page)).toHaveAttribute("data-combinations", "8");
  await expect(headline(page)).toHaveAttribute("data-optimized", "20");
});

test("a what-if is looked at before it is applied, and undone in one step", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(feeGrid);
  await expect(headline(page)).toHaveAttribute("data-optimized", "39");
  await openWhatIf(page);
  const commission = page.getByTestId("whatif-commission");
  await expect(commission).toHaveAttribute("data-now", "39");
  await expect(commission).toHaveAttribute("data-then", "20");

  await commission.hover();
  await expect(headline(page)).toHaveAttribute("data-preview", "20");
  await expect(page.getByTestId("node-execution_1")).toBeVisible();
  await expect(page.getByTestId("node-execution_2")).toHaveCount(0);
  await expect(headline(page)).toHaveAttribute("data-optimized", "39");
  await headline(page).hover();
  await expect(headline(page)).not.toHaveAttribute("data-preview");
  await expect(page.getByTestId("node-execution_2")).toBeVisible();

  // by keys: down to slippage, Enter freezes it
  await commission.getByRole("button").focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByTestId("whatif-slippage").getByRole("button")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(headline(page)).toHaveAttribute("data-optimized", "21");
  await expect(editor.place).toContainText("slippage: [0.0005]");

  await editor.append("");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(headline(page)).toHaveAttribute("data-optimized", "39");
});

test("of two tied fields one gains nothing, both together do", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(tied);
  await openWhatIf(page);
  const commission = page.getByTestId("whatif-commission");
  await expect(commission).toHaveAttribute("data-now", "12");
  await expect(commission).toHaveAttribute("data-then", "12");
  await commission.getByRole("button", { name: "gains with slippage" }).click();
  await expect(headline(page)).toHaveAttribute("data-preview", "11");
  await page.keyboard.press("Escape");
  await expect(headline(page)).not.toHaveAttribute("data-preview");

  await commission.getByRole("button", { name: "gains with slippage" }).click();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(headline(page)).toHaveAttribute("data-optimized", "11");
  await expect(editor.place).toContainText("# own fees");
});

test("a cause in the verdict leads to its line", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(feeGrid);
  await headline(page).getByRole("button", { name: "slippage ×2" }).click();
  await expect(editor.place.getByRole("textbox")).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type(", 0.002");
  await expect(headline(page)).toHaveAttribute("data-combinations", "24");
});
