import { axesOfGrid, sectionSet, strategiesApart } from "./oracle-alternatives.ts";
import { stays, type RuleModel, type Seen } from "./oracle-rules.ts";
import { deepMerge, float, get, int, map, put, text, type Plain, type PlainMap } from "./plain.ts";

/** A number of a range as it is written: `2` is an integer, `2.0` and `0.25` are not. */
export type Written = { readonly digits: string };

/** An axis in one of the forms that it can be written in. */
export type AxisModel =
  | { readonly form: "list" | "values" | "choices" | "named"; readonly items: readonly Plain[] }
  | {
      readonly form: "mapping" | "text";
      readonly min: Written;
      readonly max: Written;
      readonly step: Written;
    }
  | { readonly form: "exactly" | "fixed"; readonly value: Plain };

export type AxisEntry = readonly [key: string, axis: AxisModel];
export type SectionName = "risk" | "execution" | "portfolio";
export const sectionNames: readonly SectionName[] = ["risk", "execution", "portfolio"];

/** A member of a strategy's entry in written order. */
export type Member =
  | { readonly member: "field"; readonly key: string; readonly value: Plain }
  | {
      readonly member: "parameters";
      readonly spelling: "parameters" | "params";
      readonly axes: readonly AxisEntry[];
    }
  /** Parameters as a list: a strategy for each of its mappings. */
  | {
      readonly member: "alternatives";
      readonly spelling: "parameters" | "params";
      readonly grids: readonly (readonly AxisEntry[])[];
    }
  | { readonly member: "zip"; readonly groups: readonly (readonly string[])[] }
  | {
      readonly member: "override";
      readonly role: SectionName;
      readonly spelling: "short" | "long";
      readonly value: PlainMap;
    };

export type StrategyModel = readonly Member[];

/** A whole configuration, as plain as it can be. */
export type ConfigModel = {
  readonly strategies: readonly StrategyModel[];
  /** Alternatives of whole sections that the root holds, under `risk_profiles` or as a section's list. */
  readonly alternatives?: readonly AxisEntry[];
  readonly grid: readonly AxisEntry[];
  /** The axes whose alternatives declare fields, where those are not the axes that are counted. */
  readonly declaring?: readonly AxisEntry[];
  /** Keys of the grid that go together, row by row. */
  readonly gridZip?: readonly (readonly string[])[];
  readonly base: Readonly<Record<SectionName, PlainMap | undefined>>;
  readonly initialCapital: Plain | undefined;
  /** What combinations must obey to stay. */
  readonly rules?: readonly RuleModel[];
};

/** One combination with its four configurations. */
export type Built = {
  readonly strategy: number;
  readonly grid: readonly number[];
  readonly parameters: readonly number[];
  readonly configs: Readonly<Record<SectionName | "strategy", PlainMap>>;
};

/** The seed's own algorithm: every combination is built, and configurations are grouped by text. */
export function enumerate(model: ConfigModel): readonly Built[] {
  return [...combinationsOf(model)];
}

/** Whether the rules leave anything: no more is built than the first that stays. */
export function leavesAny(model: ConfigModel): boolean {
  return combinationsOf(model).next().done !== true;
}

function* combinationsOf(model: ConfigModel): Generator<Built, undefined> {
  const config = { ...model, strategies: strategiesApart(model) };
  const gridUnits = unitsOf(axesOfGrid(config), config.gridZip ?? []);
  const unitsByStrategy = config.strategies.map((members) =>
    unitsOf(parametersOf(members), zipOf(members)),
  );
  for (const grid of product(gridUnits.map(({ rows }) => rows.length))) {
    const writes = gridUnits.flatMap((unit, i) => rowOf(unit, grid[i]));
    for (const [strategy, units] of unitsByStrategy.entries()) {
      for (const parameters of product(units.map(({ rows }) => rows.length))) {
        const picked = units.flatMap((unit, i) => rowOf(unit, parameters[i]));
        const configs = build(config, strategy, picked, writes);
        const seen = seenBy(config, strategy, writes, configs);
        if (stays(seen, config.rules ?? [])) yield { strategy, grid, parameters, configs };
      }
    }
  }
}

function seenBy(
  config: ConfigModel,
  strategy: number,
  writes: readonly (readonly [string, Plain])[],
  { strategy: entry, ...sections }: Built["configs"],
): Seen {
  const members = config.strategies[strategy] ?? [];
  const parameters = get(entry, "parameters");
  return {
    grid: new Map(writes.filter(([key, value]) => setsAny(config, key, value, strategy))),
    names: namesOf(members),
    declared: parametersOf(members).map(([key]) => key),
    parameters: parameters?.is === "map" ? parameters : map(),
    sections,
  };
}

/** Whether a key of the grid is there for a strategy. */
function setsAny(config: ConfigModel, key: string, value: Plain, strategy: number): boolean {
  return sectionSet(key, value) !== undefined || reach(config, key, strategy).length > 0;
}

/** What varies as one: an axis alone, or some that are paired, with a value of each in every row. */
type Unit = { readonly keys: readonly string[]; readonly rows: readonly (readonly Plain[])[] };

/** The axes as units, each at the place of its first member. */
export function unitsOf(
  axes: readonly AxisEntry[],
  groups: readonly (readonly string[])[],
): readonly Unit[] {
  const listed = new Map(axes.map(([key, axis]) => [key, valuesOf(axis)]));
  return axes.flatMap(([key]): readonly Unit[] => {
    const keys = groups.find((names) => names.includes(key)) ?? [key];
    const [first] = axes.filter(([name]) => keys.includes(name));
    if (first?.[0] !== key) return [];
    const lists = keys.map((name) => listed.get(name) ?? []);
    return [{ keys, rows: (lists[0] ?? []).map((_, i) => lists.map((list) => pick(list, i))) }];
  });
}

function rowOf({ keys, rows }: Unit, row = 0): readonly (readonly [string, Plain])[] {
  return keys.map((key, i) => [key, pick(rows[row], i)]);
}

export function zipOf(members: StrategyModel): readonly (readonly string[])[] {
  return members.flatMap((member) => (member.member === "zip" ? member.groups : []));
}

/** `itertools.product` over positions: the last one is the fastest. */
function product(sizes: readonly number[]): readonly (readonly number[])[] {
  let tuples: readonly (readonly number[])[] = [[]];
  for (const size of sizes) {
    tuples = tuples.flatMap((tuple) => Array.from({ length: size }, (_, i) => [...tuple, i]));
  }
  return tuples;
}

export function valuesOf(axis: AxisModel): readonly Plain[] {
  if ("items" in axis) return axis.items;
  if ("value" in axis) return [axis.value];
  const [min, max, step] = [axis.min.digits, axis.max.digits, axis.step.digits];
  const count = Math.floor((Number(max) - Number(min)) / Number(step) + 1e-9) + 1;
  const positions = Array.from({ length: count }, (_, i) => i);
  if (![min, max, step].some((digits) => digits.includes("."))) {
    return positions.map((i) => int(BigInt(min) + BigInt(i) * BigInt(step)));
  }
  const places = Math.max(...[min, step].map((digits) => digits.split(".")[1]?.length ?? 0));
  return positions.map((i) => float(Number((Number(min) + i * Number(step)).toFixed(places))));
}

export function parametersOf(members: StrategyModel): readonly AxisEntry[] {
  return members.flatMap((member) => (member.member === "parameters" ? member.axes : []));
}

function build(
  config: ConfigModel,
  strategy: number,
  picked: readonly (readonly [string, Plain])[],
  writes: readonly (readonly [string, Plain])[],
): Built["configs"] {
  const members = config.strategies[strategy] ?? [];
  const sections: Record<SectionName, PlainMap> = {
    risk: map(),
    execution: map(),
    portfolio: map(),
  };
  for (const role of sectionNames) {
    let override = map();
    for (const member of members) {
      if (member.member === "override" && member.role === role) {
        override = deepMerge(override, member.value);
      }
    }
    sections[role] = deepMerge(baseOf(config, role), override);
  }
  let parameters = map(picked);
  for (const [key, value] of writes) {
    const section = sectionSet(key, value);
    if (section && value.is === "map") sections[section] = deepMerge(sections[section], value);
    else
      for (const { role, path } of reach(config, key, strategy)) {
        if (role === "strategy") parameters = put(parameters, path, value);
        else sections[role] = put(sections[role], path, value);
      }
  }
  return { ...sections, strategy: entryWith(members, parameters) };
}

function baseOf(config: ConfigModel, role: SectionName): PlainMap {
  const base = config.base[role] ?? map();
  const capital = config.initialCapital;
  if (role !== "portfolio" || !capital || get(base, "initial_capital")) return base;
  return put(base, ["initial_capital"], capital);
}

function entryWith(members: StrategyModel, parameters: PlainMap): PlainMap {
  let entry = map();
  for (const member of members) {
    if (member.member === "field") entry = put(entry, [member.key], member.value);
    if (member.member === "parameters") entry = put(entry, ["parameters"], map());
  }
  entry = put(entry, ["parameters"], map());
  return map(entry.entries.map(([key, value]) => [key, key === "parameters" ? parameters : value]));
}

type Reached = { readonly role: SectionName | "strategy"; readonly path: readonly string[] };

const homes: Readonly<Record<SectionName, readonly string[]>> = {
  portfolio: ["initial_capital"],
  execution: ["commission", "slippage"],
  risk: [
    "max_position_size",
    "position_size_method",
    "position_size_pct",
    "stop_loss",
    "take_profit",
    "max_drawdown",
    "max_positions",
    "max_leverage",
    "allow_short",
  ],
};

/** Where a grid key writes for one strategy: "declared, then home". */
function reach(config: ConfigModel, key: string, strategy: number): readonly Reached[] {
  const known = reachedIn.get(config) ?? new Map<string, readonly Reached[]>();
  reachedIn.set(config, known);
  const name = `${strategy} ${key}`;
  const reached = known.get(name) ?? findReach(config, key, strategy);
  known.set(name, reached);
  return reached;
}

/** What keys of the grid reach, which is the same for all combinations of a configuration. */
const reachedIn = new WeakMap<ConfigModel, Map<string, readonly Reached[]>>();

function findReach(config: ConfigModel, key: string, strategy: number): readonly Reached[] {
  return key.includes(".") ? reachDotted(config, key, strategy) : reachBare(config, key, strategy);
}

function reachDotted(config: ConfigModel, key: string, strategy: number): readonly Reached[] {
  const parts = key.split(".");
  const [first = "", ...path] = parts;
  if (first === "strategy")
    return [{ role: "strategy", path: inParameters(config.strategies, path) }];
  const section = sectionNames.find((role) => role === first);
  if (section) return [{ role: section, path }];
  const names = config.strategies.map(namesOf);
  for (let length = parts.length - 1; length > 0; length--) {
    const name = parts.slice(0, length).join(".");
    const meant = config.strategies.filter((_, i) => names[i]?.includes(name));
    if (meant.length === 0) continue;
    if (!names[strategy]?.includes(name)) return [];
    const [word = "", ...below] = parts.slice(length);
    const role = sectionNames.find((each) => word === each || word === `${each}_config`);
    return role && below.length > 0 && !meant.some((members) => isParameter(members, word))
      ? [{ role, path: below }]
      : [{ role: "strategy", path: inParameters(meant, [word, ...below]) }];
  }
  return [];
}

/** Without the word for where parameters stand, unless it is the name of one. */
function inParameters(
  strategies: readonly StrategyModel[],
  [word = "", ...below]: readonly string[],
): readonly string[] {
  const isSection = ["parameters", "params"].includes(word) && below.length > 0;
  const isName = strategies.some((members) => isParameter(members, word));
  return isSection && !isName ? below : [word, ...below];
}

function isParameter(members: StrategyModel, key: string): boolean {
  return parametersOf(members).some(([name]) => name === key);
}

function namesOf(members: StrategyModel): readonly string[] {
  return members.flatMap((member) =>
    member.member === "field" && ["type", "name"].includes(member.key) && member.value.is === "text"
      ? [member.value.value]
      : [],
  );
}

function reachBare(config: ConfigModel, key: string, strategy: number): readonly Reached[] {
  const path = [key];
  const declaring = sectionNames.filter((role) => {
    const overrides = config.strategies
      .flat()
      .filter((member) => member.member === "override" && member.role === role);
    const alternatives = (config.declaring ?? axesOfGrid(config)).flatMap(([name, axis]) =>
      valuesOf(axis).filter((value) => sectionSet(name, value) === role),
    );
    return (
      get(baseOf(config, role), key) !== undefined ||
      alternatives.some((value) => value.is === "map" && get(value, key)) ||
      overrides.some((member) => member.member === "override" && get(member.value, key))
    );
  });
  const declares = (members: StrategyModel) => isParameter(members, key);
  if (declaring.length === 0 && !config.strategies.some(declares)) {
    return sectionNames.filter((role) => homes[role].includes(key)).map((role) => ({ role, path }));
  }
  const isOwnParameter = declares(config.strategies[strategy] ?? []);
  return [
    ...declaring.map((role) => ({ role, path })),
    ...(isOwnParameter ? [{ role: "strategy" as const, path }] : []),
  ];
}

function pick(values: readonly Plain[] | undefined, position: number | undefined): Plain {
  return values?.[position ?? 0] ?? text("no such value");
}
