import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";
import { example, feeGrid } from "./fixtures/texts.ts";

/** Naive and optimised containers of each example, then its risk and execution containers. */
const examples = [
  ["strategy-risk", 17, 12, 2, 1],
  ["fee-grid", 65, 38, 1, 4],
  ["hidden-split", 65, 39, 2, 4],
  ["near-miss", 17, 12, 2, 1],
  ["tied-fields", 17, 12, 1, 2],
  ["million", 4_000_001, 2_000_003, 1, 1],
] as const;

async function expectContainers(page: Page, naive: number, optimized: number): Promise<void> {
  const headline = page.getByTestId("headline");
  await expect(headline).toHaveAttribute("data-naive", String(naive));
  await expect(headline).toHaveAttribute("data-optimized", String(optimized));
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
}

const expectSeed = (page: Page) => expectContainers(page, 33, 19);

async function load(page: Page, id: string): Promise<void> {
  await page.getByTestId("examples").click();
  await page.getByTestId(`example-${id}`).click();
}

/** Gives a file to the page as a drop from the desktop does. */
async function drop(page: Page, name: string, content: readonly number[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ file, bytes }) => {
      const held = new DataTransfer();
      held.items.add(new File([new Uint8Array(bytes)], file));
      return held;
    },
    { file: name, bytes: [...content] },
  );
  await page.getByTestId("graph").dispatchEvent("drop", { dataTransfer: transfer });
}

const bytesOf = (text: string): number[] => [...Buffer.from(text)];

test("each example is drawn, says where to look, and is undone in one step", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.ready();
  for (const [id, naive, optimized, risk, execution] of examples) {
    await load(page, id);
    await expectContainers(page, naive, optimized);
    const graph = page.getByTestId("graph");
    await expect(graph.getByTestId(/^node-risk_/)).toHaveCount(risk);
    await expect(graph.getByTestId(/^node-execution_/)).toHaveCount(execution);
    await expect(page.getByText("Look at")).toBeVisible();
    await expect(page.getByTestId("problems")).toHaveAttribute("data-errors", "0");
    await editor.place.getByRole("textbox").focus();
    await page.keyboard.press("ControlOrMeta+Z");
    await expectSeed(page);
    await expect(page.getByRole("banner")).toContainText("All shared");
  }
});

test("an example loaded before the code editor has arrived is one step to undo, then and later", async ({
  page,
  editor,
}) => {
  const release = await editor.hold();
  await editor.open();
  await load(page, "fee-grid");
  await expectContainers(page, 65, 38);
  await editor.place.getByRole("textbox").press("ControlOrMeta+Z");
  await expectSeed(page);

  await load(page, "fee-grid");
  await expectContainers(page, 65, 38);
  await editor.place.getByRole("textbox").press("ControlOrMeta+End");
  await page.keyboard.type("# mine");
  release();
  await editor.ready();
  await expect(editor.place).toContainText("mine");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(editor.place).not.toContainText("mine");
  await page.keyboard.press("ControlOrMeta+Z");
  await expectSeed(page);
});

test("examples are chosen by the keyboard alone", async ({ page, editor }) => {
  await editor.open();
  const button = page.getByRole("button", { name: "Examples" });
  await button.focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: /^All shared/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: /^Fee grid/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: /^All shared/ })).toBeFocused();
  await page.keyboard.press("h");
  await page.keyboard.press("Enter");
  await expectContainers(page, 65, 39);
  await expect(button).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Z");
  await expectSeed(page);
});

test("a configuration pasted into the untouched example replaces it as one step", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.ready();
  const textbox = editor.place.getByRole("textbox");
  const paste = (text: string) =>
    textbox.evaluate((target, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      const event = { clipboardData, bubbles: true, cancelable: true };
      target.dispatchEvent(new ClipboardEvent("paste", event));
    }, text);
  await textbox.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await paste(feeGrid);
  await expectContainers(page, 65, 39);
  await page.keyboard.press("ControlOrMeta+Z");
  await expectSeed(page);

  // a piece of a configuration goes to the caret, as ever
  await page.keyboard.press("ControlOrMeta+End");
  await paste("portfolio:\n  max_leverage: 2\n");
  await expect(editor.place).toContainText("max_leverage");
  await expect(editor.place).toContainText("lookback_period");
  await expectSeed(page);
});

test("a text pasted over the example does not bear its name, until it is undone", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.append("# mine\n");
  const banner = page.getByRole("banner");
  await expect(banner).toContainText("All shared");
  await editor.paste(feeGrid);
  await expectContainers(page, 65, 39);
  await expect(banner).not.toContainText("All shared");
  await page.keyboard.press("ControlOrMeta+Z");
  await expectSeed(page);
  await expect(banner).toContainText("All shared");
  await page.keyboard.press("ControlOrMeta+Shift+Z");
  await expectContainers(page, 65, 39);
  await expect(banner).not.toContainText("All shared");
  // a piece of text is no other document
  await page.keyboard.press("ControlOrMeta+Z");
  await editor.append("name: Mine");
  await expect(banner).toContainText("Mine · All shared");
});

test("a configuration pasted beside the editor is opened, and taken back by a button", async ({
  page,
  editor,
}) => {
  await editor.open();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = { clipboardData, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new ClipboardEvent("paste", event));
  }, feeGrid);
  await expectContainers(page, 65, 39);
  await page.getByLabel("Notices").getByRole("button", { name: "Undo" }).click();
  await expectSeed(page);
});

test("files that hold no configuration are refused with the reason", async ({ page, editor }) => {
  await editor.open();
  const notices = page.getByLabel("Notices");
  await drop(page, "chart.png", [0x89, 0x50, 0x4e, 0x47, 0, 0, 1]);
  await expect(notices).toContainText(
    "chart.png carries no configuration. Your text is as you left it.",
  );
  await drop(page, "latin.yaml", [0x61, 0xe4, 0x62]);
  await expect(notices).toContainText("latin.yaml is no UTF-8 text");
  await page.getByLabel("YAML file").setInputFiles({
    name: "large.yaml",
    mimeType: "application/yaml",
    buffer: Buffer.alloc(3_000_001, "1"),
  });
  await expect(notices).toContainText("large.yaml is too large: a configuration has at most");
  await notices.getByRole("button", { name: "Close" }).click();
  await expect(notices).not.toContainText("large.yaml");
  await expectSeed(page);
});

test("a dropped file gives the document its name, under which Ctrl+S saves it", async ({
  page,
  editor,
}) => {
  await editor.open();
  await drop(page, "fees 2.yml", bytesOf(feeGrid));
  await expectContainers(page, 65, 39);
  await expect(page.getByRole("banner")).toContainText("fees 2.yml");
  await editor.append("name: Fees # mine");
  await expect(page.getByRole("banner")).toContainText("Fees · fees 2.yml");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.keyboard.press("ControlOrMeta+S"),
  ]);
  expect(download.suggestedFilename()).toBe("fees 2.yml");
  expect(await readFile(await download.path(), "utf8")).toBe(`${feeGrid}name: Fees # mine`);
});

test("an example is saved under its title, from wherever the focus is", async ({
  page,
  editor,
}) => {
  await editor.open();
  await page.getByTestId("theme").focus();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.keyboard.press("ControlOrMeta+S"),
  ]);
  expect(download.suggestedFilename()).toBe("all-shared.yaml");
  expect(await readFile(await download.path(), "utf8")).toBe(example("seed"));
});

const words = "every word of this was typed before the page was left";

test("a reload in the middle of typing loses nothing", async ({ page, editor }) => {
  await editor.open();
  await editor.append(`\n# ${words}`);
  await page.reload();
  await editor.ready();
  await expect(editor.place).toContainText(words);
});

test("a page that dies loses nothing of what was kept", async ({ page, editor }) => {
  await page.addInitScript(() => {
    // a page that dies is not told so
    addEventListener("pagehide", (event) => event.stopImmediatePropagation(), { capture: true });
  });
  await editor.open();
  await editor.append(`\n# ${words}`);
  await editor.kept();
  await page.reload();
  await editor.ready();
  await expect(editor.place).toContainText(words);
});
