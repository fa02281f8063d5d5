import { expect, test } from "./fixtures/editor-page.ts";
import { feeGrid } from "./fixtures/texts.ts";

test("a selected container shows its configuration and the lines it comes from", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(feeGrid);
  const inspector = page.getByTestId("inspector");
  await expect(inspector).toHaveCount(0);

  await page.getByTestId("node-execution_1").click();
  await expect(inspector).toContainText("Serves 4 of 16 combinations");
  await expect(inspector.getByRole("row", { name: /^slippage 0\.001/ })).toBeVisible();

  await inspector.getByRole("button", { name: "line 10" }).click();
  await expect(editor.place.getByRole("textbox")).toBeFocused();
  await page.keyboard.type(" ");
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
});

test("a combination shows its four containers, and a shared one of them is one click away", async ({
  page,
  editor,
}) => {
  await editor.open();
  await page.getByTestId("node-strategy_combo_3").click();
  const inspector = page.getByTestId("inspector");
  for (const id of ["strategy_combo_3", "risk_0", "execution_0", "portfolio_combo_3"]) {
    await expect(inspector.getByRole("heading", { name: id })).toBeVisible();
  }
  await inspector.getByRole("button", { name: "risk_0" }).click();
  await expect(inspector).toContainText("Serves all 8 combinations");
});

test("the adapters are listed, naive ones by kind, and keys change the tab", async ({
  page,
  editor,
}) => {
  await editor.open();
  await page.getByRole("button", { name: "Inspector" }).click();
  const inspector = page.getByTestId("inspector");
  await inspector.getByRole("tab", { name: "Adapters" }).click();
  await expect(inspector).toContainText("4 adapters");
  await expect(inspector.getByRole("listitem")).toHaveCount(4);
  await expect(inspector).toContainText("8 strategies → risk_0");

  await page.getByTestId("view-naive").click();
  await expect(inspector).toContainText("25 adapters without sharing");

  await inspector.getByRole("tab", { name: "Adapters" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(inspector.getByRole("tab", { name: "Selection" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(inspector).toHaveCount(0);
});

test("two selected containers are compared field by field, by mouse and by keys", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(feeGrid);
  const inspector = page.getByTestId("inspector");
  await page.getByTestId("node-execution_1").click();
  await page.getByTestId("node-execution_2").click({ modifiers: ["Shift"] });
  await expect(inspector).toContainText("2 fields keep execution_1 and execution_2 apart");
  await expect(inspector.getByRole("row", { name: /^commission 0\.001.* 0\.005/ })).toBeVisible();

  // of two risk containers the other one is meant, and what is equal is folded away
  await page.getByTestId("node-risk_1").click();
  await expect(inspector).toContainText("One field keeps risk_0 and risk_1 apart");
  await expect(inspector.getByText("max_position_size")).toBeHidden();
  await inspector.getByText("1 equal field").click();
  await expect(inspector.getByText("max_position_size")).toBeVisible();
});
