import type { Role } from "../planner/model.ts";
import type { Block, Flow, Pill } from "./card.ts";
import { keepOrder } from "./keep-order.ts";
import {
  blockGap,
  completionWidth,
  denseGap,
  frameSide,
  fullWidth,
  gapWidth,
  headingGap,
  headingHeight,
  headOf,
  heightOf,
  laneWidth,
  laneX,
  nearSide,
  pillHeight,
  pillWidth,
  roomyLane,
  rowOf,
  stackEdge,
} from "./measures.ts";
import { levelOf, type Bounds, type Picture, type Placed } from "./placed.ts";
import { routesOf } from "./routes.ts";

const roles: readonly Role[] = ["hub", "strategy", "risk", "execution", "portfolio"];
/** A block taller than twice this has its links near its top, where it is looked at first. */
const lowestPort = 280;

/**
 * Places everything in fixed lanes, in the order of the data.
 *
 * Strategy blocks follow each other, and the rows of the other lanes stand level with theirs; a shared
 * container stands level with the middle of those it serves, and is pushed down only where it would
 * cover another. Cards that `before` had keep the order they had there. Linear but for one sort of each
 * shared lane, which holds 24 at most.
 */
export function layOut(flow: Flow, before: readonly string[] = []): Picture {
  const lanes = orderedLanes(flow, before);
  const strategy = stacked("strategy", lanes.strategy, pitchOf(lanes), headroomOf(lanes));
  const guides = new Map(
    strategy.map((placed, n) => {
      const block = lanes.strategy[n];
      return [placed.id, { rows: placed.y + (block ? headOf(block) : 0), level: levelOf(placed) }];
    }),
  );
  const levels = new Map(strategy.map((placed) => [placed.id, levelOf(placed)]));
  const centre = middleOfAll(strategy);
  const others = roles
    .filter((role) => role !== "strategy")
    .flatMap((role) =>
      lanes[role].some(({ along }) => along !== undefined)
        ? lanes[role].map((block) => alongside(role, block, guides))
        : levelled(role, lanes[role], levels, centre),
    );
  const blocks = [...strategy, ...others];
  const blockById = new Map(blocks.map((block) => [block.id, block]));
  const inside = roles.flatMap((role) =>
    lanes[role].flatMap((block) => {
      const frame = blockById.get(block.id);
      return frame ? insideOf(frame, block) : [];
    }),
  );
  const bottom = Math.max(0, ...blocks.map(({ y, height }) => y + height));
  const pills = flow.pills.map((pill) => placePill(pill, blockById, centre, bottom));
  const top = Math.min(0, ...blocks.map(({ y }) => y));
  const headings = roles.map((role): Placed => ({
    id: `lane-${role}`,
    card: flow.headings[role],
    tie: { of: "all" },
    sources: [],
    x: laneX[role],
    y: top - headingHeight - headingGap,
    width: laneWidth[role],
    height: headingHeight,
    port: 0,
  }));
  // frames come before what they frame, so that they lie below
  const placed = [...headings, ...blocks, ...inside, ...pills];
  return { placed, routes: routesOf(flow.links, placed), bounds: boundsOf(placed) };
}

function orderedLanes({ lanes }: Flow, before: readonly string[]): Flow["lanes"] {
  if (before.length === 0) return lanes;
  const ordered = { ...lanes };
  for (const role of roles) {
    ordered[role] = keepOrder(lanes[role], before).map((block) => ({
      ...block,
      inside: keepOrder(block.inside, before),
    }));
  }
  return ordered;
}

/** The smallest rectangle that holds all of `placed`, and all lanes across. */
function boundsOf(placed: readonly Placed[]): Bounds {
  let [top, bottom] = [Infinity, -Infinity];
  for (const { y, height } of placed) {
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + height);
  }
  return { x: 0, y: top, width: fullWidth, height: bottom - top };
}

/** Room for each class, so that an execution container of its own can stand level with it. */
function pitchOf({ strategy, execution }: Flow["lanes"]): number {
  if (execution.length < strategy.length || execution.some(({ along }) => along)) return 0;
  return Math.max(0, ...execution.map(heightOf)) + gapIn(execution);
}

/** Many cards stand closer together. */
const gapIn = (blocks: readonly Block[]): number =>
  blocks.length > roomyLane ? denseGap : blockGap;

/** How much higher the heads of frames along a strategy's stand than its own, by its id. */
function headroomOf({ strategy, risk, execution, portfolio }: Flow["lanes"]) {
  const highest = new Map<string, number>();
  for (const block of [...risk, ...execution, ...portfolio]) {
    if (block.along === undefined || block.inside.length === 0) continue;
    highest.set(block.along, Math.max(highest.get(block.along) ?? 0, headOf(block)));
  }
  return new Map(
    strategy.map((block) => [block.id, Math.max(0, (highest.get(block.id) ?? 0) - headOf(block))]),
  );
}

function stacked(
  role: Role,
  blocks: readonly Block[],
  pitch = 0,
  headroom: ReadonlyMap<string, number> = new Map(),
): Placed[] {
  let y = 0;
  return blocks.map((block, n) => {
    if (n > 0) y += headroom.get(block.id) ?? 0;
    const placed = atLane(role, block, y);
    y += Math.max(placed.height + gapIn(blocks), pitch);
    return placed;
  });
}

type Guide = { readonly rows: number; readonly level: number };

/** So that its rows, or its middle, stand level with those of the block it belongs to. */
function alongside(role: Role, block: Block, guides: ReadonlyMap<string, Guide>): Placed {
  const placed = atLane(role, block, 0);
  const { rows, level } = guides.get(block.along ?? "") ?? { rows: 0, level: 0 };
  const y = block.inside.length > 0 ? rows - headOf(block) : level - placed.port;
  return { ...placed, y, port: level - y };
}

function levelled(
  role: Role,
  blocks: readonly Block[],
  levels: ReadonlyMap<string, number>,
  centre: number,
): Placed[] {
  const wanted = blocks.map((block) => ({ block, level: meanOf(block.beside, levels) }));
  // nothing to be level with: one below the other, around the centre of the lanes
  if (wanted.some(({ level }) => level === undefined)) {
    const column = stacked(role, blocks);
    const shift = Math.max(centre - middleOfAll(column), 0);
    return column.map((block) => ({ ...block, y: block.y + shift }));
  }
  const sorted = wanted.toSorted((a, b) => (a.level ?? 0) - (b.level ?? 0));
  let floor = -Infinity;
  const placed = sorted.map(({ block, level = 0 }) => {
    const card = atLane(role, block, 0);
    const y = Math.max(level - card.port, floor);
    floor = y + card.height + gapIn(blocks);
    return { ...card, y };
  });
  const pushed = meanOfAll(placed.map(levelOf)) - meanOfAll(wanted.map(({ level = 0 }) => level));
  return placed.map((block) => ({ ...block, y: block.y - pushed }));
}

function atLane(role: Role, block: Block, y: number): Placed {
  const { id, card, tie, sources, merges } = block;
  const height = heightOf(block);
  return {
    id,
    card,
    tie,
    sources,
    merges,
    x: laneX[role],
    y,
    width: laneWidth[role],
    height,
    port: Math.min(height / 2, lowestPort),
  };
}

function placePill(
  pill: Pill,
  blocks: ReadonlyMap<string, Placed>,
  centre: number,
  bottom: number,
): Placed {
  const { id, card, tie, sources, gap, below } = pill;
  const item = { id, card, tie, sources };
  const height = pillHeight(pill);
  if (below !== undefined) {
    const lane = gap === "risk" ? "execution" : "strategy";
    const x = laneX[lane] + (laneWidth[lane] - completionWidth) / 2;
    const y = bottom + 24 + below * 32;
    return { ...item, x, y, width: completionWidth, height, port: height / 2 };
  }
  const own = pill.beside === undefined ? undefined : blocks.get(pill.beside);
  const level = own ? levelOf(own) : centre;
  // the side of the one it belongs to: the hub and execution send, the others receive
  const sends = gap === "strategy" || gap === "portfolio";
  const edge = gap === "portfolio" ? stackEdge : 0;
  const x = sends
    ? laneX[gap] - gapWidth[gap] + nearSide + edge
    : laneX[gap] - nearSide - pillWidth;
  return { ...item, x, y: level - height / 2, width: pillWidth, height, port: height / 2 };
}

function insideOf(frame: Placed, block: Block): Placed[] {
  const { height, gap } = rowOf(block);
  const top = frame.y + headOf(block);
  return block.inside.map((item, n) => ({
    ...item,
    x: frame.x + frameSide,
    y: top + n * (height + gap),
    width: frame.width - 2 * frameSide,
    height,
    port: height / 2,
  }));
}

function middleOfAll(placed: readonly Placed[]): number {
  const last = placed.at(-1);
  const first = placed[0];
  if (!last || !first) return 0;
  return placed.length === 1 ? levelOf(first) : (last.y + last.height + first.y) / 2;
}

const meanOfAll = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);

function meanOf(ids: readonly string[], levels: ReadonlyMap<string, number>): number | undefined {
  const known = ids.flatMap((id) => levels.get(id) ?? []);
  return known.length > 0 ? meanOfAll(known) : undefined;
}
