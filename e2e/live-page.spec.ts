import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";
import { feeGrid } from "./fixtures/texts.ts";

/** The plan that the page shows as current. */
async function expectPlan(page: Page, naive: number, optimized: number): Promise<void> {
  const headline = page.getByTestId("headline");
  await expect(headline).toHaveAttribute("data-naive", String(naive));
  await expect(headline).toHaveAttribute("data-optimized", String(optimized));
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
}

const drawn = (page: Page, pattern: RegExp) =>
  page.getByTestId("graph").getByTestId(pattern).count();

test("the seed is planned and drawn before the code editor has arrived", async ({
  page,
  editor,
}) => {
  const release = await editor.hold();
  await editor.open();
  await expectPlan(page, 33, 19);
  const plain = editor.place.getByRole("textbox", { name: "Configuration (YAML)" });
  await expect(plain).toHaveValue(/lookback_period/);
  await expect(editor.place).toHaveAttribute("data-ready", "false");

  // what is typed before the code editor arrives is kept, and so are caret and focus
  await plain.press("ControlOrMeta+End");
  await page.keyboard.type("name: early bird\n");
  release();
  await editor.ready();
  await page.keyboard.type("# and on\n");
  await expect(editor.place).toContainText("early");
  await expect(editor.place).toContainText("and on");
  await expect(page.getByRole("banner")).toContainText("early bird");
});

test("the page opens on the seed: 33 containers become 19", async ({ page, editor }) => {
  await editor.open();
  await expectPlan(page, 33, 19);
  const headline = page.getByTestId("headline");
  await expect(headline).toHaveAttribute("data-combinations", "8");
  await expect(headline).toHaveAttribute("data-adapters-naive", "25");
  await expect(headline).toHaveAttribute("data-adapters-optimized", "4");
  await expect(
    page.getByRole("heading", { name: "All 8 combinations share 1 risk and 1 execution" }),
  ).toBeVisible();
  expect(await drawn(page, /^node-/)).toBe(19);
  expect(await drawn(page, /^adapter-/)).toBe(4);
  await expect(page.getByTestId("class-risk_0-execution_0")).toHaveAttribute("data-count", "8");
  await expect(page.getByTestId("class-risk_0-execution_0-portfolios")).toBeVisible();
  await expect(
    page.getByRole("button", { name: /^Risk container risk_0, shared by 8 combinations/ }),
  ).toBeVisible();
  await expect(page.getByTestId("problems")).toHaveAttribute("data-errors", "0");
});

test("pasting the fee grid draws 2 risk and 4 execution containers", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(feeGrid);
  await expectPlan(page, 65, 39);
  expect(await drawn(page, /^node-risk_/)).toBe(2);
  expect(await drawn(page, /^node-execution_/)).toBe(4);
  expect(await drawn(page, /^adapter-/)).toBe(11);
  await expect(
    page.getByRole("heading", { name: "2 risk and 4 execution containers: commission ×2" }),
  ).toBeVisible();
});

test("broken text keeps the last good plan, and mending it brings the plan up to date", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.append("\nportfolio: ]");
  const graph = page.getByTestId("graph");
  const problems = page.getByTestId("problems");
  await expect(problems).not.toHaveAttribute("data-errors", "0");
  await expect(graph).toHaveAttribute("data-stale", "true");
  expect(await drawn(page, /^node-/)).toBe(19);
  await expect(page.getByText(/^Plan of rev \d+: the text has/)).toBeVisible();
  // what is said of the plan hides nothing that can be pressed
  await page.getByRole("button", { name: "Inspector", exact: true }).click();
  await page.getByRole("tab", { name: "Adapters" }).click();
  await page.getByRole("button", { name: "Inspector", exact: true }).click();
  await expect(page.getByTestId("inspector")).toBeHidden();

  await problems.getByRole("button").first().click();
  await expect(editor.place.getByRole("textbox")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(page.getByText(/^Plan of rev \d+: the text has/)).toBeHidden();
  await editor.paste(feeGrid);
  await expectPlan(page, 65, 39);
  await expect(problems).toHaveAttribute("data-errors", "0");
});

test("a text that gives no plan at all is told with its line", async ({ page, editor }) => {
  await page.addInitScript(() => {
    localStorage.setItem(
      "sharing-planner/1",
      JSON.stringify({ version: 1, text: "a: [1\nb: 2\n" }),
    );
  });
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "No plan yet" })).toBeVisible();
  await editor.paste(feeGrid);
  await expectPlan(page, 65, 39);
});

test("the reading switch plans the same text as another loader reads it", async ({
  page,
  editor,
}) => {
  await editor.open();
  const graph = page.getByTestId("graph");
  const before = await graph.getAttribute("data-rev");
  await page.getByText("YAML 1.2", { exact: true }).click();
  await expect(page.getByRole("radio", { name: "YAML 1.2" })).toBeChecked();
  await expect(graph).toHaveAttribute("data-rev", String(Number(before) + 1));
});

test("a returning visitor finds text and theme as they were", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(feeGrid);
  await expectPlan(page, 65, 39);
  await page.getByTestId("theme").click();
  await page.reload();
  await expectPlan(page, 65, 39);
  await expect(
    page.getByRole("button", { name: "Switch to the high contrast theme" }),
  ).toBeVisible();
});

test("a narrow window shows code and graph one at a time", async ({ page, editor }) => {
  await page.setViewportSize({ width: 800, height: 900 });
  await editor.open();
  await expect(page.getByTestId("graph")).toBeVisible();
  await expect(editor.place).toBeHidden();
  await page.getByRole("tab", { name: "Code" }).click();
  await expect(editor.place).toBeVisible();
  await editor.paste(feeGrid);
  await page.getByRole("tab", { name: "Graph" }).click();
  await expectPlan(page, 65, 39);
  await expect(page.getByTestId("node-execution_3")).toBeVisible();
});

test("a file is opened by the button or dropped anywhere, and undone in one step", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.ready();
  const file = { name: "grid.yaml", mimeType: "application/yaml", buffer: Buffer.from(feeGrid) };
  await page.getByLabel("YAML file").setInputFiles(file);
  await expectPlan(page, 65, 39);
  await editor.place.getByRole("textbox").focus();
  await page.keyboard.press("ControlOrMeta+Z");
  await expectPlan(page, 33, 19);

  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "grid.yaml"));
    return transfer;
  }, feeGrid);
  await page.getByTestId("graph").dispatchEvent("drop", { dataTransfer: dropped });
  await expectPlan(page, 65, 39);
});

test("a fix is one click in the problem list, or a quick fix in the editor", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(feeGrid);
  await expectPlan(page, 65, 39);
  const fix = page.getByTestId("problems").getByRole("button", { name: /^Sweep only execution/ });
  await fix.click();
  await expectPlan(page, 65, 38);
  await editor.place.getByRole("textbox").focus();
  await page.keyboard.press("ControlOrMeta+Z");
  await expectPlan(page, 65, 39);

  // from the list to the line, and there the same fix by the keyboard
  await page.getByTestId("problems").getByRole("button").first().click();
  await page.keyboard.press("ControlOrMeta+.");
  await page.keyboard.press("Enter");
  await expectPlan(page, 65, 38);
});
