import type { Fix } from "../../text/diagnostic.ts";
import { copyRange, type MovingRange } from "../../text/source-range.ts";
import { problem, type YamlDiagnostic } from "../diagnostic.ts";
import type { ScalarNode } from "../parse/syntax-tree.ts";
import { spellFloat, spellScalar } from "../python-spelling.ts";
import { shorten } from "../quote-value.ts";
import type { Value, YamlReading } from "../value.ts";
import { codePoint, firstInvisible, visible } from "./hidden-characters.ts";
import { placeText, type Place } from "./place.ts";
import { constructCoreScalar, resolveCoreTag } from "./yaml12-scalars.ts";

/**
 * What a reader of a plain scalar should know: that PyYAML takes it for another value than YAML 1.2
 * does, that it is no finite number, or that only its hash text is unusual (spec page 1).
 */
export function hintAtScalar(
  reading: YamlReading,
  { text, tagRange }: ScalarNode,
  value: Value,
  place: Place,
): readonly YamlDiagnostic[] {
  if (!tagRange && isOrdinary(text, value)) return [];
  const hints: YamlDiagnostic[] = [];
  const at = {
    get path() {
      return placeText(place);
    },
    range: value.range,
  };
  if (reading === "pyyaml") {
    // a tag `!` asks for the looks to decide, in YAML 1.2 for text
    const tag = tagRange ? "str" : resolveCoreTag(text);
    const core = constructCoreScalar(tag, text, value.range);
    if (core.ok && !isSame(core.value, value)) {
      const words = [shorten(text), describe(value), describe(core.value)] as const;
      const fixes = tagRange ? [] : fixesFor(value, core.value);
      hints.push(problem("yaml-readings-differ", at, [...words], { fixes }));
    }
  }
  if (value.type === "float" && !Number.isFinite(value.value)) {
    hints.push(problem("number-not-finite", at, [shorten(text)]));
  } else if (value.type === "float" && Object.is(value.value, -0)) {
    hints.push(problem("unusual-number", at, [shorten(text), "-0.0, another text than 0.0"]));
  } else if (value.type === "int" && (value.value > safe || value.value < -safe)) {
    const exact = "an exact integer above 2^53, which many other programs round";
    hints.push(problem("unusual-number", at, [shorten(text), exact]));
  }
  return hints;
}

/** True for what most scalars are: words and plain numbers, the same to everybody. */
function isOrdinary(text: string, value: Value): boolean {
  if (value.type === "text") return /^[A-Za-z_]/.test(text) && resolveCoreTag(text) === "str";
  if (value.type === "int") return /^(?:0|[1-9][0-9]{0,14})$/.test(text);
  return value.type === "float" && /^[0-9]{1,9}\.[0-9]{1,9}$/.test(text);
}

const safe = 2n ** 53n;

function isSame(a: Value, b: Value): boolean {
  if (a.type !== b.type) return false;
  return !("value" in a) || !("value" in b) || Object.is(a.value, b.value);
}

/** A value for a message, with its kind where the spelling does not tell. */
function describe(value: Value): string {
  switch (value.type) {
    case "int":
    case "float":
    case "bool":
    case "null":
      return shorten(spellScalar(value));
    case "text":
      return `the text ${JSON.stringify(shorten(value.value))}`;
    case "date":
      return `the date ${value.value}`;
    case "binary":
    case "set":
    case "list":
    case "map":
      return `a ${value.type}`;
  }
}

/**
 * Spellings that both readings agree on, with Python's value and with the other. What only looks like
 * a number to a reader is a number first: that is what was meant.
 */
function fixesFor(value: Value, core: Value): readonly Fix[] {
  const choices = [
    { text: agreed(value), title: "as Python reads it" },
    { text: agreed(core), title: "as YAML 1.2 reads it" },
  ];
  if (value.type === "text") choices.reverse();
  return choices.flatMap(({ text, title }) =>
    text === undefined
      ? []
      : [
          {
            title: `Write \`${shorten(text)}\`, ${title}`,
            edits: [{ range: copyRange(value.range), text }],
          },
        ],
  );
}

function agreed(value: Value): string | undefined {
  switch (value.type) {
    case "int":
    case "bool":
    case "null":
      return spellScalar(value);
    case "float":
      return Number.isFinite(value.value) ? agreedFloat(value.value) : undefined;
    case "text":
      return JSON.stringify(value.value);
    case "date":
    case "binary":
    case "set":
    case "list":
    case "map":
      return undefined;
  }
}

/** PyYAML needs a point in a float, and a sign in its exponent; small fees read best without one. */
function agreedFloat(value: number): string {
  const plain = spellFloat(value);
  if (!plain.includes("e")) return plain;
  const [mantissa = "", exponent = "0"] = plain.split("e");
  if (Number(exponent) < -8 || Number(exponent) > 0) {
    return mantissa.includes(".") ? plain : `${mantissa}.0e${exponent}`;
  }
  const sign = mantissa.startsWith("-") ? "-" : "";
  return `${sign}0.${"0".repeat(-Number(exponent) - 1)}${mantissa.replace(/[-.]/g, "")}`;
}

const lookAlike = /\p{Script=Cyrillic}|\p{Script=Greek}|\p{Script=Armenian}|[\uff01-\uff5e]/u;

/** Says where a key is not what it seems: invisible characters, or letters that look like Latin ones. */
export function hintAtKey(key: Value, path: string): readonly YamlDiagnostic[] {
  if (key.type !== "text") return [];
  const at = { path, range: key.range };
  const hidden = firstInvisible(key.value);
  if (hidden !== undefined)
    return [problem("invisible-in-key", at, [visible(key.value), codePoint(hidden)])];
  const odd = lookAlike.exec(key.value)?.[0];
  if (odd && /\p{Script=Latin}/u.test(key.value.replaceAll(odd, ""))) {
    return [problem("look-alike-in-key", at, [shorten(key.value), `${odd} (${codePoint(odd)})`])];
  }
  return [];
}

/** A key with more than printable ASCII. */
export type OddKey = { readonly text: string; readonly range: MovingRange; readonly path: string };

/** Finds keys that look like an earlier one and are written with other characters. */
export function hintAtTwins(keys: readonly OddKey[]): readonly YamlDiagnostic[] {
  const firsts = new Map<string, OddKey>();
  return keys.flatMap((key) => {
    const normal = key.text.normalize("NFC");
    const first = firsts.get(normal);
    if (!first) firsts.set(normal, key);
    if (!first || first.text === key.text) return [];
    const related = [{ range: first.range, message: "the same looks, other characters" }];
    return [problem("twin-keys", key, [shorten(key.text)], { related })];
  });
}
