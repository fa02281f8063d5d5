import { at } from "../../../text/collections.ts";
import { nowhere } from "../../../text/source-range.ts";
import { showControls } from "../../../yaml/quote-value.ts";
import { keyIdentity, keyText, type Value } from "../../../yaml/value.ts";
import type { Combination } from "../../model.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import { shownText } from "../../sharing/canonical/config-text.ts";
import { namesOfAlternatives } from "../../workflow/axes/alternative-names.ts";
import type { Axis, AxisValues, Strategy, Workflow } from "../../workflow/workflow.ts";
import { rankLists, type Ranking } from "./ranking.ts";

/** What a column tells of a combination: its strategy, or its value of an axis, if it has that axis. */
export type Column = {
  /** The same for the same name in another plan: filters and orders outlive an edit by it. */
  readonly id: string;
  readonly name: string;
  readonly section: "strategy" | "grid" | "parameter";
  /** The lists that its values come from, each once, however many strategies write it. */
  readonly lists: readonly AxisValues[];
  /** Which list a strategy has; `undefined` for one that has no such parameter. */
  listOf(strategy: number): number | undefined;
  /** Which axis it is of the grid, or of the strategy's parameters. */
  axisOf(strategy: number): number;
  /** Whether other columns tell of the same axis, so that a value here leaves few of theirs. */
  isPaired(strategy: number): boolean;
  /** What values are called that are alternatives of a whole section. */
  readonly names: ReadonlyMap<Value, string>;
  /** Its values in ascending order; `undefined` where there are too many to sort. */
  ranking(): Ranking | undefined;
};

/**
 * The columns of a workflow's combinations: the strategy, every grid axis, every parameter by name
 * once for all strategies. Linear in what is written, whatever the number of combinations is.
 */
export function columnsOf({ strategies, grid }: Workflow): readonly Column[] {
  const titles = titlesOf(strategies);
  const strategy = createColumn("strategy", "strategy", "strategy", titles, {
    listOf: (index) => index,
    axisOf: () => 0,
    isPaired: () => false,
  });
  const axes = grid.flatMap(({ fields, grid: place }, axis) =>
    fields.map((field) => {
      const { key, values } = field;
      const places = {
        listOf: () => 0,
        axisOf: () => axis,
        isPaired: () => fields.length > 1,
      };
      const names = namesOfAlternatives(field);
      // a section that is a list, and a key of the grid, may have one name
      const id = `${place?.path === "" ? "section" : "grid"}:${idOf(key)}`;
      return createColumn(id, keyText(key), "grid", [values], places, names);
    }),
  );
  return [strategy, ...axes, ...parameterColumns(strategies)];
}

/** The position of a combination's value in the list of a column, and which list that is. */
export function placeIn(
  { section, listOf, axisOf }: Column,
  { strategy: { index }, grid, parameters }: Combination,
): { readonly list: number; readonly position: number } | undefined {
  const list = listOf(index);
  if (list === undefined) return undefined;
  if (section === "strategy") return { list, position: 0 };
  return { list, position: at(section === "grid" ? grid : parameters, axisOf(index)) };
}

/** A value as a cell shows it: a strategy by its title, others as in every configuration on screen. */
export function cellText({ section, names }: Column, value: Value): string {
  const name = section === "strategy" ? keyText(value) : names.get(value);
  return name === undefined ? shownText(value) : showControls(name);
}

/** What tells a value of a column from its others: a filter names values by it. */
export function valueKey({ section }: Column, value: Value): string {
  return section === "strategy" ? keyText(value) : equalityText(value);
}

/** The ranks of the values that a typed text can mean: `1000` is 1000 and 1000.0, `abc` is "abc". */
export function ranksOfText(column: Column, ranking: Ranking, typed: string): readonly number[] {
  const text = typed.trim();
  const ranks = valuesOfText(text).flatMap((value) => ranking.rankOf(value) ?? []);
  return ranks.length > 0 ? ranks : lookThrough(column, ranking, text);
}

/** The rank of the value with a key, in a list or none: a value can be gone since it was chosen. */
export function ranksOfKey(column: Column, ranking: Ranking, key: string): readonly number[] {
  const ranks = valuesOfText(key).flatMap((value) => ranking.rankOf(value) ?? []);
  const exact = ranks.filter((rank) => valueKey(column, ranking.valueAt(rank)) === key);
  return exact.length > 0 ? exact : lookThrough(column, ranking, key);
}

/** For what cannot be spelled simply: a list, a mapping, a text in its JSON spelling. */
function lookThrough(column: Column, ranking: Ranking, text: string): readonly number[] {
  for (let rank = 0; rank < Math.min(ranking.count, mostCompared); rank++) {
    const value = ranking.valueAt(rank);
    if (valueKey(column, value) === text || cellText(column, value) === text) return [rank];
  }
  return [];
}

/** Values are looked through one by one no further than this. */
const mostCompared = 20_000;

function valuesOfText(text: string): readonly Value[] {
  const range = nowhere;
  const values: Value[] = [{ type: "text", value: text, range }];
  // digits beyond what any engine reads cost the square of their number
  if (/^[-+]?\d{1,4300}$/.test(text)) values.push({ type: "int", value: BigInt(text), range });
  const number = Number(text);
  if (text !== "" && !Number.isNaN(number)) {
    values.push({ type: "float", value: number, range });
    if (Number.isInteger(number) && /[.e]/i.test(text)) {
      values.push({ type: "int", value: BigInt(number), range });
    }
  }
  if (text === "true" || text === "false") {
    values.push({ type: "bool", value: text === "true", range });
  }
  if (text === "null") values.push({ type: "null", range });
  return values;
}

function createColumn(
  id: string,
  name: string,
  section: Column["section"],
  lists: readonly AxisValues[],
  places: Pick<Column, "listOf" | "axisOf" | "isPaired">,
  names: Column["names"] = new Map(),
): Column {
  let ranked: { readonly ranking: Ranking | undefined } | undefined;
  const ranking = (): Ranking | undefined => (ranked ??= { ranking: rankLists(lists) }).ranking;
  return { id, name, section, lists, ranking, names, ...places };
}

/** Strategies by type or name; those of one title are told apart by their number. */
function titlesOf(strategies: readonly Strategy[]): readonly AxisValues[] {
  const total = new Map<string, number>();
  const titles = strategies.map(({ name, type }) => name ?? type ?? "");
  for (const title of titles) total.set(title, (total.get(title) ?? 0) + 1);
  const seen = new Map<string, number>();
  return titles.map((title, index) => {
    const number = (seen.get(title) ?? 0) + 1;
    seen.set(title, number);
    const value = (total.get(title) ?? 0) > 1 ? `${title} · ${number}` : title;
    const { range } = at(strategies, index);
    return single({ type: "text", value, range });
  });
}

function single(value: Value): AxisValues {
  return { count: 1, at: () => value, distinct: true, ascending: true };
}

function parameterColumns(strategies: readonly Strategy[]): readonly Column[] {
  type Place = { readonly list: number; readonly axis: number; readonly isPaired: boolean };
  type ParameterColumn = {
    readonly key: Value;
    readonly lists: AxisValues[];
    readonly listBySignature: Map<string, number>;
    readonly places: Map<number, Place>;
  };
  const columnById = new Map<string, ParameterColumn>();
  for (const { index, parameters } of strategies) {
    const fields = parameters.flatMap((parameter, axis) =>
      parameter.fields.map((field) => ({ ...field, axis, isPaired: parameter.fields.length > 1 })),
    );
    for (const { key, values, axis, isPaired } of fields) {
      const id = idOf(key);
      const column: ParameterColumn = columnById.get(id) ?? {
        key,
        lists: [],
        listBySignature: new Map(),
        places: new Map(),
      };
      columnById.set(id, column);
      const signature = signatureOf(values);
      const list = column.listBySignature.get(signature) ?? column.lists.push(values) - 1;
      column.listBySignature.set(signature, list);
      column.places.set(index, { list, axis, isPaired });
    }
  }
  return Array.from(columnById, ([id, { key, lists, places }]) =>
    createColumn(`parameter:${id}`, keyText(key), "parameter", lists, {
      listOf: (strategy) => places.get(strategy)?.list,
      axisOf: (strategy) => places.get(strategy)?.axis ?? 0,
      isPaired: (strategy) => places.get(strategy)?.isPaired ?? false,
    }),
  );
}

function idOf(key: Axis["key"]): string {
  return keyIdentity(key) ?? keyText(key);
}

/** Equal for equal lists. A range is told by its first two values, its last one and their number. */
function signatureOf({ count, at: valueAt, ascending }: AxisValues): string {
  const positions = ascending
    ? [0, Math.min(1, count - 1), count - 1]
    : Array.from({ length: count }, (_, position) => position);
  return `${ascending === true} ${count} ${positions.map((i) => equalityText(valueAt(i))).join()}`;
}
