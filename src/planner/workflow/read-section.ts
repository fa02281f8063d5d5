import { constructScalar, resolveTag } from "../../yaml/compose/pyyaml-scalars.ts";
import { constructCoreScalar, resolveCoreTag } from "../../yaml/compose/yaml12-scalars.ts";
import { kindOf } from "../../yaml/quote-value.ts";
import {
  emptyMap,
  entryOf,
  type ListValue,
  type MapEntry,
  type MapValue,
  type Value,
  type YamlReading,
} from "../../yaml/value.ts";
import { problem, type Diagnostic } from "../diagnostic.ts";
import type { Advice } from "./advice/advice.ts";
import type { Dialect, Translate } from "./dialects/dialect.ts";
import { mergeMaps } from "./merge.ts";
import type { HouseDialect } from "./unread/house-dialect.ts";
import type { UnreadMapping } from "./unread/sentinel.ts";
import type { Claim, Strategy, Use } from "./workflow.ts";

/** The text that values were read from, and how its scalars are typed. */
export type YamlSource = { readonly text: string; readonly reading: YamlReading };

/** The state of reading a workflow: the source, and the list that every part of it reports to. */
export type ReadingState = {
  readonly source: YamlSource;
  /** What else there is to say about a document, where that part is there. */
  readonly advice: Advice | undefined;
  readonly diagnostics: Diagnostic[];
  /** How many literal lists there were so far. */
  readonly literals: { count: number };
  /** The root mapping, where the document is one. */
  readonly root: MapValue | undefined;
  /** What the document says of its own dialect; told before anything that asks for it is read. */
  house: HouseDialect;
  /** Where its dialect has what is read, where the part that knows dialects is there. */
  dialect: Dialect | undefined;
  /** Whether the document is another tool's, and no configuration of ours. */
  isForeign: boolean;
  /** What readers make of values: whoever reads one says so, and it counts for all below it. */
  readonly uses: Claim[];
  /** Values that a reader has understood, so that nothing below them is a sweep unread. */
  readonly claims: WeakSet<Value>;
  /** What looks like sweeps and is read by nobody, so far. */
  readonly unread: UnreadMapping[];
  /** For how many unread sweeps there are fixes so far. */
  readonly sweepsFixed: { count: number };
  /** What was made of strategies that stand in an earlier text too. */
  readonly strategiesByValue: StrategiesByValue;
  /** Types a text as a plain scalar of the document is typed; what has no value is text. */
  readScalar(text: string, range: Value["range"]): Value;
};

/** What reading strategies gave, remembered for as long as their values are the same objects. */
export type StrategiesByValue = WeakMap<Value, StrategyReading>;

/** What reading takes over from an earlier text, and what it may ask; both belong together. */
export type Remembered = {
  readonly strategies: StrategiesByValue;
  readonly advice?: Advice | undefined;
  /** What knows dialects, where it is loaded. */
  readonly translate?: Translate | undefined;
};

/** The strategies of an element as they were read, with its diagnostics, which stand where it stood then and move along. */
export type StrategyReading = {
  readonly strategies: readonly Strategy[];
  /** The section that tells the document's own dialect, by which sweeps are no sweeps. */
  readonly house: Value | undefined;
  readonly unread: readonly UnreadMapping[];
  readonly uses: readonly Claim[];
  readonly diagnostics: readonly Diagnostic[];
  /** Its place among the elements of `strategies`, which its diagnostics name. */
  readonly position: number;
  /** The offset at which it began. */
  readonly start: number;
};

/** The state before anything is read; the memory of strategies is written to as they are read. */
export function createReadingState(
  source: YamlSource,
  root: MapValue | undefined,
  { strategies, advice }: Remembered,
): ReadingState {
  return {
    source,
    advice,
    root,
    house: { grids: [], values: new Set() },
    dialect: undefined,
    isForeign: false,
    uses: [],
    claims: new WeakSet(),
    unread: [],
    sweepsFixed: { count: 0 },
    diagnostics: [],
    literals: { count: 0 },
    strategiesByValue: strategies,
    readScalar(text, range) {
      const constructed =
        source.reading === "pyyaml"
          ? constructScalar(resolveTag(text), text, range)
          : constructCoreScalar(resolveCoreTag(text), text, range);
      return constructed.ok ? constructed.value : { type: "text", value: text, range };
    },
  };
}

/** What a section as a whole is read for, or that its members have readers of their own. */
export type SectionUse = Use | "for its members";

/** A section as it counts, and the entries that wrote it, in written order. */
export type Section = { readonly map: MapValue; readonly written: readonly MapEntry[] };

/** Whether a value is a list with a mapping in it: alternatives, where one mapping is expected. */
export function holdsMappings(value: Value | undefined): value is ListValue {
  return value?.type === "list" && value.items.some(({ type }) => type === "map");
}

/** Notes that a list of alternatives, or one of them, multiplies combinations whatever it sets. */
export function claimAlternative(state: ReadingState, value: Value): void {
  state.uses.push({ value, use: "planned", decides: "by being there" });
}

/** A section that may be a list of mappings, each of which stands for it: one section for each of them. */
export function readSections(
  state: ReadingState,
  parent: MapValue,
  prefix: string,
  spellings: readonly string[],
): readonly (Section & { readonly alternative?: number })[] {
  const written = writtenEntries(parent, spellings);
  const [entry, ...others] = written;
  if (!entry || others.length > 0 || !holdsMappings(entry.value)) {
    return [readSection(state, parent, prefix, spellings, "planned")];
  }
  claimAlternative(state, entry.value);
  return entry.value.items.flatMap((item, alternative) => {
    if (item.type === "map") {
      claimAlternative(state, item);
      return [{ map: item, written, alternative }];
    }
    const path = `${prefix}${textOf(entry.key)}[${alternative}]`;
    state.uses.push({ value: item, use: "not understood" });
    const words = [path, kindOf(item)] as const;
    state.diagnostics.push(problem("alternatives-shape", { path, range: item.range }, [...words]));
    return [];
  });
}

/**
 * Reads a section of a mapping under any of its spellings, the proper one first.
 *
 * `use` is what its members are read for. Null counts as absent, with a warning; anything else that is no mapping counts as {}, with an
 * error; several spellings at once are merged in written order, with a warning (spec page 1).
 */
export function readSection(
  state: ReadingState,
  parent: MapValue,
  prefix: string,
  spellings: readonly string[],
  use: SectionUse,
): Section {
  // a section that is not written has the place of what is written first beside it
  const [beside] = parent.entries.values();
  let map = emptyMap(beside?.key.range ?? parent.range);
  const entries = writtenEntries(parent, spellings);
  const [first, ...others] = entries;
  for (const { key, value } of entries) {
    const path = prefix + textOf(key);
    if (value.type !== "map") state.uses.push({ value, use: "not understood" });
    else if (use !== "for its members") state.uses.push({ value, use });
    if (value.type === "map") {
      map = map.entries.size === 0 ? value : mergeMaps(map, value);
    } else if (value.type === "null") {
      const fixes = state.advice?.emptySectionFix(state.source.text, { key, value }) ?? [];
      state.diagnostics.push(
        problem("section-null", { path, range: key.range }, [path], { fixes }),
      );
    } else {
      const words = [path, kindOf(value)] as const;
      state.diagnostics.push(
        problem("section-not-mapping", { path, range: value.range }, [...words]),
      );
    }
  }
  for (const { key } of first ? others : []) {
    const at = { path: prefix + textOf(key), range: key.range };
    const related = [{ range: first?.key.range ?? key.range, message: "the other spelling" }];
    const words = [first ? textOf(first.key) : "", textOf(key)] as const;
    state.diagnostics.push(problem("both-spellings", at, [...words], { related }));
  }
  return { map, written: entries };
}

/** The entries under any of the spellings, in the order of the mapping. */
function writtenEntries(parent: MapValue, spellings: readonly string[]): readonly MapEntry[] {
  const entries = spellings.flatMap((spelling) => entryOf(parent, spelling) ?? []);
  if (entries.length < 2) return entries;
  return Array.from(parent.entries.values()).filter((entry) => entries.includes(entry));
}

function textOf(key: Value): string {
  return key.type === "text" ? key.value : "";
}
