// Builds dist/sw.js, by which the app works without a network: src/offline/ with the list of all files.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { build } from "vite";
import { root } from "./run.mjs";

/**
 * A plugin that adds the service worker once all other files are written.
 *
 * @returns {import("vite").Plugin}
 */
export function serviceWorker() {
  /** @type {string} */
  let base;
  return {
    name: "service-worker",
    apply: "build",
    configResolved({ build: { outDir } }) {
      base = outDir;
    },
    async writeBundle({ dir = base }, bundle) {
      const entry = Object.values(bundle).find((file) => file.type === "chunk" && file.isEntry);
      if (!entry) return;
      await buildServiceWorker(dir, entry.fileName);
    },
  };
}

/**
 * @param {string} dist the folder of the built app
 * @param {string} entry the script that its page starts with, from there
 */
export async function buildServiceWorker(dist, entry) {
  const files = filesIn(dist);
  const version = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
  await build({
    configFile: false,
    root,
    logLevel: "warn",
    define: { builtApp: JSON.stringify({ version, entry, files }) },
    build: {
      target: "es2023",
      outDir: dist,
      emptyOutDir: false,
      copyPublicDir: false,
      lib: {
        entry: `${root}src/offline/service-worker.ts`,
        formats: ["iife"],
        name: "serviceWorker",
        fileName: () => "sw.js",
      },
    },
  });
}

/**
 * @param {string} dist
 * @returns {[path: string, integrity: string][]}
 */
function filesIn(dist) {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`)
    .map((file) => ({ file, path: file.slice(dist.length + 1).replaceAll("\\", "/") }))
    .filter(({ path }) => path !== "sw.js" && !path.startsWith(".vite/"))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ file, path }) => [
      // a host may lead away from index.html to its folder
      path === "index.html" ? "" : path,
      `sha256-${createHash("sha256").update(readFileSync(file)).digest("base64")}`,
    ]);
}
