import type { Link } from "./card.ts";
import { levelOf, type Placed, type Route } from "./placed.ts";

type Point = readonly [x: number, y: number];

/**
 * Draws every link as a straight line or as one with right angles and round corners, whose upright
 * parts share a track with those of the same pill alone. Completions run below the lanes.
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
type Track = { readonly number: number; readonly of: number };

const isPill = ({ card }: Placed): boolean => card.kind === "adapter";
const isBelow = ({ card, width }: Placed): boolean => card.kind === "adapter" && width > 100;
const rightOf = ({ x, width }: Placed): number => x + width;

/** The upright line that a link takes part in: one on each side of every pill. */
const busOf = (source: Placed, target: Placed): string =>
  isPill(source) ? `${source.id}>` : `>${target.id}`;

function pointsOf(source: Placed, target: Placed, track: Track | undefined): readonly Point[] {
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
    const x = right - 2.5;
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
  const { number, of } = track ?? { number: 0, of: 1 };
  const x = left + ((right - left) * (number + 1)) / (of + 1);
  return [
    [left, from],
    [x, from],
    [x, to],
    [right, to],
  ];
}

/** Puts the upright lines of a gap that would lie on each other side by side. */
function tracksOf(ends: readonly Ends[]): ReadonlyMap<string, Track> {
  const buses = new Map<string, { gap: number; top: number; bottom: number }>();
  for (const { source, target } of ends) {
    if (isBelow(source) || isBelow(target)) continue;
    const [from, to] = [levelOf(source), levelOf(target)];
    if (Math.abs(from - to) < 0.5) continue;
    const bus = busOf(source, target);
    const known = buses.get(bus) ?? { gap: rightOf(source), top: from, bottom: from };
    buses.set(bus, {
      gap: known.gap,
      top: Math.min(known.top, from, to),
      bottom: Math.max(known.bottom, from, to),
    });
  }
  const tracks = new Map<string, Track>();
  for (const gap of new Set(Array.from(buses.values(), (bus) => bus.gap))) {
    const inGap = [...buses].filter(([, bus]) => bus.gap === gap);
    const taken: number[] = [];
    const numbers = inGap
      .toSorted(([, a], [, b]) => a.top - b.top)
      .map(([bus, { top, bottom }]) => {
        const free = taken.findIndex((end) => end <= top + 0.5);
        const number = free < 0 ? taken.length : free;
        taken[number] = bottom;
        return [bus, number] as const;
      });
    for (const [bus, number] of numbers) tracks.set(bus, { number, of: taken.length });
  }
  return tracks;
}

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
