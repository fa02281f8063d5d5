import { movingRange } from "../../text/source-range.ts";
import { problem, type YamlDiagnostic } from "../diagnostic.ts";
import { composeEntries } from "./compose-entries.ts";
import {
  countNodes,
  knownTag,
  scalarTagOf,
  tagPrefix,
  targetOf,
  type Composing,
  type Target,
} from "./composer-state.ts";
import { placeText, type Place } from "./place.ts";
import { constructScalar, type ScalarTag } from "./pyyaml-scalars.ts";
import { hintAtScalar, type OddKey } from "./reading-hints.ts";
import {
  depthLimit,
  type MappingNode,
  type ScalarNode,
  type SequenceNode,
  type SyntaxNode,
} from "../parse/syntax-tree.ts";
import type { Value, YamlReading } from "../value.ts";
import { constructCoreScalar } from "./yaml12-scalars.ts";

/** A value, unless something of it cannot be built; and what there is to say. */
export type Composed = {
  readonly value: Value | undefined;
  readonly diagnostics: readonly YamlDiagnostic[];
  /** The document's keys that may look like one another. */
  readonly oddKeys: readonly OddKey[];
  /** Values and keys, those that aliases stand for included. */
  readonly nodes: number;
};

/**
 * Builds the value that Python holds from a syntax tree: scalars by PyYAML's resolver, aliases by
 * reference, merge keys first, of equal keys the first place and the last value.
 *
 * Linear in the nodes: an alias costs one step however much it stands for, but what it stands for
 * counts against the limit of nodes. `undefined` where something cannot be built.
 */
export function composeValue(
  root: SyntaxNode,
  reading: YamlReading,
  rangeAt: Composing["rangeAt"] = movingRange,
): Composed {
  const composing: Composing = {
    reading,
    compose: composeNode,
    found: [],
    oddKeys: [],
    rangeAt,
    values: new Map(),
    entries: new Map(),
    open: new Set(),
    nodes: 0,
  };
  const value = composeNode(composing, root, undefined);
  const { found, oddKeys, nodes } = composing;
  const isBroken = found.some(({ blocking }) => blocking);
  return { value: isBroken ? undefined : value, diagnostics: found, oddKeys, nodes };
}

function composeNode(composing: Composing, node: SyntaxNode, place: Place): Value | undefined {
  if (node.kind !== "alias") return composeTarget(composing, node, place);
  const target = targetOf(composing, node, place);
  return target && composeTarget(composing, target, place);
}

function composeTarget(composing: Composing, node: Target, place: Place): Value | undefined {
  const known = node.anchored ? composing.values.get(node) : undefined;
  if (known) return countNodes(composing, known.nodes, node, place) ? known.value : undefined;
  const before = composing.nodes;
  if (!countNodes(composing, 1, node, place)) return undefined;
  const value =
    node.kind === "scalar"
      ? composeScalar(composing, node, place)
      : composeCollection(composing, node, place);
  if (node.anchored) composing.values.set(node, { value, nodes: composing.nodes - before });
  return value;
}

function composeScalar(composing: Composing, node: ScalarNode, place: Place): Value | undefined {
  const tag = scalarTagOf(composing, node);
  if (!tag) return refuseTag(composing, node, place);
  return constructText(composing, tag, node.text, node, place);
}

function constructText(
  { reading, found, rangeAt }: Composing,
  tag: ScalarTag,
  text: string,
  node: Target,
  place: Place,
): Value | undefined {
  const construct = reading === "pyyaml" ? constructScalar : constructCoreScalar;
  const built = construct(tag, text, rangeAt(node.range));
  if (!built.ok) {
    const at = { path: placeText(place), range: node.range };
    found.push(problem("refused-scalar", at, [built.reason]));
    return undefined;
  }
  if (node.kind === "scalar" && node.plain) {
    for (const hint of hintAtScalar(reading, node, built.value, place)) found.push(hint);
  }
  return built.value;
}

function composeCollection(
  composing: Composing,
  node: SequenceNode | MappingNode,
  place: Place,
): Value | undefined {
  const { open } = composing;
  open.add(node);
  const value =
    node.kind === "sequence"
      ? composeSequence(composing, node, place)
      : composeMapping(composing, node, place);
  open.delete(node);
  return value;
}

function composeSequence(
  composing: Composing,
  node: SequenceNode,
  place: Place,
): Value | undefined {
  const { tag } = node;
  const isPairs = tag === `${tagPrefix}omap` || tag === `${tagPrefix}pairs`;
  if (tag !== undefined && tag !== `${tagPrefix}seq` && !isPairs) {
    return refuseTag(composing, node, place);
  }
  const items: Value[] = [];
  for (const [i, item] of node.items.entries()) {
    const step: Place = { parent: place, step: i };
    const value = (isPairs ? composePair : composeNode)(composing, item, step);
    if (value) items.push(value);
  }
  if (items.length < node.items.length) return undefined;
  return { type: "list", items, range: composing.rangeAt(node.range) };
}

/** An element of `!!omap` or `!!pairs`: a mapping of one entry becomes a list of key and value. */
function composePair(composing: Composing, item: SyntaxNode, place: Place): Value | undefined {
  const node = targetOf(composing, item, place);
  if (!node) return undefined;
  const [pair] = node.kind === "mapping" && node.pairs.length === 1 ? node.pairs : [];
  if (!pair) {
    const at = { path: placeText(place), range: node.range };
    const reason = "`!!omap` and `!!pairs` are lists of mappings of one entry";
    composing.found.push(problem("refused-scalar", at, [reason]));
    return undefined;
  }
  const key = composeNode(composing, pair.key, place);
  const value = composeNode(composing, pair.value, place);
  const range = composing.rangeAt(node.range);
  return key && value && { type: "list", items: [key, value], range };
}

function composeMapping(composing: Composing, node: MappingNode, place: Place): Value | undefined {
  const { tag } = node;
  const isSet = tag === `${tagPrefix}set`;
  if (tag !== undefined && tag !== `${tagPrefix}map` && !isSet) {
    const text = textInside(composing, node, 0);
    const scalar = knownTag(tag);
    if (text === undefined || !scalar || scalar === "timestamp") {
      return refuseTag(composing, node, place);
    }
    return constructText(composing, scalar, text, node, place);
  }
  const entries = composeEntries(composing, node, place);
  if (!entries) return undefined;
  const range = composing.rangeAt(node.range);
  if (isSet) return { type: "set", items: Array.from(entries.values(), ({ key }) => key), range };
  return { type: "map", entries, range };
}

/** PyYAML builds a scalar from a mapping too, from what its key `=` holds. */
function textInside(composing: Composing, node: SyntaxNode, depth: number): string | undefined {
  const target = node.kind === "alias" ? node.target : node;
  if (target?.kind === "scalar") return target.text;
  if (target?.kind !== "mapping" || depth > depthLimit) return undefined;
  const pair = target.pairs.find(({ key }) => {
    const named = key.kind === "alias" ? key.target : key;
    return named?.kind === "scalar" && scalarTagOf(composing, named) === "value";
  });
  return pair && textInside(composing, pair.value, depth + 1);
}

function refuseTag(composing: Composing, node: Target, place: Place): undefined {
  const tag = node.tag ?? "";
  const shown = tag.startsWith(tagPrefix) ? `!!${tag.slice(tagPrefix.length)}` : tag;
  const at = { path: placeText(place), range: node.tagRange ?? node.range };
  composing.found.push(problem("unknown-tag", at, [shown]));
  return undefined;
}
