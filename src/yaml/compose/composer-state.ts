import type { MovingRange, SourceRange } from "../../text/source-range.ts";
import { problem, type YamlDiagnostic } from "../diagnostic.ts";
import {
  nodeLimit,
  type MappingNode,
  type ScalarNode,
  type SyntaxNode,
  type WrittenNode,
} from "../parse/syntax-tree.ts";
import type { KeyIdentity, MapEntry, Value, YamlReading } from "../value.ts";
import { placeText, type Place } from "./place.ts";
import { resolveTag, scalarTags, type ScalarTag } from "./pyyaml-scalars.ts";
import type { OddKey } from "./reading-hints.ts";
import { resolveCoreTag } from "./yaml12-scalars.ts";

/** A mapping's entries in Python's order. */
export type MapEntries = ReadonlyMap<KeyIdentity, MapEntry>;

/** What composing one document carries along. */
export type ComposerState = {
  readonly reading: YamlReading;
  /** The text that the nodes' ranges speak of. */
  readonly source: string;
  /** Composes a node, an alias by the node that it stands for. */
  readonly compose: (state: ComposerState, node: SyntaxNode, place: Place) => Value | undefined;
  readonly diagnostics: YamlDiagnostic[];
  /** Keys that may look like one another. */
  readonly oddKeys: OddKey[];
  /** The range of a value, from its node's; a piece of a text moves its ranges along with it. */
  readonly rangeAt: (range: SourceRange) => MovingRange;
  /** Anchored nodes that are done, with the nodes that they stand for. */
  readonly values: Map<WrittenNode, { readonly value: Value | undefined; readonly nodes: number }>;
  readonly entries: Map<MappingNode, MapEntries | undefined>;
  /** Collections whose inside is being composed: an alias to one of them is circular. */
  readonly open: Set<WrittenNode>;
  /** Nodes so far, those that aliases stand for included. */
  nodes: number;
};

/** The node that an alias stands for, where there is one that does not hold the alias itself. */
export function targetOf(
  state: ComposerState,
  node: SyntaxNode,
  place: Place,
): WrittenNode | undefined {
  if (node.kind !== "alias") return node;
  const { target, name, range } = node;
  const at = { path: placeText(place), range };
  if (!target) state.diagnostics.push(problem("undefined-alias", at, [name]));
  else if (state.open.has(target)) state.diagnostics.push(problem("circular-alias", at, [name]));
  else return target;
  return undefined;
}

/** Counts nodes against the limit; reports once where it is passed. */
export function countNodes(
  state: ComposerState,
  nodes: number,
  { range }: { readonly range: SourceRange },
  place: Place,
): boolean {
  const before = state.nodes;
  state.nodes += nodes;
  if (state.nodes <= nodeLimit) return true;
  if (before <= nodeLimit) {
    state.diagnostics.push(problem("too-many-nodes", { path: placeText(place), range }, []));
  }
  return false;
}

export const tagPrefix = "tag:yaml.org,2002:";

/** The tag of a scalar without the common prefix, by its looks where it has none; or an unknown one. */
export function scalarTagOf(
  { reading }: Pick<ComposerState, "reading">,
  node: ScalarNode,
): ScalarTag | undefined {
  if (node.plain) return reading === "pyyaml" ? resolveTag(node.text) : resolveCoreTag(node.text);
  if (node.tag === undefined) return "str";
  return knownTag(node.tag);
}

/** The scalar tag that a tag written in full names, if it is one. */
export function knownTag(tag: string | undefined): ScalarTag | undefined {
  return scalarTags.find((known) => tag === tagPrefix + known);
}
