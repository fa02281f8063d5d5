import { problem } from "../diagnostic.ts";
import {
  countNodes,
  scalarTagOf,
  tagPrefix,
  targetOf,
  type Composing,
  type Entries,
} from "./composer-state.ts";
import { placeText, type Place } from "./place.ts";
import { hintAtKey } from "./reading-hints.ts";
import type { MappingNode, ScalarNode, SyntaxNode } from "../parse/syntax-tree.ts";
import { keyIdentity, keyText, type KeyIdentity, type MapEntry, type Value } from "../value.ts";

/** Keys that cannot hide anything, so that they need no look. */
const plainKey = /^[ -~]*$/;

/**
 * The entries of a mapping as Python's `dict` orders them: those of merge keys first, then its own;
 * a repeated key keeps its first place and its last value. `undefined` where Python refuses one.
 */
export function composeEntries(
  composing: Composing,
  node: MappingNode,
  place: Place,
): Entries | undefined {
  if (node.anchored && composing.entries.has(node)) return composing.entries.get(node);
  const merged: MapEntry[] = [];
  const own: MapEntry[] = [];
  let isWhole = checkHalves(composing, node, place);
  for (const { key: keyNode, value: valueNode } of node.pairs) {
    if (isMergeKey(composing, keyNode)) {
      const more = composeMerge(composing, valueNode, { parent: place, step: "<<" });
      if (more) merged.push(...more);
      else isWhole = false;
      continue;
    }
    const key = composeKey(composing, keyNode, place);
    const step: Place = { parent: place, step: key ? keyText(key) : "" };
    const value = composing.compose(composing, valueNode, step);
    if (key && value) own.push({ key, value });
    else isWhole = false;
    if (key?.type === "text" && !plainKey.test(key.value)) {
      const path = placeText(step);
      composing.found.push(...hintAtKey(key, path));
      composing.oddKeys.push({ text: key.value, range: key.range, path });
    }
  }
  const entries = joinEntries(composing, merged, own, place);
  const result = isWhole ? entries : undefined;
  if (node.anchored) composing.entries.set(node, result);
  return result;
}

function joinEntries(
  composing: Composing,
  merged: readonly MapEntry[],
  own: readonly MapEntry[],
  place: Place,
): Entries | undefined {
  const entries = new Map<KeyIdentity, MapEntry>();
  for (const entry of merged) setEntry(entries, keyIdentity(entry.key), entry);
  const keys = new Map<KeyIdentity, Value>();
  const repeated = new Map<KeyIdentity, Value[]>();
  let isWhole = true;
  for (const entry of own) {
    const { key } = entry;
    const identity = keyIdentity(key);
    if (identity === undefined) {
      const at = { path: placeText(place), range: key.range };
      composing.found.push(problem("unhashable-key", at, []));
      isWhole = false;
      continue;
    }
    setEntry(entries, identity, entry);
    const first = keys.get(identity);
    const twins = repeated.get(identity);
    if (twins) twins.push(key);
    else if (first) repeated.set(identity, [first, key]);
    else keys.set(identity, key);
  }
  for (const twins of repeated.values()) reportDuplicates(composing, twins, place);
  return isWhole ? entries : undefined;
}

function setEntry(
  entries: Map<KeyIdentity, MapEntry>,
  identity: KeyIdentity | undefined,
  { key, value }: MapEntry,
): void {
  if (identity === undefined) return;
  entries.set(identity, { key: entries.get(identity)?.key ?? key, value });
}

/** Marks the one that counts and those that do not, each with a pointer to the other. */
function reportDuplicates(composing: Composing, twins: readonly Value[], place: Place): void {
  const last = twins.at(-1);
  const previous = twins.at(-2);
  if (!last || !previous) return;
  const name = keyText(last);
  const path = placeText({ parent: place, step: name });
  for (const { range } of twins.slice(0, -1)) {
    const related = [{ range: last.range, message: "this value counts" }];
    composing.found.push(problem("duplicate-key-ignored", { path, range }, [name], { related }));
  }
  const related = [{ range: previous.range, message: "this value is ignored" }];
  composing.found.push(problem("duplicate-key", { path, range: last.range }, [name], { related }));
}

/** A key; PyYAML takes a bare `=` there as text. */
function composeKey(composing: Composing, node: SyntaxNode, place: Place): Value | undefined {
  const target = node.kind === "alias" ? node.target : node;
  if (target?.kind !== "scalar" || scalarTagOf(composing, target) !== "value") {
    return composing.compose(composing, node, place);
  }
  countNodes(composing, 1, target, place);
  return { type: "text", value: target.text, range: composing.rangeAt(target.range) };
}

/**
 * Two escapes can write one character in two halves. Python keeps them apart: the key is another
 * than the character, and sorts elsewhere. Refused where a key beside it lets that be seen.
 */
function checkHalves(composing: Composing, node: MappingNode, place: Place): boolean {
  const halved = node.pairs.find(({ key }) => textKeyOf(key)?.halved)?.key;
  if (!halved) return true;
  const hasOther = node.pairs.some(
    ({ key }) => key !== halved && /[\ud800-\uffff]/.test(textKeyOf(key)?.text ?? ""),
  );
  if (!hasOther) return true;
  const at = { path: placeText(place), range: halved.range };
  composing.found.push(problem("halved-key", at, []));
  return false;
}

function textKeyOf(key: SyntaxNode): ScalarNode | undefined {
  const target = key.kind === "alias" ? key.target : key;
  return target?.kind === "scalar" ? target : undefined;
}

/** True for `<<`, where the reading knows merge keys. */
export function isMergeKey(composing: Pick<Composing, "reading">, node: SyntaxNode): boolean {
  if (composing.reading === "1.2") return false;
  const target = node.kind === "alias" ? node.target : node;
  if (target?.kind === "scalar") return scalarTagOf(composing, target) === "merge";
  return target?.tag === `${tagPrefix}merge`;
}

/** The entries that a merge key brings: of a list the last mapping's come first and the first's win. */
function composeMerge(
  composing: Composing,
  node: SyntaxNode,
  place: Place,
): readonly MapEntry[] | undefined {
  const target = targetOf(composing, node, place);
  if (!target) return undefined;
  if (target.kind === "mapping") return composeMerged(composing, target, place);
  if (target.kind === "scalar") return refuseMerge(composing, target, place);
  const merged: (readonly MapEntry[])[] = [];
  for (const item of target.items) {
    const part = targetOf(composing, item, place);
    if (!part) return undefined;
    if (part.kind !== "mapping") return refuseMerge(composing, part, place);
    const entries = composeMerged(composing, part, place);
    if (!entries) return undefined;
    merged.push(entries);
  }
  return merged.toReversed().flat();
}

/** The entries of a merged mapping, whatever its tag: PyYAML never builds that mapping itself. */
function composeMerged(
  composing: Composing,
  node: MappingNode,
  place: Place,
): readonly MapEntry[] | undefined {
  const { open } = composing;
  if (open.has(node)) return undefined;
  open.add(node);
  const entries = composeEntries(composing, node, place);
  open.delete(node);
  if (!entries || !countNodes(composing, entries.size, node, place)) return undefined;
  return Array.from(entries.values());
}

function refuseMerge(composing: Composing, { range }: SyntaxNode, place: Place): undefined {
  composing.found.push(problem("bad-merge", { path: placeText(place), range }, []));
  return undefined;
}
