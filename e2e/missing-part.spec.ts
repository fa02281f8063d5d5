import { expect, test } from "./fixtures/editor-page.ts";
import { feeGrid } from "./fixtures/texts.ts";

test.use({ expectedProblems: [/ERR_FAILED|Failed to fetch|Unable to preload/] });

const parts = [
  { name: "the inspector", file: /\/inspector-/, keys: "w", shown: "tab" },
  { name: "the results", file: /\/results-/, keys: "r", shown: "grid" },
  { name: "the sheet of keys", file: /\/sheet-/, keys: "?", shown: "dialog" },
  { name: "the palette", file: /\/palette-/, keys: "ControlOrMeta+K", shown: "dialog" },
] as const;

test("parts that could not be fetched come without a reload", async ({ page, editor }) => {
  const blocked = new Set(parts.map(({ file }) => file));
  for (const file of blocked) {
    await page.route(file, (route) => (blocked.has(file) ? route.abort() : route.continue()));
  }
  await editor.open();
  await editor.paste(feeGrid);
  const headline = page.getByTestId("headline");
  await expect(headline).toHaveAttribute("data-optimized", "39");
  const notice = page.getByRole("status", { name: "Notices" });
  for (const { name, file, keys, shown } of parts) {
    await test.step(name, async () => {
      const part = page.getByRole(shown).filter({ visible: true }).first();
      await expect(part).toBeHidden();
      await headline.getByRole("button").last().focus();
      await page.keyboard.press(keys);
      await expect(notice).toContainText("A part of the page could not be loaded");

      blocked.delete(file);
      // it is tried again without being asked as well, which may come first
      const again = notice.getByRole("button", { name: "Try again" });
      await again.click({ timeout: 5000 }).catch(() => expect(again).toBeHidden());
      await expect(part).toBeVisible();
      await expect(notice).not.toContainText("could not be loaded");
      await expect(headline).toHaveAttribute("data-optimized", "39");
      await page.keyboard.press("Escape");
    });
  }
});
