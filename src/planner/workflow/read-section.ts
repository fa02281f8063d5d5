import { problem, type Diagnostic } from "../diagnostic.ts";
import { mergeMaps } from "./merge.ts";
import { constructScalar, resolveTag } from "../../yaml/compose/pyyaml-scalars.ts";
import { kindOf } from "../../yaml/quote-value.ts";
import { emptySectionFix } from "./section-fixes.ts";
import {
  emptyMap,
  entryOf,
  type MapEntry,
  type MapValue,
  type Value,
  type YamlReading,
} from "../../yaml/value.ts";
import type { Strategy } from "./workflow.ts";
import { constructCoreScalar, resolveCoreTag } from "../../yaml/compose/yaml12-scalars.ts";

/** The text that values were read from, and how its scalars are typed. */
export type Source = { readonly text: string; readonly reading: YamlReading };

/** What the parts of the reader share: the source, and the list that they report to. */
export type Reader = {
  readonly source: Source;
  readonly found: Diagnostic[];
  /** How many literal lists there were so far. */
  readonly literals: { count: number };
  /** What was made of strategies that stand in an earlier text too. */
  readonly known: KnownStrategies;
  /** Types a text as a plain scalar of the document is typed; what has no value is text. */
  readScalar(text: string, range: Value["range"]): Value;
};

/**
 * What reading a strategy gave, remembered for as long as its value is the same object. It holds what
 * was found with the place where the strategy stood, to move it along.
 */
export type KnownStrategies = WeakMap<Value, KnownStrategy>;
export type KnownStrategy = {
  readonly strategy: Strategy;
  readonly found: readonly Diagnostic[];
  readonly position: number;
  readonly start: number;
};

export function createReader(source: Source, known: KnownStrategies): Reader {
  return {
    source,
    found: [],
    literals: { count: 0 },
    known,
    readScalar(text, range) {
      const constructed =
        source.reading === "pyyaml"
          ? constructScalar(resolveTag(text), text, range)
          : constructCoreScalar(resolveCoreTag(text), text, range);
      return constructed.ok ? constructed.value : { type: "text", value: text, range };
    },
  };
}

/** A section as it counts, and the entries that wrote it, in written order. */
export type Section = { readonly map: MapValue; readonly written: readonly MapEntry[] };

/**
 * Reads a section of a mapping under any of its spellings, the proper one first.
 *
 * Null counts as absent, with a warning; anything else that is no mapping counts as {}, with an
 * error; several spellings at once are merged in written order, with a warning (spec page 1).
 */
export function readSection(
  reader: Reader,
  parent: MapValue,
  prefix: string,
  spellings: readonly string[],
): Section {
  // a section that is not written has the place of what is written first beside it
  const [beside] = parent.entries.values();
  let map = emptyMap(beside?.key.range ?? parent.range);
  const entries = writtenEntries(parent, spellings);
  const [first, ...others] = entries;
  for (const { key, value } of entries) {
    const path = prefix + textOf(key);
    if (value.type === "map") {
      map = map.entries.size === 0 ? value : mergeMaps(map, value);
    } else if (value.type === "null") {
      const fixes = emptySectionFix(reader.source.text, { key, value });
      reader.found.push(problem("section-null", { path, range: key.range }, [path], { fixes }));
    } else {
      const words = [path, kindOf(value)] as const;
      reader.found.push(problem("section-not-mapping", { path, range: value.range }, [...words]));
    }
  }
  for (const { key } of first ? others : []) {
    const at = { path: prefix + textOf(key), range: key.range };
    const related = [{ range: first?.key.range ?? key.range, message: "the other spelling" }];
    const words = [first ? textOf(first.key) : "", textOf(key)] as const;
    reader.found.push(problem("both-spellings", at, [...words], { related }));
  }
  return { map, written: entries };
}

/** The entries under any of the spellings, in the order of the mapping. */
function writtenEntries(parent: MapValue, spellings: readonly string[]): readonly MapEntry[] {
  const known = spellings.flatMap((spelling) => entryOf(parent, spelling) ?? []);
  if (known.length < 2) return known;
  return Array.from(parent.entries.values()).filter((entry) => known.includes(entry));
}

function textOf(key: Value): string {
  return key.type === "text" ? key.value : "";
}
