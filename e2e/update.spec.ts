import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildServiceWorker } from "../src/setup/service-worker.mjs";
import { expect, test } from "./fixtures/editor-page.ts";
import { serve } from "./fixtures/host.ts";
import { feeGrid } from "./fixtures/texts.ts";

const built = fileURLToPath(new URL("../dist", import.meta.url));
// the host of this spec has a port of its own
test.use({ serviceWorkers: "allow", expectedProblems: [/^request: http:\/\/localhost:/] });

test("a new version is announced, and taken with the text by a reload", async ({
  page,
  editor,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "sharing-planner-"));
  const host = await serve(folder);
  try {
    await cp(built, folder, { recursive: true });
    await page.goto(host.origin);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await editor.paste(feeGrid);
    const headline = page.getByTestId("headline");
    await expect(headline).toHaveAttribute("data-optimized", "39");
    const notices = page.getByRole("status", { name: "Notices" });
    await expect(notices).not.toContainText("A new version is ready");

    await deployNext(folder);
    await page.evaluate(async () => {
      await (await navigator.serviceWorker.ready).update();
    });
    await expect(notices).toContainText("A new version is ready");
    // the host has this part no more, but the page that is still open finds it
    await page.getByRole("button", { name: "Keys and commands" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page).toHaveTitle("Sharing Planner");

    await notices.getByRole("button", { name: "Reload" }).click();
    await expect(page).toHaveTitle("The next version");
    await expect(headline).toHaveAttribute("data-optimized", "39");
    await expect(notices).not.toContainText("A new version is ready");
    // what no page runs any more is forgotten
    await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(1);
  } finally {
    host.close();
    await rm(folder, { recursive: true });
  }
});

/** Puts another version in the place of the one in a folder: every file has another name. */
async function deployNext(folder: string): Promise<void> {
  const assets = join(folder, "assets");
  const names = (await readdir(assets)).toSorted((a, b) => b.length - a.length);
  const any = new RegExp(names.map((name) => name.replaceAll(".", "\\.")).join("|"), "g");
  for (const name of names) {
    const from = join(assets, name);
    const to = join(assets, `next-${name}`);
    if (/\.(?:js|css)$/.test(name)) {
      await writeFile(to, (await readFile(from, "utf8")).replace(any, "next-$&"));
    } else await cp(from, to);
    await rm(from);
  }
  const page = (await readFile(join(folder, "index.html"), "utf8"))
    .replace(any, "next-$&")
    .replace("<title>Sharing Planner", "<title>The next version");
  await writeFile(join(folder, "index.html"), page);
  const entry = /assets\/[^"]+\.js/.exec(page)?.[0] ?? "";
  await buildServiceWorker(folder, entry);
}
