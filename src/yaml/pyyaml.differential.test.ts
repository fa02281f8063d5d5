import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { canonicalText, withoutIgnored } from "../planner/sharing/canonical/canonical.ts";
import { normalTyped, typedOf } from "../planner/test-support/typed.ts";
import { randomFrom, yamlTexts } from "../planner/test-support/yaml-texts.ts";
import { readYaml } from "./read-yaml.ts";

const answer = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    typed: z.unknown(),
    canonical: z.string().optional(),
    refusal: z.string().optional(),
  }),
  z.object({ ok: z.literal(false), message: z.string() }),
]);
type Answer = z.infer<typeof answer>;

const oracle = fileURLToPath(new URL("../planner/fixtures/pyyaml_oracle.py", import.meta.url));

/** What a real Python makes of texts; `undefined` where none with PyYAML is installed. */
function askPython(texts: readonly string[]): readonly Answer[] | undefined {
  const input = texts.map((text) => `${JSON.stringify(text)}\n`).join("");
  const { status, stdout } = spawnSync("python3", [oracle], {
    input,
    maxBuffer: 2 ** 28,
    encoding: "utf8",
  });
  if (status !== 0) return undefined;
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => answer.parse(JSON.parse(line)));
}

/** What Python holds of a text, or `refused`; and its canonical text, or `refused`. */
function given(text: string, python: Answer | undefined): unknown {
  if (!python?.ok) return { text, held: { typed: "refused" }, isRefused: true };
  const { typed, canonical = "refused" } = python;
  return { text, held: { typed: normalTyped(typed), canonical }, isRefused: false };
}

/** The same of this project, with the codes of its errors. */
function heldHere(text: string): { readonly held: unknown; readonly errors: readonly string[] } {
  const { value, diagnostics } = readYaml(text, "pyyaml");
  const errors = diagnostics.filter(({ blocking }) => blocking).map(({ code }) => code);
  if (!value) return { held: { typed: "refused" }, errors };
  const canonical = canonicalText(value.type === "map" ? withoutIgnored(value) : value);
  const held = { typed: typedOf(value), canonical: canonical.ok ? canonical.text : "refused" };
  return { held, errors };
}

// what Python loads and this project refuses, each with a reason of its own
const refusedHere = new Set(["circular-alias", "halved-key"]);
const count = Number(process.env["YAML_TEXTS"] ?? 2000);
const [seed = 0] = process.env["YAML_SEED"]
  ? [Number(process.env["YAML_SEED"])]
  : fc.sample(fc.nat(), 1);
const isInstalled = askPython(["a: 1"]) !== undefined;

it.skipIf(!isInstalled)(
  `holds what a real Python holds, for ${count} texts of seed ${seed} (skipped without python3 and PyYAML)`,
  () => {
    const texts = yamlTexts(randomFrom(seed), count);
    const answers = askPython(texts) ?? [];
    expect(answers).toHaveLength(count);
    let refused = 0;
    const wrong: unknown[] = [];
    for (const [i, text] of texts.entries()) {
      const python = answers[i];
      const { held, errors } = heldHere(text);
      const here = { text, held, isRefused: errors.length > 0 };
      const there = given(text, python);
      if (python?.ok && errors.some((code) => refusedHere.has(code))) refused++;
      else if (!isDeepStrictEqual(here, there)) wrong.push({ here, there });
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(refused / count).toBeLessThan(0.012);
  },
);
