import type { Card, CardOf } from "../graph/card.ts";
import { stripShown } from "../graph/measures.ts";
import type { Placed } from "../graph/placed.ts";
import type { Role } from "../planner/model.ts";
import { shortCount } from "../text/count-text.ts";
import { mixed, type Palette } from "./palette.ts";
import { px, smallest, type Piece, type Shape, type TextStyle } from "./scene.ts";
import { glyph, heightIn, outline, say, widthIn, type Pen } from "./sheet-pen.ts";
import { widthOf } from "./text-width.ts";

/** A card of the graph, drawn as on screen (the style sheet beside the cards has the same sizes). */
export function cardShapes(box: Placed, scale: number, palette: Palette): readonly Shape[] {
  const pen: Pen = { box, scale, palette };
  const { card } = box;
  switch (card.kind) {
    case "hub":
      return hubShapes(pen);
    case "class":
      return classShapes(card, pen);
    case "shared":
      return card.dense ? denseSharedShapes(card, pen) : sharedShapes(card, pen);
    case "stack":
      return stackShapes(card, pen);
    case "adapter":
      return pillShapes(card, pen);
    case "lane":
      return laneShapes(card, pen);
    case "single":
      return [];
  }
}

function hubShapes(pen: Pen): readonly Shape[] {
  const { palette } = pen;
  return [
    outline(pen, "hub", { radius: widthIn(pen) / 2 }),
    glyph(pen, "hub", widthIn(pen) / 2 - 7, 6, palette.roleLine.hub),
    ...say(pen, widthIn(pen) / 2, 31, "hub", {
      size: 11,
      fill: palette.ink,
      anchor: "middle",
      room: 30,
    }),
  ];
}

function classShapes(card: CardOf<"class">, pen: Pen): readonly Shape[] {
  const { strip, role, count, dense } = card;
  const { palette } = pen;
  const width = widthIn(pen);
  const lines = strip.length > stripShown ? [...strip.slice(0, stripShown - 1), "…"] : strip;
  const title = [
    { text: shortCount(count), bold: true },
    { text: ` × ${role}`, fill: palette.quiet },
  ];
  return [
    outline(pen, role),
    glyph(pen, role, 6, dense ? 6 : 8, palette.roleLine[role]),
    ...say(pen, 25, dense ? 17 : 19, title, {
      size: 12,
      fill: palette.ink,
      room: width - 31,
      shrinks: true,
    }),
    ...(dense
      ? []
      : lines.flatMap((line, n) =>
          say(pen, 7, 36 + n * 14, line, {
            size: 11,
            fill: palette.quiet,
            room: width - 14,
            shrinks: true,
          }),
        )),
  ];
}

/** The edges of the cards behind, for a container that stands for several. */
function stackedEdges(pen: Pen, role: Role): readonly Shape[] {
  return [outline(pen, role, { dx: 4 }), outline(pen, role, { dx: 2 })];
}

function sharedShapes(card: CardOf<"shared">, pen: Pen): readonly Shape[] {
  const { role, container, rows, more } = card;
  const { box, scale, palette } = pen;
  const shared = container.serves > 1n;
  const width = widthIn(pen);
  const quiet = { size: 11, fill: palette.quiet };
  const onBand = shared ? palette.inkOnRole : palette.ink;
  const [right, band] = [box.x + box.width, box.y + 30 * scale];
  const r = 8 * scale;
  const times = `×${shortCount(container.serves)}`;
  const timesRoom = widthOf(times, "Inter 600", 11);
  const idRoom = width - 26 - 12 - timesRoom;
  // beside a long id the count would cut it short: it goes to the foot then
  const fits = widthOf(container.id, "JetBrains Mono 400", 11) * smallest <= idRoom;
  const bandPath = `M${px(box.x)} ${px(band)}V${px(box.y + r)}Q${px(box.x)} ${px(box.y)} ${px(box.x + r)} ${px(box.y)}H${px(right - r)}Q${px(right)} ${px(box.y)} ${px(right)} ${px(box.y + r)}V${px(band)}Z`;
  const fields = rows.flatMap(({ field, value }, row) => {
    const y = 47 + row * 16;
    const room = width - 16;
    const valueRoom = Math.min(widthOf(value, "Inter 600", 11), room * 0.6);
    return [
      ...say(pen, 8, y, field, {
        size: 11,
        fill: palette.ink,
        room: room - valueRoom - 6,
        shrinks: true,
      }),
      ...say(pen, width - 8, y, [{ text: value, bold: true }], {
        size: 11,
        fill: palette.ink,
        anchor: "end",
        room: valueRoom + 0.1,
      }),
    ];
  });
  const foot = heightIn(pen) - 8;
  const state = fits ? (shared ? "shared" : "not shared") : times;
  const stateRoom = widthOf(state, "Inter 600", 11);
  return [
    ...(shared ? stackedEdges(pen, role) : []),
    outline(pen, role, {
      fill: shared ? mixed(palette.role[role], palette.surface, 0.16) : palette.surface,
    }),
    ...(shared ? [{ kind: "path", d: bandPath, fill: palette.role[role] } as const] : []),
    glyph(pen, role, 7, 8, shared ? palette.inkOnRole : palette.roleLine[role]),
    ...say(pen, 26, 19, container.id, {
      size: 11,
      font: "JetBrains Mono 400",
      fill: onBand,
      room: fits ? idRoom : width - 26 - 8,
      shrinks: true,
    }),
    ...(fits
      ? say(pen, width - 8, 19, [{ text: times, bold: true }], {
          size: 11,
          fill: onBand,
          anchor: "end",
          room: timesRoom + 0.1,
        })
      : []),
    ...fields,
    ...(more > 0
      ? say(pen, 8, 47 + rows.length * 16, `and ${more} more`, { ...quiet, room: width - 16 })
      : []),
    ...say(pen, 8, foot, container.label ?? "no hash", {
      ...quiet,
      font: "JetBrains Mono 400",
      room: width - 18 - stateRoom,
    }),
    ...say(pen, width - 8, foot, [{ text: state, bold: !fits }], {
      ...quiet,
      fill: fits ? palette.quiet : palette.ink,
      anchor: "end",
      room: stateRoom + 0.1,
    }),
  ];
}

function denseSharedShapes(card: CardOf<"shared">, pen: Pen): readonly Shape[] {
  const { role, container, rows } = card;
  const { palette } = pen;
  const shared = container.serves > 1n;
  return oneLine(pen, {
    role,
    fill: shared ? mixed(palette.role[role], palette.surface, 0.36) : palette.surface,
    times: container.serves,
    words: rows.length > 0 ? rows.map(({ value }) => value).join(" · ") : container.id,
  });
}

function stackShapes(card: CardOf<"stack">, pen: Pen): readonly Shape[] {
  const { role, count, title, dense } = card;
  const { palette } = pen;
  const width = widthIn(pen);
  const fill = palette.surface;
  if (dense) {
    return oneLine(pen, { role, fill, times: count, words: title });
  }
  const times = `×${shortCount(count)}`;
  const timesRoom = widthOf(times, "Inter 600", 12);
  return [
    outline(pen, role, { dx: 3 }),
    outline(pen, role),
    glyph(pen, role, 8, 7, palette.roleLine[role]),
    ...say(pen, 26, 18, role, {
      size: 12,
      fill: palette.ink,
      room: width - 38 - timesRoom,
      shrinks: true,
    }),
    ...say(pen, width - 8, 18, [{ text: times, bold: true }], {
      size: 12,
      fill: palette.ink,
      anchor: "end",
      room: timesRoom + 0.1,
    }),
    ...say(pen, 8, 36, title, { size: 11, fill: palette.ink, room: width - 16 }),
  ];
}

type OneLine = {
  readonly role: Role;
  readonly fill: string;
  readonly times: bigint;
  readonly words: string;
};

/** A card of one line, where many must fit. */
function oneLine(pen: Pen, { role, fill, times, words }: OneLine): readonly Shape[] {
  const { palette } = pen;
  const width = widthIn(pen);
  const count = `×${shortCount(times)}`;
  const countRoom = widthOf(count, "Inter 600", 11);
  return [
    outline(pen, role, { fill }),
    glyph(pen, role, 6, 6, palette.roleLine[role]),
    ...say(pen, 24, 17, words, {
      size: 10.5,
      fill: palette.ink,
      room: width - 24 - 10 - countRoom,
      shrinks: true,
    }),
    ...say(pen, width - 7, 17, [{ text: count, bold: true }], {
      size: 11,
      fill: palette.ink,
      anchor: "end",
      room: countRoom + 0.1,
    }),
  ];
}

function pillShapes(card: CardOf<"adapter">, pen: Pen): readonly Shape[] {
  const { type, events, routingKey, count, dense } = card;
  const { palette } = pen;
  const middle = widthIn(pen) / 2;
  const room = widthIn(pen) - 4;
  const event = { size: 11, font: "JetBrains Mono 400", fill: palette.ink } as const;
  const frame: Shape = {
    kind: "rect",
    ...pick(pen.box),
    radius: 8 * pen.scale,
    fill: palette.surface,
    stroke: palette.edge,
    line: pen.scale,
  };
  const centred = { anchor: "middle", room, shrinks: true } as const;
  if (dense) return [frame, ...say(pen, middle, 15, events.join(" "), { ...event, ...centred })];
  const quiet = { size: 11, fill: palette.quiet };
  const lines: readonly (readonly [content: string | readonly Piece[], style: TextStyle])[] = [
    [type, { ...quiet, ...centred }],
    ...events.map((name) => [name, { ...event, ...centred }] as const),
    ...(count > 1n
      ? [
          [
            [{ text: `×${shortCount(count)}`, bold: true }],
            { size: 11, fill: palette.ink, ...centred },
          ] as const,
        ]
      : []),
    ...(routingKey
      ? ["target_", "portfolio"].map((part) => [part, { ...quiet, ...centred }] as const)
      : []),
  ];
  return [
    frame,
    ...lines.flatMap(([content, style], line) =>
      say(pen, middle, 14.5 + line * 14, content, style),
    ),
  ];
}

const pick = ({ x, y, width, height }: Placed) => ({ x, y, width, height });

function laneShapes(card: Extract<Card, { kind: "lane" }>, pen: Pen): readonly Shape[] {
  const { box, scale, palette } = pen;
  const width = widthIn(pen);
  // nothing stands in the gap behind a heading
  const room = width + 56;
  const counts: readonly Piece[] =
    card.naive === ""
      ? [{ text: card.optimized, bold: true }]
      : [
          { text: `${card.naive} → `, fill: palette.quiet },
          { text: card.optimized, bold: true },
        ];
  const baseline = card.fields === "" ? 44 : 28;
  return [
    ...say(pen, 0, baseline - 16, [{ text: card.title, bold: true }], {
      size: 12,
      fill: palette.ink,
      room,
    }),
    ...say(pen, 0, baseline, counts, { size: 12, fill: palette.ink, room, shrinks: true }),
    ...say(pen, 0, 44, card.fields, { size: 11, fill: palette.quiet, room }),
    {
      kind: "rect",
      x: box.x,
      y: box.y + box.height - 2 * scale,
      width: box.width,
      height: 2 * scale,
      fill: palette.role[card.role],
    },
  ];
}
