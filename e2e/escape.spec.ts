import type { Locator, Page } from "@playwright/test";
import { expect, test, type EditorPage } from "./fixtures/editor-page.ts";
import { fastKeys, type FastKey } from "./fixtures/fast-keys.ts";

type Opened = { readonly openings: number; readonly open: number };

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- merged with the browser's own
  interface Window {
    openings: number;
  }
}

/** How many dialogs and popovers were opened since the page was, and how many are open now. */
const opened = (page: Page): Promise<Opened> =>
  page.evaluate(() => ({
    openings: window.openings,
    open: document.querySelectorAll("dialog[open], :popover-open").length,
  }));

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    window.openings = 0;
    const count = ({ newState }: ToggleEvent): void => {
      if (newState === "open") window.openings += 1;
    };
    addEventListener("beforetoggle", count, { capture: true });
  });
});

/**
 * Presses a key that opens something and Escape with it, twice at once and that many times, as somebody who
 * types faster than a slow machine draws. Each press opens something, nothing is left open, and the focus
 * is back.
 */
async function escapeAtOnce(page: Page, from: Locator, key: FastKey, times: number): Promise<void> {
  const keys = await fastKeys(page);
  await from.focus();
  const before = (await opened(page)).openings;
  for (let time = 1; time <= times; time++) {
    await keys.strike(key, "Escape", key, "Escape");
    await expect
      .poll(() => opened(page), { intervals: [10] })
      .toEqual({ openings: before + 2 * time, open: 0 });
    await expect(from).toBeFocused();
  }
  await keys.end();
}

const theme = (page: Page): Locator => page.getByTestId("theme");

type Opener = {
  readonly what: string;
  readonly key?: FastKey;
  readonly from: (page: Page) => Locator;
};

/** What opens, each from where the focus is, by what must be there to open it. */
const openers: readonly {
  readonly where: string;
  readonly arrange?: (page: Page, editor: EditorPage) => Promise<void>;
  readonly opens: readonly Opener[];
}[] = [
  {
    where: "the whole page",
    opens: [
      { what: "the sheet of keys, by its key", key: "?", from: theme },
      { what: "the palette", key: "Mod+K", from: theme },
      { what: "the sheet of keys", from: (page) => page.getByTestId("keys") },
      { what: "the examples", from: (page) => page.getByTestId("examples") },
      { what: "the export", from: (page) => page.getByTestId("export") },
      { what: "the link", from: (page) => page.getByTestId("share") },
    ],
  },
  {
    where: "a comparison",
    async arrange(page, editor) {
      await editor.ready();
      await page.getByTestId("compare").click();
    },
    opens: [{ what: "the texts", from: (page) => page.getByRole("button", { name: "Texts" }) }],
  },
  {
    where: "the table",
    arrange: (page) => page.getByTestId("combinations").click(),
    opens: [
      { what: "a column's filter", from: (page) => page.getByTestId("filter-lookback_period") },
      { what: "the search by values", from: (page) => page.getByTestId("find-combination") },
    ],
  },
  {
    where: "the results",
    async arrange(page) {
      await page.getByTestId("run").click();
      await expect(page.getByTestId("results")).toHaveAttribute("data-status", "done");
    },
    opens: [{ what: "a filter", from: (page) => page.getByTestId("filter-lookback_period") }],
  },
];

for (const { where, arrange, opens } of openers) {
  test(`Escape closes what opens over ${where}, however soon it is pressed`, async ({
    page,
    editor,
  }) => {
    await editor.open();
    await arrange?.(page, editor);
    for (const { what, key = "Enter", from } of opens) {
      await test.step(what, () => escapeAtOnce(page, from(page), key, 3));
    }
  });
}

for (const [what, key, file] of [
  ["the sheet of keys", "?", /sheet-.*\.js$/],
  ["the palette", "Mod+K", /palette-.*\.js$/],
] as const) {
  test(`Escape closes ${what} before what it shows has come`, async ({ page, editor }) => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(file, async (route) => {
      await held;
      await route.continue();
    });
    await editor.open();
    const asked = page.waitForRequest(file);
    await escapeAtOnce(page, theme(page), key, 1);
    const arrived = asked.then(async (request) => request.response());
    release();
    await (await arrived)?.finished();
    // the next one is the whole of it, and the only one
    await page.keyboard.press(key.replace("Mod", "ControlOrMeta"));
    const dialog = page.getByRole("dialog");
    await expect(dialog.locator("button, input")).toBeFocused();
    expect(await opened(page)).toEqual({ openings: 3, open: 1 });
  });
}

test("Escape leaves a version's name as it is, however soon it is pressed", async ({
  page,
  editor,
}) => {
  await editor.open();
  await page.getByTestId("history").click();
  await page.getByRole("textbox", { name: "Name of this version" }).fill("mine");
  await page.keyboard.press("Enter");
  const rename = page.getByRole("button", { name: "Rename mine" });
  await rename.focus();
  const keys = await fastKeys(page);
  for (let time = 0; time < 6; time++) {
    await keys.strike("Enter", "Escape");
    await expect(rename).toBeFocused();
    await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveCount(0);
  }
});
