import { problem } from "../diagnostic.ts";
import type { MappingNode, ScalarNode, SyntaxNode } from "../parse/syntax-tree.ts";
import { keyIdentity, keyText, type KeyIdentity, type MapEntry, type Value } from "../value.ts";
import {
  countNodes,
  scalarTagOf,
  tagPrefix,
  targetOf,
  type ComposerState,
  type MapEntries,
} from "./composer-state.ts";
import { placeText, type Place } from "./place.ts";
import { hintAtKey } from "./reading-hints.ts";
import { hintAtSplits, hintAtValue, mayMislead } from "./value-hints.ts";

/** Keys that cannot hide anything, so that they need no look. */
const plainKey = /^[ -~]*$/;

/**
 * The entries of a mapping as Python's `dict` orders them: those of merge keys first, then its own;
 * a repeated key keeps its first place and its last value. `undefined` where Python refuses one.
 */
export function composeEntries(
  state: ComposerState,
  node: MappingNode,
  place: Place,
): MapEntries | undefined {
  if (node.anchored && state.entries.has(node)) return state.entries.get(node);
  const merged: MapEntry[] = [];
  const written: MapEntry[] = [];
  let isWhole = checkHalves(state, node, place);
  let before: SyntaxNode | undefined;
  for (const { key: keyNode, value: valueNode } of node.pairs) {
    if (isMergeKey(state, keyNode)) {
      const more = composeMerge(state, valueNode, { parent: place, step: "<<" });
      if (more) merged.push(...more);
      else isWhole = false;
      continue;
    }
    const key = composeKey(state, keyNode, place);
    const step: Place = { parent: place, step: key ? keyText(key) : "" };
    const value = state.compose(state, valueNode, step);
    if (key && value) written.push({ key, value });
    else isWhole = false;
    if (valueNode.kind === "scalar" && value?.type === "text" && mayMislead(valueNode)) {
      state.diagnostics.push(...hintAtValue(state.source, valueNode, value, step, "mapping"));
    }
    const parts = partsOf(state.source, before, keyNode, valueNode);
    if (parts)
      state.diagnostics.push(...hintAtSplits(state.source, parts, () => step, state.rangeAt));
    before = valueNode;
    if (key?.type === "text" && !plainKey.test(key.value)) {
      const path = placeText(step);
      state.diagnostics.push(...hintAtKey(key, path));
      state.oddKeys.push({ text: key.value, range: key.range, path });
    }
  }
  const entries = joinEntries(state, merged, written, place);
  const result = isWhole ? entries : undefined;
  if (node.anchored) state.entries.set(node, result);
  return result;
}

/** The parts of a number of which a comma made a key without a value: `{max: 10,000}`. */
function partsOf(
  source: string,
  before: SyntaxNode | undefined,
  key: SyntaxNode,
  value: SyntaxNode,
): readonly [ScalarNode, ScalarNode] | undefined {
  if (before?.range.end !== key.range.start - 1 || source[before.range.end] !== ",")
    return undefined;
  const isEmpty = value.kind === "scalar" && value.plain && value.text === "";
  if (!isEmpty || before.kind !== "scalar" || key.kind !== "scalar") return undefined;
  return before.plain && key.plain ? [before, key] : undefined;
}

function joinEntries(
  state: ComposerState,
  merged: readonly MapEntry[],
  written: readonly MapEntry[],
  place: Place,
): MapEntries | undefined {
  const entries = new Map<KeyIdentity, MapEntry>();
  for (const entry of merged) setEntry(entries, keyIdentity(entry.key), entry);
  const keys = new Map<KeyIdentity, Value>();
  const repeated = new Map<KeyIdentity, Value[]>();
  let isWhole = true;
  for (const entry of written) {
    const { key } = entry;
    const identity = keyIdentity(key);
    if (identity === undefined) {
      const at = { path: placeText(place), range: key.range };
      state.diagnostics.push(problem("unhashable-key", at, []));
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
  for (const twins of repeated.values()) reportDuplicates(state, twins, place);
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
function reportDuplicates(state: ComposerState, twins: readonly Value[], place: Place): void {
  const last = twins.at(-1);
  const previous = twins.at(-2);
  if (!last || !previous) return;
  const name = keyText(last);
  const path = placeText({ parent: place, step: name });
  for (const { range } of twins.slice(0, -1)) {
    const related = [{ range: last.range, message: "this value counts" }];
    state.diagnostics.push(problem("duplicate-key-ignored", { path, range }, [name], { related }));
  }
  const related = [{ range: previous.range, message: "this value is ignored" }];
  state.diagnostics.push(
    problem("duplicate-key", { path, range: last.range }, [name], { related }),
  );
}

/** A key; PyYAML takes a bare `=` there as text. */
function composeKey(state: ComposerState, node: SyntaxNode, place: Place): Value | undefined {
  const target = node.kind === "alias" ? node.target : node;
  if (target?.kind !== "scalar" || scalarTagOf(state, target) !== "value") {
    return state.compose(state, node, place);
  }
  countNodes(state, 1, target, place);
  return { type: "text", value: target.text, range: state.rangeAt(target.range) };
}

/**
 * Two escapes can write one character in two halves. Python keeps them apart: the key is another
 * than the character, and sorts elsewhere. Refused where a key beside it lets that be seen.
 */
function checkHalves(state: ComposerState, node: MappingNode, place: Place): boolean {
  const halved = node.pairs.find(({ key }) => textKeyOf(key)?.halved)?.key;
  if (!halved) return true;
  const hasOther = node.pairs.some(
    ({ key }) => key !== halved && /[\ud800-\uffff]/.test(textKeyOf(key)?.text ?? ""),
  );
  if (!hasOther) return true;
  const at = { path: placeText(place), range: halved.range };
  state.diagnostics.push(problem("halved-key", at, []));
  return false;
}

function textKeyOf(key: SyntaxNode): ScalarNode | undefined {
  const target = key.kind === "alias" ? key.target : key;
  return target?.kind === "scalar" ? target : undefined;
}

/** True for `<<`, where the reading knows merge keys. */
export function isMergeKey(state: Pick<ComposerState, "reading">, node: SyntaxNode): boolean {
  if (state.reading === "1.2") return false;
  const target = node.kind === "alias" ? node.target : node;
  if (target?.kind === "scalar") return scalarTagOf(state, target) === "merge";
  return target?.tag === `${tagPrefix}merge`;
}

/** The entries that a merge key brings: of a list the last mapping's come first and the first's win. */
function composeMerge(
  state: ComposerState,
  node: SyntaxNode,
  place: Place,
): readonly MapEntry[] | undefined {
  const target = targetOf(state, node, place);
  if (!target) return undefined;
  if (target.kind === "mapping") return composeMerged(state, target, place);
  if (target.kind === "scalar") return refuseMerge(state, target, place);
  const merged: (readonly MapEntry[])[] = [];
  for (const item of target.items) {
    const part = targetOf(state, item, place);
    if (!part) return undefined;
    if (part.kind !== "mapping") return refuseMerge(state, part, place);
    const entries = composeMerged(state, part, place);
    if (!entries) return undefined;
    merged.push(entries);
  }
  return merged.toReversed().flat();
}

/** The entries of a merged mapping, whatever its tag: PyYAML never builds that mapping itself. */
function composeMerged(
  state: ComposerState,
  node: MappingNode,
  place: Place,
): readonly MapEntry[] | undefined {
  const { open } = state;
  if (open.has(node)) return undefined;
  open.add(node);
  const entries = composeEntries(state, node, place);
  open.delete(node);
  if (!entries || !countNodes(state, entries.size, node, place)) return undefined;
  return Array.from(entries.values());
}

function refuseMerge(state: ComposerState, { range }: SyntaxNode, place: Place): undefined {
  state.diagnostics.push(problem("bad-merge", { path: placeText(place), range }, []));
  return undefined;
}
