// `npm run cli` and `npm run bench`: runs src/NAME/main.ts, bundled once per change of its sources.
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import module from "node:module";
import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { install } from "./install.mjs";
import { checkNode } from "./node-version.mjs";
import { root } from "./run.mjs";

const [name = "", ...args] = process.argv.slice(2);
const cache = `${root}node_modules/.cache/sharing-planner/`;
const bundle = `${cache}${name}.mjs`;
const sourcesFile = `${cache}${name}.sources.json`;

checkNode();
install({ quiet: true });
if (!isFresh()) await writeBundle();

// paths are meant from where the command was typed, npm runs it in the project's folder
if (process.env.npm_lifecycle_event && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
process.argv = [process.execPath, bundle, ...args];
// Node 22 and later keep the compiled code
Reflect.get(module, "enableCompileCache")?.call(module, cache);
await import(pathToFileURL(bundle).href);

/** Whether every source has the size and time that it had when it was bundled. */
function isFresh() {
  if (!existsSync(sourcesFile) || !existsSync(bundle)) return false;
  const stamps = JSON.parse(readFileSync(sourcesFile, "utf8"));
  return Object.entries(stamps).every(([file, stamp]) => stampOf(file) === stamp);
}

/** @param {string} file */
function stampOf(file) {
  const found = statSync(root + file, { throwIfNoEntry: false });
  return found && `${found.size} ${found.mtimeMs}`;
}

/** One file without imports of packages for the command line, since each file costs start-up time. */
async function writeBundle() {
  const { build } = await import("vite");
  const built = await build({
    root,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    ssr: { noExternal: name === "cli" ? true : [] },
    build: {
      ssr: `src/${name}/main.ts`,
      target: "node20",
      write: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const chunk = [built]
    .flat()
    .flatMap((result) => ("output" in result ? result.output : []))
    .find((output) => output.type === "chunk");
  if (!chunk) throw new Error(`src/${name}/main.ts gave no bundle`);
  const sources = chunk.moduleIds
    .map((id) => relative(root, id.replace(/[?\0].*$/, "")))
    .filter((file) => file.startsWith("src"));
  const stamps = ["package-lock.json", ...sources].map((file) => [file, stampOf(file)]);
  mkdirSync(cache, { recursive: true });
  replaceFile(bundle, chunk.code);
  replaceFile(sourcesFile, JSON.stringify(Object.fromEntries(stamps)));
}

/**
 * Written whole or not at all: another command may read it at the same time.
 *
 * @param {string} path
 * @param {string} text
 */
function replaceFile(path, text) {
  const written = `${path}.${process.pid}`;
  writeFileSync(written, text);
  renameSync(written, path);
}
