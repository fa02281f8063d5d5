import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./src/setup/service-worker.mjs";

/** What the built page may load: itself, nothing else. Monaco writes style elements and data: fonts. */
const policyOf = (connections: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self'",
    `connect-src ${connections}`,
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
  ].join("; ");
const pagePolicy = policyOf("'none'");
/** A service worker fetches the files that it keeps; of a page both policies hold, so it still may not. */
const headerPolicy = policyOf("'self'");

/** Writes the policy into the built page, for hosts without headers; the dev server injects inline code. */
function policyInPage(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: pagePolicy },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** 2 kB that React Flow's moving brings along and never uses: only the stand-in sees the whole library. */
function withoutFades(): Plugin {
  const standIn = fileURLToPath(new URL("src/graph/no-fades.ts", import.meta.url));
  return {
    name: "without-fades",
    enforce: "pre",
    apply: "build",
    resolveId: (source, importer) =>
      source === "d3-interpolate" && importer !== standIn ? standIn : undefined,
  };
}

export default defineConfig({
  // the built app works in any folder of a host
  base: "./",
  plugins: [react(), policyInPage(), serviceWorker(), withoutFades()],
  resolve: {
    // 4 kB that React Flow's zooming brings along and never uses
    alias: { "d3-color": fileURLToPath(new URL("src/graph/no-colors.ts", import.meta.url)) },
  },
  build: {
    target: "es2023",
    manifest: true,
    // the polyfill would fetch, which the policy forbids
    modulePreload: { polyfill: false },
    // sizes have budgets of their own, src/setup/size.mjs
    chunkSizeWarningLimit: 5000,
    // one file for all that the page begins with: it compresses better, and is one request
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "page", tags: ["$initial"] }] } },
    },
  },
  worker: {
    format: "es",
    rolldownOptions: {
      output: {
        // src/planner/worker.ts becomes planner-worker, so that each has its name in the budget
        entryFileNames: ({ facadeModuleId }) => {
          const folder = /src\/(\w+)\/(?:\w+\/)?worker\.ts$/.exec(facadeModuleId ?? "")?.[1];
          return `assets/${folder ? `${folder}-worker` : "[name]"}-[hash].js`;
        },
        // the same bytes for every worker, so that they are one file
        codeSplitting: {
          groups: [
            { name: "yaml-library", test: /node_modules[\\/]yaml[\\/]/ },
            // one file for all that a worker begins with, as for the page
            { name: "worker", tags: ["$initial"] },
          ],
        },
      },
    },
  },
  preview: {
    // as a header too: the page's meta element does not cover its workers
    headers: {
      "Content-Security-Policy": headerPolicy,
      "X-Content-Type-Options": "nosniff",
    },
  },
  test: {
    include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
    environment: "node",
    // property tests on a machine that others keep busy; a hanging test still ends
    testTimeout: 240_000,
    // one core is left idle else, of two that is half of them
    maxWorkers: "100%",
    // the tests of a worker share what they import, which takes half the time of small ones to load
    isolate: false,
    coverage: {
      provider: "v8",
      reporter: ["text-summary", "json-summary"],
      // the rooms that work without a page
      include: ["text", "yaml", "planner", "backtest", "picture", "store", "graph", "export"].map(
        (room) => `src/${room}/**/*.ts`,
      ),
      exclude: [
        "**/*.test.ts",
        "**/test-support*",
        "**/*.test-support.ts",
        "**/worker.ts",
        "**/helper.ts",
        // hooks, which browser specs see at work
        "**/use-*.ts",
      ],
      // what is reached, less a little; a room that is not there yet asks for nothing
      thresholds: {
        "src/yaml/**": { lines: 99, branches: 94 },
        "src/planner/**": { lines: 98, branches: 88 },
        "src/backtest/**": { lines: 98, branches: 92 },
        "src/export/**": { lines: 98, branches: 87 },
        "src/graph/**": { lines: 85, branches: 78 },
        "src/store/**": { lines: 55, branches: 48 },
      },
    },
  },
});
