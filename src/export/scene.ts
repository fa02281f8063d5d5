import type { Font } from "./text-width.ts";
import { fitText, isMeasured, widthOf } from "./text-width.ts";
import { escapeXml, plainLine } from "./xml-text.ts";

/** A piece of a line of text in a manner of its own. */
export type Piece = { readonly text: string; readonly fill?: string; readonly bold?: boolean };

export type Shape =
  | {
      readonly kind: "rect";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius?: number;
      readonly fill?: string;
      readonly stroke?: string;
      readonly line?: number;
    }
  | {
      readonly kind: "path";
      readonly d: string;
      readonly fill?: string;
      readonly stroke?: string;
      readonly line?: number;
      /** Where the path's own origin lies, and how much larger it is drawn than written. */
      readonly at?: { readonly x: number; readonly y: number; readonly scale: number };
    }
  | TextShape;

/** One line of text, cut to `room`. */
export type TextShape = {
  readonly kind: "text";
  readonly x: number;
  /** The line that the letters stand on. */
  readonly y: number;
  readonly size: number;
  readonly font: Font;
  readonly fill: string;
  readonly anchor: "start" | "middle" | "end";
  readonly pieces: readonly Piece[];
  /** The most that it can take up. */
  readonly width: number;
};

export type TextStyle = {
  readonly size: number;
  readonly fill: string;
  readonly font?: Font;
  readonly anchor?: TextShape["anchor"];
  /** The room that it is cut to. */
  readonly room: number;
  /** Its own words may be set somewhat smaller before they are cut. */
  readonly shrinks?: boolean;
};

/** A line of text at a place, shortened to the room there is; nothing where there is no room. */
export function textAt(
  x: number,
  y: number,
  content: string | readonly Piece[],
  style: TextStyle,
): readonly TextShape[] {
  const { fill, font = "Inter 400", anchor = "start", room } = style;
  const given = typeof content === "string" ? [{ text: content }] : content;
  const size = style.shrinks ? shrunkSize(given, font, style) : style.size;
  const pieces: Piece[] = [];
  let width = 0;
  for (const piece of given) {
    const drawn = fontOf(font, piece);
    const text = fitText(plainLine(piece.text), room - width, drawn, size);
    if (text === "") break;
    pieces.push({ ...piece, text });
    width += widthOf(text, drawn, size);
    if (text !== plainLine(piece.text)) break;
  }
  if (pieces.length === 0) return [];
  return [{ kind: "text", x, y, size, font, fill, anchor, pieces, width }];
}

/** Text that shrinks is never smaller than this part of its size. */
export const smallest = 0.84;

function shrunkSize(pieces: readonly Piece[], font: Font, { size, room }: TextStyle): number {
  const width = pieces.reduce(
    (sum, piece) => sum + widthOf(plainLine(piece.text), fontOf(font, piece), size),
    0,
  );
  return width <= room ? size : Math.floor(size * Math.max(smallest, room / width) * 10) / 10;
}

const fontOf = (font: Font, { bold }: Piece): Font =>
  bold && font === "Inter 400" ? "Inter 600" : font;

/** The first is what the picture carries; programs that take no fonts from a file use another. */
export const textFamily = "Inter, Inter Variable, Helvetica Neue, Arial, sans-serif";
const codeFamily = "JetBrains Mono, JetBrains Mono Variable, Menlo, Consolas, monospace";

const families: Readonly<Record<Font, string>> = {
  "Inter 400": "",
  "Inter 600": ` font-weight="600"`,
  "JetBrains Mono 400": ` font-family="${codeFamily}"`,
};

/** Shapes `by` times as large, seen from the corner of the sheet. */
export function enlarged(shapes: readonly Shape[], by: number): readonly Shape[] {
  return shapes.map((shape): Shape => {
    switch (shape.kind) {
      case "rect": {
        const { x, y, width, height, radius = 0, line = 1 } = shape;
        const box = { x: x * by, y: y * by, width: width * by, height: height * by };
        return { ...shape, ...box, radius: radius * by, line: line * by };
      }
      case "path": {
        const { x, y, scale } = shape.at ?? { x: 0, y: 0, scale: 1 };
        return { ...shape, at: { x: x * by, y: y * by, scale: scale * by } };
      }
      case "text": {
        const { x, y, size, width } = shape;
        return { ...shape, x: x * by, y: y * by, size: size * by, width: width * by };
      }
    }
  });
}

/** The element of a shape, one a line. */
export function svgOf(shape: Shape, n: number): string {
  switch (shape.kind) {
    case "rect": {
      const { x, y, width, height, radius, fill = "none", stroke, line } = shape;
      return `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"${radius ? ` rx="${px(radius)}"` : ""} fill="${fill}"${strokeOf(stroke, line)}/>`;
    }
    case "path": {
      const { d, fill = "none", stroke, line, at } = shape;
      const transform = at
        ? ` transform="translate(${px(at.x)} ${px(at.y)}) scale(${Math.round(at.scale * 1000) / 1000})"`
        : "";
      return `<path d="${d}" fill="${fill}"${strokeOf(stroke, line)}${transform}/>`;
    }
    case "text":
      return textElement(shape, n);
  }
}

const strokeOf = (stroke: string | undefined, line = 1): string =>
  stroke === undefined ? "" : ` stroke="${stroke}" stroke-width="${px(line)}"`;

function textElement(shape: TextShape, n: number): string {
  const { x, y, size, font, fill, anchor, pieces, width } = shape;
  const whole = pieces.map(({ text }) => text).join("");
  const [only] = pieces;
  const plain = pieces.length === 1 && only && !only.fill && !only.bold;
  const content = plain ? escapeXml(whole) : pieces.map((piece) => pieceElement(piece)).join("");
  const aligned = anchor === "start" ? "" : ` text-anchor="${anchor}"`;
  const element = `<text x="${px(x)}" y="${px(y)}" font-size="${px(size)}"${families[font]} fill="${fill}"${aligned}`;
  if (isMeasured(whole)) return `${element}>${content}</text>`;
  // letters of unknown width and height stay in their place, whatever font draws them
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  const clip = `<clipPath id="c${n}"><rect x="${px(left)}" y="${px(y - size * 1.1)}" width="${px(width)}" height="${px(size * 1.5)}"/></clipPath>`;
  return `${clip}${element} clip-path="url(#c${n})">${content}</text>`;
}

function pieceElement({ text, fill, bold }: Piece): string {
  const attributes = `${fill ? ` fill="${fill}"` : ""}${bold ? ` font-weight="600"` : ""}`;
  return `<tspan${attributes}>${escapeXml(text)}</tspan>`;
}

/** Pixels with one decimal: finer is not seen, and the same everywhere. */
export function px(pixels: number): string {
  return String(Math.round(pixels * 10) / 10 || 0);
}
