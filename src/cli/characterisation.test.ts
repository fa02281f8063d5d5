import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../planner/analyze.ts";
import { createExplainer } from "../planner/answer/explainer.ts";
import type { PlanQuery } from "../planner/answer/query.ts";
import { answerTableQuery } from "../planner/answer/table/answer-rows.ts";
import { combinationIndex } from "../planner/model.ts";
import { arbitraryConfig } from "../planner/test-support/arbitrary-config.ts";
import { printYaml } from "../planner/test-support/print-yaml.ts";
import { parseYaml12 } from "../yaml/parse/parse-yaml12.ts";
import type { YamlReading } from "../yaml/value.ts";
import { backtestCommand } from "./backtest.ts";
import { hashCommand } from "./hash.ts";
import { planCommand } from "./plan.ts";
import { inMemory } from "./test-support/in-memory.ts";

// Everything that is printed, drawn or answered stays byte for byte what it was while code moves.
const fixtures = new URL("../planner/fixtures/", import.meta.url);
const examples = new URL("../examples/", import.meta.url);

describe("what every fixture gives", () => {
  it.each(["plans", "bad_inputs"])("is what it was for %s", async (folder) => {
    const at = new URL(`${folder}/`, fixtures);
    await expect(digestsIn(at)).toMatchFileSnapshot(`./fixtures/${folder}.digests.txt`);
  });

  it("is what it was for the examples", async () => {
    await expect(digestsIn(examples)).toMatchFileSnapshot("./fixtures/examples.digests.txt");
  });

  it("is what it was for hashes", async () => {
    const lines = readFileSync(new URL("hash_cases.jsonl", fixtures), "utf8").trim().split("\n");
    const digests = lines.map((line) => {
      const text = String(JSON.parse(line).yaml);
      return digestOf(JSON.stringify(inMemory(hashCommand, { text })("text")));
    });
    await expect(`${digests.join("\n")}\n`).toMatchFileSnapshot("./fixtures/hashes.digests.txt");
  });
});

describe("what 1,000 seeded configurations give", () => {
  const perBlock = 20;
  const configs = fc.sample(arbitraryConfig, { seed: 20260101, numRuns: 1000 });
  const texts = configs.map((config, seed) => printYaml(config, { seed, shuffle: seed % 2 === 1 }));

  it("is what it was", async () => {
    const blocks = Array.from({ length: texts.length / perBlock }, (_, n) => {
      const block = texts.slice(n * perBlock, (n + 1) * perBlock);
      return `${n * perBlock}: ${digestsOf(block, n % 5 === 0 ? "pyyaml" : undefined)}`;
    });
    await expect(`${blocks.join("\n")}\n`).toMatchFileSnapshot("./fixtures/seeded.digests.txt");
    // half a minute of work on a quiet machine
  }, 600_000);

  it("is what it was while it is typed", async () => {
    const analyzer = createAnalyzer({ parse12: parseYaml12, explainer: () => createExplainer });
    const blocks = texts.slice(0, 100).map((text) => {
      const cuts = [0.25, 0.5, 0.75, 0.9, 1, 0.6].map((part) => Math.floor(text.length * part));
      return digestOf(...cuts.map((end) => spell(analyzer.analyze(text.slice(0, end), "pyyaml"))));
    });
    await expect(`${blocks.join("\n")}\n`).toMatchFileSnapshot("./fixtures/typed.digests.txt");
  });
});

function digestsIn(folder: URL): string {
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  const lines = files.map((file) => {
    const text = readFileSync(new URL(file, folder), "utf8");
    return `${file}: ${digestsOf([text], "1.2")}`;
  });
  return `${lines.join("\n")}\n`;
}

/** JSON, Markdown, SVG, backtest as CSV, and all that a page is told, of some texts. */
function digestsOf(texts: readonly string[], simulated: YamlReading | undefined): string {
  const printed = (...args: readonly string[]) =>
    digestOf(
      ...texts.map((text) => JSON.stringify(inMemory(planCommand, { text })("text", ...args))),
    );
  const csv = (text: string): string =>
    text.length < 5000 && simulated !== undefined
      ? JSON.stringify(
          attempt(() =>
            inMemory(backtestCommand, { text })("text", "--bars", "60", "--format", "csv"),
          ),
        )
      : "";
  return [
    `json ${printed()}`,
    `markdown ${printed("--format", "markdown")}`,
    `svg ${printed("--format", "svg")}`,
    `csv ${digestOf(...texts.map(csv))}`,
    `page ${digestOf(...texts.map((text) => askEverything(text, "pyyaml")))}`,
    ...(simulated === "1.2"
      ? [`1.2 ${digestOf(...texts.map((text) => askEverything(text, "1.2")))}`]
      : []),
  ].join(" ");
}

function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return String(error);
  }
}

function askEverything(text: string, reading: YamlReading): string {
  const analyzer = createAnalyzer({
    parse12: parseYaml12,
    explainer: () => createExplainer,
    table: () => answerTableQuery,
  });
  const told = [spell(analyzer.analyze(text, reading))];
  for (let rounds = 0; rounds < 50; rounds++) {
    const { analysis, pending } = analyzer.continue();
    told.push(spell(analysis));
    if (!pending) break;
  }
  const arrangement = { filters: [], sort: [{ column: "risk", descending: true }] };
  const queries: readonly PlanQuery[] = [
    { kind: "containers", role: "risk", stack: undefined, from: 0, count: 10 },
    { kind: "containers", role: "execution", stack: undefined, from: 1, count: 3 },
    { kind: "members", risk: 0, execution: 0, from: 0n, count: 10 },
    { kind: "rows", arrangement, from: 0n, count: 20 },
    { kind: "combination", index: combinationIndex(0n) },
    { kind: "what-ifs", from: 0, count: 20 },
    { kind: "unify", miss: 0 },
    { kind: "compare", text: text.replace(/\d/, "3"), reading },
  ];
  for (const query of queries) told.push(spell(attempt(() => analyzer.ask(query))));
  return told.join("\n");
}

const spell = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part)) ?? "";

function digestOf(...parts: readonly string[]): string {
  const hash = createHash("md5");
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest("hex").slice(0, 12);
}
