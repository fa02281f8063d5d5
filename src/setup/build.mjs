// `npm run build`: builds the app into dist/, which any folder of any host can serve.
import { build } from "vite";
import { root } from "./run.mjs";

/** Builds the app into dist/. */
export async function buildApp() {
  await build({ root, logLevel: "warn" });
}

if (process.argv[1]?.endsWith("build.mjs")) await buildApp();
