import type { Role } from "../planner/model.ts";
import { mixed, type Palette } from "./palette.ts";
import { textAt, type Shape } from "./scene.ts";
import { glyphAt } from "./sheet-panels.ts";
import { likelyWidth, widthOf } from "./text-width.ts";

const entries: readonly (readonly [of: Role | "shared" | "isolated" | "adapter", words: string])[] =
  [
    ["hub", "hub"],
    ["strategy", "strategy"],
    ["risk", "risk"],
    ["execution", "execution"],
    ["portfolio", "portfolio"],
    ["shared", "filled, stacked: one container shared by ×n"],
    ["isolated", "outlined: one for each combination"],
    ["adapter", "adapter: kind, events, routing key"],
  ];

const size = 14;
const lineHeight = 24;

/** What the signs of the picture mean, in as many lines as it takes. */
export function legendOf(
  width: number,
  palette: Palette,
): { readonly height: number; readonly draw: (x: number, y: number) => readonly Shape[] } {
  let [left, top] = [0, 0];
  const places = entries.map(([of, words]) => {
    const swatch = of === "shared" || of === "isolated" || of === "adapter" ? 30 : 20;
    const room = Math.min(widthOf(words, "Inter 400", size) + 0.1, width - swatch);
    if (left > 0 && left + swatch + room > width) {
      left = 0;
      top += lineHeight;
    }
    const place = { of, words, x: left, y: top, swatch, room };
    const likely = likelyWidth(words, "Inter 400", size);
    left += swatch + Math.max(likely + 26, room + 8);
    return place;
  });
  return {
    height: top + lineHeight,
    draw: (x, y) =>
      places.flatMap((place) => [
        ...swatchShapes(place.of, x + place.x, y + place.y, palette),
        ...textAt(x + place.x + place.swatch, y + place.y + 16, place.words, {
          size,
          fill: palette.quiet,
          room: place.room,
        }),
      ]),
  };
}

function swatchShapes(
  of: (typeof entries)[number][0],
  x: number,
  y: number,
  palette: Palette,
): readonly Shape[] {
  const box = { kind: "rect", width: 20, height: 12, radius: 3 } as const;
  switch (of) {
    case "shared": {
      const colours = {
        fill: mixed(palette.role.hub, palette.surface, 0.5),
        stroke: palette.roleLine.hub,
      };
      return [4, 2, 0].map((by) => ({ ...box, ...colours, x: x + by, y: y + 4 + by }));
    }
    case "isolated":
      return [{ ...box, x, y: y + 6, fill: palette.surface, stroke: palette.roleLine.hub }];
    case "adapter":
      return [{ ...box, x, y: y + 6, radius: 6, fill: palette.surface, stroke: palette.edge }];
    case "hub":
    case "strategy":
    case "risk":
    case "execution":
    case "portfolio":
      return [glyphAt(of, x, y + 5, palette.roleLine[of])];
  }
}
