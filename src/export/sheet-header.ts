import { ceilingPercent, droppedText, verdictOf } from "../graph/verdict.ts";
import { md5Of } from "../planner/sharing/containers/hash.ts";
import { formatCount, formatSaved, shortCount } from "../text/count-text.ts";
import type { Palette } from "./palette.ts";
import { textAt, type Piece, type Shape } from "./scene.ts";
import type { SheetInput } from "./sheet-input.ts";
import { likelyWidth, widthOf } from "./text-width.ts";

/** What a picture is called where neither its maker nor the configuration names it. */
const unnamed = "Strategy sweep";

export const titleOf = ({ title, plan, documentName }: SheetInput): string =>
  [title, plan.name, documentName?.replace(/\.(?:ya?ml|json|txt)$/i, "")].find(
    (name) => name !== undefined && name.trim() !== "",
  ) ?? unnamed;

/** The first digits of the text's MD5: `md5sum` of the file shows whether it is the one pictured. */
export const configurationDigest = (text: string): string => md5Of(text).slice(0, 12);

type Header = { readonly shapes: readonly Shape[]; readonly bottom: number };

/** Title, date, version and digest; the verdict and what it counts; the comparison's line. */
export function headerShapes(
  input: SheetInput,
  at: { readonly x: number; readonly y: number; readonly width: number },
  palette: Palette,
): Header {
  const { x, width } = at;
  const right = x + width;
  const facts = [
    input.date ?? "",
    `Sharing Planner ${input.version}`,
    `configuration md5 ${configurationDigest(input.text)}`,
  ].filter((fact) => fact !== "");
  const aside = facts.join("  ·  ");
  const asideRoom = Math.min(width * 0.5, widthOf(aside, "Inter 400", 14) + 1);
  const shapes: Shape[] = [
    ...textAt(x, at.y + 28, [{ text: titleOf(input), bold: true }], {
      size: 32,
      fill: palette.ink,
      room: width - asideRoom - 24,
    }),
    ...textAt(right, at.y + 28, aside, {
      size: 14,
      fill: palette.quiet,
      anchor: "end",
      room: asideRoom,
      shrinks: true,
    }),
  ];
  let y = at.y + 72;
  if (input.stale !== undefined) {
    shapes.push(...staleShapes(input.stale, { x, y: y - 22, width }, palette));
    y += 40;
  }
  shapes.push(
    ...textAt(x, y, [{ text: verdictOf(input.plan), bold: true }], {
      size: 24,
      fill: palette.ink,
      room: width,
      shrinks: true,
    }),
  );
  y += 32;
  let left = x;
  for (const pieces of countsOf(input)) {
    const room = pieces.reduce(
      (sum, { text, bold }) => sum + widthOf(text, bold ? "Inter 600" : "Inter 400", 17),
      0.1,
    );
    if (left > x && left + room > right) {
      left = x;
      y += 26;
    }
    const drawn = textAt(left, y, pieces, {
      size: 17,
      fill: palette.ink,
      room: Math.min(room, width),
    });
    shapes.push(...drawn.map((shape) => ({ ...shape, pieces: quieted(shape.pieces, palette) })));
    const likely = pieces.reduce(
      (sum, { text, bold }) => sum + likelyWidth(text, bold ? "Inter 600" : "Inter 400", 17),
      0,
    );
    left += Math.max(likely + 40, room + 8);
  }
  if (input.compared) {
    y += 28;
    const { against, summary } = input.compared;
    shapes.push(
      ...textAt(
        x,
        y,
        [
          { text: `Against ${against}: `, fill: palette.quiet },
          { text: summary, bold: true },
        ],
        {
          size: 17,
          fill: palette.ink,
          room: width,
        },
      ),
    );
  }
  return { shapes, bottom: y + 8 };
}

const quieted = (pieces: readonly Piece[], palette: Palette): readonly Piece[] =>
  pieces.map((piece) => (piece.bold ? piece : { ...piece, fill: palette.quiet }));

function staleShapes(
  words: string,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  palette: Palette,
): readonly Shape[] {
  return [
    {
      kind: "rect",
      x,
      y,
      width,
      height: 28,
      radius: 8,
      fill: palette.warningFill,
      stroke: palette.warning,
    },
    ...textAt(x + 12, y + 19, [{ text: "STALE ", bold: true }, { text: words }], {
      size: 15,
      fill: palette.warning,
      room: width - 24,
    }),
  ];
}

/** The counts under the verdict, each with what it would be without sharing. */
function countsOf({ plan }: SheetInput): readonly (readonly Piece[])[] {
  const { combinations, counts, explanation } = plan;
  const { naive, optimized, savedPercent } = counts;
  const change = (from: bigint, to: bigint): readonly Piece[] => [
    { text: `${countText(from)} → ` },
    { text: countText(to), bold: true },
  ];
  const efficiency = explanation?.headline.efficiencyPercent;
  const dropped = droppedText(plan, countText);
  return [
    ...(dropped === "" ? [] : [[{ text: dropped }]]),
    [
      ...change(naive.containers, optimized.containers),
      { text: ` containers, ${formatSaved(savedPercent.containers)}`, bold: true },
      { text: ` of at most ${formatSaved(ceilingPercent(combinations))}` },
    ],
    [
      { text: "risk + execution " },
      ...change(naive.risk + naive.execution, optimized.risk + optimized.execution),
    ],
    [{ text: "adapters " }, ...change(naive.adapters, optimized.adapters)],
    [{ text: "links " }, ...change(naive.links, optimized.links)],
    ...(efficiency === undefined
      ? []
      : [
          [
            { text: "sharing efficiency " },
            { text: `${efficiency.toFixed(1).replace(/\.0$/, "")}\u202f%`, bold: true },
          ],
        ]),
  ];
}

const countText = (count: bigint): string =>
  count < 10n ** 15n ? formatCount(count) : shortCount(count);
