import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";
import { serve } from "./fixtures/host.ts";
import { feeGrid } from "./fixtures/texts.ts";

test.use({ serviceWorkers: "allow" });

/** Holds what is kept against what the app has: what it does not have is asked of the host. */
async function keepsItsFilesAlone(page: Page): Promise<void> {
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const caught = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    const isElsewhereKept = (await caches.match("/elsewhere")) !== undefined;
    return { names, urls: caught.flat().map(({ url }) => url), isElsewhereKept };
  });
  expect(kept.names).toHaveLength(1);
  const origin = new URL(page.url()).origin;
  for (const url of kept.urls) expect(url).toMatch(new RegExp(`^${origin}/(assets/|favicon|$)`));
  expect(kept.isElsewhereKept).toBe(false);
}

/** Waits until everything is kept. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
}

test("works without a network after the first visit, by its own files and no others", async ({
  page,
  editor,
  context,
}) => {
  await editor.open();
  await isKept(page);
  await keepsItsFilesAlone(page);
  await context.setOffline(true);
  await page.reload();

  const headline = page.getByTestId("headline");
  await expect(headline).toHaveAttribute("data-naive", "33");
  await expect(headline).toHaveAttribute("data-optimized", "19");
  await editor.paste(feeGrid);
  await expect(headline).toHaveAttribute("data-optimized", "39");

  await page.keyboard.press("ControlOrMeta+K");
  await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByTestId("export").click();
  const download = page.waitForEvent("download");
  await page.getByTestId("export-svg").click();
  expect((await download).suggestedFilename()).toMatch(/\.svg$/);

  // the text is still there, and so is the picture for a second screen
  await page.goto("/?present=1");
  await expect(page.getByTestId("presentation")).toHaveAccessibleName(/^2 risk and 4 execution/);
});

test.describe("in a folder of a host", () => {
  // the host has a port of its own
  test.use({ expectedProblems: [/^request: http:\/\/localhost:/] });

  test("works without a network as well, and keeps to its folder", async ({ page, editor }) => {
    const folder = await mkdtemp(join(tmpdir(), "sharing-planner-"));
    const host = await serve(folder);
    try {
      const built = fileURLToPath(new URL("../dist", import.meta.url));
      await cp(built, join(folder, "tools/planner"), { recursive: true });
      await page.goto(`${host.origin}/tools/planner/`);
      await isKept(page);
      await editor.paste(feeGrid);
      await expect(page.getByTestId("headline")).toHaveAttribute("data-optimized", "39");
      host.close();

      await page.reload();
      await expect(page.getByTestId("headline")).toHaveAttribute("data-optimized", "39");
      // parts that were not loaded before, and a worker
      await page.getByTestId("run").click();
      await expect(page.getByTestId("result-15")).toBeVisible();
      await page.goto(`${host.origin}/tools/planner/?present=1`);
      await expect(page.getByTestId("presentation")).toHaveAccessibleName(/^2 risk and 4/);
      const urls = await page.evaluate(async () => {
        const caught = await Promise.all(
          (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
        );
        return caught.flat().map(({ url }) => new URL(url).pathname);
      });
      expect(urls.length).toBeGreaterThan(10);
      expect(urls.every((path) => path.startsWith("/tools/planner/"))).toBe(true);
    } finally {
      host.close();
      await rm(folder, { recursive: true });
    }
  });
});
