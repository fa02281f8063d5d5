import { statusOf } from "../backtest/figures/metrics.ts";
import { chosenAt } from "../backtest/sweep/chosen.ts";
import type { Decoder } from "../backtest/sweep/decode.ts";
import { rowLength, rowNames, type FigureRows } from "../backtest/sweep/figure-columns.ts";
import { positionsIn } from "../backtest/sweep/positions.ts";
import type { Sweep } from "../backtest/sweep/sweep.ts";
import { cellText, columnsOf, type Column } from "../planner/answer/table/columns.ts";
import type { Plan } from "../planner/model.ts";
import { at } from "../text/collections.ts";
import { csvText } from "./csv-text.ts";
import { jsonLines, jsonMembers, jsonText, type Json } from "./json-text.ts";

/** What the columns of figures are called, in their order; money, fractions and counts. */
export const figureColumns = {
  finalEquity: "final_equity",
  totalReturn: "total_return",
  annualisedReturn: "annualised_return",
  sharpe: "sharpe",
  maxDrawdown: "max_drawdown",
  trades: "trades",
  winRate: "win_rate",
  fills: "fills",
  commission: "commission_paid",
  slippage: "slippage_cost",
  rejects: "rejects",
} as const satisfies Readonly<Record<(typeof rowNames)[number], string>>;
export type FigureColumn = keyof typeof figureColumns;

/** All of them, in the order of the columns. */
export const resultFigures = [
  "finalEquity",
  "totalReturn",
  "annualisedReturn",
  "sharpe",
  "maxDrawdown",
  "trades",
  "winRate",
  "fills",
  "commission",
  "slippage",
  "rejects",
] as const satisfies readonly FigureColumn[];

const figureNames = resultFigures.map((name) => figureColumns[name]);
const figurePrefixes = figureNames.map((name) => `${JSON.stringify(name)}: `);
const figurePlaces = resultFigures.map((name) => rowNames.indexOf(name));
const equityPlace = rowNames.indexOf("finalEquity");

/** Writes the results of a sweep as lines, a stretch of places after the other. */
export type ResultsWriter = {
  readonly csvHeader: string;
  /** Lines of combinations from a place on, simulated or not. */
  csvLines(from: number, rows: FigureRows): string;
  /** The members of one combination as lines below a margin; `rejects` are its refusals by reason. */
  json(place: number, rows: FigureRows, row: number, rejects: Json, margin: string): string;
};

/** Makes what writes the results of a sweep, each value of an axis spelled once. */
export function createResultsWriter(plan: Plan, sweep: Sweep): ResultsWriter {
  const { decoder, chosen, work, configurations } = sweep;
  const columns = columnsOf(plan.workflow);
  const cells = columns.map((column) => createCells(column, decoder));
  const jsonNames = namesInColumns(columns.slice(1)).map((name) => `${JSON.stringify(name)}: `);
  const statusAt = (place: number, rows: FigureRows, row: number): string => {
    const { settings } = at(configurations.strategy.list, at(work.strategy, place));
    if (settings.status === "unknown") return settings.reason;
    return statusOf({ finalEquity: at(rows, row * rowLength + equityPlace) });
  };
  const isSimulated = (place: number): boolean =>
    sweep.setup.rules[at(work.strategy, place)] !== undefined;
  return {
    csvHeader: csvText([["combination", ...namesInColumns(columns), ...figureNames, "status"]]),
    csvLines(from, rows) {
      const lines = Array.from({ length: rows.length / rowLength }, (_, row) => {
        const place = from + row;
        const start = row * rowLength;
        const has = isSimulated(place);
        return [
          String(chosenAt(chosen, place)),
          ...cells.map((cellAt) => cellAt(place) ?? ""),
          ...figurePlaces.map((figure) => {
            const value = at(rows, start + figure);
            return has && !Number.isNaN(value) ? String(value) : "";
          }),
          statusAt(place, rows, row),
        ];
      });
      return csvText(lines);
    },
    json(place, rows, row, rejects, margin) {
      const [strategyAt, ...valuesAt] = cells;
      const inner = `${margin}  `;
      const values: string[] = [];
      for (const [i, cellAt] of valuesAt.entries()) {
        const value = cellAt(place);
        if (value !== undefined) values.push(`${at(jsonNames, i)}${value}`);
      }
      const strategy = strategyAt?.(place);
      const told = [
        `"combination": ${jsonText(chosenAt(chosen, place))}`,
        `"status": ${JSON.stringify(statusAt(place, rows, row))}`,
        ...(strategy === undefined ? [] : [`"strategy": ${JSON.stringify(strategy)}`]),
        `"values": ${jsonMembers(values, inner, 2)}`,
      ];
      if (!isSimulated(place)) return jsonMembers(told, margin, 2);
      for (const [i, figure] of figurePlaces.entries()) {
        const value = at(rows, row * rowLength + figure);
        if (!Number.isNaN(value)) told.push(`${at(figurePrefixes, i)}${JSON.stringify(value)}`);
      }
      told.push(`"rejects_by_reason": ${jsonLines(rejects, inner, 2)}`);
      return jsonMembers(told, margin, 2);
    },
  };
}

/** The names of the columns; where a grid axis and a parameter have one name, with their section. */
export function namesInColumns(
  columns: readonly Pick<Column, "name" | "section">[],
): readonly string[] {
  const names = columns.map(({ name }) => name);
  return columns.map(({ name, section }, i) =>
    names.indexOf(name) === i && names.lastIndexOf(name) === i ? name : `${section} ${name}`,
  );
}

/** The text of a column by place, `undefined` where a combination's strategy has no such parameter. */
function createCells(column: Column, decoder: Decoder): (place: number) => string | undefined {
  const textByList = column.lists.map(() => new Map<number, string>());
  const positionOf = positionsIn(column, decoder);
  return (place) => {
    const strategy = decoder.strategyAt(place);
    const list = column.listOf(strategy);
    if (list === undefined) return undefined;
    const position = positionOf(strategy)(place);
    const texts = at(textByList, list);
    const known = texts.get(position);
    if (known !== undefined) return known;
    const text = cellText(column, at(column.lists, list).at(position));
    texts.set(position, text);
    return text;
  };
}
