import type { MovingRange, SourceRange } from "../../../text/source-range.ts";
import { keyText, type Value } from "../../../yaml/value.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { fieldsOf } from "../../workflow/advice/fields.ts";
import { pathBelow } from "../../workflow/unread/house-dialect.ts";
import type { Use } from "../../workflow/workflow.ts";
import { aliveRanges } from "./alive.ts";
import { createWinners } from "./winners.ts";

/** A part of the document, from its key to the end of its value. */
export type DocumentPart = { readonly path: string; readonly range: SourceRange };

/** What the document holds that decides nothing; plain data of bounded size. */
export type DocumentUses = {
  /** What nobody reads: of a section that is read nowhere, the section alone. */
  readonly unread: { readonly count: number; readonly listed: readonly DocumentPart[] };
  /** What is read and beaten in every combination, with what stands in its place. */
  readonly overridden: readonly (DocumentPart & { readonly winner: SourceRange })[];
};

/** One path of the document: a mapping's key with its value, or an element of a list. */
export type UsedPart = {
  readonly above: UsedPart | undefined;
  /** Of an element its place in the list. */
  readonly key: Value | number;
  readonly value: Value;
  use: Use;
};

const listedParts = 1000;

/** From what decides most to what nobody reads: of several uses the first one counts. */
const strongest: readonly Use[] = [
  "planned",
  "overridden",
  "simulated",
  "checked",
  "described",
  "not understood",
  "elsewhere",
];

/**
 * Tells of a document what nobody reads, and what is read and beaten (spec page 8, "The ledger of
 * uses"). Linear in its values, never in the combinations.
 */
export function usesOf(factored: Factored, diagnostics: readonly Diagnostic[]): DocumentUses {
  const overridden: (DocumentPart & { readonly winner: SourceRange })[] = [];
  const winnerOf = createWinners(factored);
  const topmost = visitUses(factored, diagnostics, (part) => {
    if (part.use !== "overridden" || isParent(part.value) || overridden.length >= listedParts)
      return;
    const winner = winnerOf(part)?.range;
    if (winner)
      overridden.push({ ...placeOf(part), winner: { start: winner.start, end: winner.end } });
  });
  const unread = topmost.slice(0, listedParts).map(placeOf);
  return { unread: { count: topmost.length, listed: unread }, overridden };
}

/**
 * Shows every path of the document with its one use, those below it first, and gives the topmost ones
 * that nobody reads. An aliased value has the strongest use of its places.
 */
export function visitUses(
  factored: Factored,
  diagnostics: readonly Diagnostic[],
  see: (part: UsedPart) => void,
): readonly UsedPart[] {
  const { written: root } = factored.workflow;
  const alive = aliveRanges(factored);
  const claims = new Map<Value, Use>();
  const counted = new Set<Value>();
  for (const { value, use, decides } of factored.uses) {
    if (decides === "by being there") counted.add(value);
    const other = claims.get(value);
    claims.set(value, other === undefined ? use : strongerOf(other, use));
  }
  const told = new Map<number, number[]>();
  for (const { range } of diagnostics)
    told.set(range.start, [...(told.get(range.start) ?? []), range.end]);
  const isTold = ({ start, end }: MovingRange): boolean => told.get(start)?.includes(end) ?? false;
  const usesByRange = leafUses(claims);
  const standsFor = createWinners(factored);
  const topmost: UsedPart[] = [];

  /** Gives the use of a part; what is not read below it is noted, unless it is not read itself. */
  function visit(
    above: UsedPart | undefined,
    key: UsedPart["key"],
    value: Value,
    of: { readonly use: Use | undefined; readonly isAlive: boolean; readonly isTold: boolean },
  ): Use {
    const claim = claims.get(value);
    const isNotUnderstood = claim === "not understood" || of.use === "not understood";
    const use: Use | undefined = isNotUnderstood ? "not understood" : (claim ?? of.use);
    const isAlive = !isNotUnderstood && (of.isAlive || alive.has(value.range));
    const isKeyTold = typeof key !== "number" && isTold(key.range);
    const below = {
      use,
      isAlive,
      isTold: use === undefined && (of.isTold || isTold(value.range) || isKeyTold),
    };
    const part: UsedPart = { above, key, value, use: "elsewhere" };
    const before = topmost.length;
    let strongestInside: Use | undefined;
    let isWholeAlive = isAlive;
    const visitInside = (inner: UsedPart["key"], member: Value): void => {
      const own = claim === "simulated" ? { ...below, use: useOfData(inner) } : below;
      const inside = visit(part, inner, member, own);
      if (inside === "not understood") isWholeAlive = false;
      strongestInside =
        strongestInside === undefined ? inside : strongerOf(strongestInside, inside);
    };
    forEachPart(value, visitInside);
    part.use =
      isWholeAlive || counted.has(value)
        ? "planned"
        : (strongestInside ?? leafUse(part, claim, below));
    see(part);
    if (part.use === "elsewhere" || part.use === "not understood") {
      topmost.length = before;
      topmost.push(part);
    }
    return part.use;
  }

  function leafUse(
    part: UsedPart,
    claim: Use | undefined,
    { use, isTold: toldAbove }: { readonly use: Use | undefined; readonly isTold: boolean },
  ): Use {
    const { type, range } = part.value;
    const byRange = usesByRange.get(range);
    const own =
      byRange === undefined || use === undefined ? (byRange ?? use) : strongerOf(byRange, use);
    if (own === "planned") {
      // an empty mapping is a place that something could be written to, unless it is replaced
      const isPlace = type === "map" && (claim === "planned" || standsFor(part)?.type === "map");
      return isPlace ? "planned" : "overridden";
    }
    return own ?? (toldAbove ? "not understood" : "elsewhere");
  }

  forEachPart(root, (key, value) => {
    visit(undefined, key, value, { use: undefined, isAlive: false, isTold: false });
  });
  return topmost;
}

/** What is merged into a section is read where it is written, too. */
function leafUses(claims: ReadonlyMap<Value, Use>): ReadonlyMap<MovingRange, Use> {
  const byRange = new Map<MovingRange, Use>();
  const add = (value: Value, use: Use): void => {
    if (claims.get(value) === "not understood") return;
    if (!isParent(value)) {
      const other = byRange.get(value.range);
      byRange.set(value.range, other ? strongerOf(other, use) : use);
    }
    forEachPart(value, (key, member) => {
      const own = use === "simulated" ? useOfData(key) : use;
      if (own) add(member, own);
    });
  };
  for (const [value, use] of claims) add(value, use);
  return byRange;
}

/** A backtest reads the fields of `data` that it knows. */
function useOfData(key: UsedPart["key"]): Use | undefined {
  return typeof key !== "number" && fieldsOf("data").has(keyText(key)) ? "simulated" : undefined;
}

function forEachPart(value: Value, see: (key: UsedPart["key"], member: Value) => void): void {
  if (value.type === "map") for (const entry of value.entries.values()) see(entry.key, entry.value);
  if (value.type === "list") for (const [i, item] of value.items.entries()) see(i, item);
}

function isParent(value: Value): boolean {
  return (
    (value.type === "map" && value.entries.size > 0) ||
    (value.type === "list" && value.items.length > 0)
  );
}

function strongerOf(a: Use, b: Use): Use {
  return strongest.indexOf(a) < strongest.indexOf(b) ? a : b;
}

function placeOf(part: UsedPart): DocumentPart {
  const { key, value } = part;
  const { start } = (typeof key === "number" ? value : key).range;
  return { path: pathOf(part), range: { start, end: value.range.end } };
}

/** The path of a part, as `a.b[0].c`. */
export function pathOf({ above, key }: UsedPart): string {
  const path = above ? pathOf(above) : "";
  return typeof key === "number" ? `${path}[${key}]` : pathBelow(path, key);
}
