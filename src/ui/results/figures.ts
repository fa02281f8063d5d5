import type { FigureName } from "../../backtest/sweep/figure-columns.ts";
import { formatCount } from "../../text/count-text.ts";

type Figure = {
  readonly name: FigureName;
  /** As the head of a column. */
  readonly label: string;
  /** What it is, with its unit. */
  readonly title: string;
  readonly unit: "money" | "fraction" | "ratio" | "count";
  /** Whether more of it is better. */
  readonly best: "highest" | "lowest";
};

/** The figures of a backtest as they are shown, in the order of their columns. */
export const figures: readonly [Figure, ...Figure[]] = [
  {
    name: "finalEquity",
    label: "final equity",
    title: "Equity after the last bar, in money",
    unit: "money",
    best: "highest",
  },
  {
    name: "totalReturn",
    label: "return",
    title: "Total return on the initial capital",
    unit: "fraction",
    best: "highest",
  },
  {
    name: "annualisedReturn",
    label: "a year",
    title: "The yearly growth that compounds to the total return",
    unit: "fraction",
    best: "highest",
  },
  {
    name: "sharpe",
    label: "Sharpe",
    title: "Mean over standard deviation of the bars' returns, annualised",
    unit: "ratio",
    best: "highest",
  },
  {
    name: "maxDrawdown",
    label: "max drawdown",
    title: "The deepest fall from a peak",
    unit: "fraction",
    best: "lowest",
  },
  { name: "trades", label: "trades", title: "Round trips", unit: "count", best: "highest" },
  {
    name: "winRate",
    label: "win rate",
    title: "Round trips that were won",
    unit: "fraction",
    best: "highest",
  },
  {
    name: "commission",
    label: "commission",
    title: "Commission paid, in money",
    unit: "money",
    best: "lowest",
  },
  {
    name: "slippage",
    label: "slippage",
    title: "What slippage cost, in money",
    unit: "money",
    best: "lowest",
  },
  {
    name: "rejects",
    label: "rejects",
    title: "Orders that were refused",
    unit: "count",
    best: "lowest",
  },
];

/** The figure of this name, or the first one. */
export function figureNamed(name: string): Figure {
  return figures.find((figure) => figure.name === name) ?? figures[0];
}

const decimals = { money: 2, fraction: 2, ratio: 2, count: 0 } as const;

/** A figure as text: `103 412.55`, `−3.41 %`, `1.27`; a dash where it is absent. */
export function figureText({ unit }: Pick<Figure, "unit">, value: number): string {
  if (Number.isNaN(value)) return "–";
  const scaled = unit === "fraction" ? value * 100 : value;
  const [whole = "", rest] = Math.abs(scaled).toFixed(decimals[unit]).split(".");
  const text = `${formatCount(whole)}${rest === undefined ? "" : `.${rest}`}`;
  const isNegative = scaled < 0 && /[1-9]/.test(text);
  return `${isNegative ? "−" : ""}${text}${unit === "fraction" ? "\u202f%" : ""}`;
}
