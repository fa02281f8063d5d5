import { claimColumns, missingIn, prices } from "./column-names.ts";

/** Names of columns with whose bars each of them has: `SPY.Open` is the open of SPY. */
export type OwnedNames = {
  readonly names: readonly string[];
  /** Blank where a name tells nobody. */
  readonly owners: readonly string[];
};

const words = [...prices, "o", "h", "l", "c", "volume", "vol", "v"];

/**
 * Takes names apart that a symbol stands before or behind, as R and flattened tables of pandas have
 * them: `SPY.Open`, `Close_SPY`, `bid open`. Nothing where nobody has all four prices.
 */
export function readOwnedNames(cells: readonly string[]): OwnedNames | undefined {
  const parts = cells.map(takeApart);
  const ofNobody = cells.filter((_, place) => parts[place] === undefined);
  const namesByOwner = new Map<string, string[]>();
  for (const part of parts) {
    if (!part) continue;
    const names = namesByOwner.get(part.owner) ?? [];
    names.push(part.name);
    namesByOwner.set(part.owner, names);
  }
  const whole = new Set<string>();
  for (const [owner, names] of namesByOwner) {
    if (missingIn(claimColumns([...ofNobody, ...names])).length === 0) whole.add(owner);
  }
  if (whole.size === 0) return undefined;
  return {
    names: parts.map((part, place) =>
      part && whole.has(part.owner) ? part.name : (cells[place] ?? ""),
    ),
    owners: parts.map((part) => (part && whole.has(part.owner) ? part.owner : "")),
  };
}

function takeApart(cell: string): { readonly owner: string; readonly name: string } | undefined {
  const [, before = "", last = ""] = /^(.+)[._ ]([^._ ]+)$/.exec(cell) ?? [];
  if (words.includes(last.toLowerCase())) return { owner: before, name: last };
  const [, first = "", behind = ""] = /^([^._ ]+)[._ ](.+)$/.exec(cell) ?? [];
  return words.includes(first.toLowerCase()) ? { owner: behind, name: first } : undefined;
}
