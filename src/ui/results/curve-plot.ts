import uPlot from "uplot";
import { formatCount } from "../../text/count-text.ts";
import { numberText } from "./measure.ts";
import { spread } from "./pick-curves.ts";
import { tickTime } from "./time-text.ts";

/** How a line is drawn. */
export type Stroke = {
  readonly colour: string;
  readonly width: number;
  /** What stands at its end. */
  readonly label: string | undefined;
};

/** What the plots show now; they read it whenever they draw. */
export type CurvesShown = {
  readonly time: Float64Array;
  /** In money, or as the return since the start where combinations start with different capital. */
  readonly equity: readonly Float64Array[];
  readonly asReturn: boolean;
  /** As fractions of the highest equity so far. */
  readonly drawdown: readonly Float64Array[];
  readonly strokes: readonly Stroke[];
  readonly ink: string;
  readonly grid: string;
  readonly fill: string;
  readonly font: string;
};

export type CurvePlots = {
  show(): void;
  resize(width: number, height: number): void;
  destroy(): void;
};

type Asked = {
  readonly shown: () => CurvesShown;
  readonly lines: number;
  /** The position in time under the pointer. */
  readonly onPoint: (at: number | undefined) => void;
  readonly onPress: (line: number) => void;
};

const labelGap = 8;
const axisRoom = 64;
/** Ticks as per cent, with the decimals that tell them apart. */
const percents: uPlot.Axis.DynamicValues = (_, ticks, __, ___, step) => {
  const decimals = Math.max(0, Math.min(3, Math.ceil(-Math.log10(step * 100) - 1e-9)));
  return ticks.map((value) => `${value === 0 ? "0" : numberText(value * 100, decimals)}\u202f%`);
};

/** Two plots under each other with one time and one cursor: equity, and the fall from its peak. */
export function plotCurves(
  element: HTMLElement,
  { shown, lines, onPoint, onPress }: Asked,
): CurvePlots {
  let near = -1;
  const stroke = (line: number) => (): string => shown().strokes[line]?.colour ?? "";
  const series = (fills: boolean): uPlot.Series[] => [
    {},
    ...Array.from({ length: lines }, (_, line): uPlot.Series => ({
      stroke: stroke(line),
      points: { show: false },
      pxAlign: 0,
      ...(fills && line === lines - 1 ? { fill: () => shown().fill } : {}),
    })),
  ];
  const quiet = {
    stroke: () => shown().ink,
    font: shown().font,
    ticks: { show: false },
    border: { show: false },
    grid: { stroke: () => shown().grid, width: 1 },
  };
  const cursor: uPlot.Cursor = {
    sync: { key: "curves", setSeries: true },
    y: false,
    drag: { x: false, y: false },
    points: { show: false },
    focus: { prox: 12 },
  };
  // both plots leave the room that the longest label needs
  const labelRoom: uPlot.PaddingSide = (plot) => labelWidth(plot, shown());
  const shared = {
    ms: 1 as const,
    width: 100,
    height: 100,
    legend: { show: false },
    focus: { alpha: 0.35 },
    tzDate: (time: number) => uPlot.tzDate(new Date(time), "Etc/UTC"),
    scales: { x: { time: true } },
  };
  const equity = new uPlot(
    {
      ...shared,
      cursor,
      series: series(false),
      scales: { ...shared.scales, y: { range: (_, low, high) => rangeOf(low, high) } },
      padding: [10, labelRoom, 8, 0],
      axes: [
        { ...quiet, show: false },
        {
          ...quiet,
          size: axisRoom,
          gap: 8,
          space: 28,
          values: (...ticks) => (shown().asReturn ? percents(...ticks) : ticks[1].map(money)),
        },
      ],
      hooks: {
        draw: [(plot) => labelEnds(plot, shown())],
        setCursor: [(plot) => onPoint(plot.cursor.idx ?? undefined)],
        setSeries: [
          (_, at) => {
            near = (at ?? 0) - 1;
          },
        ],
      },
    },
    emptyData(lines),
    element,
  );
  const drawdown = new uPlot(
    {
      ...shared,
      cursor,
      series: series(true),
      padding: [10, labelRoom, 0, 0],
      scales: { ...shared.scales, y: { range: (_, low) => [Math.min(low, -0.001) * 1.05, 0] } },
      axes: [
        {
          ...quiet,
          size: 24,
          gap: 4,
          space: 90,
          values: (_, ticks, __, ___, step) => ticks.map((time) => tickTime(time, step)),
        },
        {
          ...quiet,
          size: axisRoom,
          gap: 8,
          space: 24,
          values: percents,
        },
      ],
      hooks: { setCursor: [(plot) => onPoint(plot.cursor.idx ?? undefined)] },
    },
    emptyData(lines),
    element,
  );
  equity.over.addEventListener("click", () => {
    if (near >= 0) onPress(near);
  });
  return {
    show() {
      const { time, equity: curves, drawdown: falls, strokes } = shown();
      for (const plot of [equity, drawdown]) {
        for (const [line, { width }] of strokes.entries()) {
          const one = plot.series[line + 1];
          if (one) one.width = width;
        }
      }
      equity.setData([time, ...curves]);
      drawdown.setData([time, ...falls.map((fall) => fall.map((value) => -value))]);
    },
    resize(width, height) {
      const upper = Math.round(height * 0.6);
      equity.setSize({ width, height: upper });
      drawdown.setSize({ width, height: height - upper });
    },
    destroy() {
      equity.destroy();
      drawdown.destroy();
    },
  };
}

/** A tenth of room above and below; a line that never moves stands in the middle of a hundredth. */
function rangeOf(low: number, high: number): uPlot.Range.MinMax {
  if (low < high) return uPlot.rangeNum(low, high, 0.1, true);
  const room = Math.abs(low) / 100 || 0.01;
  return [low - room, low + room];
}

const money = (value: number): string =>
  `${value < 0 ? "−" : ""}${formatCount(Math.abs(Math.round(value)))}`;

function emptyData(lines: number): uPlot.AlignedData {
  return [[], ...Array.from({ length: lines }, () => [])];
}

/** Names the best lines and the selected one where they end. */
function labelEnds(plot: uPlot, { equity, strokes, font }: CurvesShown): void {
  const named = strokes.flatMap(({ label, colour }, line) => {
    const end = equity[line]?.at(-1);
    return label === undefined || end === undefined ? [] : [{ label, colour, end }];
  });
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const wanted = named.map(({ end }) => plot.valToPos(end, "y", true));
  const places = spread(
    wanted,
    14 * ratio,
    bbox.top + 5 * ratio,
    bbox.top + bbox.height - 2 * ratio,
  );
  ctx.save();
  ctx.font = scaledFont(font, ratio);
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  for (const [i, { label, colour }] of named.entries()) {
    ctx.fillStyle = colour;
    ctx.fillText(label, bbox.left + bbox.width + labelGap * ratio, places[i] ?? 0);
  }
  ctx.restore();
}

/** In pixels of the page, with the gaps beside it. */
function labelWidth({ ctx }: uPlot, { strokes, font }: CurvesShown): number {
  ctx.save();
  ctx.font = font;
  const widths = strokes.map(({ label = "" }) => ctx.measureText(label).width);
  ctx.restore();
  return 2 * labelGap + Math.max(0, ...widths);
}

function scaledFont(font: string, ratio: number): string {
  return font.replace(/[\d.]+px/, (size) => `${Number.parseFloat(size) * ratio}px`);
}
