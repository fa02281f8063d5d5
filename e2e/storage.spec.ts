import type { Page } from "@playwright/test";
import { violations } from "./fixtures/axe.ts";
import { expect, test, type EditorPage } from "./fixtures/editor-page.ts";
import { example, feeGrid } from "./fixtures/texts.ts";

const key = "sharing-planner/1";
const question = "elsewhere";

const listed = (page: Page) => page.getByTestId("version");

/** Another window of the same browser, with a plan drawn. */
async function openBeside(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto("/");
  await expect(other.getByTestId("editor")).toHaveAttribute("data-ready", "true");
  return other;
}

const saved = (page: Page): Promise<string> =>
  page.evaluate((at) => localStorage.getItem(at) ?? "", key);

async function editAndSave(page: Page, editor: EditorPage, text: string): Promise<void> {
  await editor.append(text);
  await expect.poll(() => saved(page)).toContain(text.trim());
}

test.describe("two windows", () => {
  test("one that was not edited follows the other", async ({ page, editor }) => {
    await editor.open();
    const other = await openBeside(page);
    await editAndSave(page, editor, "\n# from here");
    await expect(other.getByTestId("editor")).toContainText("# from here");
    await expect(other.getByTestId(question)).toBeHidden();
  });

  test("one that was edited asks, and what gives way is in the history", async ({
    page,
    editor,
    editorOf,
  }) => {
    await editor.open();
    await editAndSave(page, editor, "\n# mine");
    const other = await openBeside(page);
    await expect(other.getByTestId("editor")).toContainText("# mine");
    await editorOf(other).append("\n# theirs");
    await expect(page.getByTestId(question)).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await expect(editor.place).not.toContainText("# theirs");
    // until the question is answered nothing is written over what was saved there
    await editor.append(", edited");
    await editor.kept();
    expect(await saved(page)).toContain("# theirs");

    await page.getByRole("button", { name: "Take it" }).click();
    await expect(editor.place).toContainText("# theirs");
    await expect(page.getByTestId(question)).toBeHidden();
    await page.getByTestId("history").click();
    await expect(listed(page).filter({ hasText: "33 → 19" })).not.toHaveCount(0);
    await page
      .getByRole("button", { name: /^Restore / })
      .first()
      .click();
    await expect(editor.place).toContainText("# mine, edited");
  });

  test("each shows after a reload what it showed; the next visit has the newest", async ({
    page,
    editor,
    editorOf,
    context,
  }) => {
    await editor.open();
    await editAndSave(page, editor, "\n# first window");
    const other = await openBeside(page);
    await editorOf(other).paste(feeGrid);
    await expect(page.getByTestId(question)).toBeVisible();
    await editor.append(" was here");
    await page.getByRole("button", { name: "Keep mine" }).click();
    await expect.poll(() => saved(page)).toContain("first window was here");
    await expect(other.getByTestId(question)).toBeVisible();

    await page.reload();
    await other.reload();
    await expect(editor.place).toContainText("# first window was here");
    await expect(page.getByTestId(question)).toBeHidden();
    await expect(other.getByTestId("headline")).toHaveAttribute("data-naive", "65");
    await expect(other.getByTestId(question)).toBeVisible();

    await page.close();
    await other.close();
    const next = await context.newPage();
    await next.goto("/");
    await expect(next.getByTestId("editor")).toContainText("# first window was here");
    await next.getByTestId("history").click();
    await expect(listed(next).filter({ hasText: "65 → 39" })).toHaveCount(1);
  });
});

test.describe("a browser that does not keep things", () => {
  test("says in one line that its storage is full, and goes on", async ({ page, editor }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await editor.open();
    await editor.paste(feeGrid);
    await expect(page.getByText("The browser's storage is full: your text is lost")).toBeVisible();
    await expect(page.getByTestId("headline")).toHaveAttribute("data-naive", "65");
  });

  for (const [how, fault] of [
    ["is denied", "throws"],
    ["is broken", "fails"],
    ["is full", "full"],
  ] as const) {
    test(`keeps the history for this window where its database ${how}`, async ({
      page,
      editor,
    }) => {
      await page.addInitScript((kind) => {
        if (kind === "full") {
          IDBObjectStore.prototype.put = () => {
            throw new DOMException("full", "QuotaExceededError");
          };
          return;
        }
        IDBFactory.prototype.open = () => {
          if (kind === "throws") throw new DOMException("denied", "SecurityError");
          const request = Object.create(IDBOpenDBRequest.prototype);
          Object.defineProperty(request, "error", {
            value: new DOMException("broken", "UnknownError"),
          });
          setTimeout(() => request.failed?.());
          Object.defineProperty(request, "onerror", {
            set(failed) {
              Object.defineProperty(request, "failed", { value: failed });
            },
          });
          return request;
        };
      }, fault);
      await editor.open();
      await page.getByTestId("history").click();
      await page.getByRole("textbox", { name: "Name of this version" }).fill("Kept a while");
      await page.keyboard.press("Enter");
      await expect(listed(page).filter({ hasText: "Kept a while" })).toHaveCount(1);
      await expect(page.getByText(/goes when this window is closed/)).toBeVisible();
      await editor.paste(feeGrid);
      await page.getByRole("button", { name: "Restore Kept a while" }).click();
      await expect(page.getByTestId("headline")).toHaveAttribute("data-optimized", "19");
    });
  }
});

test.describe("records that cannot be read", () => {
  for (const [what, record] of [
    ["cut off", '{"version":1,"text":"a: [1'],
    ["of a later version", '{"version":999,"document":{}}'],
    ["of wrong types", '{"version":1,"text":["a"]}'],
  ] as const) {
    test(`${what}: the example opens, and the record is put aside`, async ({ page, editor }) => {
      await page.addInitScript(
        ([at, value]) => {
          if (localStorage.length === 0) localStorage.setItem(at, value);
        },
        [key, record] as const,
      );
      await editor.open();
      await expect(page.getByText("put aside, not deleted")).toBeVisible();
      await expect(page.getByTestId("headline")).toHaveAttribute("data-optimized", "19");
      await editAndSave(page, editor, "\n# new");
      expect(await page.evaluate(() => Object.values(localStorage))).toContain(record);
      await page.reload();
      await expect(editor.place).toContainText("# new");
    });
  }

  test("half a history: what can be read is listed, the rest is put aside", async ({
    page,
    editor,
  }) => {
    await editor.open();
    await page.getByTestId("history").click();
    await expect(listed(page)).toHaveCount(1);
    await editIndexedDb(page, { "version/cut": { version: 1, text: 7 }, "version/none": null });
    await page.reload();
    await page.getByTestId("history").click();
    await expect(listed(page)).toHaveCount(1);
    await expect(listed(page)).toContainText("33 → 19");
    await expect.poll(() => keysInIndexedDb(page)).toContain("broken/version/cut");
    expect(await keysInIndexedDb(page)).not.toContain("version/cut");
  });
});

test("keeps in the browser what it says is kept", async ({ page, editor }) => {
  await editor.open();
  await editor.append("\n# before the crash");
  await editor.kept();
  expect(await saved(page)).toContain("# before the crash");
  expect(example("seed")).not.toContain("# before the crash");
});

function editIndexedDb(page: Page, records: Readonly<Record<string, unknown>>): Promise<void> {
  return page.evaluate(
    (entries) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("sharing-planner");
        opening.addEventListener("error", reject);
        opening.addEventListener("success", () => {
          const write = opening.result.transaction("history", "readwrite");
          for (const [at, value] of Object.entries(entries)) {
            write.objectStore("history").put(value, at);
          }
          write.addEventListener("complete", () => {
            opening.result.close();
            resolve();
          });
        });
      }),
    records,
  );
}

function keysInIndexedDb(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    () =>
      new Promise<readonly string[]>((resolve, reject) => {
        const opening = indexedDB.open("sharing-planner");
        opening.addEventListener("error", reject);
        opening.addEventListener("success", () => {
          const keys = opening.result.transaction("history").objectStore("history").getAllKeys();
          keys.addEventListener("success", () => {
            opening.result.close();
            resolve(keys.result.map(String));
          });
        });
      }),
  );
}
