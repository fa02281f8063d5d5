import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryAnyConfig } from "../planner/test-support/arbitrary-rules.ts";
import { fixture } from "../planner/test-support/fixtures.ts";
import { printYaml } from "../planner/test-support/print-yaml.ts";
import { readXml } from "./test-support/read-xml.ts";
import { example, misplaced, sheetOf, wordsOn } from "./test-support/sheets.ts";

const seed = example("seed");
const feeGrid = fixture("plans/fee-grid.yaml");
const twoThousand = feeGrid.replace(
  /lookback_period: .*/,
  "lookback_period: {min: 1, max: 250, step: 1}",
);
const trillion = feeGrid
  .replace(/lookback_period: .*/, "lookback_period: {min: 1, max: 1000, step: 1}")
  .replace(/signal_threshold: .*/, "signal_threshold: {min: 1, max: 1000, step: 1}")
  .replace(/ commission: \[.*/, " initial_capital: {min: 1, max: 1000, step: 1}")
  .replace(/ slippage: \[.*/, " slippage: {min: 1, max: 1000, step: 1}");
const fees = (risks: number, executions: number): string =>
  feeGrid
    .replace(/ commission: \[.*/, ` commission: {min: 1, max: ${risks}, step: 1}`)
    .replace(/ slippage: \[.*/, ` slippage: {min: 1, max: ${executions}, step: 1}`);

const goldens = {
  seed,
  "fee-grid": feeGrid,
  "strategy-risk": fixture("plans/strategy-risk.yaml"),
  "two-thousand": twoThousand,
};

describe("the golden sheets", () => {
  it.each(Object.entries(goldens))("draws %s as it did", async (name, text) => {
    const light = sheetOf(text, { date: "2026-01-31", title: name });
    await expect(light).toMatchFileSnapshot(`./fixtures/${name}.svg`);
    const dark = sheetOf(text, { date: "2026-01-31", title: name, theme: "dark" });
    await expect(dark).toMatchFileSnapshot(`./fixtures/${name}-dark.svg`);
  });
});

describe("the golden sheet of a comparison", () => {
  it.each(["light", "dark"] as const)("is drawn as it was, %s", async (theme) => {
    const svg = sheetOf(`${feeGrid}expect: {risk: {max: 2}, execution: 1}\n`, {
      theme,
      title: "Fee grid",
      date: "2026-01-31",
      compared: {
        against: "main",
        summary:
          "+3 execution, +1 risk, 8 → 16 combinations; caused by commission (×2) and slippage (×2)",
      },
      proof: { state: "equal", combinations: 16n, detail: "2 000 bars, seed 1, digest 8f0c12ab" },
    });
    await expect(svg).toMatchFileSnapshot(
      `./fixtures/comparison${theme === "dark" ? "-dark" : ""}.svg`,
    );
  });
});

describe("what a sheet says", () => {
  it.each([
    ["2 000", twoThousand],
    ["1T", trillion],
  ])("counts %s combinations", (count, text) => {
    const words = wordsOn(sheetOf(text)).replaceAll("\u202f", " ");
    expect(words).toContain(`Strategies\n${count}\n`);
    expect(words).not.toContain("execution…");
  });

  it("tells the seed's counts and who made the picture of what", () => {
    const words = wordsOn(sheetOf(seed, { date: "31 January 2026", title: "Momentum" }));
    expect(words).toContain("All 8 combinations share 1 risk and 1 execution");
    expect(words).toContain("33 → 19 containers, −42.4\u202f% of at most −42.4\u202f%");
    expect(words).toContain("sharing efficiency 100\u202f%");
    expect(words).toContain("31 January 2026  ·  Sharing Planner 1.2.3".replaceAll("  ", " "));
    expect(words).toMatch(/^Momentum$/m);
    expect(words).toContain("No field keeps containers apart.");
    expect(words).toContain("1 risk container for all 8 combinations");
  });

  it("has no date unless one is given", () => {
    expect(wordsOn(sheetOf(seed))).toMatch(/^Sharing Planner 1\.2\.3 · configuration md5 \w{12}$/m);
  });

  it("names the fields that split, with their values and what they multiply", () => {
    const words = wordsOn(sheetOf(feeGrid));
    expect(words).toMatch(/commission\n×2 execution\n×2 risk\n0\.001, 0\.005/);
    expect(words).toMatch(/slippage\n×2 execution\n0\.0005, 0\.001/);
  });

  it("shows proof, assertions, comparison and a stale stamp where there are any", () => {
    const words = wordsOn(
      sheetOf(`${feeGrid}expect: {risk: {max: 2}, execution: 1}\n`, {
        stale: "the text was edited since",
        proof: { state: "equal", combinations: 16n, detail: "2 000 bars, digest 12ab" },
        compared: { against: "seed.yaml", summary: "+3 execution, +1 risk" },
      }),
    );
    expect(words).toContain("STALE the text was edited since");
    expect(words).toContain("16 of 16 combinations identical\n2 000 bars, digest 12ab");
    expect(words).toContain("Against seed.yaml: +3 execution, +1 risk");
    expect(words).toMatch(/execution is 4, expected 1\nrisk is 2, expected at most 2/);
    expect(wordsOn(sheetOf(feeGrid))).not.toMatch(/Proof|Assertions|STALE|Against/);
  });

  it("tells what rules drop", () => {
    const words = wordsOn(
      sheetOf(`strategies: [{type: a, parameters: {x: [1, 2], y: [1, 2]}}]
constraints: [x < y]
exclude: [{x: 1, y: 1}]
`),
    );
    expect(words).toContain("1 of 4 combinations (3 dropped by 2 rules)");
    expect(words).toContain("Rules\nx < y\ndrops 3, 2 by it alone");
    expect(wordsOn(sheetOf(feeGrid))).not.toMatch(/Rules|dropped/);
  });

  it("has nothing in it that a picture could load or run", () => {
    expect(sheetOf(feeGrid)).not.toMatch(/foreignObject|<script|<image|href|url\((?!#c)|\son\w+=/);
  });
});

const sizes = [
  { width: 1600, height: 1000 },
  { width: 800, height: 500 },
  { width: 900, height: 1400 },
  { width: 640, height: 640 },
  { width: 3200, height: 1000 },
];
const everything = {
  date: "Friday, 30 September 2026",
  stale: "the text has been edited since this plan was made",
  proof: { state: "different", combinations: 16n, detail: "combination 3 at bar 17" },
  compared: { against: "main", summary: "+3 execution, +1 risk, 8 → 32 combinations" },
} as const;

const expectations =
  "\nexpect: {containers: 1, risk: {max: 9}, execution: 1, combinations: 1000000000000}\n";

describe("the places of a sheet's elements", () => {
  const plans = { ...goldens, trillion, million: example("million"), empty: "strategies: []" };
  const cases = [
    ...Object.entries(plans),
    ...[1, 3, 6, 9, 12, 24].map((n) => [`${n} × 2 fees`, fees(n, 2)] as const),
    ...[1, 4, 8].map((n) => [`${n} × 3 fees`, fees(n, 3)] as const),
  ];
  it.each(cases)("leaves nothing of %s outside and no texts on each other", (_, text) => {
    for (const size of sizes) {
      expect(misplaced(sheetOf(text, { size }))).toEqual([]);
      expect(misplaced(sheetOf(text + expectations, { size, ...everything }))).toEqual([]);
    }
  });

  it("holds for random configurations", () => {
    fc.assert(
      fc.property(
        arbitraryAnyConfig,
        fc.constantFrom(...sizes),
        fc.boolean(),
        (config, size, full) => {
          const text = printYaml(config, { seed: 1, shuffle: false });
          expect(misplaced(sheetOf(text, { size, ...(full ? everything : {}) }))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("holds for names of any letters and length, in every place", () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 8, maxLength: 8 }), (names) => {
        const [name = "", type, field = "", value, risk, execution, title = "", words = ""] = names;
        const text = JSON.stringify({
          name,
          strategies: [{ type, parameters: { [field]: [1, value], other: [1, 2] } }],
          optimization: {
            parameter_grids: {
              [`risk.${risk}`]: [value, 2],
              [`execution.${execution}`]: [1, value],
            },
          },
        });
        const svg = sheetOf(text, {
          title,
          date: words,
          version: words,
          stale: words,
          proof: { state: "equal", combinations: 4n, detail: words },
          compared: { against: words, summary: words },
        });
        expect(misplaced(svg)).toEqual([]);
        readXml(svg);
      }),
      { numRuns: 100 },
    );
  });
});

const hostile = fc.oneof(
  fc.constantFrom(
    "<script>alert(1)</script>",
    "]]><!--&amp;&#0;",
    "a\"b'c",
    "\u202egnp.exe",
    "x".repeat(3000),
    "word ".repeat(200),
    "👩‍👩‍👧‍👦".repeat(50),
    "\ud800 alone",
    "\0\x07\x1b\ufffe",
    "Z̶̢̛a̷l̵g̴o̶",
    "مرحبا بالعالم",
    "長い名前".repeat(40),
    "﷽",
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
);
