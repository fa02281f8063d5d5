import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";

/** Workers that do not do their work; the second one asked for is the real one. */
const faults = [
  ["hangs", "onmessage = () => { for (;;); };"],
  ["throws", "onmessage = () => { throw new Error('planted'); };"],
  ["throws in an async handler", "onmessage = async () => { throw new Error('planted'); };"],
  ["throws while it loads", "throw new Error('planted');"],
] as const;

test.use({ expectedProblems: [/planted|ERR_FAILED/] });

for (const [what, body] of faults) {
  test(`a planner that ${what} is started again, the text untouched`, async ({ page, editor }) => {
    await replaceFirstWorker(page, body);
    await page.goto("/");
    await expect(page.getByText("Your text is as you left it").first()).toBeVisible();
    await expect(page.getByTestId("headline")).toHaveAttribute("data-optimized", "19");
    await editor.ready();
    await expect(editor.place).toContainText("lookback_period");
  });
}

test("a planner that cannot be loaded says so, and a press of a button tries again", async ({
  page,
  editor,
}) => {
  let blocked = true;
  let refused = 0;
  await page.route(/planner-worker/, (route) => {
    if (!blocked) return route.continue();
    refused += 1;
    return route.abort();
  });
  await page.goto("/");
  await expect(page.getByText(/could not be loaded, three times/)).toBeVisible();
  await editor.append("");
  const before = refused;
  // one edit, which asks once more by itself
  await page.keyboard.insertText("# still here");
  await expect.poll(() => refused).toBe(before + 1);
  blocked = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByTestId("headline")).toHaveAttribute("data-optimized", "19");
  await expect(editor.place).toContainText("still here");
});

test("fields that could not be checked are said not to be, until they are", async ({
  page,
  editor,
}) => {
  let blocked = true;
  await page.route(/\/advice-/, (route) => (blocked ? route.abort() : route.continue()));
  await editor.open();
  await expect(page.getByText("no problems, fields not checked yet")).toBeVisible();
  blocked = false;
  await editor.append("data: {bars: -1}");
  await expect(page.getByRole("button", { name: "1 problem", exact: true })).toBeVisible();
});

test("without the code editor the plain one works just as live", async ({ page, editor }) => {
  await page.route(/code-editor.*\.js$/, (route) => route.abort());
  await editor.open();
  await expect(page.getByText(/code editor could not be loaded/)).toBeVisible();
  const plain = editor.place.getByRole("textbox", { name: "Configuration (YAML)" });
  const text = await plain.inputValue();
  await plain.fill(text.replace("[10000, 50000]", "[10000]"));
  await expect(page.getByTestId("headline")).toHaveAttribute("data-naive", "17");
});

test("a browser that keeps nothing says so in one line", async ({ page, editor }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await editor.open();
  await expect(page.getByText(/keeps no data/)).toBeVisible();
});

async function replaceFirstWorker(page: Page, body: string): Promise<void> {
  let first = true;
  await page.route(/planner-worker/, async (route) => {
    if (!first) return route.continue();
    first = false;
    return route.fulfill({ contentType: "text/javascript", body });
  });
}
