import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";
import { example } from "./fixtures/texts.ts";

const separator = (page: Page) => page.getByRole("separator", { name: "Width of the editor" });

async function widthOf(page: Page): Promise<number> {
  const box = await page.getByRole("region", { name: "Configuration" }).boundingBox();
  return box?.width ?? 0;
}

test("the editor takes 38 % of the window, moved by arrows or dragged, as long as kept", async ({
  page,
  editor,
}) => {
  await editor.open();
  expect(await widthOf(page)).toBeCloseTo(0.38 * 1440, 0);
  await separator(page).focus();
  await page.keyboard.press("ArrowRight");
  expect(await widthOf(page)).toBeCloseTo(0.4 * 1440, 0);
  await expect(separator(page)).toHaveAttribute("aria-valuenow", "40");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowRight");
  await expect(separator(page)).toHaveAttribute("aria-valuenow", "60");

  const line = await separator(page).boundingBox();
  if (!line) throw new Error("the line is not shown");
  await page.mouse.move(line.x + line.width / 2, 450);
  await page.mouse.down();
  await page.mouse.move(600, 450);
  await page.mouse.move(720, 450);
  await page.mouse.up();
  await expect(separator(page)).toHaveAttribute("aria-valuenow", "50");
  await page.reload();
  await expect(separator(page)).toHaveAttribute("aria-valuenow", "50");
  await separator(page).dblclick();
  await expect(separator(page)).toHaveAttribute("aria-valuenow", "38");
});

test("the editor is hidden and shown again, the focus never lost", async ({ page, editor }) => {
  await editor.open();
  await editor.append("# mine");
  await page.getByRole("button", { name: "Hide the editor" }).click();
  await expect(editor.place).toBeHidden();
  const show = page.getByRole("button", { name: "Show the editor" });
  await expect(show).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Hide the editor" })).toBeFocused();
  await expect(editor.place).toContainText("# mine");

  await separator(page).focus();
  await page.keyboard.press("Enter");
  await expect(show).toBeFocused();
  await expect(page.getByTestId("node-execution_0")).toBeVisible();
});

test("a problem brings the hidden editor back, at its line", async ({ page, editor }) => {
  await page.setViewportSize({ width: 800, height: 900 });
  await editor.open();
  await page.getByRole("tab", { name: "Code" }).click();
  await editor.append("\nrisks: 1\n");
  const problem = page.getByTestId("problems").getByRole("button").first();
  await problem.click();
  await expect(editor.place.getByRole("textbox")).toBeFocused();
});

test("what there is to say is said where the editor is not shown, too", async ({
  page,
  editor,
}) => {
  await editor.open();
  const refused = page.getByText("chart.png carries no configuration");
  await page.getByRole("button", { name: "Hide the editor" }).click();
  const buffer = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]);
  const file = { name: "chart.png", mimeType: "image/png", buffer };
  await page.getByLabel("YAML file").setInputFiles(file);
  await expect(refused).toBeVisible();
  await page.getByRole("button", { name: "Show the editor" }).click();
  await expect(refused).toBeVisible();
  await page.setViewportSize({ width: 800, height: 900 });
  await expect(editor.place).toBeHidden();
  await expect(refused).toBeVisible();
});

test("errors and warnings are problems, hints are counted apart", async ({ page, editor }) => {
  await editor.open();
  await expect(page.getByText("no problems", { exact: true })).toBeVisible();
  await editor.paste(example("hidden-split"));
  await expect(page.getByRole("button", { name: "no problems, 1 hint" })).toBeVisible();
  await editor.append("\nportfolio: ]");
  await page.getByRole("button", { name: /^\d problems?/ }).click();
  await expect(page.getByTestId("problems")).toBeEmpty();
});

test("the whole page is walked through by Tab, each stop with a name", async ({ page, editor }) => {
  await editor.open();
  await editor.ready();
  await editor.paste(example("hidden-split"));
  await expect(page.getByTestId("problems").getByRole("button").first()).toBeVisible();
  await page.getByTestId("examples").focus();
  const stops: string[] = [];
  for (let n = 0; n < 36; n++) {
    const name = await nameOfFocus(page);
    stops.push(name);
    // Tab alone indents
    if (name.startsWith("Configuration (YAML)")) await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
  }
  expect(stops).toEqual(
    expect.arrayContaining([
      "Examples",
      "Paste, drop or open your YAML",
      "Save",
      "Hide the editor",
      expect.stringContaining("Escape, then Tab leaves the text"),
      "Width of the editor",
      "Optimised",
    ]),
  );
  expect(stops).not.toContain("");
});

const nameOfFocus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const focused = document.activeElement;
    const label =
      focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : undefined;
    return (focused?.getAttribute("aria-label") ?? label ?? focused?.textContent ?? "").trim();
  });

test("tabs are walked through by arrows, and Numbers counts by role", async ({ page, editor }) => {
  await page.setViewportSize({ width: 800, height: 900 });
  await editor.open();
  const tab = (name: string) => page.getByRole("tab", { name });
  await expect(tab("Graph")).toHaveAttribute("aria-selected", "true");
  await tab("Graph").focus();
  await page.keyboard.press("ArrowRight");
  await expect(tab("Numbers")).toBeFocused();
  await expect(page.getByRole("tabpanel")).toHaveCount(1);
  await expect(page.getByRole("row", { name: "All containers 33 19" })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(tab("Code")).toHaveAttribute("aria-selected", "true");
  await expect(editor.place).toBeVisible();
  await expect(page.getByRole("button", { name: "Paste, drop or open your YAML" })).toBeVisible();
});

test("a small window shows the text to read, and a plain area to edit it in", async ({
  page,
  editor,
}) => {
  await page.setViewportSize({ width: 600, height: 900 });
  await editor.open();
  await page.getByRole("tab", { name: "Code" }).click();
  const text = editor.place.getByRole("textbox", { name: "Configuration (YAML)" });
  await expect(text).toHaveAttribute("readonly");
  await page.getByRole("button", { name: "Edit" }).click();
  await expect(text).toBeFocused();
  await text.fill(example("seed").replace("[10000, 50000]", "[10000]"));
  await expect(page.getByTestId("headline")).toHaveAttribute("data-naive", "17");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(text).toHaveAttribute("readonly");

  // with room enough the code editor comes, and goes on where the plain one was
  await page.setViewportSize({ width: 1440, height: 900 });
  await editor.ready();
  await expect(editor.place).toContainText("[10000]");
  await editor.append("# mine");
  await page.setViewportSize({ width: 600, height: 900 });
  await expect(editor.place.locator("textarea[aria-label]")).toHaveValue(/# mine$/);
});

test("no line moves when the code editor takes the plain one's place", async ({ editor }) => {
  const release = await editor.hold();
  await editor.open();
  const area = editor.place.getByRole("textbox");
  const plain = await area.boundingBox();
  const lineHeight = await area.evaluate((text) =>
    Number.parseFloat(getComputedStyle(text).lineHeight),
  );
  release();
  await editor.ready();
  // the editor stands before its lines are painted, and paints them more than once
  await expect(async () => {
    const firstLine = await editor.place.locator(".view-line").first().boundingBox();
    const secondLine = await editor.place.locator(".view-line").nth(1).boundingBox();
    expect(firstLine?.x).toBeCloseTo(plain?.x ?? 0, 0);
    expect(firstLine?.y).toBeCloseTo(plain?.y ?? 0, 0);
    expect((secondLine?.y ?? 0) - (firstLine?.y ?? 0)).toBe(lineHeight);
  }).toPass();
});

test("nothing sticks out of a window, however narrow it is", async ({ page, editor }) => {
  for (const width of [1000, 800, 600, 400]) {
    await test.step(`${width} px`, async () => {
      await page.setViewportSize({ width, height: 900 });
      // opened in the widest: a window is also made narrower afterwards
      if (width === 1000) await editor.open();
      for (const tab of width < 900 ? ["Code", "Graph", "Numbers"] : []) {
        await page.getByRole("tab", { name: tab }).click();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
      if (width < 900) await page.getByRole("tab", { name: "Code" }).click();
      // both in one look: the panes may still take their widths
      const roomRight = (): Promise<number> =>
        page.locator("footer", { hasText: /^rev \d/ }).evaluate((strip) => {
          const right = (part: Element | null): number => part?.getBoundingClientRect().right ?? 0;
          return right(strip) - right(strip.lastElementChild);
        });
      await expect.poll(roomRight).toBeGreaterThanOrEqual(15);
      await page.getByTestId("examples").click();
      const menu = await page.getByRole("menu").boundingBox();
      expect(menu?.x).toBeGreaterThanOrEqual(0);
      expect((menu?.x ?? 0) + (menu?.width ?? 0)).toBeLessThanOrEqual(width);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("menu")).toBeHidden();
    });
  }
});
