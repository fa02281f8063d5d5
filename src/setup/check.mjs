// `npm test`: runs every check in order and stops at the first that fails.
// `npm test -- lint types` runs only those.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { bin, root, runNode, stop } from "./run.mjs";

const results = `${root}node_modules/.cache/sharing-planner/`;
const unitResults = `${results}unit.json`;
const browserResults = `${results}browser.json`;

const projects = [
  "tsconfig.json",
  "src/text",
  "src/yaml",
  "src/planner",
  "src/backtest",
  "src/offline",
  "src/setup",
  "e2e",
];

/** @type {Record<string, () => number | Promise<number>>} */
const steps = {
  format: () => runNode([bin.oxfmt, "--check", "."]),
  lint: () => runNode([bin.oxlint, "--type-aware", "--deny-warnings"]),
  "dead code": () => runNode([bin.knip]),
  types: () => Math.max(...projects.map((project) => runNode([bin.tsc, "-p", project]))),
  unit: () =>
    runNode([
      bin.vitest,
      "run",
      "--coverage",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${unitResults}`,
    ]),
  build: () => runNode([bin.vite, "build", "--logLevel", "warn"]),
  size: () => runNode(["src/setup/size.mjs"]),
  browser: async () =>
    runNode([bin.playwright, "test", "-c", "e2e", "--reporter=list,json"], {
      env: {
        E2E_PORT: String(await freePort()),
        PLAYWRIGHT_JSON_OUTPUT_FILE: browserResults,
      },
    }),
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in steps));
if (unknown.length > 0) {
  stop(`No check is called ${unknown.join(", ")}; there are ${Object.keys(steps).join(", ")}.`);
}

mkdirSync(results, { recursive: true });
rmSync(unitResults, { force: true });
rmSync(browserResults, { force: true });
const began = Date.now();
for (const [name, step] of Object.entries(steps)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n── ${name}`);
  const start = Date.now();
  const code = await step();
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  if (code !== 0) {
    console.error(`\n${name} failed after ${seconds} s: see above. Again: npm test -- "${name}"`);
    printTally();
    process.exit(1);
  }
  console.log(`   ${name} passed in ${seconds} s`);
}
console.log(`\nAll checks passed in ${((Date.now() - began) / 1000).toFixed(0)} s.`);
printTally();

/** The tests of both runners in one closing line, if any ran. */
function printTally() {
  const unit = read(unitResults);
  const browser = read(browserResults)?.stats;
  if (!unit && !browser) return;
  const passed = (unit?.numPassedTests ?? 0) + (browser?.expected ?? 0);
  const failed = (unit?.numFailedTests ?? 0) + (browser ? browser.unexpected + browser.flaky : 0);
  const skipped = (unit ? unit.numPendingTests + unit.numTodoTests : 0) + (browser?.skipped ?? 0);
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address && typeof address === "object" ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
