import { flowOf } from "../graph/flow.ts";
import { layOut } from "../graph/layout.ts";
import type { Bounds } from "../graph/placed.ts";
import { routesOf } from "../graph/routes.ts";
import type { PlanView } from "../planner/answer/view.ts";
import { palettes, type Palette } from "./palette.ts";
import { enlarged, px, svgOf, textFamily, type Shape } from "./scene.ts";
import { cardShapes } from "./sheet-cards.ts";
import { assertionsOf, rulesOf, sharedOf, splitsOf } from "./sheet-facts.ts";
import { headerShapes, titleOf } from "./sheet-header.ts";
import type { SheetInput } from "./sheet-input.ts";
import { legendOf } from "./sheet-legend.ts";
import {
  assertionsPanel,
  type Panel,
  panelHeight,
  panelShapes,
  proofPanel,
  rulesPanel,
  sharedPanel,
  splitsPanel,
} from "./sheet-panels.ts";
import { escapeXml, plainLine } from "./xml-text.ts";

/** The sheet is set at this size, and larger or smaller ones are scaled to about the same density. */
const standard = { width: 1600, height: 1000 };
const least = { width: 900, height: 640 };
const margin = 40;
const columnWidth = 370;
const widestColumn = 520;
/** Below the lanes there is more room than beside them. */
const largerBelow = 1.2;
const leastColumn = 340;
const columnGap = 36;
/** More would look coarse; the routes between cards are made for this much and no more. */
const largestScale = 1.75;

/**
 * The design review's picture as SVG text: what the plan comes to, its lanes, what splits and what is
 * shared. The same input gives the same bytes anywhere: it asks no clock, measures letters by a table
 * and draws nothing but boxes, paths and lines of text.
 */
export function reviewSheet(input: SheetInput): string {
  const { theme, size } = input;
  const palette = palettes[theme];
  const area = (size.width * size.height) / (standard.width * standard.height);
  const zoom = Math.min(Math.sqrt(area), size.width / least.width, size.height / least.height);
  const [width, height] = [size.width / zoom, size.height / zoom];
  const shapes = sheetShapes(input, { width, height }, palette);
  const title = escapeXml(plainLine(titleOf(input)));
  const box = `width="${px(size.width)}" height="${px(size.height)}" viewBox="0 0 ${px(width)} ${px(height)}"`;
  // attributes, where there are any: not every program that takes an SVG reads style sheets
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} role="img" font-family="${textFamily}" stroke-linecap="round" stroke-linejoin="round">
<title>${title}</title>
<style>text{font-feature-settings:"tnum"}tspan{unicode-bidi:isolate}</style>
${shapes.map((shape, n) => svgOf(shape, n)).join("\n")}
</svg>
`;
}

/** Everything on the sheet in the order it is drawn. */
function sheetShapes(
  input: SheetInput,
  { width, height }: { readonly width: number; readonly height: number },
  palette: Palette,
): readonly Shape[] {
  const inner = width - 2 * margin;
  const header = headerShapes(input, { x: margin, y: margin, width: inner }, palette);
  const legend = legendOf(inner, palette);
  const legendTop = height - margin + 12 - legend.height;
  const top = header.bottom + 32;
  const body = { x: margin, y: top, width: inner, height: legendTop - 20 - top };
  return [
    {
      kind: "rect",
      x: 0.5,
      y: 0.5,
      width: width - 1,
      height: height - 1,
      radius: 12,
      fill: palette.surface,
      stroke: palette.hairline,
    },
    ...header.shapes,
    {
      kind: "rect",
      x: margin,
      y: header.bottom + 8,
      width: inner,
      height: 1,
      fill: palette.hairline,
    },
    ...bodyShapes(input, body, palette),
    { kind: "rect", x: margin, y: legendTop - 8, width: inner, height: 1, fill: palette.hairline },
    ...legend.draw(margin, legendTop),
  ];
}

/** The lanes with the panels beside them or, where that leaves the lanes larger, below them. */
function bodyShapes(input: SheetInput, body: Bounds, palette: Palette): readonly Shape[] {
  const panels = panelsOf(input, palette);
  const { flow, picture } = lanesOf(input.plan);
  const columns = columnsOf(panels, body.width / largerBelow);
  const tallest = Math.max(...columns.map(heightOf)) * largerBelow;
  const below = Math.min(tallest, body.height * 0.4);
  const wide = { ...body, height: body.height - below - 12 };
  const narrow = { ...body, width: body.width - columnWidth - columnGap };
  const beside = scaleIn(narrow, picture.bounds) >= scaleIn(wide, picture.bounds);
  const room = beside ? narrow : wide;
  const scale = scaleIn(room, picture.bounds);
  const across = picture.bounds.width * scale;
  const dx = room.x + (beside ? 0 : (room.width - across) / 2) - picture.bounds.x * scale;
  const free = room.height - picture.bounds.height * scale;
  const dy = room.y + free * (beside ? 0 : 0.4) - picture.bounds.y * scale;
  // what the lanes leave free is the panels'
  const column = Math.min(widestColumn, body.width - across - columnGap);
  const placed = picture.placed.map((one) => ({
    ...one,
    x: one.x * scale + dx,
    y: one.y * scale + dy,
    width: one.width * scale,
    height: one.height * scale,
    port: one.port * scale,
  }));
  const routes = routesOf(flow.links, placed);
  return [
    ...routes.map(({ path }): Shape => ({
      kind: "path",
      d: path,
      stroke: palette.edge,
      line: 1.5,
    })),
    ...placed.flatMap((one) => cardShapes(one, scale, palette)),
    ...(beside
      ? columnOf(panels, { ...body, x: body.x + body.width - column, width: column }, palette)
      : enlarged(
          rowOf(
            columns,
            shrunk({ ...body, y: body.y + body.height - below, height: below }),
            palette,
          ),
          largerBelow,
        )),
  ];
}

/** The graph's own layout, with a card for each class where the screen shows single containers too. */
function lanesOf(plan: PlanView) {
  const flow = flowOf({ ...plan, combinationViews: [] });
  return { flow, picture: layOut(flow) };
}

const heightOf = (panels: readonly Panel[]): number =>
  panels.reduce((sum, panel) => sum + panelHeight(panel), 0);

const shrunk = ({ x, y, width, height }: Bounds): Bounds => ({
  x: x / largerBelow,
  y: y / largerBelow,
  width: width / largerBelow,
  height: height / largerBelow,
});

const scaleIn = (room: Bounds, { width, height }: Bounds): number =>
  Math.min(largestScale, (room.width - 8) / width, (room.height - 8) / height);

function panelsOf(input: SheetInput, palette: Palette): readonly Panel[] {
  const { plan, proof } = input;
  const assertions = assertionsOf(plan);
  const rules = rulesOf(plan);
  const notTold = (plan.explanation?.notComputed ?? []).map(({ reason }) => reason);
  return [
    splitsPanel(splitsOf(plan), notTold, palette),
    sharedPanel(sharedOf(plan), palette),
    ...(rules.length > 0 ? [rulesPanel(rules, palette)] : []),
    ...(proof ? [proofPanel(proof, palette)] : []),
    ...(assertions.length > 0 ? [assertionsPanel(assertions, palette)] : []),
  ];
}

/** One panel under the other; the first gives way where there is not room for all. */
function columnOf(panels: readonly Panel[], at: Bounds, palette: Palette): readonly Shape[] {
  const given = shortened(panels.map(panelHeight), heightOf(panels) - at.height);
  let y = at.y;
  return panels.flatMap((panel, n) => {
    const height = given[n] ?? 0;
    const shapes = panelShapes(panel, { x: at.x, y, width: at.width, height }, palette);
    y += height;
    return shapes;
  });
}

const leastPanel = 94;

/** Takes `over` from the tallest, so that none is cut to nothing. */
function shortened(heights: readonly number[], over: number): readonly number[] {
  const left = [...heights];
  for (let rest = Math.max(0, over); rest > 0;) {
    const tallest = left.indexOf(Math.max(...left));
    const cut = Math.min(rest, Math.max(0, (left[tallest] ?? 0) - leastPanel));
    if (cut === 0) break;
    left[tallest] = (left[tallest] ?? 0) - cut;
    rest -= cut;
  }
  return left;
}

/** Panels side by side, and under each other where there is not the width for all. */
function rowOf(columns: readonly (readonly Panel[])[], at: Bounds, palette: Palette) {
  const width = (at.width - columnGap * (columns.length - 1)) / columns.length;
  return columns.flatMap((panels, n) =>
    columnOf(panels, { ...at, x: at.x + n * (width + columnGap), width }, palette),
  );
}

function columnsOf(panels: readonly Panel[], width: number): readonly (readonly Panel[])[] {
  const count = Math.min(
    panels.length,
    Math.floor((width + columnGap) / (leastColumn + columnGap)),
  );
  return Array.from({ length: count }, (_, column) =>
    panels.filter((_panel, n) => n % count === column),
  );
}
