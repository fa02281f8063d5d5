import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";
import { example, feeGrid } from "./fixtures/texts.ts";

const optimized = "data-optimized";

/** The versions listed, newest first. */
const listed = (page: Page) => page.getByTestId("version");

async function openHistory(page: Page): Promise<void> {
  await page.getByTestId("history").click();
  await expect(page.getByRole("region", { name: "History" })).toBeVisible();
}

/** The names of the versions that the browser keeps. */
function keptNames(page: Page): Promise<readonly unknown[]> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const opened = indexedDB.open("sharing-planner");
        opened.addEventListener("success", () => {
          const database = opened.result;
          const all = database.transaction("history").objectStore("history").getAll();
          all.addEventListener("success", () => {
            database.close();
            resolve(all.result.map((version: unknown) => Object(version).name));
          });
        });
      }),
  );
}

/** Gives what lets the text come to rest now: what the page would do five seconds later or more. */
async function hastenRests(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    const { setTimeout: begin, clearTimeout: end } = window;
    const waiting = new Map<number, () => void>();
    const setTimer = (run: () => void, delay = 0): number => {
      const timer = begin(run, delay);
      if (delay >= 5000) waiting.set(timer, run);
      return timer;
    };
    const clearTimer = (timer: number): void => {
      waiting.delete(timer);
      end(timer);
    };
    const rest = (): void => {
      for (const [timer, run] of waiting) {
        clearTimer(timer);
        run();
      }
    };
    Object.assign(window, { setTimeout: setTimer, clearTimeout: clearTimer, rest });
  });
  return () => page.evaluate(() => void Reflect.get(window, "rest")());
}

test("keeps what is replaced, compares with it and restores it as one step", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.ready();
  await openHistory(page);
  await expect(listed(page)).toHaveCount(1);
  await page.getByTestId("examples").click();
  await page.getByTestId("example-fee-grid").click();
  const headline = page.getByTestId("headline");
  await expect(headline).not.toHaveAttribute(optimized, "19");
  await expect(listed(page)).toHaveCount(1);
  await expect(listed(page)).toContainText("33 → 19 containers · 8 combinations");
  await page.getByTestId("examples").click();
  await page.getByTestId("example-strategy-risk").click();
  await expect(listed(page)).toHaveCount(2);
  await expect(listed(page).first()).toContainText("Fee grid");

  await page
    .getByRole("button", { name: /^Compare .* with now$/ })
    .last()
    .click();
  await expect(page.getByTestId("comparison")).toContainText("8 → 4 combinations");
  await page
    .getByRole("button", { name: /^Restore / })
    .last()
    .click();
  await expect(headline).toHaveAttribute(optimized, "19");
  await expect(listed(page).first()).toHaveAttribute("aria-current", "true");
  // what it took the place of is there to go back to as well, and undo does
  await expect(listed(page)).toHaveCount(3);
  await editor.place.getByRole("textbox").focus();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(headline).not.toHaveAttribute(optimized, "19");
});

test("keeps a change of the plan by itself, not a comment, over a reload", async ({
  page,
  editor,
}) => {
  const rest = await hastenRests(page);
  await editor.open();
  await editor.ready();
  await openHistory(page);
  await expect(listed(page)).toHaveCount(1);
  await editor.append("\n# only a remark");
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
  await rest();
  await editor.paste(example("seed").replace("[10000, 50000]", "[10000]"));
  await expect(page.getByTestId("headline")).toHaveAttribute("data-naive", "17");
  await rest();
  await expect(listed(page)).toHaveCount(2);
  await expect(listed(page).first()).toContainText("−8 containers");

  await expect.poll(() => keptNames(page)).toHaveLength(2);
  await page.reload();
  await openHistory(page);
  await expect(listed(page)).toHaveCount(2);
});

test("names, renames and deletes a version by the keyboard", async ({ page, editor }) => {
  await editor.open();
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox").fill("name this version");
  await page.keyboard.press("Enter");
  const field = page.getByRole("textbox", { name: "Name of this version" });
  await expect(field).toBeFocused();
  await page.keyboard.type("Agreed in review");
  await page.keyboard.press("Enter");
  const version = listed(page).filter({ hasText: "Agreed in review" });
  await expect(version).toContainText("33 → 19 containers");

  await page.getByRole("button", { name: "Rename Agreed in review" }).press("Enter");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("<b>Baseline</b>");
  await page.keyboard.press("Enter");
  const renamed = listed(page).filter({ hasText: "<b>Baseline</b>" });
  await expect(renamed).toHaveCount(1);
  await expect(renamed.getByRole("button", { name: "Rename <b>Baseline</b>" })).toBeFocused();

  await editor.paste(feeGrid);
  await page.getByRole("button", { name: "Delete <b>Baseline</b>" }).press("Enter");
  await expect(renamed).toHaveCount(0);
  await expect.poll(() => keptNames(page)).not.toContain("<b>Baseline</b>");
  await page.getByRole("button", { name: "Undo" }).last().press("Enter");
  await expect(renamed).toHaveCount(1);
  // what is shown at once is written a little later
  await expect.poll(() => keptNames(page)).toContain("<b>Baseline</b>");
  await page.reload();
  await openHistory(page);
  await expect(renamed).toHaveCount(1);
});

test("two windows share one history", async ({ page, editor, context }) => {
  await editor.open();
  await openHistory(page);
  const other = await context.newPage();
  await other.goto("/");
  await openHistory(other);
  await other.getByRole("textbox", { name: "Name of this version" }).fill("From there");
  await other.keyboard.press("Enter");
  await expect(listed(page).filter({ hasText: "From there" })).toHaveCount(1);
  await other.close();
});
