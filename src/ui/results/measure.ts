import type { Look } from "../../store/view/view-record.ts";
import { formatCount } from "../../text/count-text.ts";
import { figures } from "./figures.ts";

export type Figure = (typeof figures)[number];

/** Figures whose sign says something: their colours part at zero. */
const signed: readonly string[] = ["totalReturn", "annualisedReturn", "sharpe"];

/** Colours from worst to best; blue and orange are told apart by colour-blind readers too. */
const ramps = {
  light: {
    plain: ["#f1f4f8", "#a9cbef", "#3d82cf", "#0b3f87"],
    parted: ["#8a4a00", "#e3a552", "#f4f3f0", "#7db1e6", "#0b3f87"],
  },
  dark: {
    plain: ["#20262d", "#27496f", "#3f82c9", "#a9d3ff"],
    parted: ["#ffbd70", "#a2611b", "#292c30", "#33659b", "#a9d3ff"],
  },
} as const;

/** How values of a figure are coloured. */
export type Scale = {
  /** Where colours end. */
  readonly low: number;
  readonly high: number;
  /** Between what all values lie: further apart where colours end before. */
  readonly lowest: number;
  readonly highest: number;
  /** Whether colours part at zero. */
  readonly parted: boolean;
  /** From 0, the worst, to 1, the best. */
  position(value: number): number;
};

/**
 * The scale of some values, the two outermost hundredths left out, so that one outlier does not make all
 * others alike. The better, the nearer to 1, whichever way the figure goes.
 */
export function scaleOf(figure: Figure, values: Iterable<number>): Scale {
  const sorted = Float64Array.from([...values].filter((value) => !Number.isNaN(value))).toSorted();
  return scaleOfSorted(figure, sorted.length, (at) => sorted[at] ?? Number.NaN);
}

/** The same of so many values that are in order already. */
export function scaleOfSorted(
  figure: Figure,
  count: number,
  valueAt: (at: number) => number,
): Scale {
  const [low, high] = [quantile(count, valueAt, 0.02), quantile(count, valueAt, 0.98)];
  const parted = signed.includes(figure.name) && low < 0 && high > 0;
  // both sides of zero by one measure: a loss is as strong as the same gain
  const reach = Math.max(-low, high);
  const [from, to] = parted ? [-reach, reach] : [low, high];
  const span = to - from;
  return {
    low,
    high,
    lowest: valueAt(0),
    highest: valueAt(count - 1),
    parted,
    position(value) {
      const part = span > 0 ? Math.min(1, Math.max(0, (value - from) / span)) : 0.5;
      return figure.best === "highest" ? part : 1 - part;
    },
  };
}

/** The value below which a part of sorted values lies, between two of them where it falls there. */
export function quantile(count: number, valueAt: (at: number) => number, part: number): number {
  const at = part * (count - 1);
  const [below, above] = [valueAt(Math.floor(at)), valueAt(Math.ceil(at))];
  return at > Math.floor(at) ? below + (above - below) * (at - Math.floor(at)) : below;
}

export type Colour = readonly [red: number, green: number, blue: number];

/** The colour at a position from worst to best. */
export function colourAt(position: number, { parted }: Pick<Scale, "parted">, look: Look): Colour {
  const { plain, parted: around } = ramps[look === "light" ? "light" : "dark"];
  const stops: readonly string[] = parted ? around : plain;
  const at = Math.min(1, Math.max(0, position)) * (stops.length - 1);
  const from = channels(stops[Math.floor(at)] ?? "");
  const to = channels(stops[Math.ceil(at)] ?? "");
  const part = at - Math.floor(at);
  const mix = (a: number, b: number): number => Math.round(a + (b - a) * part);
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

function channels(hex: string): Colour {
  const n = Number.parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

export const cssColour = ([red, green, blue]: Colour): string => `rgb(${red} ${green} ${blue})`;

/** Black or white, whichever stands out more from a colour. */
export function inkOn(colour: Colour): string {
  const luminance = luminanceOf(colour);
  // the two contrasts of WCAG are equal at this luminance
  return luminance > 0.179 ? "#000000" : "#ffffff";
}

/** Relative luminance as WCAG defines it. */
export function luminanceOf(colour: Colour): number {
  const [red, green, blue] = colour.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

/** A figure for where there is little room, its unit left to the legend: `−3.4`, `103K`. */
export function shortFigure({ unit }: Pick<Figure, "unit">, value: number): string {
  if (Number.isNaN(value)) return "–";
  const text =
    unit === "fraction"
      ? (value * 100).toFixed(1)
      : unit === "ratio"
        ? value.toFixed(1)
        : compact.format(value);
  return text.replace(/^-(?=[\d.]*[1-9])/, "−").replace(/^-/, "");
}

/** A number with thin spaces in its thousands and a true minus: `−1 234.50`. */
export function numberText(value: number, decimals: number): string {
  const [whole = "", rest] = Math.abs(value).toFixed(decimals).split(".");
  const text = `${formatCount(whole)}${rest === undefined ? "" : `.${rest}`}`;
  return `${value < 0 && /[1-9]/.test(text) ? "−" : ""}${text}`;
}
