import type { Link } from "./card.ts";
import { levelOf, type Placed, type Route } from "./placed.ts";

type Point = readonly [x: number, y: number];

/**
 * Draws every link as a straight line or as one with right angles and round corners, whose upright
 * parts share a track with those of the same pill alone. Completions run below the lanes, and up to
 * them on tracks of their own.
 */
export function routesOf(links: readonly Link[], placed: readonly Placed[]): readonly Route[] {
  const byId = new Map(placed.map((one) => [one.id, one]));
  const ends = links.flatMap((link) => {
    const [source, target] = [byId.get(link.source), byId.get(link.target)];
    return source && target ? [{ link, source, target }] : [];
  });
  const tracks = tracksOf(ends);
  return ends.map(({ link, source, target }) => ({
    ...link,
    path: roundedPath(pointsOf(source, target, tracks.get(busOf(source, target)))),
  }));
}

type Ends = { readonly link: Link; readonly source: Placed; readonly target: Placed };

const isPill = ({ card }: Placed): boolean => card.kind === "adapter";
const isBelow = ({ card, width }: Placed): boolean => card.kind === "adapter" && width > 100;
const rightOf = ({ x, width }: Placed): number => x + width;

/** The upright line that a link takes part in: one on each side of every pill. */
const busOf = (source: Placed, target: Placed): string =>
  isPill(source) ? `${source.id}>` : `>${target.id}`;

function pointsOf(source: Placed, target: Placed, track: number | undefined): readonly Point[] {
  const [from, to] = [levelOf(source), levelOf(target)];
  const [left, right] = [rightOf(source), target.x];
  if (isBelow(target)) {
    if (source.card.kind === "hub") {
      const x = source.x + source.width / 2;
      return [
        [x, source.y + source.height],
        [x, to],
        [right, to],
      ];
    }
    return [
      [left, from],
      [left + 6, from],
      [left + 6, to],
      [rightOf(target), to],
    ];
  }
  if (isBelow(source)) {
    const x = track ?? right;
    const backwards = right < source.x;
    return [
      [backwards ? source.x : left, from],
      [x, from],
      [x, to],
      [right, to],
    ];
  }
  if (Math.abs(from - to) < 0.5) {
    return [
      [left, from],
      [right, to],
    ];
  }
  const x = track ?? left;
  return [
    [left, from],
    [x, from],
    [x, to],
    [right, to],
  ];
}

/** How wide a gap is taken to be where only completions lead up through it. */
const narrowGap = 5;

/** Puts the upright lines of a gap that would lie on each other side by side; gives where each stands. */
function tracksOf(ends: readonly Ends[]): ReadonlyMap<string, number> {
  const buses = new Map<string, Bus>();
  for (const { source, target } of ends) {
    const [from, to] = [levelOf(source), levelOf(target)];
    if (isBelow(target) || Math.abs(from - to) < 0.5) continue;
    const id = busOf(source, target);
    const left = isBelow(source) ? target.x - narrowGap : rightOf(source);
    const bus = buses.get(id) ?? { left, right: target.x, top: from, bottom: from };
    buses.set(id, {
      ...bus,
      top: Math.min(bus.top, from, to),
      bottom: Math.max(bus.bottom, from, to),
    });
  }
  const tracks = new Map<string, number>();
  for (const right of new Set(Array.from(buses.values(), (bus) => bus.right))) {
    const inGap = [...buses].filter(([, bus]) => bus.right === right);
    const left = Math.max(...inGap.map(([, bus]) => bus.left));
    const taken: number[] = [];
    const numbers = inGap
      .toSorted(([, a], [, b]) => a.top - b.top)
      .map(([id, { top, bottom }]) => {
        const free = taken.findIndex((end) => end <= top + 0.5);
        const number = free < 0 ? taken.length : free;
        taken[number] = bottom;
        return [id, number] as const;
      });
    const apart = (right - left) / (taken.length + 1);
    for (const [id, number] of numbers) tracks.set(id, left + apart * (number + 1));
  }
  return tracks;
}

/** An upright line that links share, and the gap it stands in. */
type Bus = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** A path through points, with corners as round as there is room for. */
function roundedPath(points: readonly Point[]): string {
  const parts = points.map(([x, y], n) => {
    const [before, after] = [points[n - 1], points[n + 1]];
    if (!before) return `M${round(x)} ${round(y)}`;
    if (!after) return `L${round(x)} ${round(y)}`;
    const radius = Math.min(6, distance(before, [x, y]) / 2, distance([x, y], after) / 2);
    const [x1, y1] = towards([x, y], before, radius);
    const [x2, y2] = towards([x, y], after, radius);
    return `L${round(x1)} ${round(y1)}Q${round(x)} ${round(y)} ${round(x2)} ${round(y2)}`;
  });
  return parts.join("");
}

const round = (pixels: number): number => Math.round(pixels * 10) / 10;
const distance = ([x1, y1]: Point, [x2, y2]: Point): number => Math.hypot(x2 - x1, y2 - y1);

function towards([x, y]: Point, [toX, toY]: Point, by: number): Point {
  const share = by / Math.max(by, distance([x, y], [toX, toY]), 0.001);
  return [x + (toX - x) * share, y + (toY - y) * share];
}
