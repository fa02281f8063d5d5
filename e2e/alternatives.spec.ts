import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";

const profiles = `strategies:
  - type: momentum
    parameters: {lookback_period: [10, 20]}
  - type: mean_reversion
    parameters: {rsi_period: 14}
risk: {max_drawdown: 0.3, stop_loss: 0.1}
risk_profiles:
  - {name: low, stop_loss: 0.02} # for the cautious
  - {name: mid, stop_loss: 0.05}
  - {name: high, max_drawdown: 0.5}
execution: {commission: 0.001}
`;

const headline = (page: Page) => page.getByTestId("headline");

test("risk profiles that are pasted are three risk containers, and told by name", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(profiles);
  await expect(headline(page)).toHaveAttribute("data-combinations", "9");
  await expect(headline(page)).toContainText("3 risk containers: risk_profiles ×3");
  for (const risk of [0, 1, 2]) await expect(page.getByTestId(`node-risk_${risk}`)).toBeVisible();
  await expect(editor.place.getByText("×3 risk", { exact: true })).toBeVisible();

  await page.getByTestId("combinations").click();
  const grid = page.getByRole("grid");
  await expect(grid.getByRole("columnheader", { name: "risk_profiles" })).toBeVisible();
  const names = grid.getByRole("gridcell").filter({ hasText: /^(?:low|mid|high)$/ });
  await expect(names).toHaveText([
    "low",
    "low",
    "low",
    "mid",
    "mid",
    "mid",
    "high",
    "high",
    "high",
  ]);
});

test("one profile is kept by a what-if, and all are back by one undo", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(profiles);
  await page.getByRole("button", { name: "Inspector" }).click();
  const row = page.getByTestId("whatif-risk_profiles");
  await expect(row).toHaveAttribute("data-now", "23");
  await row.getByRole("combobox").selectOption("mid");
  await expect(headline(page)).toHaveAttribute("data-preview", "9");
  await row.getByRole("button", { name: "risk_profiles" }).focus();
  await page.keyboard.press("Enter");
  await expect(headline(page)).toHaveAttribute("data-combinations", "3");
  await expect(editor.place).toContainText("name: mid");
  await expect(editor.place).not.toContainText("name: low");

  await editor.append("");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(headline(page)).toHaveAttribute("data-combinations", "9");
  await expect(editor.place).toContainText("# for the cautious");
});

test("what splits names the profiles, and a field of theirs is frozen in all of them", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(profiles.replaceAll(/name: \w+, /g, ""));
  await page.getByRole("button", { name: "Inspector" }).click();
  const row = page.getByTestId("whatif-stop_loss");
  await row.getByRole("button", { name: "stop_loss", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(headline(page)).toHaveAttribute("data-combinations", "9");
  await expect(headline(page)).toContainText("2 risk containers: risk_profiles ×2");
  await page.getByRole("tab", { name: "Explain" }).click();
  await expect(page.getByText("grid axis risk_profiles")).toBeVisible();
});

test("profiles that differ in their name alone are a near miss", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(profiles.replace("stop_loss: 0.05", "stop_loss: 0.02"));
  const problems = page.getByTestId("problems");
  await expect(problems).toContainText("which is only a name");
  await problems.getByRole("button", { name: "Make them one container" }).click();
  await expect(headline(page)).toContainText("2 risk containers");
});

test("a list of parameters is a strategy for each of its mappings", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(`strategies:
  - type: bollinger_bands
    parameters:
      - {period: 20, std_dev: 3.0}
      - {period: [10, 30], std_dev: [1.0, 2.0]}
    risk: {stop_loss: 0.02}
`);
  await expect(headline(page)).toHaveAttribute("data-combinations", "5");
  await page.getByTestId("combinations").click();
  await expect(page.getByRole("gridcell", { name: "bollinger_bands · 2" }).first()).toBeVisible();
});
