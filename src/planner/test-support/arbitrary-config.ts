import fc from "fast-check";
import { axesOfGrid, strategiesApart } from "./oracle-alternatives.ts";
import {
  parametersOf,
  sectionNames,
  unitsOf,
  valuesOf,
  zipOf,
  type AxisEntry,
  type AxisModel,
  type ConfigModel,
  type Member,
  type SectionName,
  type StrategyModel,
} from "./oracle.ts";
import { float, int, map, text, type Plain, type PlainMap } from "./plain.ts";

/** Few names, so that declarations, overrides and axes often meet on one field. */
const fields = [
  "commission",
  "slippage",
  "max_position_size",
  "stop_loss",
  "initial_capital",
  "limits",
  "fees",
  "window",
  "combination_id",
  "target_portfolio",
  "λ",
] as const;
const deepFields = ["a", "b", "limits", "c"] as const;
const names = ["momentum", "mean_reversion", "a", "a.b", "v1.2", "risk", "limits"] as const;

const field = fc.constantFrom(...fields);
const deepField = fc.constantFrom(...deepFields);

/** Words that stand between a strategy's name and a field of its override, the likely ones often. */
const sharedWords = ["risk", "risk", "risk", "execution", "execution"] as const;

/** Keys that write to one place, above and below each other. */
const overlapping = [
  "limits",
  "risk.limits",
  "risk.limits.a",
  "risk.limits.a.b",
  "risk.limits.b",
  "fees",
  "execution.fees",
  "execution.fees.a",
  "window",
  "strategy.window",
  "momentum.window",
  "strategy.window.a",
  "a.risk.limits",
  "a.risk.limits.a",
  "momentum.risk.limits",
  "momentum.risk.limits.b",
  "momentum.execution.fees",
] as const;

/** Values that are near each other: `1`, `1.0`, `true`, `"1"`, and 2^53 and its neighbours. */
const scalar: fc.Arbitrary<Plain> = fc.oneof(
  { arbitrary: fc.constantFrom(int(1), float(1), int(2), int(0), float(0.001)), weight: 6 },
  fc.constantFrom<Plain>({ is: "null" }, { is: "bool", value: true }, { is: "bool", value: false }),
  fc.constantFrom(text("1"), text("fixed"), text("é 😀"), text('a"b\n'), text(""), text("no")),
  fc.constantFrom(float(1e-5), float(1e16), float(-0), float(123.456), float(Number.NaN)),
  fc.constantFrom(int(9007199254740993n), int(-7), int(10n ** 30n)),
);

/** One in four times something, else nothing. */
function seldom<Thing>(thing: fc.Arbitrary<Thing>): fc.Arbitrary<Thing | undefined> {
  return fc.oneof(
    { arbitrary: fc.constant(undefined), weight: 3 },
    { arbitrary: thing, weight: 1 },
  );
}

function mapOf(keys: fc.Arbitrary<string>, value: fc.Arbitrary<Plain>, most: number) {
  return fc
    .uniqueArray(fc.tuple(keys, value), { maxLength: most, selector: ([key]) => key })
    .map((entries): PlainMap => map(entries));
}

const nested: fc.Arbitrary<Plain> = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { arbitrary: scalar, weight: 4 },
    { arbitrary: mapOf(deepField, tie("value"), 2), weight: 3 },
    fc.array(scalar, { maxLength: 2 }).map((items): Plain => ({ is: "list", items })),
  ),
})).value;

const section = mapOf(field, nested, 4);

/** What stands for itself in `parameters` and the grid: no list, no form of an axis. */
const fixed = nested.filter((value) => value.is !== "list");

const integers = fc
  .tuple(
    fc.integer({ min: -2, max: 9 }),
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([min, span, step]) => [min, min + span, step].map(String));
const decimals = fc
  .tuple(
    fc.constantFrom("0", "1.0", "-0.5", "0.25", "2"),
    fc.constantFrom(0, 0.1, 0.3, 0.5),
    fc.constantFrom("0.1", "0.25", "0.125", "0.30"),
  )
  .map(([min, span, step]) => [min, String(Number((Number(min) + span).toFixed(3))), step]);

const range = fc
  .tuple(fc.constantFrom("mapping" as const, "text" as const), fc.oneof(integers, decimals))
  .map(([form, [min = "", max = "", step = ""]]): AxisModel => {
    return { form, min: { digits: min }, max: { digits: max }, step: { digits: step } };
  });

const axis: fc.Arbitrary<AxisModel> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      form: fc.constantFrom(
        "list" as const,
        "list" as const,
        "values" as const,
        "choices" as const,
      ),
      items: fc.array(fc.oneof({ arbitrary: scalar, weight: 3 }, nested), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  { weight: 2, arbitrary: range },
  fc.record({ form: fc.constant("exactly" as const), value: nested }),
  fc.record({ form: fc.constant("fixed" as const), value: fixed }),
);

/** Alternatives of a whole section: mappings in a list, or under names. */
const sectionAxis = fc
  .tuple(
    fc.constantFrom("list", "list", "values", "named"),
    fc.array(section, { minLength: 1, maxLength: 3 }),
  )
  .map(([form, items]): AxisModel => ({ form, items }));

/** Those that the root holds: a section of its own name is one only as a list. */
const alternatives = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom("risk_profiles", "execution_models", ...sectionNames), sectionAxis),
    { minLength: 1, maxLength: 2, selector: ([key]) => key },
  )
  .map((entries) =>
    entries.map(([key, own]): AxisEntry => {
      const isSection = sectionNames.some((role) => role === key);
      return [key, isSection && "items" in own ? { form: "list", items: own.items } : own];
    }),
  );

/** Bare keys and dotted ones at several depths, for roles, strategies and nothing at all. */
const gridKey = fc.oneof(
  { arbitrary: field, weight: 4 },
  { arbitrary: fc.constantFrom(...overlapping), weight: 4 },
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...sectionNames, "risk", "execution", "strategy", ...names, "nowhere"),
        field,
        fc.array(deepField, { maxLength: 2 }),
      )
      .map(([first, second, rest]) => [first, second, ...rest].join(".")),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom("strategy", "momentum", "a", ...names),
        fc.constantFrom("parameters", "params", "portfolio", "risk_config", ...sharedWords),
        field,
        fc.array(deepField, { maxLength: 2 }),
      )
      .map(([first, second, third, rest]) => [first, second, third, ...rest].join(".")),
  },
  fc.constantFrom("a.risk", "momentum.params", "strategy.parameters", "strategy.risk.limits"),
);

function axesOf(keys: fc.Arbitrary<string>, most: number): fc.Arbitrary<readonly AxisEntry[]> {
  return fc.uniqueArray(fc.tuple(keys, axis), { maxLength: most, selector: ([key]) => key });
}

/** Keys of the grid with their axes; now and then one that is a section, with alternatives of it. */
const grid = fc.uniqueArray(
  fc.oneof(
    { arbitrary: fc.tuple(gridKey, axis), weight: 9 },
    { arbitrary: fc.tuple(fc.constantFrom<string>(...sectionNames), sectionAxis), weight: 1 },
  ),
  { maxLength: 4, selector: ([key]) => key },
);

const name = fc.constantFrom(...names).map(text);
const override = fc
  .tuple(fc.constantFrom<SectionName>(...sectionNames), fc.constantFrom("short", "long"), section)
  .map(([role, spelling, value]): Member => ({ member: "override", role, spelling, value }));
const parameters = axesOf(
  fc.oneof(field, fc.constantFrom("window", "a.b", "threshold", "params", "risk")),
  3,
);

const strategy: fc.Arbitrary<StrategyModel> = fc
  .record({
    type: name,
    name: fc.option(name, { nil: undefined }),
    note: fc.option(nested, { nil: undefined }),
    axes: fc.option(parameters, { nil: undefined }),
    split: fc.nat({ max: 3 }),
    spellings: fc.constantFrom(
      ["parameters", "params"] as const,
      ["params", "parameters"] as const,
    ),
    lists: seldom(fc.array(parameters, { minLength: 1, maxLength: 3 })),
    overrides: fc.uniqueArray(override, {
      maxLength: 3,
      selector: (member) => (member.member === "override" ? member.role + member.spelling : ""),
    }),
    order: fc.nat(),
  })
  .map(({ type, name: own, note, axes, lists, split, spellings, overrides, order }) => {
    const members: Member[] = [{ member: "field", key: "type", value: type }];
    if (own) members.push({ member: "field", key: "name", value: own });
    if (note) members.push({ member: "field", key: "note", value: note });
    if (lists) members.push({ member: "alternatives", spelling: spellings[0], grids: lists });
    else if (axes) {
      // both spellings at once are merged in written order
      members.push({ member: "parameters", spelling: spellings[0], axes: axes.slice(split) });
      const second = axes.slice(0, split);
      if (second.length > 0)
        members.push({ member: "parameters", spelling: spellings[1], axes: second });
    }
    members.splice(order % (members.length + 1), 0, ...overrides);
    return members;
  });

/** At most this many combinations, since the slow path builds every one. */
const most = 150;

export const arbitraryConfig: fc.Arbitrary<ConfigModel> = fc
  .record({
    strategies: fc.array(strategy, { minLength: 1, maxLength: 4 }),
    alternatives: seldom(alternatives),
    grid,
    base: fc.record({
      risk: fc.option(section, { nil: undefined }),
      execution: fc.option(section, { nil: undefined }),
      portfolio: fc.option(section, { nil: undefined }),
    }),
    initialCapital: fc.option(
      scalar.filter((value) => value.is !== "null"),
      { nil: undefined, freq: 4 },
    ),
  })
  .map(({ alternatives: held = [], base, ...config }): ConfigModel => {
    const isList = (one: string): boolean => held.some(([key]) => key === one);
    return {
      ...config,
      alternatives: held,
      grid: config.grid.filter(([key]) => !isList(key)),
      base: {
        risk: isList("risk") ? undefined : base.risk,
        execution: isList("execution") ? undefined : base.execution,
        portfolio: isList("portfolio") ? undefined : base.portfolio,
      },
    };
  })
  .chain((config) =>
    fc.option(fc.nat(), { nil: undefined, freq: 3 }).map((seed) => zipSome(config, seed)),
  )
  .filter((config) => combinationsOf(config) <= most);

/** The same configuration with two or three axes paired, of the grid or of a strategy, where it has them. */
function zipSome(config: ConfigModel, seed: number | undefined): ConfigModel {
  if (seed === undefined) return config;
  const strategies = config.strategies.map((members) => {
    const lists = members.flatMap((part) => (part.member === "alternatives" ? part.grids : []));
    const common = lists[0]?.filter(([key]) =>
      lists.every((axes) => axes.some(([other]) => other === key)),
    );
    const keys = groupAmong(common ?? parametersOf(members), seed);
    if (!keys) return members;
    const paired = members.map((part): Member => {
      if (part.member === "alternatives")
        return { ...part, grids: part.grids.map((axes) => evenOut(axes, keys)) };
      return part.member === "parameters" ? { ...part, axes: evenOut(part.axes, keys) } : part;
    });
    return [...paired, { member: "zip", groups: [keys] } as const];
  });
  const keys = seed % 3 === 0 ? undefined : groupAmong(axesOfGrid(config), seed);
  if (!keys) return { ...config, strategies };
  const [held, swept] = [config.alternatives ?? [], config.grid].map((axes) => evenOut(axes, keys));
  return { ...config, strategies, alternatives: held ?? [], grid: swept ?? [], gridZip: [keys] };
}

function groupAmong(axes: readonly AxisEntry[], seed: number): readonly string[] | undefined {
  const keys = axes.map(([key]) => key);
  if (keys.length < 2 || seed % 4 === 1) return undefined;
  const from = seed % (keys.length - 1);
  const group = keys.slice(from, from + 2 + (seed % 2));
  return seed % 5 < 2 ? group.toReversed() : group;
}

/** Lists of three values for some axes, their own ones over again. */
function evenOut(axes: readonly AxisEntry[], keys: readonly string[]): readonly AxisEntry[] {
  return axes.map(([key, own]) => {
    if (!keys.includes(key)) return [key, own];
    const values = valuesOf(own);
    const items = Array.from({ length: 3 }, (_, i) => values[i % values.length] ?? int(0));
    return [key, { form: "list", items }];
  });
}

/** N by the formula of spec page 1; paired axes are one. */
function combinationsOf(config: ConfigModel): number {
  const product = (axes: readonly AxisEntry[], groups: readonly (readonly string[])[]) =>
    unitsOf(axes, groups).reduce((n, { rows }) => n * rows.length, 1);
  const blocks = strategiesApart(config).map((members) =>
    product(parametersOf(members), zipOf(members)),
  );
  return product(axesOfGrid(config), config.gridZip ?? []) * blocks.reduce((sum, n) => sum + n, 0);
}
