import { readFileSync } from "node:fs";
import type { Download, Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";
import { feeGrid, twoThousand } from "./fixtures/texts.ts";

const counts = (page: Page, naive: number, optimized: number) =>
  expect(page.getByTestId("headline").and(page.locator(`[data-naive="${naive}"]`))).toHaveAttribute(
    "data-optimized",
    String(optimized),
  );

async function openMenu(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const menu = page.getByRole("region", { name: "Export" });
  await expect(menu).toBeVisible();
  return menu;
}

async function downloadBy(page: Page, name: string): Promise<Download> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name, exact: true }).click();
  return waiting;
}

const contentOf = async (download: Download): Promise<Buffer> =>
  readFileSync(await download.path());

/** Drops a file on the page as a user does. */
async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, base64]) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([bytes], file));
      return data;
    },
    [name, content.toString("base64")] as const,
  );
  await page.getByTestId("graph").dispatchEvent("drop", { dataTransfer: transfer });
}

/** The golden text of src/export/fixtures, which has no fonts and another version in it. */
const golden = (name: string): string =>
  readFileSync(new URL(`../src/export/fixtures/${name}.svg`, import.meta.url), "utf8");
const withoutExtras = (svg: string): string =>
  svg
    .replace(/@font-face\{.*?\}(?=\.t|@)/g, "")
    .replace(/<metadata.*<\/metadata>\n/, "")
    .replace(/Sharing Planner [\d.]+/, "Sharing Planner 1.2.3");

test("downloads the picture that Node makes, byte for byte, and opens it again", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(feeGrid);
  await counts(page, 65, 39);
  const menu = await openMenu(page);
  await menu.getByLabel("Title").fill("fee-grid");
  await menu.getByLabel("Date").fill("2026-01-31");
  await menu.getByText("light", { exact: true }).click();
  const download = await downloadBy(page, "Download SVG");
  expect(download.suggestedFilename()).toMatch(/^workflow-[0-9a-f]{8}\.svg$/);
  const svg = await contentOf(download);
  expect(withoutExtras(svg.toString())).toBe(golden("fee-grid"));

  await page.keyboard.press("Escape");
  await editor.paste("strategies: [{type: momentum}]\n");
  await counts(page, 5, 5);
  await drop(page, download.suggestedFilename(), svg);
  await counts(page, 65, 39);
});

test("downloads pictures of pixels with the text inside, at the size that it says", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(feeGrid);
  await counts(page, 65, 39);
  const menu = await openMenu(page);
  await menu.getByText("3×", { exact: true }).click();
  await expect(menu).toContainText("4\u202f800 × 3\u202f000 pixels");
  const download = await downloadBy(page, "Download PNG");
  expect(download.suggestedFilename()).toMatch(/@3x\.png$/);
  const png = await contentOf(download);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([4800, 3000]);

  await page.keyboard.press("Escape");
  await editor.paste("strategies: [{type: momentum}]\n");
  await counts(page, 5, 5);
  await drop(page, "picture.png", png);
  await counts(page, 65, 39);
});

test("leaves the text out when asked to, and says so of a picture that has none", async ({
  page,
  editor,
}) => {
  await editor.open();
  const menu = await openMenu(page);
  await menu.getByRole("checkbox").uncheck();
  const svg = await contentOf(await downloadBy(page, "Download SVG"));
  expect(svg.toString()).not.toContain("<metadata");
  await page.keyboard.press("Escape");
  await drop(page, "plan.svg", svg);
  await expect(page.getByRole("status", { name: "Notices" })).toContainText(
    "plan.svg carries no configuration",
  );
});

test("downloads the plan as the command line prints it, and as a diagram", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(twoThousand);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "2000");
  await openMenu(page);
  const json = await contentOf(await downloadBy(page, "Download JSON"));
  expect(JSON.parse(json.toString())).toMatchObject({
    format: "sharing-plan/1",
    combinations: 2000,
  });
  const markdown = await contentOf(await downloadBy(page, "Download Markdown"));
  expect(markdown.toString()).toMatch(/^## Sharing plan of `workflow\.yaml`\n/);
  const mermaid = await contentOf(await downloadBy(page, "Download Mermaid"));
  expect(mermaid.toString()).toMatch(/^flowchart LR\n/);
});

test("copies the picture, or downloads it where the clipboard is denied", async ({
  page,
  editor,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await editor.open();
  const menu = await openMenu(page);
  await menu.getByTestId("copy-image").click();
  await expect(menu.getByRole("status")).toContainText("The picture is copied, without the YAML");
  const copied = await page.evaluate(async () =>
    (await navigator.clipboard.read()).flatMap(({ types }) => types),
  );
  expect(copied).toEqual(["image/png"]);

  await page.evaluate(() => {
    navigator.clipboard.write = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  const download = await downloadBy(page, "Copy image");
  expect(download.suggestedFilename()).toMatch(/@2x\.png$/);
  await expect(menu.getByRole("status")).toContainText("is downloaded instead");
});

test("stamps what is exported of a plan that is older than the text", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(feeGrid);
  await counts(page, 65, 39);
  await editor.paste(`${feeGrid}broken: [\n`);
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "true");
  const menu = await openMenu(page);
  await expect(menu).toContainText("marked as stale");
  const download = await downloadBy(page, "Download SVG");
  expect(download.suggestedFilename()).toMatch(/-stale\.svg$/);
  const svg = (await contentOf(download)).toString();
  expect(svg).toContain(">STALE");
  expect(svg).toContain("2 risk and 4 execution containers");
});
