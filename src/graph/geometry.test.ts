import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { examples } from "../examples/examples.ts";
import { createAnalyzer } from "../planner/analyze.ts";
import { arbitraryAnyConfig } from "../planner/test-support/arbitrary-rules.ts";
import { printYaml } from "../planner/test-support/print-yaml.ts";
import { configTexts } from "../planner/test-support/yaml-texts.ts";
import { flowOf } from "./flow.ts";
import { layOut } from "./layout.ts";
import type { Picture, Placed, Route } from "./placed.ts";

/** A plan's picture with sharing and without, the completions drawn. */
function picturesOf(text: string): readonly Picture[] {
  const { view } = createAnalyzer().analyze(text, "pyyaml");
  return (["optimized", "naive"] as const).map((topology) =>
    layOut(flowOf(view, { topology, completions: true, opened: undefined })),
  );
}

const axis = (most: number): string => `{min: 1, max: ${most}, step: 1}`;
const gridOf = (...axes: readonly string[]): string => `
strategies: [{type: a, parameters: {x: [1, 2]}, risk: {stop_loss: 1}}, {type: b}]
optimization: {parameter_grids: {${axes.join(", ")}}}
risk: {commission: 0}
execution: {commission: 0}
`;
/** Around the numbers of cards at which those of a lane become one line each, or fold into stacks. */
const lanesOf = [3, 8, 9, 13, 25].flatMap((count) => [
  gridOf(`slippage: ${axis(count)}`),
  gridOf(`risk.limit: ${axis(count)}`, "slippage: [1, 2]"),
  gridOf(`commission: ${axis(count)}`, "slippage: [1, 2]"),
]);
const pictures = [...configTexts, ...examples.map(({ text }) => text), ...lanesOf].flatMap(
  picturesOf,
);

/** What holds of every picture: each names what breaks it. */
const laws = {
  "has no pill that covers a card, a heading or another pill": ({ placed }: Picture) =>
    placed
      .filter(({ card }) => card.kind === "adapter")
      .flatMap((pill) =>
        placed
          .filter((other) => other !== pill && cover(pill, other))
          .map((other) => `${pill.id} covers ${other.id}`),
      ),
  "has no card that covers another, but the frame of its own rows": ({ placed }: Picture) => {
    const cards = placed.filter(({ card }) => card.kind !== "adapter");
    return cards.flatMap((card, n) =>
      cards
        .slice(n + 1)
        .filter((other) => cover(card, other) && !isInside(other, card))
        .map((other) => `${card.id} covers ${other.id}`),
    );
  },
  "has no links of two pills that run in one line": overlaps,
  "has no more upright lines side by side than would lie on each other": (picture: Picture) =>
    gapsOf(picture).flatMap((lines) => {
      const side = new Set(lines.map(({ line }) => line)).size;
      const most = Math.max(
        ...lines.map(({ from }) => {
          const across = lines.filter((one) => one.from <= from + halfPixel && one.to > from);
          return across.length;
        }),
      );
      return side > most ? [`${side} for ${most} at ${lines[0]?.line}`] : [];
    }),
  "has every link begin and end at the edges of what it joins": ({ placed, routes }: Picture) => {
    const byId = new Map(placed.map((one) => [one.id, one]));
    return routes.flatMap(({ id, source, target, path }) => {
      const [from, to] = [byId.get(source), byId.get(target)];
      const corners = cornersOf(path);
      const [first, last] = [corners[0], corners.at(-1)];
      const joins = from && to && first && last && isOnEdge(first, from) && isOnEdge(last, to);
      return joins ? [] : [id];
    });
  },
  "leads every link to the right, but for completions": ({ routes }: Picture) =>
    routes
      .filter(({ source, target }) => !`${source} ${target}`.includes("completion-"))
      .filter(({ path }) => {
        const across = cornersOf(path).map(([x]) => x);
        return across.some((x, n) => x < (across[n - 1] ?? x));
      })
      .map(({ id }) => id),
  "holds all that is drawn within its bounds": ({ placed, routes, bounds }: Picture) => {
    const isOutside = ([x, y]: Point): boolean =>
      x < bounds.x - rounding ||
      y < bounds.y - rounding ||
      x > bounds.x + bounds.width + besidePill ||
      y > bounds.y + bounds.height + rounding;
    const cards = placed.filter(
      ({ x, y, width, height }) => isOutside([x, y]) || isOutside([x + width, y + height]),
    );
    const links = routes.filter(({ path }) => cornersOf(path).some(isOutside));
    return [...cards, ...links].map(({ id }) => id);
  },
};

describe("every picture", () => {
  it.each(Object.entries(laws))("%s", (_, law) => {
    for (const picture of pictures) expect(law(picture)).toEqual([]);
  });

  it("obeys all of this for random plans", () => {
    fc.assert(
      fc.property(arbitraryAnyConfig, fc.nat(), (config, seed) => {
        for (const picture of picturesOf(printYaml(config, { seed, shuffle: false }))) {
          for (const law of Object.values(laws)) expect(law(picture)).toEqual([]);
        }
      }),
      { numRuns: 30 },
    );
  });
});

type Point = readonly [x: number, y: number];
/** A straight part of a route: where it lies across its way, and from where to where it goes. */
type Stretch = {
  readonly route: Route;
  readonly pill: string;
  readonly line: number;
  readonly from: number;
  readonly to: number;
};

/** The corners of a path, which are drawn round. */
function cornersOf(path: string): readonly Point[] {
  return Array.from(path.matchAll(/[MLQ]([-\d.]+) ([-\d.]+)/g), ([, x, y]) => [
    Number(x),
    Number(y),
  ]);
}

/** The stretches of a picture that go up and down, or the ones that go across, by where they lie. */
function stretchesOf({ placed, routes }: Picture, upright: boolean): readonly Stretch[] {
  const pills = new Set(placed.filter(({ card }) => card.kind === "adapter").map(({ id }) => id));
  const stretches = routes.flatMap((route) => {
    const pill = pills.has(route.source) ? route.source : route.target;
    const corners = cornersOf(route.path);
    return corners.flatMap(([x, y], n): Stretch[] => {
      const [nextX, nextY] = corners[n + 1] ?? [x, y];
      const [line, from, to, nextLine] = upright ? [x, y, nextY, nextX] : [y, x, nextX, nextY];
      if (from === to || Math.abs(line - nextLine) > rounding) return [];
      return [{ route, pill, line, from: Math.min(from, to), to: Math.max(from, to) }];
    });
  });
  return stretches.toSorted((a, b) => a.line - b.line);
}

/** Paths are written in tenths of a pixel. */
const rounding = 0.051;

/** What routes take for one place. */
const halfPixel = 0.5 + 2 * rounding;

/** A pill is so far from its cards at most: there a link can leave at the level at which another ends. */
const besidePill = 7.1;

/** The upright lines of every gap beside a lane, one for each pill and side. */
function gapsOf(picture: Picture): readonly (readonly Stretch[])[] {
  const lines = new Map<string, Stretch>();
  for (const one of stretchesOf(picture, true)) {
    const key = `${one.pill} ${one.line}`;
    const { from, to } = lines.get(key) ?? one;
    lines.set(key, { ...one, from: Math.min(from, one.from), to: Math.max(to, one.to) });
  }
  const gaps: Stretch[][] = [];
  for (const line of lines.values()) {
    const last = gaps.at(-1)?.at(-1);
    if (last && line.line - last.line <= besidePill) gaps.at(-1)?.push(line);
    else gaps.push([line]);
  }
  return gaps;
}

/** Stretches of different pills that lie on each other, in words. */
function overlaps(picture: Picture): readonly string[] {
  return [true, false].flatMap((upright) => {
    const stretches = stretchesOf(picture, upright);
    return stretches.flatMap((one, n) => {
      const told: string[] = [];
      for (const other of stretches.slice(n + 1)) {
        if (other.line - one.line > rounding) break;
        const length = Math.min(one.to, other.to) - Math.max(one.from, other.from);
        if (one.pill === other.pill || length < (upright ? halfPixel : besidePill)) continue;
        const [a, b] = [one.route, other.route];
        const atHub = a.source === "hub" && b.source === "hub";
        if (atHub || (!upright && (a.source === b.source || a.target === b.target))) continue;
        told.push(`${a.id} on ${b.id}`);
      }
      return told;
    });
  });
}

function cover(a: Placed, b: Placed): boolean {
  const touch = 0.001;
  return (
    a.x + touch < b.x + b.width &&
    b.x + touch < a.x + a.width &&
    a.y + touch < b.y + b.height &&
    b.y + touch < a.y + a.height
  );
}

/** Whether a row lies in the frame it belongs to. */
function isInside(row: Placed, { card, x, y, width, height }: Placed): boolean {
  return (
    card.kind === "class" &&
    card.framed &&
    row.x > x &&
    row.y > y &&
    row.x + row.width < x + width &&
    row.y + row.height < y + height
  );
}

/** Whether a point lies on the edge of a card, or is rounded from there. */
function isOnEdge([x, y]: Point, { x: left, y: top, width, height }: Placed): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= rounding;
  const across = x >= left - rounding && x <= left + width + rounding;
  const down = y >= top - rounding && y <= top + height + rounding;
  return (
    (down && (near(x, left) || near(x, left + width))) ||
    (across && (near(y, top) || near(y, top + height)))
  );
}
