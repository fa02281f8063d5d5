// Makes a fresh clone ready; plain Node without packages, since it runs before there are any.
// Not a `pretest`: npm leaves those out under the `ignore-scripts` of .npmrc.
import { ensureBrowser } from "./browser.mjs";
import { install, writeStamp } from "./install.mjs";
import { checkNode } from "./node-version.mjs";

checkNode();
if (process.argv.includes("--installed")) writeStamp();
install();
if (process.argv.includes("--browser")) await ensureBrowser();
