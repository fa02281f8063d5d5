import type { Page } from "@playwright/test";
import { expect, test, type EditorPage } from "./fixtures/editor-page.ts";
import { badInputs, example } from "./fixtures/texts.ts";

const seed = example("seed");

async function expectSeed(page: Page): Promise<void> {
  const headline = page.getByTestId("headline");
  await expect(headline).toHaveAttribute("data-naive", "33");
  await expect(headline).toHaveAttribute("data-optimized", "19");
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
}

/** Waits until the planner has said something about the text that is there now. */
const answered = (page: Page): Promise<void> =>
  expect(page.getByTestId("problems")).toHaveAttribute("data-stale", "false");

for (const part of [0, 1]) {
  test(`bad files do no harm, and the seed is planned after each (${part + 1} of 2)`, async ({
    page,
    editor,
  }) => {
    await editor.open();
    for (const { text } of badInputs.filter((_, n) => n % 2 === part)) {
      await editor.paste(text);
      await answered(page);
      await expect(page.getByTestId("graph").locator(".react-flow__node").first()).toBeVisible();
      await editor.paste(seed);
      await expectSeed(page);
    }
    expect(await page.evaluate(() => ["__xss" in window, "polluted" in {}])).toEqual([
      false,
      false,
    ]);
  });
}

test("typing the seed letter by letter never blanks the graph", async ({ page, editor }) => {
  await editor.open();
  await editor.ready();
  await countBlanks(page);
  await editor.place.getByRole("textbox").focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  await typeLines(page, seed.replaceAll(/ *#.*/g, "").trimEnd().split("\n"));
  await expectSeed(page);
  expect(await page.evaluate(() => Reflect.get(window, "blanks"))).toBe(0);
});

const hostile = [
  "<script>window.__xss=1</script>",
  "</style><img src=x onerror=window.__xss=1>",
  `" onmouseover="window.__xss=1`,
  "\u202eright to left\u2066",
  "סטרטגיה ערבית",
  "`${alert(1)}`",
  "__proto__",
  "x".repeat(10_000),
];

test("hostile names in every field are text, and the lanes keep their widths", async ({
  page,
  editor,
}) => {
  await editor.open();
  const lanes = await laneWidths(page);
  for (const name of hostile) {
    await pasteHostile(page, editor, JSON.stringify(name));
    expect(await laneWidths(page)).toEqual(lanes);
  }
  expect(await page.evaluate(() => "__xss" in window)).toBe(false);
  expect(await page.locator("#root script, #root style, #root img").count()).toBe(0);
});

test("hostile names are text in results, proof and history, too", async ({ page, editor }) => {
  test.slow();
  await editor.open();
  await page.getByTestId("run").click();
  for (const name of hostile) {
    const text = JSON.stringify(name);
    const key = text.slice(0, 1000).replace(/[^"]$/, '$&"');
    await editor.paste(`name: ${text}
strategies:
  - name: ${text}
    type: momentum
    parameters: {lookback_period: [2, 5], ${key}: [${text}, 2]}
  - type: ${text}
risk: {max_position_size: 10, ${key}: ${text}}
execution: {commission: 0.001}
data: {bars: 60, source: ${text}}
`);
    await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", "5");
    await expect(page.getByTestId("results")).toHaveAttribute("data-done", "4");
    await page.getByTestId("result-0").click();
    for (const view of ["Curves", "Heat map", "Parallel", "Trades", "Events", "Table"]) {
      await page.getByTestId("result-views").getByText(view, { exact: true }).click();
    }
    await page.keyboard.press("Escape");
  }
  await page.getByTestId("proof-tab").click();
  await page.getByTestId("break-routing").click();
  await expect(page.getByTestId("proof")).toHaveAttribute("data-state", "different");
  await page.getByTestId("history").click();
  await expect(page.getByRole("region", { name: "History" })).toBeVisible();
  expect(await page.evaluate(() => "__xss" in window)).toBe(false);
  expect(await page.locator("#root script, #root style, #root img").count()).toBe(0);
});

async function pasteHostile(page: Page, editor: EditorPage, name: string): Promise<void> {
  const rev = await page.getByTestId("graph").getAttribute("data-rev");
  // YAML gives keys no more than 1,024 letters
  const key = name.slice(0, 1000).replace(/[^"]$/, '$&"');
  await editor.paste(`name: ${name}
strategies:
  - name: ${name}
    type: ${name}
    parameters: {${key}: [${name}, 2]}
optimization:
  parameter_grids: {initial_capital: [10000, 50000]}
risk: {${key}: ${name}}
execution: {${key}: ${name}, commission: 0.001}
`);
  await expect(page.getByTestId("graph")).not.toHaveAttribute("data-rev", String(rev));
  await expect(page.getByTestId("node-strategy_combo_3")).toBeVisible();
}

/** How wide the widest card of each kind stands on the screen. */
function laneWidths(page: Page): Promise<readonly number[]> {
  return page
    .getByTestId("graph")
    .evaluate((graph) =>
      [".react-flow__node-shared > *", ".react-flow__node-single > *", ".react-flow"].map(
        (selector) =>
          Math.max(
            ...Array.from(
              graph.querySelectorAll(selector),
              (element) => element.getBoundingClientRect().width,
            ),
          ),
      ),
    );
}

/** Counts the moments in which the graph has no cards at all. */
async function countBlanks(page: Page): Promise<void> {
  await page.getByTestId("graph").evaluate((graph) => {
    Reflect.set(window, "blanks", 0);
    const look = (): void => {
      if (graph.querySelector(".react-flow__node")) return;
      Reflect.set(window, "blanks", Number(Reflect.get(window, "blanks")) + 1);
    };
    new MutationObserver(look).observe(graph, { childList: true, subtree: true });
  });
}

async function typeLines(page: Page, lines: readonly string[]): Promise<void> {
  for (const [n, line] of lines.entries()) {
    if (n > 0) {
      await page.keyboard.press("Enter");
      // over the indentation that the editor made
      await page.keyboard.press("Shift+Home");
    }
    await page.keyboard.type(line);
  }
}
