import { expect, test } from "./fixtures/editor-page.ts";
import { feeGrid } from "./fixtures/texts.ts";

test("shows the sheet alone in a second window, and follows the edits of the first", async ({
  page,
  editor,
  context,
}) => {
  await editor.open();
  await editor.ready();
  const second = await context.newPage();
  await second.goto("/?present=1");
  const sheet = second.getByTestId("presentation");
  await expect(sheet).toHaveAccessibleName("All 8 combinations share 1 risk and 1 execution");
  await expect(second.getByTestId("editor")).toHaveCount(0);
  const { width } = (await sheet.boundingBox()) ?? { width: 0 };
  expect(width).toBe(second.viewportSize()?.width);

  await editor.paste(feeGrid);
  await expect(sheet).toHaveAccessibleName(/^2 risk and 4 execution containers/);
  // nothing of the second window is saved over the first
  await second.close();
  await page.reload();
  await expect(page.getByTestId("headline")).toHaveAttribute("data-optimized", "39");
});
