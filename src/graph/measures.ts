import type { Role } from "../planner/model.ts";
import type { Block, Gap } from "./card.ts";

/** Every size of the picture in pixels at 100 %; the style sheet of the cards uses the same. */
export const laneWidth: Readonly<Record<Role, number>> = {
  hub: 42,
  strategy: 122,
  risk: 150,
  execution: 136,
  portfolio: 118,
};
/** The gap in front of a lane holds the pills of the adapters that lead to it. */
export const gapWidth: Readonly<Record<Gap, number>> = {
  strategy: 65,
  risk: 67,
  execution: 67,
  portfolio: 69,
};
export const pillWidth = 56;
/** A pill stands closer to the one thing it belongs to than to the many it connects it with. */
export const nearSide = 4;
/** How far the edges of a stack stand out to the right. */
export const stackEdge = 4;
export const completionWidth = 132;

export const blockGap = 16;
export const headingHeight = 52;
export const headingGap = 12;
export const frameSide = 6;
const frameFoot = 6;
const frameHead = 26;
const stripLine = 14;
const row = {
  roomy: { height: 40, gap: 6 },
  dense: { height: 20, gap: 2 },
} as const;

export const stripShown = 3;
/** More cards than this in a lane are one line each, so that all can be read at once. */
export const roomyLane = 8;
const denseCard = 26;
export const denseGap = 5;

export const laneX = laneStarts();
export const fullWidth = laneX.portfolio + laneWidth.portfolio;

function laneStarts(): Readonly<Record<Role, number>> {
  const strategy = laneWidth.hub + gapWidth.strategy;
  const risk = strategy + laneWidth.strategy + gapWidth.risk;
  const execution = risk + laneWidth.risk + gapWidth.execution;
  const portfolio = execution + laneWidth.execution + gapWidth.portfolio;
  return { hub: 0, strategy, risk, execution, portfolio };
}

export function rowOf({ inside: [first] }: Block): {
  readonly height: number;
  readonly gap: number;
} {
  return first?.card.kind === "single" && first.card.dense ? row.dense : row.roomy;
}

/** The head of a class card: its title, and a line for each field that tells its members apart. */
export function headOf({ card }: Block): number {
  if (card.kind !== "class") return 0;
  if (card.dense && !card.framed) return denseCard;
  const lines = Math.min(stripShown, card.strip.length);
  return frameHead + lines * stripLine + (lines > 0 ? 6 : 4);
}

export function heightOf(block: Block): number {
  const { card, inside } = block;
  switch (card.kind) {
    case "hub":
      return laneWidth.hub;
    case "class": {
      const { height, gap } = rowOf(block);
      const rows = inside.length > 0 ? inside.length * (height + gap) - gap + frameFoot : 0;
      return headOf(block) + rows;
    }
    case "shared": {
      const rows = 16 * (card.rows.length + (card.more > 0 ? 1 : 0));
      return card.dense ? denseCard : 30 + 8 + rows + 22;
    }
    case "stack":
      return card.dense ? denseCard : 46;
    case "single":
      return row.roomy.height;
    case "adapter":
    case "lane":
      return headingHeight;
  }
}

/** The events, and under them the kind and the routing key, which takes two lines. */
export function pillHeight({ card }: { readonly card: Block["card"] }): number {
  if (card.kind !== "adapter") return 0;
  if (card.dense) return 22;
  return 8 + 14 * (1 + card.events.length + (card.count > 1n ? 1 : 0) + (card.routingKey ? 2 : 0));
}
