import { defineConfig } from "@playwright/test";
import { findBrowser } from "../src/setup/browser.mjs";

const port = process.env["E2E_PORT"] ?? "41731";
const origin = `http://localhost:${port}`;
const executablePath = await findBrowser();

export default defineConfig({
  testDir: ".",
  outputDir: "results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env["CI"]),
  workers: 2,
  reporter: "list",
  // a shared machine may stand still for seconds; nothing here waits that long when all is well
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: origin,
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    timezoneId: "UTC",
    colorScheme: "light",
    // what it answers passes by the faults that specs put into the network; its own specs allow it
    serviceWorkers: "block",
    // recording every page takes almost as long as the specs themselves: only when one is looked into
    trace: process.env["E2E_TRACE"] ? "retain-on-failure" : "off",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--font-render-hinting=none",
        "--force-color-profile=srgb",
      ],
    },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${port} --strictPort`,
    cwd: "..",
    url: origin,
    reuseExistingServer: false,
  },
});
