// `npm test`: runs every check and stops where one fails. `npm test -- lint types` runs only those.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { bin, root, runHeld, runNode, stop } from "./run.mjs";

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

/**
 * What looks at the sources alone, by the commands of each: all at the same time, since none of them
 * keeps two cores busy.
 *
 * @type {Record<string, readonly (readonly string[])[]>}
 */
const sourceSteps = {
  format: [[bin.oxfmt, "--check", "."]],
  lint: [[bin.oxlint, "--type-aware", "--deny-warnings"]],
  "dead code": [[bin.knip]],
  types: projects.map((project) => [bin.tsc, "-p", project]),
  build: [["src/setup/build.mjs"]],
};

/** @type {Record<string, () => number | Promise<number>>} */
const laterSteps = {
  size: () => runNode(["src/setup/size.mjs"]),
  unit: () =>
    runNode([
      bin.vitest,
      "run",
      "--coverage",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${unitResults}`,
    ]),
  browser: async () =>
    runNode([bin.playwright, "test", "-c", "e2e", "--reporter=list,json"], {
      env: {
        E2E_PORT: String(await freePort()),
        PLAYWRIGHT_JSON_OUTPUT_FILE: browserResults,
      },
    }),
};

const names = [...Object.keys(sourceSteps), ...Object.keys(laterSteps)];
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  stop(`No check is called ${unknown.join(", ")}; there are ${names.join(", ")}.`);
}
/** @param {readonly [name: string, ...rest: unknown[]]} step */
const isChosen = ([name]) => chosen.length === 0 || chosen.includes(name);

mkdirSync(results, { recursive: true });
rmSync(unitResults, { force: true });
rmSync(browserResults, { force: true });
const began = Date.now();
endIfAny(
  (await Promise.all(Object.entries(sourceSteps).filter(isChosen).map(runSourceStep))).flat(),
);
for (const [name, step] of Object.entries(laterSteps).filter(isChosen)) {
  console.log(`\n── ${name}`);
  const start = Date.now();
  const code = await step();
  if (code !== 0) endIfAny([failure(name, start)]);
  console.log(`   ${name} passed in ${secondsSince(start)} s`);
}
console.log(`\nAll checks passed in ${((Date.now() - began) / 1000).toFixed(0)} s.`);
printTally();

/**
 * Runs the commands of one step one after the other, and shows all that they print when they end, so
 * that steps do not talk into each other. Gives what to say at the end, if it failed.
 *
 * @param {readonly [name: string, commands: readonly (readonly string[])[]]} step
 */
async function runSourceStep([name, commands]) {
  const start = Date.now();
  let printed = "";
  let code = 0;
  for (const command of commands) {
    // two at the same time would only take turns
    // oxlint-disable-next-line no-await-in-loop
    const ended = await runHeld(command);
    printed += ended.printed;
    code = Math.max(code, ended.code);
  }
  console.log(`\n── ${name}`);
  process.stdout.write(printed);
  if (code !== 0) return [failure(name, start)];
  console.log(`   ${name} passed in ${secondsSince(start)} s`);
  return [];
}

/**
 * @param {string} name
 * @param {number} start
 */
function failure(name, start) {
  return `${name} failed after ${secondsSince(start)} s: see above. Again: npm test -- "${name}"`;
}

/** @param {number} start */
function secondsSince(start) {
  return ((Date.now() - start) / 1000).toFixed(1);
}

/**
 * Says last what failed, and ends.
 *
 * @param {readonly string[]} failures
 */
function endIfAny(failures) {
  if (failures.length === 0) return;
  console.error(`\n${failures.join("\n")}`);
  printTally();
  process.exit(1);
}

/** The tests of both runners in one closing line, if any ran. */
function printTally() {
  const unit = read(unitResults);
  const browser = read(browserResults)?.stats;
  if (!unit && !browser) return;
  const passed = (unit?.numPassedTests ?? 0) + (browser?.expected ?? 0);
  const failed = (unit?.numFailedTests ?? 0) + (browser?.unexpected ?? 0);
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
