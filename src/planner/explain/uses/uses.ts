import type { MovingRange, SourceRange } from "../../../text/source-range.ts";
import { keyText, type MapEntry, type Value } from "../../../yaml/value.ts";
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
  readonly path: string;
  /** The keys that lead to it, its own last; of lists the elements. */
  readonly keys: readonly Value[];
  readonly key: Value | undefined;
  readonly value: Value;
  readonly use: Use;
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
  const unread: DocumentPart[] = [];
  const overridden: (DocumentPart & { readonly winner: SourceRange })[] = [];
  let count = 0;
  const winnerOf = createWinners(factored);
  const unreadIn = visitUses(factored, diagnostics, (part) => {
    if (part.use !== "overridden" || isParent(part.value) || overridden.length >= listedParts)
      return;
    const winner = winnerOf(part);
    if (winner)
      overridden.push({ ...placeOf(part), winner: { start: winner.start, end: winner.end } });
  });
  for (const part of unreadIn) {
    count += 1;
    if (unread.length < listedParts) unread.push(placeOf(part));
  }
  return { unread: { count, listed: unread }, overridden };
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
  const { root, uses } = factored.workflow;
  const alive = aliveRanges(factored);
  const claims = new Map<Value, Use>();
  for (const { value, use } of uses) {
    const other = claims.get(value);
    claims.set(value, other === undefined ? use : strongerOf(other, use));
  }
  const told = new Set(diagnostics.map(({ range }) => `${range.start} ${range.end}`));
  const isTold = ({ start, end }: MovingRange): boolean => told.has(`${start} ${end}`);
  const usesByRange = leafUses(claims);

  function visit(
    value: Value,
    place: {
      readonly path: string;
      readonly keys: readonly Value[];
      readonly key: Value | undefined;
    },
    above: { readonly use: Use | undefined; readonly isAlive: boolean; readonly isTold: boolean },
  ): { readonly use: Use; readonly unread: readonly UsedPart[] } {
    const claim = claims.get(value);
    const isNotUnderstood = claim === "not understood" || above.use === "not understood";
    const below = {
      use: isNotUnderstood ? "not understood" : (claim ?? above.use),
      isAlive: !isNotUnderstood && (above.isAlive || alive.has(value.range)),
      isTold:
        above.isTold || isTold(value.range) || (place.key !== undefined && isTold(place.key.range)),
    } as const;
    const inside = partsIn(value, place).map((part) =>
      visit(
        part.value,
        part,
        claim === "simulated" ? { ...below, use: useOfData(part.key) } : below,
      ),
    );
    const isWholeAlive = below.isAlive && !inside.some(({ use }) => use === "not understood");
    const use = isWholeAlive
      ? "planned"
      : inside.length > 0
        ? inside.map((part) => part.use).reduce(strongerOf)
        : leafUse(value, claim, below);
    const part = { ...place, value, use };
    see(part);
    const isUnread = use === "elsewhere" || use === "not understood";
    return { use, unread: isUnread ? [part] : inside.flatMap(({ unread }) => unread) };
  }

  function leafUse(
    { type, range }: Value,
    claim: Use | undefined,
    { use, isTold: toldAbove }: { readonly use: Use | undefined; readonly isTold: boolean },
  ): Use {
    const byRange = usesByRange.get(range);
    const own =
      byRange === undefined || use === undefined ? (byRange ?? use) : strongerOf(byRange, use);
    // an empty section is a place that something could be written to
    if (own === "planned") return claim === "planned" && type === "map" ? "planned" : "overridden";
    return own ?? (toldAbove ? "not understood" : "elsewhere");
  }

  return partsIn(root, { path: "", keys: [] }).flatMap(
    (part) => visit(part.value, part, { use: undefined, isAlive: false, isTold: false }).unread,
  );
}

/** What is merged into a section is read where it is written, too. */
function leafUses(claims: ReadonlyMap<Value, Use>): ReadonlyMap<MovingRange, Use> {
  const byRange = new Map<MovingRange, Use>();
  const add = (value: Value, use: Use): void => {
    if (claims.get(value) === "not understood") return;
    const inside = partsIn(value, { path: "", keys: [] });
    const other = byRange.get(value.range);
    if (inside.length === 0) byRange.set(value.range, other ? strongerOf(other, use) : use);
    for (const part of inside) {
      const own = use === "simulated" ? useOfData(part.key) : use;
      if (own) add(part.value, own);
    }
  };
  for (const [value, use] of claims) add(value, use);
  return byRange;
}

/** A backtest reads the fields of `data` that it knows. */
function useOfData(key: Value | undefined): Use | undefined {
  return key && fieldsOf("data").has(keyText(key)) ? "simulated" : undefined;
}

function partsIn(
  value: Value,
  { path, keys }: Pick<UsedPart, "path" | "keys">,
): readonly Omit<UsedPart, "use">[] {
  switch (value.type) {
    case "map":
      return Array.from(value.entries.values(), (entry: MapEntry) => ({
        path: pathBelow(path, entry.key),
        keys: [...keys, entry.key],
        key: entry.key,
        value: entry.value,
      }));
    case "list":
      return value.items.map((item, i) => ({
        path: `${path}[${i}]`,
        keys: [...keys, item],
        key: undefined,
        value: item,
      }));
    case "text":
    case "int":
    case "float":
    case "bool":
    case "null":
    case "date":
    case "binary":
    case "set":
      return [];
  }
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

function placeOf({ path, key, value }: UsedPart): DocumentPart {
  const { start } = (key ?? value).range;
  return { path, range: { start, end: value.range.end } };
}
