import { glyphPaths, type GlyphName } from "../graph/glyph-paths.ts";
import { formatCount, shortCount } from "../text/count-text.ts";
import type { Palette } from "./palette.ts";
import { textAt, type Piece, type Shape, type TextStyle } from "./scene.ts";
import type { AssertionFact, RuleFact, SharedFact, SplitFact } from "./sheet-facts.ts";
import type { SheetProof } from "./sheet-input.ts";
import { fitText, likelyWidth, widthOf } from "./text-width.ts";
import { plainLine } from "./xml-text.ts";

/** A titled list beside or below the lanes. */
export type Panel = {
  readonly title: string;
  readonly rows: readonly Row[];
};

type Row = {
  readonly height: number;
  readonly draw: (x: number, y: number, width: number) => readonly Shape[];
};

const titleHeight = 36;
const gapBelow = 24;
const lead = 15;
const body = 14;

export const panelHeight = ({ rows }: Panel): number =>
  titleHeight + rows.reduce((sum, { height }) => sum + height, 0) + gapBelow;

/** Draws a panel from a place down, as many of its rows as there is room for. */
export function panelShapes(
  { title, rows }: Panel,
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  palette: Palette,
): readonly Shape[] {
  const { x, width } = at;
  const shapes: Shape[] = [
    ...textAt(x, at.y + 15, [{ text: title, bold: true }], {
      size: 16,
      fill: palette.ink,
      room: width,
    }),
    { kind: "rect", x, y: at.y + 25, width, height: 1, fill: palette.hairline },
  ];
  let y = at.y + titleHeight;
  const bottom = at.y + at.height;
  for (const [n, row] of rows.entries()) {
    const last = n === rows.length - 1;
    if (y + row.height + (last ? 0 : moreHeight) > bottom) {
      const left = `and ${rows.length - n} more`;
      shapes.push(...textAt(x, y + 16, left, { size: body, fill: palette.quiet, room: width }));
      break;
    }
    shapes.push(...row.draw(x, y, width));
    y += row.height;
  }
  return shapes;
}

const moreHeight = 20;

/** "What splits": fields, their values, and what they multiply; and what could not be told. */
export function splitsPanel(
  splits: readonly SplitFact[],
  notTold: readonly string[],
  palette: Palette,
): Panel {
  const rows = [
    ...splits.map((fact) => splitRow(fact, palette)),
    ...notTold.map((reason) => line(`Not told apart: ${reason}`, palette.quiet)),
  ];
  const none = line("No field keeps containers apart.", palette.quiet);
  return { title: "What splits", rows: rows.length === 0 ? [none] : rows };
}

function splitRow(
  { field, roles, values, moreValues, tiedWith }: SplitFact,
  palette: Palette,
): Row {
  return {
    height: 54,
    draw(x, y, width) {
      const quiet = { size: body, fill: palette.quiet };
      const factors: Shape[] = [];
      let right = x + width;
      for (const { role, factor } of roles.toReversed()) {
        const pieces: readonly Piece[] = [
          { text: factor, bold: true },
          { text: factor === "" ? role : ` ${role}`, fill: palette.quiet },
        ];
        const room = lengthOf(pieces, widthOf);
        const likely = lengthOf(pieces, likelyWidth);
        factors.push(
          ...textAt(right, y + 18, pieces, {
            size: body,
            fill: palette.ink,
            anchor: "end",
            room: room + 0.1,
          }),
          glyphAt(role, right - likely - 18, y + 6, palette.roleLine[role]),
        );
        right -= room + 28;
      }
      const tied = tiedWith.length > 0 ? ` · tied with ${tiedWith.join(", ")}` : "";
      const end = moreValues > 0 ? ` and ${formatCount(moreValues)} more` : "";
      const room = width - widthOf(end, "Inter 400", body) - 0.1;
      const listed = fitText(plainLine(values.join(", ")), room, "Inter 400", body);
      return [
        ...textAt(x, y + 18, field, {
          size: lead,
          font: "JetBrains Mono 400",
          fill: palette.ink,
          room: right - x,
          shrinks: true,
        }),
        ...factors,
        ...textAt(x, y + 39, listed + end + tied, { ...quiet, room: width }),
      ];
    },
  };
}

const lengthOf = (pieces: readonly Piece[], measure: typeof widthOf): number =>
  pieces.reduce(
    (sum, { text, bold }) => sum + measure(text, bold ? "Inter 600" : "Inter 400", body),
    0,
  );

/** "What is shared": how many containers of each role serve whom, and where all of them agree. */
export function sharedPanel(facts: readonly SharedFact[], palette: Palette): Panel {
  const none = line("There is nothing to share.", palette.quiet);
  const rows = facts.map(({ role, sentence, same }): Row => ({
    height: same === "" ? 32 : 54,
    draw: (x, y, width) => [
      glyphAt(role, x, y + 6, palette.roleLine[role]),
      ...textAt(x + 20, y + 18, sentence, {
        size: lead,
        fill: palette.ink,
        room: width - 20,
        shrinks: true,
      }),
      ...textAt(x + 20, y + 39, same, { size: body, fill: palette.quiet, room: width - 20 }),
    ],
  }));
  return { title: "What is shared", rows: rows.length === 0 ? [none] : rows };
}

/** The proof badge. */
export function proofPanel(proof: SheetProof, palette: Palette): Panel {
  const { state, combinations, sampledOf, detail } = proof;
  const good = state === "equal";
  const words =
    state === "equal"
      ? sampledOf === undefined
        ? `${formatCount(combinations)} of ${formatCount(combinations)} combinations identical`
        : `${formatCount(combinations)} of ${shortCount(sampledOf)} combinations, sampled: identical`
      : state === "different"
        ? "Sharing changes results"
        : "Proof of an earlier text";
  const colour = good ? palette.good : state === "different" ? palette.error : palette.warning;
  const row: Row = {
    height: detail === "" ? 32 : 54,
    draw: (x, y, width) => [
      badge(good ? "tick" : "cross", x, y + 5, colour),
      ...textAt(x + 22, y + 18, [{ text: words, bold: true }], {
        size: lead,
        fill: colour,
        room: width - 22,
        shrinks: true,
      }),
      ...textAt(x + 22, y + 39, detail, { size: body, fill: palette.quiet, room: width - 22 }),
    ],
  };
  return { title: "Proof by backtest", rows: [row] };
}

/** The assertions of the configuration's `expect`, failed ones first. */
export function assertionsPanel(assertions: readonly AssertionFact[], palette: Palette): Panel {
  const sorted = assertions.toSorted((a, b) => Number(a.passed) - Number(b.passed));
  return {
    title: "Assertions",
    rows: sorted.map(({ words, passed }) => ({
      height: 28,
      draw: (x, y, width) => [
        badge(passed ? "tick" : "cross", x, y + 5, passed ? palette.good : palette.error),
        ...textAt(x + 22, y + 18, words, {
          size: body,
          fill: passed ? palette.ink : palette.error,
          room: width - 22,
          shrinks: true,
        }),
      ],
    })),
  };
}

/** What rules drop of the combinations that the axes give. */
export function rulesPanel(rules: readonly RuleFact[], palette: Palette): Panel {
  return {
    title: "Rules",
    rows: rules.map(({ text, drops }) => ({
      height: 54,
      draw: (x, y, width) => [
        ...textAt(x, y + 18, text, {
          size: body,
          font: "JetBrains Mono 400",
          fill: palette.ink,
          room: width,
          shrinks: true,
        }),
        ...textAt(x, y + 39, drops, { size: body, fill: palette.quiet, room: width }),
      ],
    })),
  };
}

const signs = { tick: "M3 8.5l3.2 3.2l6.8-7.4", cross: "M4 4l8 8M12 4l-8 8" } as const;

function badge(sign: keyof typeof signs, x: number, y: number, stroke: string): Shape {
  return { kind: "path", d: signs[sign], stroke, line: 2, at: { x, y, scale: 1 } };
}

export function glyphAt(of: GlyphName, x: number, y: number, stroke: string): Shape {
  return { kind: "path", d: glyphPaths[of], stroke, line: 1.5, at: { x, y, scale: 14 / 16 } };
}

function line(words: string, fill: string): Row {
  const style = { size: body, fill, shrinks: true } satisfies Partial<TextStyle>;
  return {
    height: 28,
    draw: (x, y, width) => textAt(x, y + 18, words, { ...style, room: width }),
  };
}
