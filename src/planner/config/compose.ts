import { isAlias, isMap, isScalar, isSeq, type Alias, type Document, type Node } from "yaml";
import { problem, type Diagnostic, type SourceRange } from "../diagnostic.ts";
import { blockText } from "./pyyaml-syntax.ts";
import { constructScalar, resolveTag, type Constructed, type ScalarTag } from "./pyyaml.ts";
import { createTwinCheck, hintAtKey, hintAtScalar } from "./reading-hints.ts";
import { nodeLimit } from "./syntax.ts";
import { keyIdentity, keyText, type KeyIdentity, type MapEntry, type Value } from "./value.ts";
import type { YamlReading } from "./workflow.ts";
import { constructCoreScalar, resolveCoreTag } from "./yaml12.ts";

/** Where a node stands, from the root; made into text only when a diagnostic needs it. */
export type Place = { readonly parent: Place; readonly step: string | number } | undefined;

/** `strategies[0].parameters.x`. */
export function placeText(place: Place): string {
  if (!place) return "";
  const parent = placeText(place.parent);
  if (typeof place.step === "number") return `${parent}[${place.step}]`;
  return parent === "" ? place.step : `${parent}.${place.step}`;
}

type Anchor = { value: Value | undefined; nodes: number };

/** What composing one document carries along. */
type Composing = {
  readonly reading: YamlReading;
  readonly text: string;
  readonly diagnostics: Diagnostic[];
  readonly anchors: Map<string, Anchor>;
  readonly checkTwin: ReturnType<typeof createTwinCheck>;
  /** Nodes after the expansion of aliases. */
  nodes: number;
};

/**
 * Builds the value that Python holds from a syntax tree: scalars by PyYAML's resolver, aliases by
 * reference, merge keys first, of equal keys the first place and the last value.
 *
 * Linear in the nodes: an alias costs one step however much it stands for, but what it stands for
 * counts against the limit of nodes. `undefined` where something cannot be built.
 */
export function composeValue(
  document: Document.Parsed,
  text: string,
  reading: YamlReading,
): { readonly value: Value | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const composing: Composing = {
    reading,
    text,
    diagnostics: [],
    anchors: new Map(),
    checkTwin: createTwinCheck(),
    nodes: 0,
  };
  const value = composeNode(composing, document.contents, undefined);
  const { diagnostics } = composing;
  const broken = diagnostics.some(({ blocking }) => blocking);
  return { value: broken ? undefined : value, diagnostics };
}

function composeNode(composing: Composing, node: Node | null, place: Place): Value | undefined {
  const before = composing.nodes++;
  if (composing.nodes > nodeLimit) {
    if (before === nodeLimit)
      report(composing, "too-many-nodes", place, rangeOf(composing, node), []);
    return undefined;
  }
  if (!node) return { type: "null", range: rangeOf(composing, node) };
  if (isAlias(node)) return composeAlias(composing, node, place);
  const anchor = openAnchor(composing, node, place);
  const value = isScalar(node)
    ? composeScalar(composing, node, place)
    : composeCollection(composing, node, place);
  if (anchor) {
    anchor.value = value;
    anchor.nodes = composing.nodes - before;
  }
  return value;
}

function composeAlias(composing: Composing, node: Alias, place: Place): Value | undefined {
  const range = rangeOf(composing, node);
  const name = node.source;
  const anchor = composing.anchors.get(name);
  if (composing.reading === "pyyaml" && !/^[0-9A-Za-z_-]+$/.test(name)) {
    report(composing, "bad-alias-name", place, range, [name]);
  } else if (!anchor) {
    report(composing, "undefined-alias", place, range, [name]);
  } else if (!anchor.value) {
    report(composing, "circular-alias", place, range, [name]);
  } else {
    composing.nodes += anchor.nodes - 1;
    if (composing.nodes <= nodeLimit) return anchor.value;
    report(composing, "too-many-nodes", place, range, []);
  }
  return undefined;
}

function openAnchor(composing: Composing, node: Node, place: Place): Anchor | undefined {
  const name = "anchor" in node ? node.anchor : undefined;
  if (name === undefined) return undefined;
  const range = rangeOf(composing, node);
  if (composing.reading === "pyyaml") {
    if (!/^[0-9A-Za-z_-]+$/.test(name)) report(composing, "bad-alias-name", place, range, [name]);
    if (composing.anchors.has(name)) report(composing, "duplicate-anchor", place, range, [name]);
  }
  const anchor: Anchor = { value: undefined, nodes: 0 };
  composing.anchors.set(name, anchor);
  return anchor;
}

const prefix = "tag:yaml.org,2002:";
const scalarTags: readonly ScalarTag[] = [
  "bool",
  "float",
  "int",
  "merge",
  "null",
  "timestamp",
  "value",
  "str",
  "binary",
];

type ScalarNode = Node & { readonly source?: string; readonly type?: string };

function composeScalar(composing: Composing, node: ScalarNode, place: Place): Value | undefined {
  const range = rangeOf(composing, node);
  const text = textOf(composing, node);
  const tag = tagOf(node);
  if (text === undefined) {
    const reason = "block text with an indentation indicator and a line of blanks only";
    report(composing, "refused-scalar", place, range, [reason]);
    return undefined;
  }
  const plain = tag === "!" || (tag === undefined && node.type === "PLAIN");
  const known = plain
    ? resolve(composing, text)
    : tag === undefined
      ? "str"
      : scalarTags.find((name) => tag === prefix + name);
  if (!known) {
    report(composing, "unknown-tag", place, range, [shortTag(tag ?? "")]);
    return undefined;
  }
  const built = construct(composing, known, text, range);
  if (!built.ok) {
    report(composing, "refused-scalar", place, range, [built.reason]);
    return undefined;
  }
  if (plain)
    composing.diagnostics.push(
      ...hintAtScalar(composing.reading, text, built.value, placeText(place)),
    );
  return built.value;
}

function textOf({ reading, text }: Composing, node: ScalarNode): string | undefined {
  const value = node.source ?? "";
  const { start, end } = rangeOf({ text }, node);
  const isBlock = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
  if (!isBlock || reading === "1.2") return value;
  // blank lines after the text belong to it where its header says how far it is indented
  const blanks = /^[ \r\n]*/.exec(text.slice(end))?.[0] ?? "";
  const isLast = end + blanks.length === text.length;
  const tail = isLast ? blanks : blanks.slice(0, blanks.lastIndexOf("\n") + 1);
  return blockText(text.slice(start, end) + tail, value, isLast);
}

function resolve({ reading }: Composing, text: string): ScalarTag {
  return reading === "pyyaml" ? resolveTag(text) : resolveCoreTag(text);
}

function construct(
  { reading }: Composing,
  tag: ScalarTag,
  text: string,
  range: SourceRange,
): Constructed {
  return reading === "pyyaml"
    ? constructScalar(tag, text, range)
    : constructCoreScalar(tag, text, range);
}

function composeCollection(composing: Composing, node: Node, place: Place): Value | undefined {
  const range = rangeOf(composing, node);
  const tag = tagOf(node);
  const wanted = tag === undefined || tag === "!" ? undefined : tag;
  if (isSeq<Node>(node)) {
    if (wanted === undefined || wanted === `${prefix}seq`) {
      const items = node.items.map((item, i) =>
        composeNode(composing, item, { parent: place, step: i }),
      );
      return whole(items) ? { type: "list", items, range } : undefined;
    }
    if (wanted === `${prefix}omap` || wanted === `${prefix}pairs`) {
      return composePairs(composing, node.items, place, range);
    }
  }
  if (isMap<Node, Node | null>(node)) {
    if (wanted === undefined || wanted === `${prefix}map` || wanted === `${prefix}set`) {
      const entries = composeEntries(composing, node.items, place);
      if (!entries) return undefined;
      if (wanted !== `${prefix}set`) return { type: "map", entries, range };
      return { type: "set", items: Array.from(entries.values(), ({ key }) => key), range };
    }
  }
  report(composing, "unknown-tag", place, range, [shortTag(wanted ?? "")]);
  return undefined;
}

/** `!!omap` and `!!pairs`: a list of one-entry mappings becomes a list of pairs. */
function composePairs(
  composing: Composing,
  nodes: readonly Node[],
  place: Place,
  range: SourceRange,
): Value | undefined {
  const items = nodes.map((node, i): Value | undefined => {
    const step: Place = { parent: place, step: i };
    const pair =
      isMap<Node, Node | null>(node) && node.items.length === 1 ? node.items[0] : undefined;
    if (!pair) {
      report(composing, "refused-scalar", step, rangeOf(composing, node), [
        "a list of pairs needs mappings of one entry",
      ]);
      return undefined;
    }
    const key = composeNode(composing, pair.key, step);
    const value = composeNode(composing, pair.value, step);
    if (!key || !value) return undefined;
    return { type: "list", items: [key, value], range: rangeOf(composing, node) };
  });
  return whole(items) ? { type: "list", items, range } : undefined;
}

const plainKey = /^[ -~]*$/;

type PairNode = { readonly key: Node | null; readonly value: Node | null };

function composeEntries(
  composing: Composing,
  pairs: readonly PairNode[],
  place: Place,
): ReadonlyMap<KeyIdentity, MapEntry> | undefined {
  const merged: MapEntry[] = [];
  const own: MapEntry[] = [];
  for (const { key: keyNode, value: valueNode } of pairs) {
    if (isMergeKey(composing, keyNode)) {
      const found = composeMerge(composing, valueNode, place);
      if (!found) return undefined;
      merged.push(...found);
      continue;
    }
    const key = composeKey(composing, keyNode, place);
    if (!key) return undefined;
    const value = composeNode(composing, valueNode, { parent: place, step: keyText(key) });
    if (!value) continue;
    own.push({ key, value });
    if (key.type === "text" && !plainKey.test(key.value)) {
      const path = placeText({ parent: place, step: key.value });
      composing.diagnostics.push(...hintAtKey(key, path), ...composing.checkTwin(key, path));
    }
  }
  return joinEntries(composing, merged, own, place);
}

/** Python's `dict`: merged keys first; a repeated key keeps its first place and its last value. */
function joinEntries(
  composing: Composing,
  merged: readonly MapEntry[],
  own: readonly MapEntry[],
  place: Place,
): ReadonlyMap<KeyIdentity, MapEntry> | undefined {
  const entries = new Map<KeyIdentity, MapEntry>();
  const written = new Map<KeyIdentity, Value>();
  for (const [i, { key, value }] of [...merged, ...own].entries()) {
    const identity = keyIdentity(key);
    if (identity === undefined) {
      report(composing, "unhashable-key", place, key.range, []);
      return undefined;
    }
    const first = entries.get(identity);
    entries.set(identity, { key: first?.key ?? key, value });
    if (i < merged.length) continue;
    const twin = written.get(identity);
    if (twin) reportDuplicate(composing, twin, key, place);
    written.set(identity, key);
  }
  return entries;
}

function reportDuplicate(composing: Composing, first: Value, last: Value, place: Place): void {
  const name = keyText(last);
  const step: Place = { parent: place, step: name };
  report(composing, "duplicate-key-ignored", step, first.range, [name], last.range);
  report(composing, "duplicate-key", step, last.range, [name], first.range);
}

/** A key; a bare `=` is ordinary text there. */
function composeKey(composing: Composing, node: Node | null, place: Place): Value | undefined {
  if (isScalar(node) && composing.reading === "pyyaml" && node.type === "PLAIN") {
    if (node.source === "=" && tagOf(node) === undefined) {
      composing.nodes++;
      return { type: "text", value: "=", range: rangeOf(composing, node) };
    }
  }
  return composeNode(composing, node, place);
}

function isMergeKey({ reading }: Composing, node: Node | null): boolean {
  if (reading === "1.2" || !isScalar(node)) return false;
  const tag = tagOf(node);
  if (tag === `${prefix}merge`) return true;
  return node.source === "<<" && (tag === "!" || (tag === undefined && node.type === "PLAIN"));
}

/** The entries that a merge key brings: of a list, the last mapping's come first and the first's win. */
function composeMerge(
  composing: Composing,
  node: Node | null,
  place: Place,
): readonly MapEntry[] | undefined {
  const value = composeNode(composing, node, { parent: place, step: "<<" });
  if (!value) return undefined;
  if (value.type === "map") return [...value.entries.values()];
  if (value.type === "list" && value.items.every((item) => item.type === "map")) {
    return value.items
      .toReversed()
      .flatMap((item) => (item.type === "map" ? [...item.entries.values()] : []));
  }
  report(composing, "bad-merge", place, rangeOf(composing, node), []);
  return undefined;
}

function whole<Item>(items: readonly (Item | undefined)[]): items is readonly Item[] {
  return items.every((item) => item !== undefined);
}

function tagOf(node: Node): string | undefined {
  return "tag" in node && typeof node.tag === "string" ? node.tag : undefined;
}

function shortTag(tag: string): string {
  return tag.startsWith(prefix) ? `!!${tag.slice(prefix.length)}` : tag;
}

function rangeOf({ text }: Pick<Composing, "text">, node: Node | null): SourceRange {
  const [start = 0, end = start] = node?.range ?? [];
  return { start: Math.min(start, text.length), end: Math.min(end, text.length) };
}

type ComposeCode =
  | "too-many-nodes"
  | "bad-alias-name"
  | "undefined-alias"
  | "circular-alias"
  | "duplicate-anchor"
  | "unknown-tag"
  | "refused-scalar"
  | "unhashable-key"
  | "bad-merge"
  | "duplicate-key"
  | "duplicate-key-ignored";

function report(
  { diagnostics }: Composing,
  code: ComposeCode,
  place: Place,
  range: SourceRange,
  words: readonly string[],
  related?: SourceRange,
): void {
  const at = { path: placeText(place), range };
  const more = related ? { related: [{ range: related, message: "the other one" }] } : {};
  const [first = ""] = words;
  switch (code) {
    case "too-many-nodes":
    case "unhashable-key":
    case "bad-merge":
      diagnostics.push(problem(code, at, [], more));
      return;
    case "bad-alias-name":
    case "undefined-alias":
    case "circular-alias":
    case "duplicate-anchor":
    case "unknown-tag":
    case "refused-scalar":
    case "duplicate-key":
    case "duplicate-key-ignored":
      diagnostics.push(problem(code, at, [first], more));
      return;
  }
}
