import { passingText, withoutIgnored } from "../../planner/sharing/canonical/canonical.ts";
import type { Factored, FactoredPlan } from "../../planner/sharing/decomposition/factored.ts";
import { isReached, sectionOf } from "../../planner/sharing/reach/configuration.ts";
import type { SectionRole, Strategy } from "../../planner/workflow/workflow.ts";
import { at } from "../../text/collections.ts";
import type { MapValue } from "../../yaml/value.ts";
import { readExecution, type ExecutionSettings } from "../settings/execution.ts";
import { readPortfolio, type PortfolioSettings } from "../settings/portfolio.ts";
import { readRisk, type RiskSettings } from "../settings/risk.ts";
import { readStrategy, type StrategySettings } from "../settings/strategy.ts";
import type { AxisOf, Decoder } from "./decode.ts";
import { createNumberTable, type NumberTable } from "./number-table.ts";

/** A configuration that combinations have, read once for all of them. */
export type Configuration<Settings> = {
  readonly settings: Settings;
  /** What was not as written in it. */
  readonly notes: readonly string[];
};

/** The distinct configurations of one role, by first appearance, and which one each combination has. */
export type Configurations<Settings> = {
  readonly list: readonly Configuration<Settings>[];
  /** By place in the run. */
  readonly numbers: Int32Array<ArrayBuffer>;
  /** What equality means, by number: no other configuration of the list has that text. */
  textOf(number: number): string;
};

/** The rule of a strategy, or why there is no simulation for it. */
export type Rule =
  | { readonly status: "known"; readonly rule: StrategySettings }
  | { readonly status: "unknown"; readonly reason: string };

/** What the combinations of a run are made of: four small numbers each. */
export type SweepConfigurations = {
  readonly strategy: Configurations<Rule>;
  readonly risk: Configurations<RiskSettings>;
  readonly execution: Configurations<ExecutionSettings>;
  readonly portfolio: Configurations<PortfolioSettings>;
};

/**
 * Finds the distinct configurations of all roles among the combinations of a run. Settings are read
 * once for each tuple of values that reaches a role; per combination there is arithmetic alone.
 */
export function numberConfigurations(of: FactoredPlan, decoder: Decoder): SweepConfigurations {
  const strategies = new Int32Array(decoder.count);
  if (of.plan.workflow.strategies.length > 1) {
    for (let place = 0; place < strategies.length; place++) {
      strategies[place] = decoder.strategyAt(place);
    }
  }
  const numbered = <Settings>(role: Role, read: Read<Settings>): Configurations<Settings> =>
    numberRole(of, decoder, strategies, role, read);
  return {
    strategy: numbered("strategy", readRule),
    risk: numbered("risk", readRisk),
    execution: numbered("execution", readExecution),
    portfolio: numbered("portfolio", readPortfolio),
  };
}

type Role = SectionRole | "strategy";
type Read<Settings> = (config: MapValue) => {
  readonly settings: Settings;
  readonly notes: readonly string[];
};

function readRule(config: MapValue): ReturnType<Read<Rule>> {
  const reading = readStrategy(config);
  return reading.status === "unknown"
    ? { settings: reading, notes: [] }
    : { settings: { status: "known", rule: reading.settings }, notes: reading.notes };
}

/** The numbers of a strategy's configurations by the tuple of values that decides about them. */
type Table = {
  readonly tupleAt: (place: number) => number;
  readonly numberOf: NumberTable;
  /** Whether no two tuples give one configuration, nor any tuple of another table. */
  readonly isDistinct: boolean;
};

function numberRole<Settings>(
  { plan, factored }: FactoredPlan,
  decoder: Decoder,
  strategies: Int32Array,
  role: Role,
  read: Read<Settings>,
): Configurations<Settings> {
  const list: Configuration<Settings>[] = [];
  const firstPlaces: number[] = [];
  const numberByText = new Map<string, number>();
  const textOf = (config: MapValue): string => passingText(withoutIgnored(config));
  const configAt = (place: number): MapValue => plan.configOf(role, decoder.combinationAt(place));
  /** The number of a configuration that no earlier tuple of its table has given. */
  const numberOf = (place: number, isNew: boolean): number => {
    const config = configAt(place);
    const text = isNew ? undefined : textOf(config);
    const known = text === undefined ? undefined : numberByText.get(text);
    if (known !== undefined) return known;
    const { settings, notes } = read(config);
    firstPlaces.push(place);
    const number = list.push({ settings, notes: notes.length > 0 ? notes : none }) - 1;
    if (text !== undefined) numberByText.set(text, number);
    return number;
  };
  const tableOf = createTables(factored, role, decoder);
  const numbers = new Int32Array(decoder.count);
  for (let place = 0; place < numbers.length; place++) {
    const table = tableOf(strategies[place] ?? 0);
    const tuple = table?.tupleAt(place) ?? 0;
    let number = table?.numberOf.get(tuple);
    if (number === undefined) {
      number = numberOf(place, table?.isDistinct === true);
      table?.numberOf.set(tuple, number);
    }
    numbers[place] = number;
  }
  return { list, numbers, textOf: (number) => textOf(configAt(at(firstPlaces, number))) };
}

const none: readonly string[] = [];

/** Makes the tables of a role; `undefined` where a strategy has more tuples than plain numbers. */
function createTables(
  factored: Factored,
  role: Role,
  decoder: Decoder,
): (strategy: number) => Table | undefined {
  const byStrategy: (Table | undefined)[] = [];
  // strategies that override nothing, and that axes reach alike, have one table
  const bySection = new Map<MapValue, Map<string, NumberTable>>();
  const make = (number: number): Table | undefined => {
    const { workflow } = factored;
    const strategy = at(workflow.strategies, number);
    const axes = axesReaching(factored, role, number);
    const reader = decoder.reader(number, axes);
    if (!reader) return undefined;
    const { tuples, tupleAt } = reader;
    if (role === "strategy") {
      const isDistinct =
        workflow.strategies.length === 1 && axes.every((axis) => isDistinctAxis(strategy, axis));
      return { tupleAt, numberOf: createNumberTable(tuples), isDistinct };
    }
    const section = sectionOf(workflow, role, strategy);
    const ofSection = bySection.get(section) ?? new Map<string, NumberTable>();
    bySection.set(section, ofSection);
    const key = axes.map(({ axis }) => axis).join();
    const numberOf = ofSection.get(key) ?? createNumberTable(tuples);
    ofSection.set(key, numberOf);
    return { tupleAt, numberOf, isDistinct: false };
  };
  return (strategy) => {
    if (strategy in byStrategy) return byStrategy[strategy];
    return (byStrategy[strategy] = make(strategy));
  };
}

/** The axes of several values that decide about a role's configuration, those of the grid first. */
function axesReaching({ workflow, reach }: Factored, role: Role, number: number) {
  const strategy = at(workflow.strategies, number);
  const axes: AxisOf[] = [];
  for (const { axis, position, targets } of reach) {
    const reaches = targets.some((one) => one.role === role && isReached(one, strategy));
    if (reaches && axis.values.count > 1) axes.push({ from: "grid", axis: position });
  }
  if (role !== "strategy") return axes;
  for (const [axis, { values }] of strategy.parameters.entries()) {
    if (values.count > 1) axes.push({ from: "own", axis });
  }
  return axes;
}

/** Whether no two positions of an axis give a strategy one configuration; of some it is not known. */
function isDistinctAxis({ parameters }: Strategy, { from, axis }: AxisOf): boolean {
  return from === "own" && at(parameters, axis).fields.every(({ values }) => values.distinct);
}
