import { expect, it } from "vitest";
import { z } from "zod";
import { readYaml } from "../../../yaml/read-yaml.ts";
import { entryOf, type Value } from "../../../yaml/value.ts";
import { fixture } from "../../test-support/fixtures.ts";
import { normalTyped, typedOf } from "../../test-support/typed.ts";
import { md5Of, hashOf } from "../containers/hash.ts";
import { canonicalText, withoutIgnored } from "./canonical.ts";

const hashed = z.object({
  ok: z.literal(true),
  hash: z.string(),
  md5: z.string(),
  canonical: z.string(),
});
const refused = z.object({ ok: z.literal(false), stage: z.enum(["load", "hash"]) });
const schema = z.object({
  id: z.string(),
  yaml: z.string(),
  path: z.array(z.string()).optional(),
  expect: z.discriminatedUnion("ok", [hashed, refused]),
  typed: z.unknown().optional(),
});

const cases = fixture("hash_cases.jsonl")
  .trimEnd()
  .split("\n")
  .map((line) => schema.parse(JSON.parse(line)));

/** The section whose hash is meant, or the whole document. */
function sectionOf(value: Value | undefined, path: readonly string[]): Value | undefined {
  return path.reduce(
    (section, key) => (section?.type === "map" ? entryOf(section, key)?.value : undefined),
    value,
  );
}

it("has all 311 cases", () => {
  expect(cases).toHaveLength(311);
});

/** What this project makes of a case, in the words of its `expect`. */
function hashHere(yaml: string, path: readonly string[]): unknown {
  const section = sectionOf(readYaml(yaml, "pyyaml").value, path);
  if (!section) return { ok: false, stage: "load" };
  // the users' engine hashes mappings only
  const canonical = section.type === "map" && canonicalText(withoutIgnored(section));
  if (!canonical || !canonical.ok) return { ok: false, stage: "hash" };
  const { text } = canonical;
  return { ok: true, hash: hashOf(text), md5: md5Of(text), canonical: text };
}

it.each(cases)("$id is hashed as Python hashes it", ({ yaml, path = [], expect: python }) => {
  expect(hashHere(yaml, path)).toEqual(python);
});

it.each(cases.filter((given) => "typed" in given))("$id is held as Python holds it", (given) => {
  const { value } = readYaml(given.yaml, "pyyaml");
  expect(value && typedOf(value)).toEqual(normalTyped(given.typed));
});

it.each(cases.filter(({ expect: python }) => !python.ok && python.stage === "load"))(
  "$id is refused with an error",
  ({ yaml }) => {
    const { diagnostics } = readYaml(yaml, "pyyaml");
    expect(diagnostics.map(({ severity, blocking }) => severity === "error" && blocking)).toContain(
      true,
    );
  },
);
