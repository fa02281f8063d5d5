import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { root, run, stop } from "./run.mjs";

const stampFile = `${root}node_modules/.installed`;

/**
 * Installs the packages of the lockfile unless exactly those are installed already.
 *
 * The stamp holds the lockfile, the platform and Node's major version, so that a folder copied to
 * another machine, or used by another Node, is installed afresh. Costs a hash of one file if not.
 *
 * @param {{ quiet?: boolean }} [options]
 */
export function install({ quiet = false } = {}) {
  if (isInstalled()) return;
  console.error("Installing the packages of package-lock.json (once, about 20 seconds) …");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--include=dev", "--include=optional"];
  const code =
    npm && basename(npm) === "npm-cli.js"
      ? run(process.execPath, [npm, ...args], { quiet })
      : run("npm", args, { quiet, shell: process.platform === "win32" });
  if (code !== 0) {
    stop(
      "npm ci failed, see above. Without a network, or behind a proxy, set npm's registry and " +
        "run the command again.",
    );
  }
  writeStamp();
}

/** Marks what is installed as the lockfile's, after `npm install` has changed both. */
export function writeStamp() {
  writeFileSync(stampFile, stamp());
}

function isInstalled() {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp();
}

function stamp() {
  return createHash("sha256")
    .update(readFileSync(`${root}package-lock.json`))
    .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
    .digest("hex");
}
