import type { NotSimulated } from "../backtest/engine/combinations.ts";
import type { CombinationRun, Run } from "../backtest/engine/run.ts";
import { statusOf } from "../backtest/figures/metrics.ts";
import { cellText, columnsOf, placeIn, type Column } from "../planner/answer/table/columns.ts";
import type { CombinationIndex, Plan } from "../planner/model.ts";
import { at } from "../text/collections.ts";
import { csvText } from "./csv-text.ts";
import { raw, type Json } from "./json-text.ts";

/** The figures of a combination in the order of the columns; money, fractions and counts. */
const figures: readonly (readonly [string, (run: CombinationRun) => number | undefined])[] = [
  ["final_equity", ({ metrics }) => metrics.finalEquity],
  ["total_return", ({ metrics }) => metrics.totalReturn],
  ["annualised_return", ({ metrics }) => metrics.annualisedReturn],
  ["sharpe", ({ metrics }) => metrics.sharpe],
  ["max_drawdown", ({ metrics }) => metrics.maxDrawdown],
  ["trades", ({ metrics }) => metrics.trades],
  ["win_rate", ({ metrics }) => metrics.winRate],
  ["fills", ({ fills }) => fills.length],
  ["commission_paid", ({ metrics }) => metrics.commission],
  ["slippage_cost", ({ metrics }) => metrics.slippage],
  ["rejects", ({ metrics }) => metrics.rejects],
];

/** A combination of a run, by index: simulated or not. */
type Row =
  | {
      readonly index: CombinationIndex;
      readonly run: CombinationRun;
      readonly status: ReturnType<typeof statusOf>;
    }
  | { readonly index: CombinationIndex; readonly run?: undefined; readonly status: string };

/** The results of a run as CSV: a header, then one line for each combination, ascending. */
export function resultsCsv(plan: Plan, run: Run): string {
  const columns = columnsOf(plan.workflow);
  const header = [
    "combination",
    ...namesInColumns(columns),
    ...figures.map(([name]) => name),
    "status",
  ];
  const lines = rowsOf(run).map((row) => [
    String(row.index),
    ...valuesOf(plan, columns, row.index).map((value) => value ?? ""),
    ...figures.map(([, read]) => String((row.run && read(row.run)) ?? "")),
    row.status,
  ]);
  return csvText([header, ...lines]);
}

/** The results of a run as JSON members, one object for each combination, ascending. */
export function resultsJson(plan: Plan, run: Run): readonly Json[] {
  const [strategy, ...columns] = columnsOf(plan.workflow);
  const names = namesInColumns(columns);
  return rowsOf(run).map((row): Json => {
    const values = valuesOf(plan, columns, row.index).map((value, i) => [
      at(names, i),
      value === undefined ? undefined : raw(value),
    ]);
    const { run: simulated } = row;
    const found = figures.map(([name, read]) => [name, simulated && read(simulated)]);
    return {
      combination: row.index,
      status: row.status,
      strategy: strategy && valuesOf(plan, [strategy], row.index)[0],
      values: Object.fromEntries(values),
      ...(simulated
        ? {
            ...Object.fromEntries(found),
            rejects_by_reason: Object.fromEntries(simulated.rejectsByReason),
          }
        : {}),
    };
  });
}

function rowsOf({ combinations, notSimulated }: Run): readonly Row[] {
  const simulated = combinations.map((run): Row => ({
    index: run.index,
    run,
    status: statusOf(run.metrics),
  }));
  const others = notSimulated.map(({ index, reason }: NotSimulated): Row => ({
    index,
    status: reason,
  }));
  return [...simulated, ...others].toSorted((a, b) => (a.index < b.index ? -1 : 1));
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

/** The value of every column as text, `undefined` where a combination's strategy has no such parameter. */
function valuesOf(
  plan: Plan,
  columns: ReturnType<typeof columnsOf>,
  index: CombinationIndex,
): readonly (string | undefined)[] {
  const combination = plan.combinationAt(index);
  return columns.map((column) => {
    const place = placeIn(column, combination);
    return place && cellText(column, at(column.lists, place.list).at(place.position));
  });
}
