import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Download, Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";
import { feeGrid, trillion, twoThousand } from "./fixtures/texts.ts";

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

/** What the command line prints of a text. */
function cli(text: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["src/setup/execute.mjs", "cli", "plan", "-", ...args],
    { cwd: fileURLToPath(new URL("..", import.meta.url)), input: text, encoding: "utf8" },
  );
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

test("downloads the picture that Node makes, byte for byte, and opens it again", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(feeGrid);
  await counts(page, 65, 39);
  const menu = await openMenu(page);
  await menu.getByLabel("Title").fill("A & B");
  await menu.getByLabel("Date").fill("2026-01-31");
  await menu.getByText("light", { exact: true }).click();
  const download = await downloadBy(page, "Download SVG");
  expect(download.suggestedFilename()).toMatch(/^workflow-[0-9a-f]{8}\.svg$/);
  const svg = await contentOf(download);
  const look = ["--title", "A & B", "--date", "2026-01-31", "--theme", "light"];
  expect(svg.toString()).toBe(cli(feeGrid, "--format", "svg", ...look));

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
  expect(json.toString()).toBe(cli(twoThousand));
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

const longNames = JSON.stringify({
  name: `<b>&amp; \u202e${"long name ".repeat(60)}`,
  strategies: [{ type: "長い名前".repeat(30), parameters: { "مرحبا بالعالم ﷽﷽﷽﷽": [1, 2] } }],
  optimization: {
    parameter_grids: {
      [`execution.${"field_".repeat(40)}`]: ["👩‍👩‍👧‍👦".repeat(30), "W".repeat(300), "Z̶̢̛a̷l̵g̴o̶"],
      "risk.﷽﷽﷽﷽﷽﷽": ["<script>", "]]>"],
    },
  },
});
const manyFees = feeGrid
  .replace("[0.001, 0.005]", "{min: 1, max: 6, step: 1}")
  .replace("[0.0005, 0.001]", "{min: 1, max: 4, step: 1}");

for (const [name, text] of Object.entries({ feeGrid, trillion, manyFees, longNames })) {
  test(`draws ${name} with no text on another or outside, in the letters that a browser draws`, async ({
    page,
  }) => {
    await page.setContent(cli(text, "--format", "svg", "--date", "30 September 2026"));
    const wrong = await page.evaluate(async () => {
      await document.fonts.ready;
      const all = Array.from(document.querySelectorAll("svg text"), (element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const clip = /url\((#c\d+)\)/.exec(element.getAttribute("clip-path") ?? "")?.[1];
        const shown = clip ? document.querySelector(`${clip} rect`) : undefined;
        // what is cut off is not drawn; lines of text may touch above and below their letters
        const cut = shown
          ? [Number(shown.getAttribute("x")), Number(shown.getAttribute("width"))]
          : [];
        const [x = -Infinity, width = Infinity] = cut;
        const zero = document.querySelector("svg")?.getBoundingClientRect().left ?? 0;
        const slack = (bottom - top) * 0.2;
        return {
          text: element.textContent,
          left: Math.max(left, zero + x),
          right: Math.min(right, zero + x + width),
          top: top + slack,
          bottom: bottom - slack,
        };
      });
      const sheet = document.querySelector("svg")?.getBoundingClientRect() ?? new DOMRect();
      const outside = all.filter(
        ({ left, right, top, bottom }) =>
          left < sheet.left || right > sheet.right || top < sheet.top || bottom > sheet.bottom,
      );
      const over = all.flatMap((one, n) =>
        all
          .slice(n + 1)
          .filter(
            (other) =>
              one.left < other.right &&
              other.left < one.right &&
              one.top < other.bottom &&
              other.top < one.bottom,
          )
          .map((other) => `${one.text} ⟷ ${other.text}`),
      );
      return [...outside.map(({ text: lost }) => `outside: ${lost}`), ...over];
    });
    expect(wrong).toEqual([]);
    expect(await page.locator("svg text").count()).toBeGreaterThan(20);
  });
}
