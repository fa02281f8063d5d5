import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";

/** The completions that are shown, by their first words. */
const offered = (page: Page) => page.locator(".suggest-widget.visible").getByRole("option");

test("known keys and values are offered where the caret is, and written by Enter", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.append("\nportfolio:\n");
  await page.keyboard.type("  in");
  await expect(offered(page).filter({ hasText: "initial_capital" })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.type("5000\n");
  await page.keyboard.press("Shift+Home");
  await page.keyboard.type("data:\n");
  await page.keyboard.type("  so");
  await expect(offered(page).filter({ hasText: "source" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(offered(page).filter({ hasText: "synthetic" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(editor.place).toContainText("initial_capital: 5000");
  await expect(editor.place).toContainText("source: synthetic");
  await expect(page.getByTestId("problems")).toHaveAttribute("data-errors", "0");
});

test("a key that is in the section already is not offered again", async ({ page, editor }) => {
  await editor.open();
  await editor.append("  fill");
  await expect(offered(page).filter({ hasText: "fill_probability" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+Backspace");
  await page.keyboard.type("slip");
  await expect(offered(page).filter({ hasText: "slippage_bps" })).toBeVisible();
  expect(await offered(page).allTextContents()).not.toContain(expect.stringMatching(/^slippage\b/));
});

test("the pointer on a key tells its unit, its range and what it does to sharing", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.ready();
  await editor.place.getByText("slippage").first().hover();
  const told = page.locator(".monaco-hover").filter({ hasText: "Sharing" });
  await expect(told).toContainText("Unit: fraction of price");
  await expect(told).toContainText("a fraction from 0 to below 1");
  await expect(told).toContainText("needs an execution container of its own");
});
