import { expect, test } from "./fixtures/editor-page.ts";
import { feeGrid } from "./fixtures/texts.ts";

test("a pinned plan is compared with what is edited, in one line and in the graph", async ({
  page,
  editor,
}) => {
  await editor.open();
  await editor.paste(feeGrid);
  await page.getByTestId("compare").click();
  const bar = page.getByTestId("comparison");
  await expect(bar).toContainText("Edit the text, or open another one");

  await editor.paste(feeGrid.replace("commission: [0.001, 0.005]", "commission: [0.001, 0.003]"));
  await expect(bar).toContainText("2 other execution, 1 other risk; caused by commission");
  await expect(page.getByTestId("node-execution_0")).toHaveAttribute("data-fate", "unchanged");
  await expect(page.getByTestId("node-execution_2")).toHaveAttribute("data-fate", "added");
  await expect(page.getByTestId("gone-execution_2")).toHaveAttribute("data-fate", "removed");
  await expect(page.getByTestId("gone-risk_1")).toBeVisible();

  await page.getByRole("button", { name: "Texts" }).click();
  const texts = page.getByTestId("text-difference");
  await expect(texts.getByText("0.003")).toBeVisible();
  await expect(texts.getByText("0.005")).toBeVisible();
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await expect(texts).toHaveCount(0);

  await page.getByTestId("compare").click();
  await expect(bar).toHaveCount(0);
  await expect(page.getByTestId("gone-risk_1")).toHaveCount(0);
});

test("a file is pinned, and the comparison is copied as Markdown", async ({
  page,
  editor,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await editor.open();
  await editor.paste(feeGrid);
  await page.getByTestId("compare").click();
  await page.getByLabel("A from a file…").setInputFiles({
    name: "before.yaml",
    mimeType: "text/yaml",
    buffer: Buffer.from(feeGrid.replace("    slippage: [0.0005, 0.001]\n", "")),
  });
  const bar = page.getByTestId("comparison");
  await expect(bar).toContainText("before.yaml");
  await expect(bar).toContainText("+2 execution, 8 → 16 combinations; caused by slippage (×2)");
  await bar.getByRole("button", { name: "Copy Markdown" }).click();
  await expect(bar.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await page.evaluate(async () => navigator.clipboard.readText());
  expect(copied).toContain("| execution | 2 | 4 |");
});

test("broken text keeps the last comparison", async ({ page, editor }) => {
  await editor.open();
  await page.getByTestId("compare").click();
  await editor.paste(feeGrid);
  const bar = page.getByTestId("comparison");
  await expect(bar).toContainText("+3 execution, +1 risk, 8 → 16 combinations");
  await editor.append("- broken");
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "true");
  await expect(bar).toContainText("+3 execution, +1 risk, 8 → 16 combinations");
});
