import { expect, test } from "./fixtures/editor-page.ts";

test.use({ expectedProblems: [/ERR_FAILED|Failed to fetch dynamically imported module/] });

test("says so when the export cannot be loaded, and works when it can", async ({
  page,
  editor,
}) => {
  let blocked = true;
  await page.route(/export-panel.*\.js$/, (route) => (blocked ? route.abort() : route.continue()));
  await editor.open();
  const button = page.getByTestId("export");
  await button.click();
  await expect(page.getByText("The export could not be loaded")).toBeVisible();
  blocked = false;
  await page.keyboard.press("Escape");
  await button.click();
  await expect(page.getByTestId("export-svg")).toBeVisible();
});

test("says so when a file cannot be made, and makes it the next time", async ({ page, editor }) => {
  let blocked = true;
  await page.route(/export-worker.*\.js$/, (route) => (blocked ? route.abort() : route.continue()));
  await editor.open();
  await page.getByTestId("export").click();
  await page.getByTestId("export-svg").click();
  const outcome = page.getByRole("region", { name: "Export" }).getByRole("status");
  await expect(outcome).toContainText("The file could not be made");
  blocked = false;
  const download = page.waitForEvent("download");
  await page.getByTestId("export-svg").click();
  await download;
  await expect(outcome).toContainText("is downloaded");
});
