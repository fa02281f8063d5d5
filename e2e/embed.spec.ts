import { expect, test } from "./fixtures/editor-page.ts";
import { feeGrid } from "./fixtures/texts.ts";

test("shows a shared plan inside of another page, and leaves the reader's own alone", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(feeGrid);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-optimized", "39");
  await page.getByTestId("share").click();
  await expect(page).toHaveURL(/#c=/);
  const { hash, origin } = new URL(page.url());

  // a blank page of the same machine: its own policy lets it frame
  await page.route("**/wiki", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<link rel="icon" href="data:,"><iframe src="/?embed=1&theme=dark${hash}" width="900" height="500"></iframe>`,
    }),
  );
  await page.route("**/blank", (route) =>
    route.fulfill({ contentType: "text/html", body: `<link rel="icon" href="data:,">` }),
  );
  await page.goto("/blank");
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.goto("/wiki");
  const frame = page.frameLocator("iframe");
  await expect(frame.getByTestId("headline")).toHaveAttribute("data-optimized", "39");
  await expect(frame.locator("[data-testid^=node-]").first()).toBeVisible();
  await expect(frame.getByTestId("editor")).toHaveCount(0);
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  const open = frame.getByRole("link", { name: "Open in Sharing Planner" });
  await open.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(frame.locator(":focus")).toBeVisible();

  expect(page.frames()[1]?.url()).toBe(`${origin}/?embed=1&theme=dark${hash}`);
  const stored = () => [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
  expect(await page.evaluate(stored)).toEqual([]);
  const opened = page.waitForEvent("popup");
  await open.click();
  await expect((await opened).getByTestId("headline")).toHaveAttribute("data-optimized", "39");
});

test("shows the example without a link, and says why a broken one shows nothing", async ({
  page,
}) => {
  await page.goto("/?embed=1");
  await expect(page.getByTestId("headline")).toHaveAttribute("data-optimized", "19");
  await page.goto("/?embed=1&broken#c=1nothing");
  await expect(page.getByRole("alert")).toContainText("link");
  await expect(page.getByTestId("graph")).toHaveCount(0);
});
