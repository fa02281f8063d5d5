import { readdirSync } from "node:fs";
import { fixture } from "./fixtures.ts";

/** A number from 0 up to 1, from a seed. */
export type Random = () => number;

/** Mulberry32: small, seeded, good enough to choose test texts. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function pick(random: Random, items: readonly string[]): string {
  return items[below(random, items.length)] ?? "";
}

/** Up to `most` parts, one after the other. */
function joined(random: Random, most: number, parts: readonly string[]): string {
  return Array.from({ length: 1 + below(random, most) }, () => pick(random, parts)).join("");
}

const folder = new URL("../fixtures/plans/", import.meta.url);
/** Configurations as users write them. */
export const configTexts = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => fixture(`plans/${name}`))
  .filter((text) => text.length < 3000);
const snippets = fixture("hash_cases.jsonl")
  .trimEnd()
  .split("\n")
  .map((line) => String(JSON.parse(line).yaml))
  .filter((text) => text.length < 1500);

/** Rows of pieces with bars between them. */
function pieces(...rows: readonly string[]): readonly string[] {
  return rows.flatMap((row) => row.split("¦"));
}

const signs = Array.from("\n\n  :-,[]{}#'\"&*!|>%@`?\ta0_.e=<~\\");
const odd = Array.from(
  "\x85\u2028\u2029\ufeff\u00a0é😀\0\x07\x7f\u200b\r\t\uffff\u0660\x1b\v",
).concat("\r\n", "\ud800", "e\u0301");

/** Changes a text in a few places: characters, lines, indentation. */
export function mutate(random: Random, text: string, times: number, pool = signs): string {
  let mutant = text;
  for (let i = 0; i < times; i++) {
    const at = below(random, mutant.length + 1);
    const kind = random();
    if (kind < 0.45) mutant = mutant.slice(0, at) + pick(random, pool) + mutant.slice(at);
    else if (kind < 0.65) mutant = mutant.slice(0, at) + mutant.slice(at + 1 + below(random, 3));
    else if (kind < 0.8) mutant = mutant.slice(0, at) + pick(random, pool) + mutant.slice(at + 1);
    else mutant = mutateLine(random, mutant.split("\n")).join("\n");
  }
  return mutant;
}

function mutateLine(random: Random, lines: readonly string[]): readonly string[] {
  const at = below(random, lines.length);
  const line = lines[at] ?? "";
  const kind = random();
  if (kind < 0.3) return lines.toSpliced(at, 1);
  if (kind < 0.5) return lines.toSpliced(below(random, lines.length), 0, line);
  if (kind < 0.75) return lines.with(at, " ".repeat(1 + below(random, 3)) + line);
  return lines.with(at, line.replace(/^ {1,2}/, ""));
}

const scalars = pieces(
  "1¦1.0¦-1¦+5¦-0¦010¦08¦0o10¦0x1F¦0b101¦1_000¦1e5¦1e-4¦1.0e-5¦1.5e3¦.5¦-.5¦5.¦1:30¦16:00",
  "09:30¦1:30.5¦1:60¦.inf¦-.INF¦.nan¦1e400¦1.0e+400¦yes¦No¦on¦OFF¦y¦n¦true¦tRue¦null¦~¦=¦<<",
  "2001-01-01¦2001-02-30¦2001-12-14t21:59:43.10-05:00¦a:b¦a#b¦-¦--¦---¦...¦?¦:¦:a¦?a¦-a¦%a",
  "@a¦`a¦|a¦>a¦'it''s'¦''¦\"\"¦é¦😀¦0.30000000000000004¦1.0e+16¦a,b¦a]b¦{a¦\\¦'¦\"¦0x_¦1.¦",
  "a b¦a: b¦a #b¦- a¦2001-12-14 21:59:43 Z¦[1, 2]¦{a: 1}¦a\tb¦!!str 1¦!!int '7'¦!!float 1",
  "!!bool x¦!!null x¦! 1¦&a b¦*a¦!b c¦!!set {a, b}¦!!omap [a: 1]¦!!binary aGk=¦!!binary a",
  '!!timestamp 2001-01-01¦"a\\nb"¦"\\u00e9\\x41\\U0001F600"¦!<tag:yaml.org,2002:int> 5',
  "!include f",
);
const digits = Array.from("0123456789_");
const settings = pieces(
  "k: @\n¦- @\n- @¦k: [@]\n¦k: [@, @]¦{@: 1}\n¦{k: @}¦@: 1\n¦@¦k:\n  @\n¦k: @ # c\n",
  '? @\n: 1¦k: @\n  more\n¦- - @¦"@": x¦\'@\': x¦!!int @¦k: !!float @¦!!str @¦! "@"',
  '!!int "@"¦!!float "@"¦!!bool "@"',
);
const lines = pieces(
  "a:¦b:¦- a¦- ¦-¦a: 1¦b: 2¦- a: 1¦c¦# c¦a: b # c¦? a¦: b¦a: |¦a: >-¦- |¦[a, b]¦a: [¦]¦a: {",
  "}¦'q¦q'¦\"d¦d\"¦a: 'x¦&x a: 1¦*x¦<<: *x¦<<: {z: 1}¦!!map¦a: !!str¦a: &x¦¦  ¦---¦...",
  "%YAML 1.1¦- - a¦- - - b¦? - a¦- ? a¦a:  b:¦a: - b",
);
const values = pieces(
  "1¦{a: 1}¦{a: 2, b: 3}¦[1]¦*x¦*y¦&x {a: 1}¦&y {b: 1, a: 9}¦&x 1¦{<<: *x}",
  "{<<: [*x, *y], a: 5}¦{<<: {q: 1}, <<: {r: 2}}¦{<<: *y, c: 3}¦!foo x¦!!set {a, b}",
  "!!omap [a: 1, b: 2]¦!!str 5¦!!map [1]¦! 5¦&z [*z]¦&x !!str¦{=: 1}¦!!str {=: 4}",
  "{a: 1, a: 2}¦{1: a, 1.0: b, true: c, '1': d}¦{[a]: 1}¦!!pairs [[a]]¦{<<: 1}¦{<<: [1]}",
  "{<<: !foo {a: 1}}¦[<<]¦!!null ''¦&x",
);
const inQuotes = pieces(
  "a¦b¦'¦\"¦''¦\\\"¦\\n¦\\x41¦\\u00e9¦\\U0001F600¦\\ud83d\\ude00¦\\/¦\\'¦\\z¦\\x4¦\\N¦\\_¦é",
  "#¦ ¦  ¦\n¦\n  ¦\n\n¦\t¦\\\n¦\\ ¦ #¦: ¦\n---\n¦\n...¦\r\n¦\r¦\\\r\n¦\u2028¦\u0085¦\ufeff",
);
const inFlow = pieces(
  "a¦b¦1¦,¦,¦:¦:¦[¦]¦{¦}¦?¦'q'¦\"q\"¦-¦*x¦a:1¦x:¦:x¦a?b¦~¦\"a\":1¦'a':b¦http://x.y/z¦16:00",
  ", ¦: ¦: ¦? ¦ ¦\n¦\n ¦#c\n¦ #c\n¦- ¦&x ¦!!str ¦a b¦<<: ",
);
const inBlock = pieces("a¦b c¦¦¦# c¦\ta¦- x¦k: v¦a ¦a\t¦...¦---¦\u2028");
const headers = pieces("|¦>¦|-¦>-¦|+¦>2¦|1-¦>-1¦|+3¦|9¦|0¦|x¦|#c¦|++¦|12¦| # c¦| x¦| ¦|\t");
const soup = [
  ...signs,
  "- ",
  ": ",
  "? ",
  ", ",
  "&a ",
  "*a",
  "!!str ",
  "---",
  "a: ",
  "b:\n  ",
  "\r\n",
];

const kinds: readonly ((random: Random) => string)[] = [
  (random) => mutate(random, pick(random, configTexts), 1 + below(random, 2)),
  (random) => mutate(random, pick(random, snippets), 1 + below(random, 4)),
  (random) => mutate(random, pick(random, configTexts), 1 + below(random, 2), odd),
  (random) => mutate(random, pick(random, snippets), 1 + below(random, 2), odd),
  (random) => {
    const text = pick(random, configTexts);
    return text.slice(0, below(random, text.length));
  },
  (random) => {
    const scalar = pick(random, scalars);
    const text = random() < 0.35 ? mutate(random, scalar, 1) : scalar;
    return pick(random, settings).replaceAll("@", () => text);
  },
  (random) => {
    const text = joined(random, 6, [...digits, ...digits, ...Array.from(".:-+eExob")]);
    return pick(random, settings).replaceAll("@", () => text);
  },
  (random) =>
    Array.from(
      { length: 1 + below(random, 6) },
      () => `${" ".repeat(below(random, 6))}${pick(random, lines)}\n`,
    ).join(""),
  (random) =>
    Array.from({ length: 1 + below(random, 5) }, () => {
      const key = pick(random, ["a", "b", "<<", "1", "=", "&w w", "*x ", "? x\n"]);
      return `${key}: ${pick(random, values)}\n`;
    }).join(""),
  (random) => {
    const quote = pick(random, ["'", '"']);
    const before = pick(random, ["k: ", "- ", "", "[", "{a: "]);
    const after = pick(random, ["", "\n", " # c\n", ": 1\n", "]", "}", "#c", " b", "\nb: 2\n"]);
    return before + quote + joined(random, 10, inQuotes) + quote + after;
  },
  (random) =>
    pick(random, ["", "k: ", "- "]) +
    pick(random, ["[", "{"]) +
    joined(random, 12, inFlow) +
    pick(random, ["]", "}", "", "]}", "]\nb: 1\n"]),
  (random) => {
    const before = pick(random, ["k: ", "- ", "", "a:\n  b: ", "- k: ", "? ", "k: &a "]);
    const body = Array.from({ length: 1 + below(random, 6) }, () => {
      const text = " ".repeat(below(random, 6)) + pick(random, inBlock);
      return text + pick(random, ["\n", "\n", "\r\n", "\n\n", ""]);
    });
    return `${before}${pick(random, headers)}\n${body.join("")}${pick(random, ["", "b: 1\n", " "])}`;
  },
  (random) => joined(random, 14, soup),
];

/** Texts of every kind in turn: realistic ones with faults, and each part of the syntax made dense. */
export function yamlTexts(random: Random, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => kinds[i % kinds.length]?.(random) ?? "");
}
