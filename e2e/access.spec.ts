import type { Page } from "@playwright/test";
import { colourRules, violations } from "./fixtures/axe.ts";
import { expect, test, type EditorPage } from "./fixtures/editor-page.ts";
import { example, feeGrid } from "./fixtures/texts.ts";

/** Holds the page as it stands against axe; the state's name is for who reads that it failed. */
type Check = (state: string) => Promise<void>;

/** How the page looks for what a system asks for; all rules hold in the first, those of colour in all. */
const looks = [
  ["light", { colorScheme: "light", contrast: "no-preference" }],
  ["dark", { colorScheme: "dark", contrast: "no-preference" }],
  ["contrast", { colorScheme: "dark", contrast: "more" }],
] as const;

const check =
  (page: Page): Check =>
  async (state) => {
    for (const [look, media] of looks) {
      await page.emulateMedia(media);
      await expect(page.locator("html")).toHaveAttribute("data-theme", look);
      const rules = look === "light" ? undefined : colourRules;
      expect.soft(await violations(page, "html", rules), `${state}, ${look}`).toEqual([]);
    }
    await page.emulateMedia(looks[0][1]);
  };

async function pasteFees(page: Page, editor: EditorPage): Promise<void> {
  await editor.paste(feeGrid);
  await expect(page.getByTestId("headline")).toHaveAttribute("data-optimized", "39");
}

/** What is looked at in every theme. */
const parts: Readonly<
  Record<string, (page: Page, editor: EditorPage, holds: Check) => Promise<void>>
> = {
  async "the graph and the inspector"(page, editor, holds) {
    await editor.ready();
    await holds("seed");
    await pasteFees(page, editor);
    await holds("fee grid");
    await page.getByRole("button", { name: "Inspector" }).click();
    for (const tab of ["What-if", "Explain", "Adapters", "Selection"]) {
      await page.getByRole("tab", { name: tab }).click();
      await holds(tab);
    }
    await page.getByTestId("node-risk_0").click();
    await holds("selected");
  },
  async "the table, the history, a comparison and a broken text"(page, editor, holds) {
    await pasteFees(page, editor);
    await page.getByTestId("combinations").click();
    await expect(page.getByRole("grid")).toBeVisible();
    await holds("table");
    await page.getByTestId("history").click();
    await expect(page.getByTestId("version").first()).toBeVisible();
    await holds("history");
    await page.getByTestId("understood-tab").click();
    await expect(page.getByTestId("understood")).toBeVisible();
    await holds("what was understood");
    await page.getByTestId("understood-tab").click();
    await expect(page.getByTestId("understood")).toBeHidden();
    await page.getByTestId("compare").click();
    await expect(page.getByTestId("comparison")).toBeVisible();
    await editor.paste(example("seed").replace("[10, 20]", "[10, 20, 30]"));
    await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
    await holds("comparison");
    await page.getByTestId("compare").click();
    await editor.paste("strategies: [\nrisk: {");
    await expect(page.getByTestId("graph")).toHaveAttribute("data-dimmed", "true");
    await holds("broken text");
  },
  async "the results and what opens over the page"(page, editor, holds) {
    await pasteFees(page, editor);
    await page.getByTestId("run").click();
    await expect(page.getByTestId("results")).toHaveAttribute("data-status", "done");
    await holds("results");
    await page.getByTestId("proof-tab").click();
    await page.getByTestId("measure").click();
    await page.getByTestId("break-routing").click();
    await expect(page.getByTestId("proof")).toHaveAttribute("data-state", "different");
    await expect(page.getByTestId("savings")).toBeVisible();
    await holds("proof");
    await page.getByTestId("examples").click();
    await expect(page.getByRole("menu")).toBeVisible();
    await holds("examples");
    await page.keyboard.press("Escape");
    await page.getByTestId("export").click();
    await expect(page.getByTestId("export-svg")).toBeVisible();
    await holds("export");
  },
};

for (const [part, show] of Object.entries(parts)) {
  test(`axe finds nothing in ${part}, in every theme`, async ({ page, editor }) => {
    // one page for all states of a part, of which each is looked at three times
    test.slow();
    await editor.open();
    await show(page, editor, check(page));
  });
}

test("axe finds nothing 800 and 600 px wide", async ({ page, editor }) => {
  for (const width of [800, 600]) {
    await page.setViewportSize({ width, height: 900 });
    if (width === 800) await editor.open();
    const holds = check(page);
    await page.getByRole("tab", { name: "Graph" }).click();
    await holds(`graph, ${width} px`);
    for (const tab of ["Code", "Numbers"]) {
      await page.getByRole("tab", { name: tab }).click();
      await holds(`${tab}, ${width} px`);
    }
  }
});
