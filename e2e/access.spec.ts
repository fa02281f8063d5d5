import type { Page } from "@playwright/test";
import { violations } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/editor-page.ts";
import { example, feeGrid } from "./fixtures/texts.ts";

/** Every rule of axe holds, in each of the themes, once the page stands still. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
    // what is just drawn begins to move in the next frame, one movement begins another
    for (let still = 0; still < 3; still++) {
      const moving = document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      if (moving.length > 0) still = 0;
      // a movement that is replaced by another one never finishes
      await Promise.allSettled(moving.map(({ finished }) => finished));
      await frame();
    }
  });
  expect.soft(await violations(page), state).toEqual([]);
}

for (const look of ["light", "dark", "contrast"] as const) {
  test(`axe finds nothing in the ${look} theme`, async ({ page, editor }) => {
    await page.emulateMedia({ colorScheme: look === "light" ? "light" : "dark" });
    await editor.open();
    await editor.ready();
    if (look === "contrast") await page.getByTestId("theme").click();
    await expectAccessible(page, "seed");

    await editor.paste(feeGrid);
    await expect(page.getByTestId("headline")).toHaveAttribute("data-optimized", "39");
    await expectAccessible(page, "fee grid");

    for (const tab of ["What-if", "Explain", "Adapters", "Selection"]) {
      const inspector = page.getByTestId("inspector");
      if (!(await inspector.isVisible()))
        await page.getByRole("button", { name: "Inspector" }).click();
      await page.getByRole("tab", { name: tab }).click();
      await expectAccessible(page, tab);
    }
    await page.getByTestId("node-risk_0").click();
    await expectAccessible(page, "selected");
    await page.getByRole("button", { name: "Close the inspector" }).click();

    await page.getByTestId("combinations").click();
    await expect(page.getByRole("grid")).toBeVisible();
    await expectAccessible(page, "table");
    await page.getByTestId("combinations").click();

    await page.getByTestId("run").click();
    await expect(page.getByTestId("results")).toHaveAttribute("data-status", "done");
    await expectAccessible(page, "results");
    await page.getByTestId("proof-tab").click();
    await page.getByTestId("measure").click();
    await page.getByTestId("break-routing").click();
    await expect(page.getByTestId("proof")).toHaveAttribute("data-state", "different");
    await expect(page.getByTestId("savings")).toBeVisible();
    await expectAccessible(page, "proof");
    await page.getByTestId("history").click();
    await expect(page.getByTestId("version").first()).toBeVisible();
    await expectAccessible(page, "history");
    await page.getByTestId("history").click();

    await page.getByTestId("examples").click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page, "examples");
    await page.keyboard.press("Escape");

    await page.getByTestId("export").click();
    await expect(page.getByTestId("export-svg")).toBeVisible();
    await expectAccessible(page, "export");
    await page.keyboard.press("Escape");

    await page.getByTestId("compare").click();
    await expect(page.getByTestId("comparison")).toBeVisible();
    await editor.paste(example("seed").replace("[10, 20]", "[10, 20, 30]"));
    await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
    await expectAccessible(page, "comparison");

    await page.getByTestId("compare").click();
    await editor.paste("strategies: [\nrisk: {");
    await expect(page.getByTestId("graph")).toHaveAttribute("data-dimmed", "true");
    await expectAccessible(page, "broken text");
  });
}

for (const width of [800, 600]) {
  test(`axe finds nothing ${width} px wide`, async ({ page, editor }) => {
    await page.setViewportSize({ width, height: 900 });
    await editor.open();
    await expectAccessible(page, "graph");
    for (const tab of ["Code", "Numbers"]) {
      await page.getByRole("tab", { name: tab }).click();
      await expectAccessible(page, tab);
    }
  });
}
