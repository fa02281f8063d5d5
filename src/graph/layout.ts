import type { Block, Card, Flow, Gap, Link, Pill } from "./card.ts";
import type { Role } from "../planner/model.ts";

/** A card with its place on the canvas, in pixels at 100 %. */
export type Placed = {
  readonly id: string;
  readonly card: Card;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type Bounds = Pick<Placed, "x" | "y" | "width" | "height">;

export type Picture = {
  readonly placed: readonly Placed[];
  readonly links: readonly Link[];
  readonly bounds: Bounds;
};

const roles: readonly Role[] = ["hub", "strategy", "risk", "execution", "portfolio"];
const laneWidth: Readonly<Record<Role, number>> = {
  hub: 52,
  strategy: 138,
  risk: 148,
  execution: 148,
  portfolio: 130,
};
/** The gap in front of a lane holds the pills of the adapters that lead to it. */
const gapWidth: Readonly<Record<Gap, number>> = {
  strategy: 100,
  risk: 116,
  execution: 116,
  portfolio: 116,
};
const pillWidth = { strategy: 80, risk: 92, execution: 92, portfolio: 92 } as const;

const blockGap = 16;
const headingHeight = 36;
const headingGap = 12;
const frame = { side: 6, head: 24, line: 14, foot: 6 } as const;
const row = {
  roomy: { height: 40, gap: 6 },
  dense: { height: 20, gap: 2 },
} as const;

const laneX = laneStarts();

/**
 * Places everything in fixed lanes, in the order of the data.
 *
 * Strategy and portfolio blocks follow each other; a shared container stands level with the middle of
 * those it serves, and is pushed down only where it would cover another. Linear but for one sort of
 * each shared lane, which holds 24 at most.
 */
export function layOut(flow: Flow): Picture {
  const pitch = pitchOf(flow.lanes);
  const strategy = stacked("strategy", flow.lanes.strategy, pitch);
  const portfolio = stacked("portfolio", flow.lanes.portfolio, pitch);
  const middles = new Map(strategy.map((block) => [block.id, middleOf(block)]));
  const centre = middleOfAll(strategy);
  const risk = levelled("risk", flow.lanes.risk, middles, centre);
  const execution = levelled("execution", flow.lanes.execution, middles, centre);
  const blocks = [
    ...levelled("hub", flow.lanes.hub, middles, centre),
    ...strategy,
    ...risk,
    ...execution,
    ...portfolio,
  ];
  const levels = new Map(blocks.map((block) => [block.id, middleOf(block)]));
  const pills = flow.pills.map((pill) => placePill(pill, levels, centre));
  const top = Math.min(0, ...blocks.map(({ y }) => y));
  const headings = roles.map((role) => ({
    id: `lane-${role}`,
    card: flow.headings[role],
    x: laneX[role],
    y: top - headingHeight - headingGap,
    width: laneWidth[role],
    height: headingHeight,
  }));
  const contents = [...strategy, ...portfolio].flatMap((block) =>
    insideOf(block, [...flow.lanes.strategy, ...flow.lanes.portfolio]),
  );
  // frames come before what they frame, so that they lie below
  const placed = [...headings, ...blocks, ...contents, ...pills];
  return { placed, links: flow.links, bounds: boundsOf(placed) };
}

/** The smallest rectangle that holds all of `placed`. */
function boundsOf(placed: readonly Placed[]): Bounds {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of placed) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export type Viewport = { readonly x: number; readonly y: number; readonly zoom: number };

/** The viewport that shows all of `bounds`, centred across, and down to 1.25 times its size at most. */
export function fitBounds(
  bounds: Bounds,
  room: { readonly width: number; readonly height: number },
  padding: number,
): Viewport {
  const zoom = Math.min(
    1.25,
    Math.max(0.05, (room.width - 2 * padding) / bounds.width),
    Math.max(0.05, (room.height - 2 * padding) / bounds.height),
  );
  return {
    zoom,
    x: (room.width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: (room.height - bounds.height * zoom) / 2 - bounds.y * zoom,
  };
}

function laneStarts(): Readonly<Record<Role, number>> {
  const strategy = laneWidth.hub + gapWidth.strategy;
  const risk = strategy + laneWidth.strategy + gapWidth.risk;
  const execution = risk + laneWidth.risk + gapWidth.execution;
  const portfolio = execution + laneWidth.execution + gapWidth.portfolio;
  return { hub: 0, strategy, risk, execution, portfolio };
}

/** Room for each class, so that an execution container of its own can stand level with it. */
function pitchOf({ strategy, execution }: Flow["lanes"]): number {
  if (execution.length < strategy.length) return 0;
  return Math.max(0, ...execution.map(heightOf)) + blockGap;
}

function stacked(role: Role, blocks: readonly Block[], pitch = 0): Placed[] {
  let y = 0;
  return blocks.map((block) => {
    const placed = atLane(role, block, y);
    y += Math.max(placed.height + blockGap, pitch);
    return placed;
  });
}

function levelled(
  role: Role,
  blocks: readonly Block[],
  middles: ReadonlyMap<string, number>,
  centre: number,
): Placed[] {
  const wanted = blocks.map((block) => ({ block, middle: meanOf(block.beside, middles) }));
  // nothing to be level with: one below the other, around the centre of the lanes
  if (wanted.some(({ middle }) => middle === undefined)) {
    const column = stacked(role, blocks);
    const shift = centre - middleOfAll(column);
    return column.map((block) => ({ ...block, y: block.y + shift }));
  }
  const sorted = wanted.toSorted((a, b) => (a.middle ?? 0) - (b.middle ?? 0));
  let floor = -Infinity;
  const placed = sorted.map(({ block, middle = 0 }) => {
    const height = heightOf(block);
    const y = Math.max(middle - height / 2, floor);
    floor = y + height + blockGap;
    return atLane(role, block, y);
  });
  const shift = meanOfAll(wanted.map(({ middle = 0 }) => middle)) - meanOfAll(placed.map(middleOf));
  return placed.map((block) => ({ ...block, y: block.y + shift }));
}

function atLane(role: Role, block: Block, y: number): Placed {
  const { id, card } = block;
  return { id, card, x: laneX[role], y, width: laneWidth[role], height: heightOf(block) };
}

function placePill(pill: Pill, levels: ReadonlyMap<string, number>, centre: number): Placed {
  const width = pillWidth[pill.gap];
  const lines =
    (pill.gap === "strategy" ? pill.card.events.length : 1) + (pill.card.routingKey ? 1 : 0);
  const height = 22 + 14 * lines;
  const middle = (pill.beside === undefined ? undefined : levels.get(pill.beside)) ?? centre;
  return {
    id: pill.id,
    card: pill.card,
    x: laneX[pill.gap] - gapWidth[pill.gap] / 2 - width / 2,
    y: middle - height / 2,
    width,
    height,
  };
}

function insideOf(placed: Placed, blocks: readonly Block[]): Placed[] {
  const block = blocks.find(({ id }) => id === placed.id);
  if (!block) return [];
  const { height, gap } = rowOf(block);
  const top = placed.y + headOf(block);
  return block.inside.map(({ id, card }, n) => ({
    id,
    card,
    x: placed.x + frame.side,
    y: top + n * (height + gap),
    width: placed.width - 2 * frame.side,
    height,
  }));
}

function rowOf({ inside: [first] }: Block): { readonly height: number; readonly gap: number } {
  return first?.card.kind === "isolated" && first.card.dense ? row.dense : row.roomy;
}

/** The head of a class card: its title, and two lines for what tells its members apart. */
const headOf = ({ card }: Block): number =>
  card.kind === "class" ? frame.head + 2 * frame.line + 6 : 0;

function heightOf(block: Block): number {
  const { card, inside } = block;
  switch (card.kind) {
    case "hub":
      return laneWidth.hub;
    case "class": {
      const { height, gap } = rowOf(block);
      const rows = inside.length > 0 ? inside.length * (height + gap) - gap + frame.foot : 0;
      return headOf(block) + rows;
    }
    case "shared":
      return 30 + 8 + 16 * (card.rows.length + (card.more > 0 ? 1 : 0)) + 22;
    case "stack":
      return 92;
    case "isolated":
      return row.roomy.height;
    case "adapter":
    case "lane":
      return headingHeight;
  }
}

const middleOf = ({ y, height }: Placed): number => y + height / 2;

function middleOfAll(placed: readonly Placed[]): number {
  const last = placed.at(-1);
  return last ? (last.y + last.height + (placed[0]?.y ?? 0)) / 2 : 0;
}

const meanOfAll = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);

function meanOf(ids: readonly string[], middles: ReadonlyMap<string, number>): number | undefined {
  const known = ids.flatMap((id) => middles.get(id) ?? []);
  return known.length > 0 ? meanOfAll(known) : undefined;
}
