import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import react from "@vitejs/plugin-react";
import { build, preview, type InlineConfig } from "vite";
import { findBrowser } from "../setup/browser.mjs";
import { root } from "./root.ts";

/** A browser with fresh pages of the benchmark's own page and of the built app. */
export type DrawingServer = {
  readonly onPage: <Result>(
    of: "page" | "app",
    use: (page: Page) => Promise<Result>,
  ) => Promise<Result>;
  readonly close: () => Promise<void>;
};

const built = join(root, "node_modules/.cache/sharing-planner/drawing");
const sources = {
  page: {
    root: join(root, "src/bench/drawing-page"),
    configFile: false,
    plugins: [react()],
    base: "./",
  },
  app: { root, configFile: join(root, "vite.config.ts") },
} satisfies Record<string, InlineConfig>;

/** Builds both pages as they are shipped, and serves them; `undefined` where there is no browser. */
export async function serveDrawing(): Promise<DrawingServer | undefined> {
  const executablePath = await findBrowser();
  if (!executablePath) return undefined;
  const serve = async (of: "page" | "app") => {
    const outDir = join(built, of);
    const config = { ...sources[of], logLevel: "error" } as const;
    await build({ ...config, build: { outDir, emptyOutDir: true } });
    return preview({ ...config, build: { outDir }, preview: { port: 0, host: "127.0.0.1" } });
  };
  const servers = { page: await serve("page"), app: await serve("app") };
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  return {
    async onPage(of, use) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      page.setDefaultTimeout(120_000);
      try {
        await page.goto(servers[of].resolvedUrls?.local[0] ?? "");
        return await use(page);
      } finally {
        await page.close();
      }
    },
    async close() {
      await browser.close();
      await Promise.all([servers.page.close(), servers.app.close()]);
    },
  };
}
