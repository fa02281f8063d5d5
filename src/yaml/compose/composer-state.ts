import { problem, type YamlDiagnostic } from "../diagnostic.ts";
import { placeText, type Place } from "./place.ts";
import { resolveTag, scalarTags, type ScalarTag } from "./pyyaml-scalars.ts";
import type { OddKey } from "./reading-hints.ts";
import {
  nodeLimit,
  type AliasNode,
  type MappingNode,
  type ScalarNode,
  type SyntaxNode,
} from "../parse/syntax-tree.ts";
import type { KeyIdentity, MapEntry, Value, YamlReading } from "../value.ts";
import type { MovingRange, SourceRange } from "../../text/source-range.ts";
import { resolveCoreTag } from "./yaml12-scalars.ts";

/** A node that is written where it stands. */
export type Target = Exclude<SyntaxNode, AliasNode>;

/** A mapping's entries in Python's order. */
export type Entries = ReadonlyMap<KeyIdentity, MapEntry>;

/** What composing one document carries along. */
export type Composing = {
  readonly reading: YamlReading;
  /** Composes a node, an alias by the node that it stands for. */
  readonly compose: (composing: Composing, node: SyntaxNode, place: Place) => Value | undefined;
  readonly found: YamlDiagnostic[];
  /** Keys that may look like one another. */
  readonly oddKeys: OddKey[];
  /** The range of a value, from its node's; a piece of a text moves its ranges along with it. */
  readonly rangeAt: (range: SourceRange) => MovingRange;
  /** Anchored nodes that are done, with the nodes that they stand for. */
  readonly values: Map<Target, { readonly value: Value | undefined; readonly nodes: number }>;
  readonly entries: Map<MappingNode, Entries | undefined>;
  /** Collections whose inside is being composed: an alias to one of them is circular. */
  readonly open: Set<Target>;
  /** Nodes so far, those that aliases stand for included. */
  nodes: number;
};

/** The node that an alias stands for, where there is one that does not hold the alias itself. */
export function targetOf(composing: Composing, node: SyntaxNode, place: Place): Target | undefined {
  if (node.kind !== "alias") return node;
  const { target, name, range } = node;
  const at = { path: placeText(place), range };
  if (!target) composing.found.push(problem("undefined-alias", at, [name]));
  else if (composing.open.has(target)) composing.found.push(problem("circular-alias", at, [name]));
  else return target;
  return undefined;
}

/** Counts nodes against the limit; reports once where it is passed. */
export function countNodes(
  composing: Composing,
  nodes: number,
  { range }: { readonly range: SourceRange },
  place: Place,
): boolean {
  const before = composing.nodes;
  composing.nodes += nodes;
  if (composing.nodes <= nodeLimit) return true;
  if (before <= nodeLimit) {
    composing.found.push(problem("too-many-nodes", { path: placeText(place), range }, []));
  }
  return false;
}

export const tagPrefix = "tag:yaml.org,2002:";

/** The tag of a scalar without the common prefix, by its looks where it has none; or an unknown one. */
export function scalarTagOf(
  { reading }: Pick<Composing, "reading">,
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
