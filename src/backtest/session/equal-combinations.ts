import { columnsOf, placeIn, valueKey, type Column } from "../../planner/answer/table/columns.ts";
import type { Diagnostic } from "../../planner/diagnostic.ts";
import { remark } from "../../planner/later-diagnostic.ts";
import type { Combination, CombinationIndex, SharedRole } from "../../planner/model.ts";
import type { FactoredPlan } from "../../planner/sharing/decomposition/factored.ts";
import { membersOf } from "../../planner/wiring/members.ts";
import { notSimulatedFields } from "../../planner/workflow/advice/not-simulated.ts";
import { readingOf } from "../../planner/workflow/advice/read-fields.ts";
import { gridKeyPath, parametersPath } from "../../planner/workflow/axis-target.ts";
import type { Axis, AxisField, Strategy } from "../../planner/workflow/workflow.ts";
import { at, groupBy } from "../../text/collections.ts";
import { grouped } from "../../text/count-text.ts";
import { keyText, type MapValue } from "../../yaml/value.ts";
import type { Simulated } from "../engine/combinations.ts";
import { readExecution, type ExecutionSettings } from "../settings/execution.ts";
import { readPortfolio } from "../settings/portfolio.ts";
import { readRisk, type Reading } from "../settings/risk.ts";

/** Combinations that run and cannot differ from another one of them. */
export type EqualCombinations = {
  /** Two at least in each. */
  readonly groups: readonly (readonly CombinationIndex[])[];
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
 * is left out: chance is drawn by the configurations as they are written.
 */
export function findEqualCombinations(
  { plan, factored }: FactoredPlan,
  simulated: readonly Simulated[],
): EqualCombinations {
  const columns = columnsOf(plan.workflow);
  const groups = equalGroups(plan, simulated).filter(({ length }) => length > 1);
  const alike = Array.from(
    groupBy(
      groups.map((group) => ({ group, apart: columns.filter((one) => differsIn(one, group)) })),
      ({ apart }) => apart.map(({ id }) => id).join("\n"),
    ).values(),
  );
  const sizeOf = (members: (typeof alike)[number]): number =>
    members.reduce((sum, { group }) => sum + group.length, 0);
  const told = alike.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, mostTold);
  const named = new Set(told.flatMap((members) => at(members, 0).apart));
  return {
    groups: groups.map((group) => group.map(({ index }) => index)),
    count: groups.reduce((sum, { length }) => sum + length, 0),
    axes: Array.from(named, ({ name }) => name),
    diagnostics: [
      ...told.map((members) => tellGroup(plan.workflow.grid, members)),
      ...unreadColumns(factored, columns)
        .filter(({ column }) => !named.has(column))
        .map(tellAxis),
    ],
  };
}

/** Combinations by their settings, without those that are filled by chance. */
function equalGroups(
  plan: FactoredPlan["plan"],
  simulated: readonly Simulated[],
): readonly (readonly Combination[])[] {
  const chosen = simulated.map(({ combination }) => combination.index);
  const byContainer = <Settings>(
    role: SharedRole,
    read: (config: MapValue) => Reading<Settings>,
    textOf: (settings: Settings) => string | undefined,
  ): ReadonlyMap<bigint, string | undefined> =>
    new Map(
      membersOf(plan, role, chosen).flatMap(({ config, serves }) => {
        const text = textOf(read(config()).settings);
        return Array.from(serves(), (index) => [index, text] as const);
      }),
    );
  const risks = byContainer("risk", readRisk, settingsText);
  const executions = byContainer("execution", readExecution, (settings) =>
    isByChance(settings) ? undefined : settingsText(settings),
  );
  const textOf = ({ combination, strategy }: Simulated): string | undefined => {
    const { index } = combination;
    const execution = executions.get(index);
    if (execution === undefined) return undefined;
    const { settings } = readPortfolio(plan.configOf("portfolio", combination));
    return [settingsText(strategy), risks.get(index), execution, settingsText(settings)].join("\n");
  };
  const groups = groupBy(simulated, textOf);
  groups.delete(undefined);
  return Array.from(groups.values(), (group) => group.map(({ combination }) => combination));
}

function isByChance({ fillProbability }: ExecutionSettings): boolean {
  return fillProbability > 0 && fillProbability < 1;
}

/** Equal for settings that no rule can tell apart; zeros of both signs stay two, as in a record. */
function settingsText(settings: object): string {
  return JSON.stringify(settings, (_, value: unknown) => (Object.is(value, -0) ? "-0" : value));
}

function differsIn(column: Column, [first, ...others]: readonly Combination[]): boolean {
  const keyOf = (combination: Combination): string | undefined => {
    const place = placeIn(column, combination);
    return place && valueKey(column, at(column.lists, place.list).at(place.position));
  };
  const key = first && keyOf(first);
  return others.some((other) => keyOf(other) !== key);
}

type Alike = { readonly group: readonly Combination[]; readonly apart: readonly Column[] };

function tellGroup(grid: readonly Axis[], members: readonly Alike[]): Diagnostic {
  const { group, apart } = at(members, 0);
  const named = group.slice(0, mostNamed).map(({ index }) => grouped(index));
  const rest = group.length - named.length;
  const more = rest > 0 ? [...named, `${rest} more`] : named;
  const combinations = `combinations ${more.slice(0, -1).join(", ")} and ${more.at(-1) ?? ""}`;
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
  const place = placeOf(grid, apart[0], at(group, 1).strategy);
  return remark("cannot-differ", place, [combinations, reason + likewise]);
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
