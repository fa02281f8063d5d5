import { columnsOf, type Column } from "../../planner/answer/table/columns.ts";
import type { Diagnostic } from "../../planner/diagnostic.ts";
import { remark } from "../../planner/later-diagnostic.ts";
import type { FactoredPlan } from "../../planner/sharing/decomposition/factored.ts";
import { notSimulatedFields } from "../../planner/workflow/advice/not-simulated.ts";
import { readingOf } from "../../planner/workflow/advice/read-fields.ts";
import { gridKeyPath, parametersPath } from "../../planner/workflow/axis-target.ts";
import type { Axis, AxisField, Strategy } from "../../planner/workflow/workflow.ts";
import { at, groupBy } from "../../text/collections.ts";
import { grouped } from "../../text/count-text.ts";
import { finish } from "../../text/steps.ts";
import { keyText } from "../../yaml/value.ts";
import { isByChance } from "../rules/chance.ts";
import { combineKeys } from "../sweep/combined-keys.ts";
import type { Decoder } from "../sweep/decode.ts";
import { createNumberTable } from "../sweep/number-table.ts";
import type { Sweep } from "../sweep/sweep.ts";
import { parametersOf } from "./parameters.ts";
import type { RunParameter } from "./protocol.ts";

/** Combinations that run and cannot differ from another one of them. */
export type EqualCombinations = {
  readonly count: number;
  /** The axes that they differ in, those of the most combinations first. */
  readonly axes: readonly string[];
  /** What there is to say of them, and of axes that tell none apart. */
  readonly diagnostics: readonly Diagnostic[];
};

/** Reasons of equal figures that are told, those of the most combinations. */
const mostTold = 10;
/** Combinations of a group that are named. */
const mostNamed = 4;

/**
 * Finds combinations whose settings are equal once the backtest has read their configurations: over
 * the same bars they have equal orders, fills and equity. Among those that run only, never of the
 * plan's product; that an axis is not read at all is told of a sample, too. What is filled by chance
 * is left out: chance is drawn by the configurations as they are written. `parameters` are those of
 * the run, where they are there already.
 */
export function findEqualCombinations(
  { plan, factored }: FactoredPlan,
  sweep: Sweep,
  parameters?: readonly RunParameter[],
): EqualCombinations {
  const columns = columnsOf(plan.workflow);
  const groups = equalGroups(sweep, () => parameters ?? finish(parametersOf(plan, sweep.decoder)));
  const alike = Array.from(groupBy(groups, ({ apart }) => apart.join()).values());
  const sizeOf = (members: readonly EqualGroup[]): number =>
    members.reduce((sum, { size }) => sum + size, 0);
  const told = alike.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, mostTold);
  const columnsApart = ({ apart }: EqualGroup) => apart.map((column) => at(columns, column));
  const named = new Set(told.flatMap((members) => columnsApart(at(members, 0))));
  return {
    count: sizeOf(groups),
    axes: Array.from(named, ({ name }) => name),
    diagnostics: [
      ...told.map((members) => {
        const [first] = members;
        const apart = first ? columnsApart(first) : [];
        return tellGroup(plan.workflow.grid, sweep.decoder, members, apart);
      }),
      ...unreadColumns(factored, columns)
        .filter(({ column }) => !named.has(column))
        .map(tellAxis),
    ],
  };
}

/** Two combinations or more that cannot differ. */
type EqualGroup = {
  readonly size: number;
  /** The first places, as many as are named. */
  readonly places: readonly number[];
  /** The columns in which they differ, by position. */
  readonly apart: readonly number[];
};

/**
 * By place the first place whose settings are equal: its own where it is that one, −1 where chance
 * fills orders or there is no simulation.
 */
export function firstEqualPlaces({ setup, work, chosen }: Sweep): Int32Array {
  const { rules, risks, executions, capitals } = setup;
  const columns = [
    numberAlike(work.strategy, rules),
    numberAlike(work.risk, risks),
    numberAlike(work.execution, executions),
    numberAlike(work.portfolio, capitals),
  ];
  const { keys, size } = combineKeys(chosen.count, columns);
  const firstByKey = createNumberTable(size);
  const firsts = new Int32Array(chosen.count).fill(-1);
  for (let place = 0; place < firsts.length; place++) {
    const isTold = rules[at(work.strategy, place)] !== undefined;
    if (!isTold || isByChance(at(executions, at(work.execution, place)))) continue;
    const key = at(keys, place);
    const first = firstByKey.get(key) ?? place;
    if (first === place) firstByKey.set(key, place);
    firsts[place] = first;
  }
  return firsts;
}

/** A column of configurations as one of their settings: those that no rule can tell apart are one. */
function numberAlike(numbers: Int32Array, list: readonly (object | number | undefined)[]) {
  const positions = new Map<string, number>();
  const positionOf = list.map((settings) => {
    const text = settingsText(settings);
    const position = positions.get(text) ?? positions.size;
    positions.set(text, position);
    return position;
  });
  const isSame = positions.size === list.length;
  return {
    numbers: isSame ? numbers : numbers.map((number) => at(positionOf, number)),
    size: Math.max(1, positions.size),
  };
}

/** Groups of equal combinations, by first place, and which columns tell those of each apart. */
function equalGroups(
  sweep: Sweep,
  parameters: () => readonly RunParameter[],
): readonly EqualGroup[] {
  const firsts = firstEqualPlaces(sweep);
  if (firsts.every((first, place) => first < 0 || first === place)) return [];
  const groups = new Map<number, { size: number; places: number[]; apart: Set<number> }>();
  const varying = parameters().flatMap(({ values, codes }, column) =>
    values.length > 1 || codes.includes(-1) ? [{ column, codes }] : [],
  );
  for (let place = 0; place < firsts.length; place++) {
    const first = at(firsts, place);
    if (first < 0 || first === place) continue;
    const group = groups.get(first) ?? { size: 1, places: [first], apart: new Set() };
    groups.set(first, group);
    group.size++;
    if (group.places.length < mostNamed) group.places.push(place);
    for (const { column, codes } of varying) {
      if (codes[place] !== codes[first]) group.apart.add(column);
    }
  }
  return Array.from(groups, ([first, { size, places, apart }]) => ({ first, size, places, apart }))
    .toSorted((a, b) => a.first - b.first)
    .map(({ size, places, apart }) => ({
      size,
      places,
      apart: [...apart].toSorted((a, b) => a - b),
    }));
}

/** Equal for settings that no rule can tell apart; zeros of both signs stay two, as in a record. */
function settingsText(settings: object | number | undefined): string {
  const text = JSON.stringify(settings, (_, value: unknown) =>
    Object.is(value, -0) ? "-0" : value,
  );
  return text ?? "";
}

function tellGroup(
  grid: readonly Axis[],
  decoder: Decoder,
  members: readonly EqualGroup[],
  apart: readonly Column[],
): Diagnostic {
  const { places, size } = at(members, 0);
  const combinations = places.map((place) => decoder.combinationAt(place));
  const named = combinations.map(({ index }) => grouped(index));
  const rest = size - named.length;
  const more = rest > 0 ? [...named, `${rest} more`] : named;
  const told = `combinations ${more.slice(0, -1).join(", ")} and ${more.at(-1) ?? ""}`;
  const names = apart.map(({ name }) => `\`${name}\``);
  const [single] = names;
  const reason =
    single === undefined
      ? ": they are written alike"
      : names.length === 1
        ? `: only ${single} tells them apart`
        : `: only ${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""} tell them apart`;
  const others = members.length - 1;
  const likewise =
    others === 0 ? "" : `; so it is with ${others} more ${others === 1 ? "group" : "groups"}`;
  const place = placeOf(grid, apart[0], at(combinations, 1).strategy);
  return remark("cannot-differ", place, [told, reason + likewise]);
}

/** Where a column stands: its axis, or the strategy. */
function placeOf(grid: readonly Axis[], column: Column | undefined, strategy: Strategy) {
  const { path, range } = strategy;
  if (!column || column.section === "strategy") return { path, range };
  const axis = column.axisOf(strategy.index);
  const axes = column.section === "grid" ? grid : strategy.parameters;
  const written = axes[axis];
  if (!written) return { path, range };
  const { key } = fieldOf(written, column);
  const place = written.grid
    ? gridKeyPath(written.grid, key)
    : `${parametersPath(strategy)}.${keyText(key)}`;
  return { path: place, range: key.range };
}

/** The field of an axis that a column tells of; paired ones have a column each. */
function fieldOf(axis: Axis, { name }: Column): AxisField {
  return axis.fields.find(({ key }) => keyText(key) === name) ?? axis;
}

/** Axes that no combination of the plan is told by, each name once, unless chance is drawn by them. */
function unreadColumns(factored: FactoredPlan["factored"], columns: readonly Column[]) {
  const unread = notSimulatedFields(factored);
  if (unread.size === 0 || mayFillByChance(factored)) return [];
  const { strategies, grid } = factored.workflow;
  return columns.flatMap((column) => {
    const swept = strategies.flatMap((strategy) => {
      if (column.section === "strategy" || column.listOf(strategy.index) === undefined) return [];
      const axes = column.section === "grid" ? grid : strategy.parameters;
      const field = fieldOf(at(axes, column.axisOf(strategy.index)), column);
      return field.values.count > 1 ? [{ field, strategy }] : [];
    });
    const [first] = swept;
    return first && swept.every(({ field }) => unread.has(field))
      ? [{ column, place: placeOf(grid, column, first.strategy) }]
      : [];
  });
}

/** Whether a combination may be filled by chance, as far as that can be told without listing them. */
function mayFillByChance(factored: FactoredPlan["factored"]): boolean {
  const { simulated, valuesOf } = readingOf(factored);
  return simulated.some((strategy) => {
    const values = valuesOf("execution", strategy, "fill_probability");
    if (!values) return false;
    if (values.count > mostProbabilities) return true;
    return Array.from({ length: values.count }, (_, i) => values.at(i)).some(
      (value) => value.type === "float" && value.value > 0 && value.value < 1,
    );
  });
}

const mostProbabilities = 1000;

function tellAxis({ column, place }: ReturnType<typeof unreadColumns>[number]): Diagnostic {
  return remark("cannot-differ", place, [
    `combinations that differ only in \`${column.name}\``,
    "",
  ]);
}
