import { expect, it } from "vitest";
import { hashCommand } from "./hash.ts";
import { inMemory } from "./test-support/in-memory.ts";

/** Runs the command on files of these texts, named a, b, c in order. */
function run(texts: readonly string[], ...options: readonly string[]) {
  const files = new Map(texts.map((text, i) => [String.fromCharCode(97 + i), text]));
  const { code: exit, output } = inMemory(hashCommand, Object.fromEntries(files))(
    ...files.keys(),
    ...options,
  );
  return {
    exit,
    lines: output
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  };
}

it("prints one JSON line a file, as Python gives hash and canonical text", () => {
  const { exit, lines } = run(["max_position_size: 1000\ncommission: 0.001\n", "{}"]);
  expect(exit).toBe(0);
  expect(lines).toEqual([
    {
      file: "a",
      hash: "f42c2275",
      canonical: '{"commission": 0.001, "max_position_size": 1000}',
    },
    { file: "b", hash: "99914b93", canonical: "{}" },
  ]);
});

it.each([
  ["broken syntax", "a: [1"],
  ["nothing", ""],
  ["a list", "- 1\n"],
  ["text", "just words"],
  ["a date, which Python cannot hash", "a: 2024-01-01"],
  ["mixed keys, which Python cannot sort", "{a: 1, 2: b}"],
  ["a circular alias", "a: &a [*a]"],
  ["a tab", "a:\t1"],
])("says why %s has no hash, and exits with 1", (_, text) => {
  const { exit, lines } = run([text, "{}"]);
  expect(exit).toBe(1);
  expect(lines[0]).toEqual({ file: "a", error: expect.stringMatching(/\S/) });
  expect(lines[1]).toMatchObject({ file: "b", hash: "99914b93" });
});

it("leaves out the keys of one combination", () => {
  const { lines } = run(["combination_id: 7\ntarget_portfolio: p\na: 1"]);
  expect(lines[0]).toMatchObject({ canonical: '{"a": 1}' });
});

it("reads as a YAML 1.2 loader on demand", () => {
  expect(run(["a: 010"], "--yaml", "1.2").lines[0]).toMatchObject({ canonical: '{"a": 10}' });
  expect(run(["a: 010"]).lines[0]).toMatchObject({ canonical: '{"a": 8}' });
});

it("asks for a file", () => {
  expect(() => run([])).toThrow("a FILE is missing");
});
