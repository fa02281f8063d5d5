import { clipText } from "../../../text/clip-text.ts";
import type { CombinationIndex, Plan } from "../../model.ts";
import type { Factored, FactoredPlan } from "../../sharing/decomposition/factored.ts";
import type { Arrangement, ColumnFilter, PlanAnswer, TableQuery } from "../query.ts";
import type { ColumnView, RowView } from "../view.ts";
import {
  cellText,
  columnsOf,
  placeIn,
  ranksOfKey,
  ranksOfText,
  valueKey,
  type Column,
} from "./columns.ts";
import { isRankable } from "./ranking.ts";
import { arrangeRows, type RankFilter } from "./rows.ts";
import type { Rows, SortKey } from "./walk-keys.ts";

type Query<Kind extends TableQuery["kind"]> = Extract<TableQuery, { kind: Kind }>;

/** What is made once of a plan for its table. */
type Table = {
  readonly factored: Factored;
  readonly columns: readonly Column[];
  readonly shown: readonly Column[];
  readonly views: readonly ColumnView[];
  readonly arranged: Map<string, Rows>;
};

/** At most this many rows, or values, are answered at once. */
const pageLimit = 1000;
/** Values are searched no further than this: spelling a million takes seconds. */
const mostSearched = 100_000;
/** Columns of one value are left out where there are more columns than this. */
const columnLimit = 60;
/** No cell shows more letters. */
const longest = 80;
const clip = (text: string): string => clipText(text, longest);
/** Arrangements of one plan that are remembered: the last ones. */
const mostArranged = 4;

const tableByPlan = new WeakMap<Plan, Table>();

/** Answers what the table of combinations asks; a plan's columns and last orders are remembered. */
export function answerTableQuery(of: FactoredPlan, query: TableQuery): PlanAnswer {
  switch (query.kind) {
    case "rows":
      return answerRows(of, query);
    case "values":
      return answerValues(of, query);
    case "position":
      return answerPosition(of, query);
    case "find":
      return answerFind(of, query);
  }
}

/** The combinations that filters leave, ascending. */
export function filterCombinations(of: FactoredPlan, filters: Arrangement["filters"]): Rows {
  return rowsOf(tableOf(of), { filters, sort: [] });
}

/** Rows of the table with its columns; costs the rows asked for, whatever their number in all is. */
function answerRows(of: FactoredPlan, { arrangement, from, count }: Query<"rows">): PlanAnswer {
  const table = tableOf(of);
  const rows = rowsOf(table, arrangement);
  const most = from + BigInt(Math.min(count, pageLimit));
  const end = most < rows.count ? most : rows.count;
  const shown = Array.from({ length: Math.max(Number(end - from), 0) }, (_, i) =>
    viewRow(of.plan, table, rows.at(from + BigInt(i))),
  );
  return {
    kind: "rows",
    total: rows.count,
    columns: table.views,
    hiddenColumns: table.columns.length - table.shown.length,
    rows: shown,
  };
}

/** Values of a column to filter by, in its order. */
function answerValues(
  of: FactoredPlan,
  { column: id, search, count }: Query<"values">,
): PlanAnswer {
  const { columns, factored } = tableOf(of);
  const column = columns.find((one) => one.id === id);
  const ranking = column?.ranking();
  if (!column || !ranking) {
    return { kind: "unavailable", reason: "its values are too many to be put in order" };
  }
  const most = Math.min(count, pageLimit);
  const wanted = search.trim().toLowerCase();
  // what is typed in full is found in any list, what it is a part of in the beginning of a long one
  const exact = wanted === "" ? [] : ranksOfText(column, ranking, search);
  const ranks = new Set(exact.slice(0, most));
  let rank = 0;
  for (; rank < Math.min(ranking.count, mostSearched) && ranks.size < most; rank++) {
    if (wanted !== "") {
      const text = cellText(column, ranking.valueAt(rank));
      if (!text.toLowerCase().includes(wanted)) continue;
    }
    ranks.add(rank);
  }
  const values = Array.from(ranks, (keptRank) => {
    const value = ranking.valueAt(keptRank);
    return { key: valueKey(column, value), text: clip(cellText(column, value)) };
  });
  const absent = factored.workflow.strategies.some(
    ({ index }) => column.listOf(index) === undefined,
  );
  return { kind: "values", values, more: rank < ranking.count, absent };
}

/** Where a combination stands under filters and order. */
function answerPosition(of: FactoredPlan, { arrangement, index }: Query<"position">): PlanAnswer {
  const rows = rowsOf(tableOf(of), arrangement);
  return { kind: "position", position: rows.positionOf(index) };
}

/** The first combination with some values: in the order of the rows, or where none is among them, of all. */
function answerFind(of: FactoredPlan, { arrangement, values }: Query<"find">): PlanAnswer {
  const table = tableOf(of);
  const filters: RankFilter[] = [];
  for (const { column: id, text } of values) {
    const column = table.columns.find((one) => one.id === id);
    if (!column) continue;
    const ranking = column.ranking();
    if (!ranking) return { kind: "unavailable", reason: `${column.name} has too many values` };
    const ranks = ranksOfText(column, ranking, text).toSorted((a, b) => a - b);
    if (ranks.length === 0) {
      return {
        kind: "find",
        matches: 0n,
        index: undefined,
        position: undefined,
        unknown: column.name,
      };
    }
    filters.push({ column, ranking, ranks, absent: false });
  }
  const matching = arrangeRows(table.factored, filters, []);
  const tableFilters = filtersOf(table, arrangement.filters);
  const among = arrangeRows(
    table.factored,
    [...tableFilters, ...filters],
    sortOf(table, arrangement.sort),
  );
  const first = among.count > 0n ? among : matching;
  const index = first.count > 0n ? first.at(0n) : undefined;
  const position = index === undefined ? undefined : rowsOf(table, arrangement).positionOf(index);
  return { kind: "find", matches: matching.count, index, position, unknown: undefined };
}

function tableOf({ plan, factored }: FactoredPlan): Table {
  const remembered = tableByPlan.get(plan);
  if (remembered) return remembered;
  const columns = columnsOf(plan.workflow);
  const many = columns.length > columnLimit;
  const shown = columns
    .filter(({ section, lists }) => !many || section === "strategy" || !isConstant(lists))
    .slice(0, columnLimit);
  const table: Table = {
    factored,
    columns,
    shown,
    views: shown.map(viewColumn),
    arranged: new Map(),
  };
  tableByPlan.set(plan, table);
  return table;
}

function isConstant(lists: Column["lists"]): boolean {
  return lists.length === 1 && lists[0]?.count === 1;
}

function rowsOf(table: Table, arrangement: Arrangement): Rows {
  const key = JSON.stringify(arrangement);
  const rows =
    table.arranged.get(key) ??
    arrangeRows(
      table.factored,
      filtersOf(table, arrangement.filters),
      sortOf(table, arrangement.sort),
    );
  // as it is used again it becomes the newest, the oldest goes first
  table.arranged.delete(key);
  table.arranged.set(key, rows);
  const [oldest] = table.arranged.keys();
  if (table.arranged.size > mostArranged && oldest !== undefined) table.arranged.delete(oldest);
  return rows;
}

function filtersOf({ columns }: Table, filters: readonly ColumnFilter[]): readonly RankFilter[] {
  return filters.flatMap(({ column: id, keys, absent }): readonly RankFilter[] => {
    const column = columns.find((one) => one.id === id);
    const ranking = column?.ranking();
    if (!column || !ranking) return [];
    const ranks = new Set(keys.flatMap((key) => ranksOfKey(column, ranking, key)));
    return [{ column, ranking, ranks: [...ranks].toSorted((a, b) => a - b), absent }];
  });
}

function sortOf({ columns }: Table, sort: Arrangement["sort"]): readonly SortKey[] {
  return sort.flatMap(({ column: id, descending }): readonly SortKey[] => {
    const column = columns.find((one) => one.id === id);
    const ranking = column?.ranking();
    return column && ranking ? [{ column, ranking, descending }] : [];
  });
}

/** Values are counted one by one up to this many. */
const mostCounted = 20_000;
/** So many values of a list are looked at for how wide a column is. */
const samples = 24;

function viewColumn(column: Column): ColumnView {
  const { id, name, section, lists } = column;
  const total = lists.reduce((sum, { count }) => sum + count, 0);
  const [only] = lists;
  const distinct = only !== undefined && lists.length === 1 && only.distinct;
  let letters = 0;
  let numeric = true;
  for (const { count, at: valueAt } of lists.slice(0, samples)) {
    for (let i = 0; i < Math.min(count, samples); i++) {
      const place = Math.floor((i * (count - 1)) / Math.max(Math.min(count, samples) - 1, 1));
      const value = valueAt(place);
      letters = Math.max(letters, clip(cellText(column, value)).length);
      numeric &&= value.type === "int" || value.type === "float";
    }
  }
  const counted = total <= mostCounted ? column.ranking()?.count : undefined;
  const values = distinct ? total : counted;
  return { id, name: clip(name), section, values, sortable: isRankable(lists), numeric, letters };
}

function viewRow(plan: Plan, { shown }: Table, index: CombinationIndex): RowView {
  const combination = plan.combinationAt(index);
  const { risk, execution } = plan.roles;
  return {
    index,
    cells: shown.map((column) => {
      const place = placeIn(column, combination);
      const value = place && column.lists[place.list]?.at(place.position);
      return value && clip(cellText(column, value));
    }),
    risk: risk.listed ? risk.servedBy(index) : undefined,
    execution: execution.listed ? execution.servedBy(index) : undefined,
  };
}
