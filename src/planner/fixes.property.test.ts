import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Fix } from "../text/diagnostic.ts";
import { applyEdits } from "../text/source-range.ts";
import { createAnalyzer } from "./analyze.ts";
import { createExplainer } from "./answer/explainer.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { diagnoseNearMisses } from "./explain/near-miss/near-miss-diagnostics.ts";
import { nearMissesOf } from "./explain/near-miss/near-miss.ts";
import { planText } from "./plan-text.ts";
import { arbitraryAnyConfig } from "./test-support/arbitrary-rules.ts";
import { fixture } from "./test-support/fixtures.ts";
import { printYaml } from "./test-support/print-yaml.ts";
import { lateParts } from "./test-support/read-with-advice.ts";
import { randomFrom, yamlTexts, type Random } from "./test-support/yaml-texts.ts";

/** All that is said of a text. */
function diagnose(text: string): readonly Diagnostic[] {
  const { plan, factored, diagnostics } = planText(text, "pyyaml");
  return [...diagnostics, ...diagnoseNearMisses(nearMissesOf(plan, factored))];
}

/** What a page is shown of a text in the end, with the fixes that it offers. */
function offer(text: string): readonly Diagnostic[] {
  const analyzer = createAnalyzer({
    ...lateParts,
    explainer: () => createExplainer,
  });
  let { diagnostics } = analyzer.analyze(text, "pyyaml");
  for (let more = analyzer.continue(); more.pending; more = analyzer.continue()) {
    diagnostics = more.analysis?.diagnostics ?? diagnostics;
  }
  return diagnostics;
}

/** Where an offset of the text stands after edits. */
function moved(offset: number, { edits }: Fix): number {
  return edits.reduce(
    (at, { range, text }) =>
      range.end <= offset ? at + text.length - (range.end - range.start) : at,
    offset,
  );
}

function nameOf({ code, path }: Diagnostic): string {
  return `${code} ${path}`;
}

function countOf(diagnostics: readonly Diagnostic[], name: string): number {
  return diagnostics.filter((each) => nameOf(each) === name).length;
}

function errorsIn(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { severity, code } of diagnostics) {
    if (severity === "error") counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

/** What breaks the law, of every fix that is offered for a text; and how many fixes there are. */
function tryFixes(text: string) {
  const before = diagnose(text);
  const errorsBefore = errorsIn(before);
  // where reading broke off nothing is known of what follows
  const isBroken = before.some(({ code }) => code === "tab" || code === "syntax");
  const broken: unknown[] = [];
  let tried = 0;
  for (const diagnostic of offer(text)) {
    for (const fix of diagnostic.fixes) {
      tried++;
      const fixed = applyEdits(text, fix.edits);
      const after = diagnose(fixed);
      const isLeft = isBroken
        ? after.some(
            ({ code, range }) =>
              code === diagnostic.code && range.start <= moved(diagnostic.range.start, fix),
          )
        : countOf(after, nameOf(diagnostic)) >= countOf(before, nameOf(diagnostic));
      // a renamed key takes its errors along: they are counted
      const more = isBroken
        ? []
        : Array.from(errorsIn(after)).filter(([code, n]) => n > (errorsBefore.get(code) ?? 0));
      if (isLeft || more.length > 0) {
        const { code, message } = diagnostic;
        broken.push({
          text,
          fixed,
          code,
          message,
          title: fix.title,
          isLeft,
          more,
        });
      }
    }
  }
  return { broken, tried };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(new URL(folder, import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => readFileSync(new URL(`${folder}${name}`, import.meta.url), "utf8"));
}

const files = [...filesIn("fixtures/"), ...filesIn("../examples/")];
const snippets = fixture("hash_cases.jsonl")
  .trimEnd()
  .split("\n")
  .map((line) => String(JSON.parse(line).yaml));

it("holds for the files", () => {
  const results = [...files, ...snippets].map(tryFixes);
  expect(results.flatMap(({ broken }) => broken)).toEqual([]);
  expect(results.reduce((sum, { tried }) => sum + tried, 0)).toBeGreaterThan(30);
});

/** What people write: another word in place of the right one. */
const slips: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:parameters|params)\b/g, ["paramters", "Parameters", "param", "parameter"]],
  [/\bparameter_grids\b/g, ["parameter_grid", "parameterGrids", "parameter_grids "]],
  [/\boptimization\b/g, ["optimisation", "optimizaton", "Optimization"]],
  [/\b(?:risk_config|risk)\b/g, ["rsk_config", "riskConfig", "risc", "risk_config", "Risk"]],
  [/\bexecution(?:_config)?\b/g, ["exection", "executionConfig", "execution-config"]],
  [/\bportfolio\b/g, ["portfollio", "portfolio_config"]],
  [/\bstrategies\b/g, ["strategy", "strategie", "Strategies"]],
  [/\bcommission\b/g, ["comission", "Commission", "commision"]],
  [/\bslippage\b/g, ["slipage", "fill_probabilty", "slippage_bp"]],
  [/\bstop_loss\b/g, ["stopLoss", "stop-loss", "stop_los"]],
  [/\bmomentum\b/g, ["momentm", "breakot", "breakout"]],
  [/\bwindow\b/g, ["lookback_perod", "lookback_period", "windw"]],
  [/\btype\b/g, ["tpye", "typ"]],
];
/** What people write as a value. */
const written = [
  ["[1, 2]", "[10, 20, 30]", "{values: [1, 2]}", "{choices: [a, b]}", "{value: [1, 2]}", "[[1]]"],
  ["{min: 1, max: 3, step: 1}", "{min: 1, max: 3, step: 1, note: x}", "{min: 1e-1, max: 2}"],
  ["{min: 010, max: 9, step: 1}", "{min: 1_000, max: 5_000, step: 0o7}", "range(1, 3, 1)"],
  ["range(1, 3)", "range(3, 1, 1)", "1e-4", "yes", "16:00", "2024-01-01", "", "~", "{}", "[]"],
  ["&a [1, 2]", "*a", "!!str 1", "\n    - 1\n    - 2", "|\n    a\n    b", "# nothing", "'[1, 2]'"],
].flat();

function pick(random: Random, items: readonly string[]): string {
  return items[Math.floor(random() * items.length)] ?? "";
}

/** A text with a few words misspelt and a few values written otherwise. */
function slipped(random: Random, text: string): string {
  let result = text;
  for (const [word, others] of slips) {
    result = result.replace(word, (right) => (random() < 0.15 ? pick(random, others) : right));
  }
  return result.replace(/: +[^\s{[][^\n]*$/gm, (value) =>
    random() < 0.25 ? `: ${pick(random, written)}` : value,
  );
}

it("holds for random configurations with slips of the pen", () => {
  let tried = 0;
  fc.assert(
    fc.property(arbitraryAnyConfig, fc.nat(), (config, seed) => {
      const random = randomFrom(seed);
      const result = tryFixes(
        slipped(random, printYaml(config, { seed, shuffle: true, dialect: seed % 3 === 0 })),
      );
      tried += result.tried;
      expect(result.broken).toEqual([]);
    }),
    { numRuns: 100, endOnFailure: true },
  );
  expect(tried).toBeGreaterThan(50);
});

it("holds for files with slips of the pen", () => {
  const random = randomFrom(7);
  const results = files
    .filter((text) => text.length < 5000)
    .flatMap((text) => [slipped(random, text), slipped(random, text)])
    .map(tryFixes);
  expect(results.flatMap(({ broken }) => broken).slice(0, 5)).toEqual([]);
});

it("holds for hostile texts", () => {
  const results = yamlTexts(randomFrom(11), 400).map(tryFixes);
  expect(results.flatMap(({ broken }) => broken).slice(0, 5)).toEqual([]);
});
