import { glyphPaths, type GlyphName } from "../graph/glyph-paths.ts";
import type { Placed } from "../graph/placed.ts";
import type { Role } from "../planner/model.ts";
import type { Palette } from "./palette.ts";
import { textAt, type Piece, type Shape, type TextStyle } from "./scene.ts";

/** What a card is drawn with: its box on the sheet, and how much larger than on screen all is. */
export type Pen = {
  readonly box: Placed;
  readonly scale: number;
  readonly palette: Palette;
};

/** Text at a place inside a card, all in pixels of the screen. */
export function say(
  { box, scale }: Pen,
  x: number,
  y: number,
  content: string | readonly Piece[],
  style: TextStyle,
): readonly Shape[] {
  return textAt(box.x + x * scale, box.y + y * scale, content, {
    ...style,
    size: style.size * scale,
    room: style.room * scale,
  });
}

/** The border of a card, in the colour of its role. */
export function outline(
  { box, scale, palette }: Pen,
  role: Role,
  { fill = palette.surface, dx = 0, radius = 8 } = {},
): Shape {
  const { x, y, width, height } = box;
  return {
    kind: "rect",
    x: x + dx * scale,
    y: y + dx * scale,
    width,
    height,
    radius: radius * scale,
    fill,
    stroke: palette.roleLine[role],
    line: scale,
  };
}

/** A sign of 14 pixels. */
export function glyph(
  { box, scale }: Pen,
  of: GlyphName,
  x: number,
  y: number,
  stroke: string,
): Shape {
  const at = { x: box.x + x * scale, y: box.y + y * scale, scale: (scale * 14) / 16 };
  return { kind: "path", d: glyphPaths[of], stroke, line: 1.5, at };
}

/** The size of a card in pixels of the screen. */
export const widthIn = ({ box, scale }: Pen): number => box.width / scale;
export const heightIn = ({ box, scale }: Pen): number => box.height / scale;
