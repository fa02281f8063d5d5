import type { Page } from "@playwright/test";
import { violations } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/editor-page.ts";
import { fastKeys } from "./fixtures/fast-keys.ts";

/** Opens the palette and runs the command that is found first. */
async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+K");
  await expect(page.getByRole("combobox", { name: "Commands" })).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
}

test("from the first load to an exported picture without a mouse", async ({ page, editor }) => {
  await editor.open();
  await page.keyboard.press("ControlOrMeta+K");
  await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await command(page, "fee gr");
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "16");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.keyboard.press("e");
  await expect(page.getByRole("tab", { name: "Explain" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("w");
  await expect(page.getByRole("tab", { name: "What-if" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("c");
  await expect(page.getByTestId("compare")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("c");
  await expect(page.getByTestId("compare")).toHaveAttribute("aria-pressed", "false");

  await command(page, "export");
  await expect(page.getByTestId("export-svg")).toBeVisible();
  const focused = (): Promise<string | undefined> =>
    page.evaluate(() => {
      const { activeElement } = document;
      return activeElement instanceof HTMLElement ? activeElement.dataset["testid"] : undefined;
    });
  for (let step = 0; step < 12; step++) {
    if ((await focused()) === "export-svg") break;
    await page.keyboard.press("Tab");
  }
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.keyboard.press("Enter"),
  ]);
  expect(download.suggestedFilename()).toMatch(/^fee-grid-[0-9a-f]{8}\.svg$/);
});

test("Shift+C takes the picture along and says so", async ({ page, editor }) => {
  await editor.open();
  await page.keyboard.press("Shift+C");
  await expect(page.getByRole("status", { name: "Notices" })).toContainText(
    /The picture is copied|\.png is downloaded instead/,
  );
});

test("the palette finds what works now, and Escape gives the focus back", async ({
  page,
  editor,
}) => {
  await editor.open();
  await page.getByTestId("theme").focus();
  await page.keyboard.press("ControlOrMeta+K");
  const options = page.getByRole("option");
  await expect(page.getByRole("combobox", { name: "Commands" })).toBeFocused();
  await page.keyboard.type("without sharing");
  await expect(options).toHaveText(["Draw the plan without sharing (naive)"]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByTestId("theme")).toBeFocused();

  await command(page, "naive");
  await expect(page.getByTestId("view-naive")).toHaveAttribute("aria-pressed", "true");
  await command(page, "high contrast");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "contrast");
});

test("the sheet lists the keys, and none of them acts while text is typed", async ({
  page,
  editor,
}) => {
  await editor.open();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet.getByText("Explain what splits")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("e");
  await expect(page.getByTestId("inspector")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  await editor.append("# e, w, c and ?");
  await expect(page.getByTestId("inspector")).toBeHidden();
  await expect(sheet).toBeHidden();
  // from within the text, where Monaco would wait for a second key
  await page.keyboard.press("ControlOrMeta+K");
  await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
});

test("typing fast loses no palette: Escape and at once its key again, ten times", async ({
  page,
  editor,
}) => {
  await editor.open();
  const input = page.getByRole("combobox", { name: "Commands" });
  await page.keyboard.press("ControlOrMeta+K");
  await expect(input).toBeFocused();
  const keys = await fastKeys(page);
  for (let time = 0; time < 10; time++) {
    await keys.strike("Escape", "Mod+K");
    await expect(input).toBeFocused();
    await page.keyboard.type(`n${time}`);
    await expect(input).toHaveValue(`n${time}`);
  }
  await keys.end();
});

test("the palette's key works from the sheet, and leaves an open palette as it is", async ({
  page,
  editor,
}) => {
  await editor.open();
  await page.getByTestId("theme").focus();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+K");
  const input = page.getByRole("combobox", { name: "Commands" });
  await expect(input).toBeFocused();
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await page.keyboard.type("keys and");
  await page.keyboard.press("ControlOrMeta+K");
  await expect(input).toHaveValue("keys and");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("theme")).toBeFocused();
});
