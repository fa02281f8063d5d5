import type { Page } from "@playwright/test";
import { violations } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/editor-page.ts";

const yaml = "strategies:\n  - type: momentum\n    parameters:\n      lookback_period: [10, 20]\n";

test.use({ expectedProblems: [/planted/] });

/** Lets the page break something that every drawing of the app needs, when `broken` is set. */
async function breakable(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const matchMedia = window.matchMedia.bind(window);
    window.matchMedia = (query) => {
      if (document.cookie.includes("broken=true")) throw new Error("planted");
      return matchMedia(query);
    };
  });
}

const setBroken = (page: Page, broken: boolean): Promise<void> =>
  page.evaluate((value) => void (document.cookie = `broken=${value}`), broken);

/** Anything that draws the whole app again. */
const drawAgain = (page: Page): Promise<void> => page.setViewportSize({ width: 800, height: 900 });

test("an app that stops says so, and hands the text out", async ({ page, editor, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await breakable(page);
  await editor.open();
  await editor.paste(yaml);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "2");
  await setBroken(page, true);
  await drawAgain(page);
  const crash = page.getByTestId("crash");
  await expect(crash.getByRole("heading")).toHaveText("Sharing Planner has stopped");
  await expect(crash).toContainText("“planted”. Your text is safe.");
  await expect(crash.getByRole("button").first()).toHaveText("Reload");
  await expect(crash.getByRole("button").first()).toBeFocused();

  await crash.getByRole("button", { name: "Copy my YAML" }).click();
  await expect(crash).toContainText("Copied.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(yaml);
  const downloading = page.waitForEvent("download");
  await crash.getByRole("button", { name: "Download" }).click();
  expect((await downloading).suggestedFilename()).toMatch(/\.yaml$/);

  await setBroken(page, false);
  await crash.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "2");
});

test("where copying is denied the text stands there to be taken", async ({ page, editor }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"));
  });
  await breakable(page);
  await editor.open();
  await setBroken(page, true);
  await drawAgain(page);
  await expect(page.getByTestId("crash")).toContainText("before you reload");
  await page.getByRole("button", { name: "Copy my YAML" }).click();
  const area = page.getByRole("textbox", { name: "Your YAML" });
  await expect(area).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await expect(area).toHaveValue(/lookback_period/);
  const selected = await area.evaluate((field: HTMLTextAreaElement) => field.selectionEnd);
  expect(selected).toBe((await area.inputValue()).length);
});

test("one that stops at every start offers a safe start first", async ({ page, editor }) => {
  await breakable(page);
  await editor.open();
  await editor.paste(yaml);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "2");
  await setBroken(page, true);
  await page.reload();
  const buttons = page.getByTestId("crash").getByRole("button");
  await expect(buttons.first()).toHaveText("Reload");
  await buttons.first().click();
  await expect(page.getByText("It has stopped twice in a row.")).toBeVisible();
  await expect(buttons.first()).toHaveText("Safe start");
  await buttons.first().click();

  await expect(page.getByTestId("safe-start")).toContainText("The analysis is paused.");
  expect(await violations(page)).toEqual([]);
  const text = page.getByRole("textbox", { name: "Configuration (YAML)" });
  await expect(text).toHaveValue(yaml);
  await text.fill(yaml.replace("[10, 20]", "[10, 20, 30]"));
  await editor.kept();
  await page.reload();
  await expect(text).toHaveValue(/\[10, 20, 30\]/);

  await setBroken(page, false);
  await page.getByRole("button", { name: "Start the analysis" }).click();
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "3");
  expect(page.url()).not.toContain("safe");
});

test("one that stops before it draws anything helps as well", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript((text) => {
    localStorage.setItem("sharing-planner/1", JSON.stringify({ version: 1, text }));
    Reflect.set(Intl, "NumberFormat", function broken() {
      throw new Error("planted");
    });
  }, yaml);
  await page.goto("/");
  await expect(page.getByTestId("crash")).toContainText("Your text is safe.");
  await page.getByRole("button", { name: "Copy my YAML" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(yaml);
});
