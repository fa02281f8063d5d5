import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";
import { standsStill } from "./fixtures/still.ts";
import { feeGrid, trillion, twoThousand } from "./fixtures/texts.ts";

const graphOf = (page: Page): Locator => page.getByTestId("graph");
const node = (page: Page, id: string): Locator => graphOf(page).getByTestId(`node-${id}`);
/** What React Flow moves, and the graph fades: the element around a card. */
const around = (card: Locator): Locator => card.locator("..");
const canvas = (page: Page): Locator => page.getByRole("application", { name: /^Sharing plan/ });

async function expectCounts(page: Page, combinations: string): Promise<void> {
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", combinations);
  await expect(graphOf(page)).toHaveAttribute("data-stale", "false");
}

/** How many nodes are in the page, adapters not counted. */
const drawnNodes = (page: Page): Promise<number> =>
  graphOf(page).locator(".react-flow__node:not(.react-flow__node-adapter)").count();

test("without sharing all 33 containers of the seed stand side by side", async ({
  page,
  editor,
}) => {
  await editor.open();
  const containers = graphOf(page).getByTestId(/^node-/);
  await expect(containers).toHaveCount(19);
  await page.getByTestId("view-naive").click();
  await expect(containers).toHaveCount(33);
  await expect(node(page, "risk_combo_7")).toBeVisible();
  await expect(page.getByTestId("view-naive")).toHaveAttribute("aria-pressed", "true");
  await expect(
    page.getByRole("heading", { name: "Risk: 8 containers, 1 with sharing" }),
  ).toBeVisible();
  await page.getByTestId("view-optimized").click();
  await expect(containers).toHaveCount(19);
});

test("2,000 combinations are four class cards, opened and turned page by page, and ghosts without sharing", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(twoThousand);
  await expectCounts(page, "2000");
  const card = page.getByTestId("class-risk_0-execution_0");
  await expect(card).toHaveAttribute("data-count", "500");
  expect(await drawnNodes(page)).toBeLessThan(120);

  await card.click();
  const opened = page.getByRole("group", { name: "Opened card" });
  await expect(opened).toContainText("combinations 1–220 of 500");
  await expect(node(page, "strategy_combo_0")).toBeVisible();
  expect(await drawnNodes(page)).toBeLessThan(500);
  await opened.getByRole("button", { name: "Next page" }).click();
  await expect(opened).toContainText("221–440 of 500");
  await opened.getByRole("button", { name: "Next page" }).click();
  await expect(opened).toContainText("441–500 of 500");
  await expect(opened.getByRole("button", { name: "Next page" })).toBeDisabled();
  await opened.getByRole("button", { name: "Previous page" }).click();
  await expect(opened).toContainText("221–440 of 500");

  await opened.getByRole("button", { name: "Close" }).click();
  await expect(page.getByTestId("class-risk_1-execution_3")).toBeVisible();

  // without sharing each container of many is a stack, at the same place
  await standsStill(page);
  const shared = await node(page, "risk_0").boundingBox();
  await page.getByTestId("view-naive").click();
  await expect(graphOf(page).getByTestId("ghost-risk_0")).toBeVisible();
  await standsStill(page);
  expect(await graphOf(page).getByTestId("ghost-risk_0").boundingBox()).toEqual(shared);
});

test("a trillion combinations are drawn with 120 nodes at most", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(trillion);
  await expectCounts(page, "1000000000000");
  await expect(
    graphOf(page)
      .getByTestId(/^stack-execution/)
      .first(),
  ).toBeVisible();
  expect(await drawnNodes(page)).toBeLessThan(121);
  await page.getByTestId("view-naive").click();
  await expect(
    page.getByRole("heading", { name: /^Execution: 1\D000\D000\D000\D000/ }),
  ).toBeVisible();
  expect(await drawnNodes(page)).toBeLessThan(121);
});

test("a combination is traced from the hub to its portfolio", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(feeGrid);
  await expectCounts(page, "16");
  await node(page, "strategy_combo_6").click();
  for (const id of ["hub_container", "risk_0", "execution_1", "portfolio_combo_6"]) {
    await expect(around(node(page, id))).toHaveCSS("opacity", "1");
  }
  for (const id of ["risk_1", "execution_0", "portfolio_combo_7"]) {
    await expect(around(node(page, id))).toHaveCSS("opacity", "0.2");
  }
  const adapter = graphOf(page).getByTestId("adapter-risk_to_execution_1");
  await expect(around(adapter)).toHaveCSS("opacity", "1");
  await expect(adapter).toContainText("target_portfolio");
  await page.keyboard.press("Escape");
  await expect(around(node(page, "risk_1"))).toHaveCSS("opacity", "1");
});

test("the caret lights what its line feeds, a card shows where it is written", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(`risk: {max_position_size: 1000}
optimization:
  parameter_grids:
    commission: [0.001, 0.005]
strategies:
  - {type: momentum, parameters: {lookback_period: [10, 20]}}
`);
  await expectCounts(page, "4");
  await page.keyboard.press("ControlOrMeta+Home");
  await expect(node(page, "risk_0")).toHaveCSS("outline-style", "dotted");
  await expect(node(page, "execution_0")).not.toHaveCSS("outline-style", "dotted");
  for (let line = 1; line < 4; line++) await page.keyboard.press("ArrowDown");
  await expect(node(page, "execution_0")).toHaveCSS("outline-style", "dotted");
  await expect(node(page, "execution_1")).toHaveCSS("outline-style", "dotted");
  await expect(node(page, "risk_0")).not.toHaveCSS("outline-style", "dotted");

  await node(page, "risk_0").click();
  await expect(node(page, "risk_0")).toHaveAttribute("aria-pressed", "true");
  await expect(editor.place.locator("[class*='written']")).toHaveCount(1);
});

test("the graph is one tab stop; arrows, Enter and Escape do the rest", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(twoThousand);
  await expectCounts(page, "2000");
  await page.getByRole("button", { name: "Inspector" }).focus();
  await page.keyboard.press("Tab");
  await expect(canvas(page)).toBeFocused();
  const active = async (): Promise<string> =>
    canvas(page).evaluate(
      (element) =>
        document.getElementById(element.getAttribute("aria-activedescendant") ?? "")?.title ?? "",
    );
  expect(await active()).toMatch(/^Hub container/);
  await page.keyboard.press("ArrowRight");
  expect(await active()).toMatch(/^Adapter hub_to_strategies, broadcast/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Home");
  expect(await active()).toMatch(/^500 × strategy.*risk_0 and execution_0/);
  await page.keyboard.press("ArrowDown");
  expect(await active()).toMatch(/^500 × strategy.*risk_0 and execution_1/);

  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: "Opened card" })).toContainText("1–220 of 500");
  await page.keyboard.press("ArrowDown");
  expect(await active()).toMatch(/^Strategy container strategy_combo_\d+, isolated, momentum/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("group", { name: "Opened card" })).toBeHidden();

  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  expect(await active()).toMatch(/^Risk container risk_0, shared by 1\D000 combinations/);
  await page.keyboard.press("Enter");
  await expect(node(page, "risk_0")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Escape");
  await expect(node(page, "risk_0")).toHaveAttribute("aria-pressed", "false");
  // nothing inside takes another stop
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: /^React Flow/ })).toBeFocused();
});

test("a number of the headline brings out what it counts", async ({ page, editor }) => {
  await editor.open();
  const adapters = page.getByRole("button", { name: /^adapters/ });
  await adapters.click();
  await expect(adapters).toHaveAttribute("aria-pressed", "true");
  await expect(around(node(page, "risk_0"))).toHaveCSS("opacity", "0.2");
  await expect(around(graphOf(page).getByTestId("adapter-strategies_to_risk_0"))).toHaveCSS(
    "opacity",
    "1",
  );
  await page.getByRole("button", { name: /^risk \+ execution/ }).click();
  await expect(around(node(page, "risk_0"))).toHaveCSS("opacity", "1");
  await expect(around(node(page, "hub_container"))).toHaveCSS("opacity", "0.2");
});

test("completions are drawn on demand only", async ({ page, editor }) => {
  await editor.open();
  const completion = graphOf(page).getByTestId("adapter-hub_to_executions");
  await expect(completion).toBeHidden();
  await page.getByRole("button", { name: "Completions" }).click();
  await expect(completion).toBeVisible();
});

test("an edit leaves the cards that it does not touch at their places", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(feeGrid);
  await expectCounts(page, "16");
  const first = await node(page, "execution_0").elementHandle();
  const place = await node(page, "execution_0").boundingBox();
  await editor.paste(feeGrid.replace("0.005", "0.0055"));
  await expect(node(page, "execution_2")).toHaveAttribute("title", /commission 0\.0055/);
  expect(await node(page, "execution_0").boundingBox()).toEqual(place);
  // the very same element, not one like it
  expect(await first?.evaluate((element) => element.isConnected)).toBe(true);
});
