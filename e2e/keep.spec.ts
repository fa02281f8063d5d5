import { expect, test } from "./fixtures/editor-page.ts";
import { example, feeGrid } from "./fixtures/texts.ts";

const optimized = "data-optimized";

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
});

test("shares the document by its address, until the next edit", async ({ page, editor }) => {
  await editor.open();
  await page.getByTestId("share").click();
  await expect(page.getByText("The link is copied.")).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(page.url());
  expect(copied).toContain("#c=1.");
  await page.keyboard.press("Escape");
  await editor.append("\n# mine");
  await expect.poll(() => page.url()).not.toContain("#");
});

test("shows the address where the clipboard is denied", async ({ page, editor }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"));
  });
  await editor.open();
  await page.getByTestId("share").click();
  await expect(page.getByRole("textbox", { name: "Link" })).toHaveValue(/#c=1\./);
  await expect(page.getByText("did not let the link be copied")).toBeVisible();
});

test("keeps an own document behind a link until the visitor chooses", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(feeGrid);
  await expect(page.getByTestId("headline")).not.toHaveAttribute(optimized, "19");
  await page.getByTestId("share").click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  await page.keyboard.press("Escape");
  await editor.paste(example("seed"));
  await expect(page.getByTestId("headline")).toHaveAttribute(optimized, "19");

  const chip = page.getByTestId("from-link");
  await page.goto("about:blank");
  await page.goto(link);
  await expect(chip).toBeVisible();
  await expect(page.getByTestId("headline")).not.toHaveAttribute(optimized, "19");

  // edits are kept over a reload, beside the own document
  await editor.append("\n# edited");
  await expect.poll(() => page.url()).not.toContain("#");
  await page.reload();
  await expect(chip).toBeVisible();
  await expect(editor.place).toContainText("# edited");
  const other = await page.context().newPage();
  await other.goto("/");
  await expect(other.getByTestId("headline")).toHaveAttribute(optimized, "19");
  await other.close();

  await chip.getByRole("button", { name: "Discard" }).click();
  await expect(chip).toBeHidden();
  await expect(page.getByTestId("headline")).toHaveAttribute(optimized, "19");

  await page.goto("about:blank");
  await page.goto(link);
  await chip.getByRole("button", { name: "Keep" }).click();
  await expect(chip).toBeHidden();
  await expect(page.getByText("The document from the link is yours now.")).toBeVisible();
  expect(page.url()).not.toContain("#");
  await page.reload();
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
  await expect(page.getByTestId("headline")).not.toHaveAttribute(optimized, "19");
  await expect(chip).toBeHidden();
});

test("undo reads the own document as it was read before the link", async ({ page, editor }) => {
  await editor.open();
  const graph = page.getByTestId("graph");
  const headline = page.getByTestId("headline");
  const readAs = (name: string) => page.getByRole("radio", { name, exact: true });
  await editor.paste(feeGrid);
  await page.getByText("YAML 1.2", { exact: true }).click();
  await expect(graph).toHaveAttribute("data-stale", "false");
  await page.getByTestId("share").click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  await page.keyboard.press("Escape");
  await editor.paste(example("seed"));
  await page.getByText("PyYAML", { exact: true }).click();
  await editor.kept();

  const chip = page.getByTestId("from-link");
  await page.goto(link);
  await expect(chip).toBeVisible();
  await expect(readAs("YAML 1.2")).toBeChecked();
  await expect(headline).not.toHaveAttribute(optimized, "19");
  await editor.place.getByRole("textbox").focus();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(headline).toHaveAttribute(optimized, "19");
  await expect(readAs("PyYAML")).toBeChecked();
  await expect(chip).toBeHidden();
  await page.keyboard.press("ControlOrMeta+Shift+Z");
  await expect(readAs("YAML 1.2")).toBeChecked();
  await expect(chip).toBeVisible();

  await chip.getByRole("button", { name: "Keep" }).click();
  await page.getByLabel("Notices").getByRole("button", { name: "Undo" }).click();
  await expect(headline).toHaveAttribute(optimized, "19");
  await expect(readAs("PyYAML")).toBeChecked();
});

test("explains a broken link and leaves the own document alone", async ({ page }) => {
  await page.goto("/#c=1.00000000.AAAA");
  await expect(page.getByText("The link is damaged")).toBeVisible();
  await expect(page.getByTestId("headline")).toHaveAttribute(optimized, "19");
  await expect(page.getByTestId("from-link")).toBeHidden();
});
