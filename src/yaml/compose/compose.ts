import { unmovedRange } from "../../text/source-range.ts";
import { problem, type YamlDiagnostic } from "../diagnostic.ts";
import {
  depthLimit,
  type MappingNode,
  type ScalarNode,
  type SequenceNode,
  type SyntaxNode,
  type WrittenNode,
} from "../parse/syntax-tree.ts";
import type { Value, YamlReading } from "../value.ts";
import { composeEntries } from "./compose-entries.ts";
import {
  countNodes,
  knownTag,
  scalarTagOf,
  tagPrefix,
  targetOf,
  type ComposerState,
} from "./composer-state.ts";
import { placeText, type Place } from "./place.ts";
import { constructScalar, type ScalarTag } from "./pyyaml-scalars.ts";
import { hintAtScalar, type OddKey } from "./reading-hints.ts";
import { hintAtSplits, hintAtValue, mayMislead } from "./value-hints.ts";
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
  source: string,
  reading: YamlReading,
  rangeAt: ComposerState["rangeAt"] = unmovedRange,
): Composed {
  const state: ComposerState = {
    reading,
    source,
    compose: composeNode,
    diagnostics: [],
    oddKeys: [],
    rangeAt,
    values: new Map(),
    entries: new Map(),
    open: new Set(),
    nodes: 0,
  };
  const value = composeNode(state, root, undefined);
  const { diagnostics, oddKeys, nodes } = state;
  const isBroken = diagnostics.some(({ blocking }) => blocking);
  return { value: isBroken ? undefined : value, diagnostics, oddKeys, nodes };
}

function composeNode(state: ComposerState, node: SyntaxNode, place: Place): Value | undefined {
  if (node.kind !== "alias") return composeWritten(state, node, place);
  const target = targetOf(state, node, place);
  return target && composeWritten(state, target, place);
}

function composeWritten(state: ComposerState, node: WrittenNode, place: Place): Value | undefined {
  const composed = node.anchored ? state.values.get(node) : undefined;
  if (composed) return countNodes(state, composed.nodes, node, place) ? composed.value : undefined;
  const before = state.nodes;
  if (!countNodes(state, 1, node, place)) return undefined;
  const value =
    node.kind === "scalar"
      ? composeScalar(state, node, place)
      : composeCollection(state, node, place);
  if (node.anchored) state.values.set(node, { value, nodes: state.nodes - before });
  return value;
}

function composeScalar(state: ComposerState, node: ScalarNode, place: Place): Value | undefined {
  const tag = scalarTagOf(state, node);
  if (!tag) return refuseTag(state, node, place);
  return constructText(state, tag, node.text, node, place);
}

function constructText(
  { reading, diagnostics, rangeAt }: ComposerState,
  tag: ScalarTag,
  text: string,
  node: WrittenNode,
  place: Place,
): Value | undefined {
  const construct = reading === "pyyaml" ? constructScalar : constructCoreScalar;
  const built = construct(tag, text, rangeAt(node.range));
  if (!built.ok) {
    const at = { path: placeText(place), range: node.range };
    diagnostics.push(problem("refused-scalar", at, [built.reason]));
    return undefined;
  }
  if (node.kind === "scalar" && node.plain) {
    for (const hint of hintAtScalar(reading, node, built.value, place)) {
      diagnostics.push(hint);
    }
  }
  return built.value;
}

function composeCollection(
  state: ComposerState,
  node: SequenceNode | MappingNode,
  place: Place,
): Value | undefined {
  const { open } = state;
  open.add(node);
  const value =
    node.kind === "sequence"
      ? composeSequence(state, node, place)
      : composeMapping(state, node, place);
  open.delete(node);
  return value;
}

function composeSequence(
  state: ComposerState,
  node: SequenceNode,
  place: Place,
): Value | undefined {
  const { tag } = node;
  const isPairs = tag === `${tagPrefix}omap` || tag === `${tagPrefix}pairs`;
  if (tag !== undefined && tag !== `${tagPrefix}seq` && !isPairs) {
    return refuseTag(state, node, place);
  }
  const items: Value[] = [];
  let isTight = false;
  for (const [i, item] of node.items.entries()) {
    const step: Place = { parent: place, step: i };
    const value = (isPairs ? composePair : composeNode)(state, item, step);
    if (value) items.push(value);
    if (item.kind === "scalar" && value?.type === "text" && mayMislead(item)) {
      const context = state.source[node.range.start] === "[" ? "flow list" : "block list";
      state.diagnostics.push(...hintAtValue(state.source, item, value, step, context));
    }
    // only between brackets two items are one character apart, a comma
    isTight ||= i > 0 && node.items[i - 1]?.range.end === item.range.start - 1;
  }
  if (isTight && node.items.every(isPlainScalar)) {
    const stepAt = (i: number): Place => ({ parent: place, step: i });
    state.diagnostics.push(...hintAtSplits(state.source, node.items, stepAt, state.rangeAt));
  }
  if (items.length < node.items.length) return undefined;
  return { type: "list", items, range: state.rangeAt(node.range) };
}

function isPlainScalar(node: SyntaxNode): node is ScalarNode {
  return node.kind === "scalar" && node.plain;
}

/** An element of `!!omap` or `!!pairs`: a mapping of one entry becomes a list of key and value. */
function composePair(state: ComposerState, item: SyntaxNode, place: Place): Value | undefined {
  const node = targetOf(state, item, place);
  if (!node) return undefined;
  const [pair] = node.kind === "mapping" && node.pairs.length === 1 ? node.pairs : [];
  if (!pair) {
    const at = { path: placeText(place), range: node.range };
    const reason = "`!!omap` and `!!pairs` are lists of mappings of one entry";
    state.diagnostics.push(problem("refused-scalar", at, [reason]));
    return undefined;
  }
  const key = composeNode(state, pair.key, place);
  const value = composeNode(state, pair.value, place);
  const range = state.rangeAt(node.range);
  return key && value && { type: "list", items: [key, value], range };
}

function composeMapping(state: ComposerState, node: MappingNode, place: Place): Value | undefined {
  const { tag } = node;
  const isSet = tag === `${tagPrefix}set`;
  if (tag !== undefined && tag !== `${tagPrefix}map` && !isSet) {
    const text = textInside(state, node, 0);
    const scalar = knownTag(tag);
    if (text === undefined || !scalar || scalar === "timestamp") {
      return refuseTag(state, node, place);
    }
    return constructText(state, scalar, text, node, place);
  }
  const entries = composeEntries(state, node, place);
  if (!entries) return undefined;
  const range = state.rangeAt(node.range);
  if (isSet) return { type: "set", items: Array.from(entries.values(), ({ key }) => key), range };
  return { type: "map", entries, range };
}

/** PyYAML builds a scalar from a mapping too, from what its key `=` holds. */
function textInside(state: ComposerState, node: SyntaxNode, depth: number): string | undefined {
  const target = node.kind === "alias" ? node.target : node;
  if (target?.kind === "scalar") return target.text;
  if (target?.kind !== "mapping" || depth > depthLimit) return undefined;
  const pair = target.pairs.find(({ key }) => {
    const named = key.kind === "alias" ? key.target : key;
    return named?.kind === "scalar" && scalarTagOf(state, named) === "value";
  });
  return pair && textInside(state, pair.value, depth + 1);
}

function refuseTag(state: ComposerState, node: WrittenNode, place: Place): undefined {
  const tag = node.tag ?? "";
  const shown = tag.startsWith(tagPrefix) ? `!!${tag.slice(tagPrefix.length)}` : tag;
  const at = { path: placeText(place), range: node.tagRange ?? node.range };
  state.diagnostics.push(problem("unknown-tag", at, [shown]));
  return undefined;
}
