import { readFileSync } from "node:fs";
import { root, stop } from "./run.mjs";

/**
 * Tells whether a version satisfies a range of the two forms package.json uses: `^a.b.c` and `>=a.b.c`.
 *
 * @param {string} version
 * @param {string} range
 */
export function satisfies(version, range) {
  const have = numbers(version);
  return range.split("||").some((part) => {
    const want = numbers(part);
    return !isBefore(have, want) && (part.includes(">=") || have[0] === want[0]);
  });
}

/** Stops with the version that is needed when this Node is too old for the tools. */
export function checkNode() {
  const { engines } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
  if (satisfies(process.versions.node, engines.node)) return;
  stop(
    `Sharing Planner needs Node ${engines.node}, and this is Node ${process.versions.node}.\n` +
      "Install a newer one from https://nodejs.org and run the command again.",
  );
}

/** @param {string} version */
function numbers(version) {
  const [major = 0, minor = 0, patch = 0] = (version.match(/\d+/g) || []).map(Number);
  return [major, minor, patch];
}

/**
 * @param {readonly number[]} a
 * @param {readonly number[]} b
 */
function isBefore(a, b) {
  const differing = a.findIndex((part, n) => part !== b[n]);
  return differing >= 0 && Number(a[differing]) < Number(b[differing]);
}
