import { violations } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/editor-page.ts";

const hint = "hint";

test("newcomers are offered one thing to try, done and undone in one step each", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.ready();
  await expect(page.getByTestId(hint)).toContainText("Add slippage: [0.0005, 0.001]");
  expect(await violations(page)).toEqual([]);
  const before = await page.evaluate(() => document.querySelector(".view-lines")?.textContent);
  await page.getByRole("button", { name: "Do it" }).press("Enter");
  const headline = page.getByTestId("headline");
  await expect(headline).toHaveAttribute("data-naive", "65");
  await expect(headline).toHaveAttribute("data-optimized", "36");
  await expect(headline).toHaveAttribute("data-combinations", "16");
  await expect(page.getByTestId("node-execution_1")).toBeVisible();
  await expect(page.getByTestId(hint)).toBeHidden();

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(headline).toHaveAttribute("data-optimized", "19");
  await expect
    .poll(() => page.evaluate(() => document.querySelector(".view-lines")?.textContent))
    .toBe(before);
  // it has been seen, for good
  await expect(page.getByTestId(hint)).toBeHidden();
  await page.reload();
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
  await editor.ready();
  await expect(page.getByTestId(hint)).toBeHidden();
});

test("the hint is gone once the text is touched, or when it is dismissed", async ({
  page,
  editor,
}) => {
  await editor.open();
  await expect(page.getByTestId(hint)).toBeVisible();
  await editor.append("#");
  await expect(page.getByTestId(hint)).toBeHidden();
  await page.keyboard.press("Backspace");
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
  await expect(page.getByTestId(hint)).toBeHidden();
});

/** Notes how many ghost boxes there are at most, while the page lives. */
const countGhosts = (): void => {
  const counted = { most: 0 };
  Object.assign(globalThis, { counted });
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(() => {
      const boxes = document.querySelectorAll('[class*="ghost"][aria-hidden]').length;
      counted.most = Math.max(counted.most, boxes);
    }).observe(document, { childList: true, subtree: true });
  });
};
const mostGhosts = (): unknown => Reflect.get(Reflect.get(globalThis, "counted"), "most");
const ghosts = '[class*="ghost"][aria-hidden]';

test("eight ghost boxes become one, once per browser", async ({ page, editor }) => {
  await page.addInitScript(countGhosts);
  await editor.open();
  await expect(page.getByTestId(hint)).toBeVisible();
  await expect(page.locator(ghosts)).toHaveCount(0);
  expect(await page.evaluate(mostGhosts)).toBe(8);
  await page.reload();
  await expect(page.getByTestId(hint)).toBeVisible();
  expect(await page.evaluate(mostGhosts)).toBe(0);
});

test("the fold ends at the first key, and is not shown to those who want no motion", async ({
  page,
  editor,
}) => {
  await page.addInitScript(countGhosts);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await editor.open();
  await expect(page.getByTestId(hint)).toBeVisible();
  expect(await page.evaluate(mostGhosts)).toBe(0);

  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.addInitScript(() => {
    // as slow as needed to press a key in time
    const animate = Reflect.get(Element.prototype, "animate");
    Element.prototype.animate = function slowly(frames, options) {
      const timing = typeof options === "object" ? { ...options, duration: 60_000 } : options;
      return Reflect.apply(animate, this, [frames, timing]);
    };
    localStorage.clear();
  });
  await page.reload();
  await expect(page.locator(ghosts)).toHaveCount(8);
  await page.keyboard.press("Shift");
  await expect(page.locator(ghosts)).toHaveCount(0);
  await expect(page.getByTestId("node-risk_0")).toBeVisible();
});
