import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder of package.json, with a trailing slash. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Files of installed packages that are run with `node` itself, so that no shell shim stays on a port. */
export const bin = {
  knip: "node_modules/knip/bin/knip.js",
  oxfmt: "node_modules/oxfmt/bin/oxfmt",
  oxlint: "node_modules/oxlint/bin/oxlint",
  playwright: "node_modules/@playwright/test/cli.js",
  tsc: "node_modules/typescript/bin/tsc",
  vitest: "node_modules/vitest/vitest.mjs",
};

/**
 * Runs a program to its end in the project's folder and gives its exit code.
 *
 * `quiet` sends what it prints to standard error, for commands whose standard output is a result.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, env?: NodeJS.ProcessEnv, timeout?: number, shell?: boolean }} [options]
 */
export function run(command, args, { quiet = false, env = {}, timeout, shell = false } = {}) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", quiet ? 2 : "inherit", "inherit"],
    timeout,
    shell,
  });
  return status ?? 1;
}

/**
 * Runs a JavaScript file with this same Node.
 *
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, env?: NodeJS.ProcessEnv, timeout?: number }} [options]
 */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}

/**
 * Runs a JavaScript file with this same Node beside others; gives what it printed when it has ended.
 *
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, printed: string }>}
 */
export function runHeld(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (printed += text));
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, printed }));
  });
}

/**
 * Ends the process with a message for the reader of the terminal, not with a stack.
 *
 * @param {string} message
 * @returns {never}
 */
export function stop(message) {
  console.error(`\n${message}`);
  process.exit(1);
}
