import { levelOf, type Placed } from "./placed.ts";

export type Direction = "up" | "down" | "left" | "right" | "first" | "last";

/** The card that a key leads to: along its lane, or to the nearest in the lane beside it. */
export function walk(
  placed: readonly Placed[],
  from: string | undefined,
  direction: Direction,
): Placed | undefined {
  const columns = columnsOf(placed);
  const at = columns.findIndex((column) => column.some(({ id }) => id === from));
  const column = columns[at];
  const current = column?.find(({ id }) => id === from);
  if (!column || !current) return columns[0]?.[0];
  const position = column.indexOf(current);
  switch (direction) {
    case "up":
      return column[Math.max(0, position - 1)];
    case "down":
      return column[Math.min(column.length - 1, position + 1)];
    case "first":
      return column[0];
    case "last":
      return column.at(-1);
    case "left":
      return nearest(columns[at - 1], current) ?? current;
    case "right":
      return nearest(columns[at + 1], current) ?? current;
  }
}

/** Lanes and the gaps with adapters between them, from left to right, each from top to bottom. */
function columnsOf(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const byPlace = new Map<number, Placed[]>();
  const cards = placed.filter(({ card }) => card.kind !== "lane");
  for (const one of cards.toSorted((a, b) => a.y - b.y)) {
    // rows stand a little to the right of their frame
    const place = one.card.kind === "single" ? one.x - 6 : one.x;
    const known = byPlace.get(place);
    if (known) known.push(one);
    else byPlace.set(place, [one]);
  }
  return Array.from(byPlace)
    .toSorted(([a], [b]) => a - b)
    .map(([, column]) => column);
}

function nearest(column: readonly Placed[] | undefined, to: Placed): Placed | undefined {
  return column?.toSorted(
    (a, b) => Math.abs(levelOf(a) - levelOf(to)) - Math.abs(levelOf(b) - levelOf(to)),
  )[0];
}
