import { expect, test } from "./fixtures/editor-page.ts";

/** Workers that do not do their work; the second one asked for is the real one. */
const faults = [
  ["hangs", "onmessage = () => { for (;;); };", /no sign of life/],
  ["throws", "onmessage = () => { throw new Error('planted'); };", /stopped/],
  ["rejects", "onmessage = async () => { throw new Error('planted'); };", /no sign of life/],
  ["throws while it loads", "throw new Error('planted');", /stopped/],
] as const;

test.use({ expectedProblems: [/planted|ERR_FAILED/] });

for (const [what, body, words] of faults) {
  test(`an engine that ${what} is ended and said so, and the next run works`, async ({
    page,
    editor,
  }) => {
    let first = true;
    await page.route(/backtest-worker/, async (route) => {
      if (!first) return route.continue();
      first = false;
      return route.fulfill({ contentType: "text/javascript", body });
    });
    await editor.open();
    await page.getByTestId("run").click();
    const results = page.getByTestId("results");
    await expect(results.getByRole("alert")).toContainText(words);
    await expect(results.getByRole("alert")).toContainText("Your text is as you left it.");
    await page.getByTestId("run").click();
    await expect(results).toHaveAttribute("data-done", "8");
    await expect(results.getByRole("alert")).toHaveCount(0);
  });
}
