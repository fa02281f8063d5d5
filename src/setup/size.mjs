// Holds every built file to the budget of its part of the app, in bytes as a browser downloads them.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import { root, stop } from "./run.mjs";

const dist = `${root}dist/`;

/**
 * Parts that are loaded after the first drawn graph, by the folder of the lazily imported file.
 * All other lazy chunks count as needed for that graph.
 *
 * @type {Record<string, string>}
 */
const later = {
  "src/editor/": "editor",
  // what writes results, beside what draws a plan
  "src/export/results-parquet.ts": "parquet",
  "src/export/": "export",
  "src/backtest/": "backtest",
  "src/ui/results/": "results",
  "src/ui/proof/": "results",
  "src/ui/run/engine.ts": "results",
  "src/ui/run/bars-input.ts": "results",
  "src/ui/inspector/": "inspector",
  "src/ui/table/": "table",
  "src/ui/compare/": "compare",
  "src/ui/export/": "export",
  "src/ui/link/": "export",
  "src/ui/palette/": "palette",
  "src/ui/first/": "first steps",
  "src/ui/history/": "history",
  "src/ui/crash/": "crash",
  "src/store/document/history/history-recorder.ts": "history",
  "src/store/run/kept-bars.ts": "results",
  "src/ui/numbers.tsx": "numbers",
  "src/ui/understood/": "understood",
  "src/offline/": "offline",
  "src/ui/embed/": "embed",
};

/** In kB of brotli. A part without a budget fails, so that nothing heavy arrives unseen. */
/** @type {Record<string, number>} */
const budgets = {
  "first graph": 200,
  editor: 1000,
  // its worker plans by itself, rules and all, and holds the fonts of the pictures
  export: 180,
  parquet: 20,
  table: 30,
  numbers: 5,
  understood: 5,
  inspector: 20,
  // its worker plans by itself, rules and all, and holds two engines; seven views of what they find
  results: 170,
  palette: 20,
  "first steps": 5,
  compare: 20,
  offline: 5,
  embed: 5,
  history: 15,
  crash: 5,
  backtest: 40,
  "editor.worker": 100,
  "backtest-worker": 110,
  // one for each core: a loop over bars and what it needs, no planner
  helper: 15,
  // one for each worker that plans
  "parse-yaml12": 10,
  // one for all of them: a second one is over it
  "yaml-library": 30,
  explainer: 40,
  advice: 20,
  // the rule language, and what it leaves of combinations
  "drop-combinations": 20,
  // readers of other dialects, for the planner's worker and the backtest's
  translate: 15,
  "engine-drops": 5,
  "reach-diagnostics": 5,
  "answer-query": 5,
  // rules, dialects and conversions
  "shared by later parts": 30,
  fields: 15,
  foreign: 10,
  "read-parquet": 40,
  "answer-rows": 20,
  fonts: 130,
};

/**
 * @typedef {{ file: string, src?: string, isEntry?: boolean, imports?: string[],
 *   dynamicImports?: string[], css?: string[], assets?: string[] }} Chunk
 */

/**
 * Assigns the built files to parts: what the page's entry needs, then each lazily loaded part,
 * then the workers, which the manifest does not name.
 *
 * @param {Record<string, Chunk>} manifest
 * @param {readonly string[]} files of dist, relative
 * @param {ReadonlySet<string>} planner those that the planner's worker begins with
 */
export function partsOf(manifest, files, planner = new Set()) {
  /** @type {Map<string, string>} */
  const partByFile = new Map([["index.html", "first graph"]]);
  /** @type {[key: string, part: string][]} */
  const queue = Object.entries(manifest)
    .filter(([, chunk]) => chunk.isEntry)
    .map(([key]) => [key, "first graph"]);
  /** @type {Set<string>} */
  const seen = new Set();
  // parts loaded later are visited after all that the first graph needs
  for (let lazy = false; queue.length > 0; lazy = true) {
    /** @type {[key: string, part: string][]} */
    const postponed = [];
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [key, part] = next;
      const chunk = manifest[key];
      if (!chunk || seen.has(key)) continue;
      seen.add(key);
      for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) {
        if (!partByFile.has(file)) partByFile.set(file, part);
      }
      for (const needed of chunk.imports ?? []) queue.push([needed, part]);
      for (const needed of chunk.dynamicImports ?? []) {
        const folder = Object.keys(later).find((start) => manifest[needed]?.src?.startsWith(start));
        const lazyPart = folder ? later[folder] : undefined;
        if (lazyPart && !lazy && lazyPart !== part) postponed.push([needed, lazyPart]);
        else queue.push([needed, lazyPart ?? part]);
      }
    }
    queue.push(...postponed);
  }
  for (const file of files) {
    const worker = /^assets\/(.+)-[\w-]{8}\.js$/.exec(file)?.[1];
    if (file.endsWith(".woff2")) partByFile.set(file, fontPart(file));
    else if (!partByFile.has(file) && worker)
      partByFile.set(file, planner.has(file) ? "first graph" : partOfWorker(worker));
  }
  return partByFile;
}

/**
 * A worker, or a part of one that is loaded later; what several of them share is small and has no name
 * that lasts.
 *
 * @param {string} name
 */
function partOfWorker(name) {
  return name in budgets ? name : "shared by later parts";
}

/**
 * The planner's worker with what it imports before it does anything: it draws the first graph as much as
 * the page does.
 *
 * @param {readonly string[]} files of dist, relative
 */
function plannerFiles(files) {
  const queue = files.filter((file) => /^assets\/planner-worker-[\w-]{8}\.js$/.test(file));
  const needed = new Set(queue);
  for (let file = queue.pop(); file; file = queue.pop()) {
    const imports = readFileSync(dist + file, "utf8").matchAll(
      /\b(?:from|import)\s*"\.\/([\w.-]+\.js)"/g,
    );
    for (const [, name] of imports) {
      const path = `assets/${name}`;
      if (!needed.has(path)) queue.push(path);
      needed.add(path);
    }
  }
  return needed;
}

/**
 * Only Latin letters are fetched for this interface; other scripts when a user types them.
 *
 * @param {string} file
 */
function fontPart(file) {
  return /-latin-(?!ext)/.test(file) ? "fonts" : "fonts of other scripts";
}

const compress = promisify(brotliCompress);

async function checkSizes() {
  const manifestFile = `${dist}.vite/manifest.json`;
  if (!existsSync(manifestFile)) stop("dist/ is not built: run `npm test -- build size`.");
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).map((file) =>
    file.replaceAll("\\", "/"),
  );
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
  const parts = partsOf(manifest, files, plannerFiles(files));
  const counted = [...parts].filter(([, part]) => part !== "fonts of other scripts");
  // on as many cores as there are
  const sizes = await Promise.all(
    counted.map(async ([file]) => (await compress(readFileSync(dist + file))).length),
  );
  /** @type {Map<string, [file: string, bytes: number][]>} */
  const byPart = new Map();
  for (const [i, [file, part]] of counted.entries()) {
    byPart.set(part, [...(byPart.get(part) ?? []), [file, sizes[i] ?? 0]]);
  }
  /** @type {string[]} */
  const tooLarge = [];
  for (const [part, ofFiles] of byPart) {
    const kilobytes = ofFiles.reduce((sum, [, bytes]) => sum + bytes, 0) / 1000;
    const budget = budgets[part];
    console.log(`${part}: ${kilobytes.toFixed(1)} of ${budget ?? "no"} kB`);
    for (const [file, bytes] of ofFiles.toSorted(([, a], [, b]) => b - a).slice(0, 8)) {
      console.log(`    ${(bytes / 1000).toFixed(1).padStart(6)}  ${file}`);
    }
    if (budget === undefined || kilobytes > budget) tooLarge.push(part);
  }
  if (tooLarge.length > 0) {
    stop(`Over their budget in src/setup/size.mjs, or without one: ${tooLarge.join(", ")}.`);
  }
}

if (process.argv[1]?.endsWith("size.mjs")) await checkSizes();
