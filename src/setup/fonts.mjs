// Makes the fonts that exported pictures carry, and the table of their letters' widths, from the
// bundled ones. Run by hand, `node src/setup/fonts.mjs`, when those or the letters below change.
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import subsetFont from "subset-font";
import { findBrowser } from "./browser.mjs";
import { root, stop } from "./run.mjs";

/** ASCII, Latin 1 and what the sheet writes itself; other letters come from the reader's own fonts. */
const letters = range(0x20, 0x7e) + range(0xa0, 0xff).replace("\u00ad", "") + "\u202f–—‘’“”•…−";

const fonts = [
  {
    name: "Inter",
    file: "inter/files/inter-latin-wght-normal.woff2",
    // figures of equal width; kerning makes lines shorter, never longer, than the table says
    options: { keepFeatures: ["tnum", "kern"], variationAxes: { wght: { min: 400, max: 600 } } },
    weights: [400, 600],
  },
  {
    name: "JetBrains Mono",
    file: "jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
    options: { keepFeatures: [], variationAxes: { wght: { min: 400, max: 600 } } },
    weights: [400],
  },
];

/**
 * @param {number} first
 * @param {number} last
 */
function range(first, last) {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, n) => first + n));
}

const made = await Promise.all(
  fonts.map(async ({ name, file, options, weights }) => {
    const whole = readFileSync(`${root}node_modules/@fontsource-variable/${file}`);
    const part = await subsetFont(whole, letters, { targetFormat: "woff2", ...options });
    return { name, weights, base64: part.toString("base64") };
  }),
);

const executablePath = (await findBrowser()) ?? stop("No browser found to measure the letters.");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage();
/** @type {Record<string, number[]>} */
const widths = {};
for (const { name, weights, base64 } of made) {
  for (const weight of weights) {
    widths[`${name} ${weight}`] = await page.evaluate(measure, {
      name,
      weight,
      base64,
      text: letters,
    });
  }
}
await browser.close();

/**
 * The width of every letter in thousandths of the type size.
 *
 * @param {{ name: string, weight: number, base64: string, text: string }} font
 */
async function measure({ name, weight, base64, text }) {
  const family = `Measured ${name}`;
  const face = new FontFace(family, `url(data:font/woff2;base64,${base64})`, {
    weight: "400 600",
    featureSettings: '"tnum"',
  });
  document.fonts.add(await face.load());
  const context = document.createElement("canvas").getContext("2d");
  if (!context) throw new Error("no canvas");
  context.font = `${weight} 1000px "${family}", serif`;
  return Array.from(text, (letter) => Math.ceil(context.measureText(letter).width));
}

const note = "// made by src/setup/fonts.mjs from the bundled fonts; not to be edited";
writeFileSync(
  `${root}src/export/font-widths.ts`,
  `${note}\nexport const letters = ${JSON.stringify(letters)};\n
/** Widths of \`letters\` in thousandths of the type size, by font and weight. */
export const fontWidths = ${JSON.stringify(widths)} as const;\n`,
);
writeFileSync(
  `${root}src/export/font-files.ts`,
  `${note}\n/** The fonts of exported pictures as base64 of WOFF2. */
export const fontFiles = [
${made.map(({ name, base64 }) => `{ name: ${JSON.stringify(name)}, base64: "${base64}" },`).join("\n")}
] as const;\n`,
);
