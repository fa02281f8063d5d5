import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";
import { example, fortyFees, millionFees, trillion, twoThousand } from "./fixtures/texts.ts";

const graphOf = (page: Page): Locator => page.getByTestId("graph");
const card = (page: Page, id: string): Locator => graphOf(page).getByTestId(id);
/** What React Flow moves, and the graph fades: the element around a card. */
const around = (one: Locator): Locator => one.locator("..");
const canvas = (page: Page): Locator => page.getByRole("application", { name: /^Sharing plan/ });
const opened = (page: Page): Locator => page.getByRole("group", { name: "Opened card" });

async function expectCounts(page: Page, combinations: string): Promise<void> {
  await expect(page.getByTestId("headline")).toHaveAttribute("data-combinations", combinations);
  await expect(graphOf(page)).toHaveAttribute("data-stale", "false");
}

/** How many nodes are in the page, adapters not counted. */
const drawnNodes = (page: Page): Promise<number> =>
  graphOf(page).locator(".react-flow__node:not(.react-flow__node-adapter)").count();

/** What the stacks of a lane stand for together. */
const standsFor = (page: Page, role: string): Promise<bigint> =>
  graphOf(page)
    .getByTestId(new RegExp(`^stack-${role}-`))
    .evaluateAll((stacks) => stacks.map((stack) => stack.getAttribute("data-count") ?? ""))
    .then((counts) => counts.reduce((sum, count) => sum + BigInt(count), 0n));

test("40 × 2 fees fold into stacks by commission, in all four lanes", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(fortyFees);
  await expectCounts(page, "320");
  await expect(card(page, "stack-execution-0")).toHaveAccessibleName(
    "2 execution containers, commission 0.001, serve 8 combinations. Press Enter to open it",
  );
  await expect(card(page, "stack-execution-23")).toContainText("17 more");
  expect(await standsFor(page, "execution")).toBe(80n);
  expect(await standsFor(page, "risk")).toBe(40n);
  expect(await standsFor(page, "strategy")).toBe(320n);
  expect(await standsFor(page, "portfolio")).toBe(320n);
  await expect(graphOf(page).locator(".react-flow__node-adapter")).toHaveCount(4);
  expect(await drawnNodes(page)).toBeLessThan(121);

  await page.getByTestId("view-naive").click();
  await expect(card(page, "stack-execution-0")).toHaveAttribute("data-count", "8");
  expect(await standsFor(page, "execution")).toBe(320n);
  expect(await drawnNodes(page)).toBeLessThan(121);
});

test("a stack opens into its containers, with what they have to do with", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(fortyFees);
  await expectCounts(page, "320");
  await card(page, "stack-execution-2").click();
  await expect(opened(page)).toContainText("commission 0.003");
  await expect(opened(page)).toContainText("execution containers 1–2 of 2");
  await expect(graphOf(page).getByTestId(/^node-execution_/)).toHaveCount(2);
  await expect(card(page, "node-execution_4")).toHaveAccessibleName(/slippage 0.0005/);
  await expect(graphOf(page).getByTestId(/^stack-risk-/)).toHaveCount(1);
  await expect(card(page, "stack-risk-2")).toBeVisible();
  await expect(card(page, "stack-strategy-2")).toBeVisible();
  await card(page, "node-execution_5").click();
  await expect(card(page, "node-execution_5")).toHaveAttribute("aria-pressed", "true");
  await opened(page).getByRole("button", { name: "Close" }).click();
  await expect(graphOf(page).getByTestId(/^stack-execution-/)).toHaveCount(24);

  await card(page, "stack-execution-23").click();
  await expect(opened(page)).toContainText("execution containers 1–34 of 34");
});

test("stacks stay where they are when the other fee gets one more value", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(fortyFees);
  await expectCounts(page, "320");
  // its place on the canvas: how far that is zoomed depends on how tall the headline is
  const place = (): Promise<string> =>
    around(card(page, "stack-execution-7")).evaluate((node) => node.style.transform);
  const before = await place();
  await editor.paste(fortyFees.replace("[0.0005, 0.001]", "[0.0005, 0.001, 0.002]"));
  await expectCounts(page, "480");
  await expect(card(page, "stack-execution-7")).toHaveAttribute("data-count", "3");
  expect(await place()).toBe(before);
});

test("a combination is traced through the stacks that hold its containers", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(fortyFees);
  await expectCounts(page, "320");
  await card(page, "stack-strategy-4").click();
  await card(page, "node-strategy_combo_37").click();
  await opened(page).getByRole("button", { name: "Close" }).click();
  for (const role of ["strategy", "risk", "execution", "portfolio"]) {
    await expect(around(card(page, `stack-${role}-4`))).toHaveCSS("opacity", "1");
    await expect(around(card(page, `stack-${role}-5`))).toHaveCSS("opacity", "0.2");
  }
  await canvas(page).focus();
  await page.keyboard.press("Escape");
  await expect(around(card(page, "stack-risk-5"))).toHaveCSS("opacity", "1");
});

test("the line of the field lights its stacks, a stack shows where it is written", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(fortyFees);
  await expectCounts(page, "320");
  await page.keyboard.press("ControlOrMeta+Home");
  for (let line = 1; line < 9; line++) await page.keyboard.press("ArrowDown");
  await expect(card(page, "stack-execution-3")).toHaveCSS("outline-style", "dotted");
  await expect(card(page, "stack-risk-23")).toHaveCSS("outline-style", "dotted");
  await page.keyboard.press("ArrowDown");
  await expect(card(page, "stack-execution-3")).not.toHaveCSS("outline-style", "dotted");
  await card(page, "stack-risk-3").click();
  await expect(editor.place.locator("[class*='written']")).toHaveCount(1);
});

test("stacks are walked and opened by keys", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(fortyFees);
  await expectCounts(page, "320");
  const active = async (): Promise<string> =>
    canvas(page).evaluate(
      (element) =>
        document.getElementById(element.getAttribute("aria-activedescendant") ?? "")?.title ?? "",
    );
  await canvas(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Home");
  await expect.poll(active).toMatch(/^8 × strategy: commission 0.001, in 2 classes/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(opened(page)).toContainText("combinations 1–8 of 8");
  await page.keyboard.press("Escape");
  await expect(opened(page)).toBeHidden();
  await expect.poll(active).toMatch(/^8 × strategy: commission 0.002/);
  await page.keyboard.press("ArrowRight");
  await expect.poll(active).toMatch(/^40 selective adapters, carrying SIGNAL/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("End");
  await expect.poll(active).toMatch(/^17 risk containers, commission 17 more values, serve 136/);
  await page.keyboard.press("Enter");
  await expect(opened(page)).toContainText("risk containers 1–17 of 17");
});

test("2,000 combinations are walked to and opened page by page with keys alone", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(twoThousand);
  await expectCounts(page, "2000");
  await canvas(page).focus();
  for (const key of ["ArrowRight", "ArrowRight", "End", "Enter"]) await page.keyboard.press(key);
  await expect(opened(page)).toContainText("risk_1 with execution_3");
  await expect(opened(page)).toContainText("combinations 1–220 of 500");
  await opened(page).getByRole("button", { name: "Next page" }).focus();
  await page.keyboard.press("Enter");
  await expect(opened(page)).toContainText("combinations 221–440 of 500");
  expect(await drawnNodes(page)).toBeLessThan(501);
});

test("a trillion combinations fold, and open a page at a time", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(trillion);
  await expectCounts(page, "1000000000000");
  await expect(card(page, "stack-strategy-0")).toHaveAttribute("data-count", "1000000000");
  expect(await standsFor(page, "strategy")).toBe(10n ** 12n);
  expect(await standsFor(page, "execution")).toBe(1000n);
  expect(await drawnNodes(page)).toBeLessThan(121);
  await card(page, "stack-strategy-23").click();
  await expect(opened(page)).toContainText(/combinations 1–220 of 977\D000\D000\D000/);
  await expect(card(page, "node-strategy_combo_23000000")).toBeVisible();
  await expect(card(page, "stack-execution-23")).toHaveAttribute("data-count", "977");
  await opened(page).getByRole("button", { name: "Next page" }).click();
  await expect(opened(page)).toContainText("221–440");
});

test("the million example is one card, opened page by page", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(example("million"));
  await expectCounts(page, "1000000");
  const all = card(page, "class-risk_0-execution_0");
  await expect(all).toHaveAttribute("data-count", "1000000");
  await all.click();
  await expect(opened(page)).toContainText(/combinations 1–220 of 1\D000\D000/);
  expect(await drawnNodes(page)).toBeLessThan(501);
});

test("a million containers are counted in stacks that do not open", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(millionFees);
  await expectCounts(page, "4000000");
  await expect(card(page, "stack-execution-0")).toHaveAttribute("data-count", "1000");
  expect(await standsFor(page, "execution")).toBe(1_000_000n);
  await expect(card(page, "stack-execution-0")).not.toHaveAccessibleName(/Press Enter/);
  await card(page, "stack-execution-0").click();
  await expect(opened(page)).toBeHidden();
  // its combinations are there one by one all the same, and are traced
  await card(page, "stack-strategy-1").click();
  await card(page, "node-strategy_combo_4001").click();
  await opened(page).getByRole("button", { name: "Close" }).click();
  await expect(around(card(page, "stack-execution-1"))).toHaveCSS("opacity", "1");
  await expect(around(card(page, "stack-execution-2"))).toHaveCSS("opacity", "0.2");
});
