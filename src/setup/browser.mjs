import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { bin, run, runNode, stop } from "./run.mjs";

/** Debian's Chromium without windows: it draws pages a fifth faster than the whole one, which draws a window. */
const headlessShell = "chromium-headless-shell";

/**
 * Path of a Chromium for the tests, or `undefined`: the one named by CHROMIUM_PATH, else an
 * installed Chrome, Chromium or Edge, else the one Playwright downloaded.
 */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  return knownPaths().find(works) ?? (await downloaded());
}

/** Finds a Chromium or gets one: from Playwright, else as root on Debian from its packages. */
export async function ensureBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !works(named)) stop(`CHROMIUM_PATH is ${named}, but that does not start.`);
  const found = await findBrowser();
  if (found) return found;
  console.error("No Chrome, Chromium or Edge found: asking Playwright for one …");
  runNode([bin.playwright, "install", "--only-shell", "chromium"], {
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" },
    timeout: 300_000,
  });
  const fetched = await findBrowser();
  if (fetched) return fetched;
  if (isDebianRoot()) {
    console.error("Not to be had there: installing Debian's Chromium …");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const fonts = ["fonts-liberation", "fonts-dejavu-core"];
    run("apt-get", ["update"], { env });
    for (const name of [headlessShell, "chromium"]) {
      run("apt-get", ["install", "-y", "--no-install-recommends", name, ...fonts], { env });
      // one after the other: older releases have no such package as the first
      // oxlint-disable-next-line no-await-in-loop
      const packaged = await findBrowser();
      if (packaged) return packaged;
    }
  }
  return stop(
    "The browser tests need a Chromium, and none was found or could be installed.\n" +
      "Install Chrome, Chromium or Edge, or set CHROMIUM_PATH to one, and run `npm test` again.",
  );
}

function knownPaths() {
  const { platform, env } = process;
  if (platform === "win32") {
    const roots = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]];
    const programs = [
      "Google/Chrome/Application/chrome.exe",
      "Chromium/Application/chrome.exe",
      "Microsoft/Edge/Application/msedge.exe",
    ];
    return roots.flatMap((from) => (from ? programs.map((program) => join(from, program)) : []));
  }
  if (platform === "darwin") {
    return ["", homedir()].flatMap((home) =>
      ["Google Chrome", "Chromium", "Microsoft Edge"].map(
        (name) => `${home}/Applications/${name}.app/Contents/MacOS/${name}`,
      ),
    );
  }
  const names = [
    headlessShell,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
  ];
  return ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"].flatMap((folder) =>
    names.map((name) => `${folder}/${name}`),
  );
}

async function downloaded() {
  // absent until the packages are installed, so not imported above
  const { chromium } = await import("@playwright/test");
  const whole = chromium.executablePath();
  const shell = whole
    .replace(/chromium-(?=\d+)/, "chromium_headless_shell-")
    .replace(/chrome-([^/\\]+)([/\\]).*$/, "chrome-headless-shell-$1$2chrome-headless-shell");
  return [whole, shell, `${shell}.exe`].find(works);
}

/**
 * A path may hold a stub, as Ubuntu's `chromium-browser` does, or a browser without its libraries.
 *
 * @param {string} path
 */
function works(path) {
  if (!existsSync(path)) return false;
  // on Windows `--version` opens a window
  if (process.platform === "win32") return true;
  return spawnSync(path, ["--version"], { timeout: 20_000 }).status === 0;
}

function isDebianRoot() {
  return process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}
