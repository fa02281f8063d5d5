import type { RunParameter } from "../../backtest/session/protocol.ts";
import type { FigureName } from "../../backtest/sweep/figure-columns.ts";
import type { FigureRange } from "../../store/run/run-results.ts";
import { figures } from "./figures.ts";

/** The parameters as the table has them, right of the figures: those that vary, then the others. */
export function parameterColumns(parameters: readonly RunParameter[]): readonly RunParameter[] {
  const varies = ({ values }: RunParameter): boolean => values.length > 1;
  const others = parameters.filter((one) => !varies(one) && one.section !== "strategy");
  return [...parameters.filter(varies), ...others];
}

const headLetter = 6.7;
const digit = 8;
/** Room for the edges of a cell, the sign of the order and the filter. */
const signs = 20 + 14 + 26;

/** How wide every column stands, by what it is called and what it holds. */
export function widthsOf(columns: readonly RunParameter[]): readonly number[] {
  const own = figures.map(({ label, unit }) =>
    Math.max(label.length * headLetter + signs, (unit === "money" ? 11 : 8) * digit + 20),
  );
  const parameters = columns.map(({ name, values }) => {
    const letters = values.slice(0, 100).reduce((most, text) => Math.max(most, text.length), 0);
    return Math.min(280, Math.max(name.length * headLetter + signs, letters * digit + 20));
  });
  return [112, ...own, ...parameters].map(Math.ceil);
}

/** Figures whose bars grow from zero to both sides. */
const signed: readonly FigureName[] = ["totalReturn", "annualisedReturn", "sharpe"];

/** Where the bar of a figure begins and ends, as fractions of its cell, and on which side of zero. */
export type FigureBar = { readonly from: number; readonly to: number; readonly isLoss: boolean };

/** The bar of a value on the scale of its own column; nothing where all are alike or there is none. */
export function barOf(name: FigureName, value: number, range: FigureRange): FigureBar | undefined {
  const parted = signed.includes(name);
  const low = parted ? Math.min(0, range.low) : range.low;
  const high = parted ? Math.max(0, range.high) : range.high;
  if (Number.isNaN(value) || !(high > low)) return undefined;
  const partOf = (one: number): number => (one - low) / (high - low);
  const [zero, at] = [parted ? partOf(0) : 0, partOf(value)];
  return { from: Math.min(zero, at), to: Math.max(zero, at), isLoss: parted && value < 0 };
}
