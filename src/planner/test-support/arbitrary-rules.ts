import fc from "fast-check";
import { arbitraryConfig } from "./arbitrary-config.ts";
import type { Comparator, NameModel, RuleModel } from "./oracle-rules.ts";
import {
  leavesAny,
  parametersOf,
  sectionNames,
  valuesOf,
  type AxisEntry,
  type ConfigModel,
} from "./oracle.ts";
import { float, int, text, type Plain } from "./plain.ts";

/** Random configurations with rules, which leave at least one combination. */
const arbitraryRuled: fc.Arbitrary<ConfigModel> = arbitraryConfig
  .chain((config) =>
    fc
      .array(ruleFor(config), { minLength: 1, maxLength: 3 })
      .map((rules): ConfigModel => ({ ...config, rules })),
  )
  .filter(leavesAny);

/** Random configurations, half of them with rules. */
export const arbitraryAnyConfig: fc.Arbitrary<ConfigModel> = fc.oneof(
  arbitraryConfig,
  arbitraryRuled,
);

const comparators: readonly Comparator[] = ["<", "<=", ">", ">=", "==", "!=", "!=", "!="];
const literals: readonly Plain[] = [
  int(1),
  float(1),
  int(2),
  float(0.001),
  int(-7),
  text("1"),
  text("fixed"),
  text("é 😀"),
  { is: "null" },
  { is: "bool", value: true },
];

function ruleFor(config: ConfigModel): fc.Arbitrary<RuleModel> {
  const named = namesFor(config).map((one) => {
    return { ...one, values: one.values.length > 0 ? one.values : literals };
  });
  const name = fc.constantFrom(...named.map((one) => one.name));
  const literal = fc.constantFrom(...literals);
  // a name with some values that it may have, so that rules often drop something
  const condition = fc
    .constantFrom(...named)
    .chain(({ name: key, values }) =>
      fc.tuple(
        fc.constant(key),
        fc.subarray([...values], { minLength: 1, maxLength: Math.min(values.length, 2) }),
      ),
    );
  return fc.oneof(
    fc.record({
      rule: fc.constant("compare" as const),
      left: name,
      comparator: fc.constantFrom(...comparators),
      right: fc.oneof({ arbitrary: name, weight: 2 }, literal),
      nullPasses: fc.boolean(),
    }),
    {
      weight: 2,
      arbitrary: fc.record({
        rule: fc.constant("exclude" as const),
        conditions: fc.uniqueArray(condition, {
          minLength: 1,
          maxLength: 3,
          selector: ([key]) => key.join("."),
        }),
      }),
    },
  );
}

type Named = { readonly name: NameModel; readonly values: readonly Plain[] };

/** Names of what the configuration has, likely to be axes, in several spellings; and one of nothing. */
function namesFor({ grid, strategies }: ConfigModel): readonly Named[] {
  const listed = (axes: readonly AxisEntry[]) =>
    axes.map(([key, axis]) => ({ key, values: valuesOf(axis).filter(isScalar) }));
  const gridAxes = listed(grid);
  const parameters = listed(strategies.flatMap(parametersOf));
  const varying = [...gridAxes, ...gridAxes, ...parameters].filter(
    ({ values }) => values.length > 1,
  );
  const ends = gridAxes.map(({ key, values }) => {
    return { key: key.slice(key.lastIndexOf(".") + 1), values };
  });
  return [
    ...[...varying, ...varying, ...varying, ...gridAxes, ...parameters, ...ends].map(
      ({ key, values }) => ({ name: key.split("."), values }),
    ),
    ...parameters.map(({ key, values }) => ({ name: [key], values })),
    ...ends.flatMap(({ key, values }) =>
      sectionNames.map((role) => ({ name: [role, key], values })),
    ),
    ...parameters.map(({ key, values }) => ({ name: ["strategy", key], values })),
    ...[["momentum", "window"], ["risk", "limits", "a"], ["nowhere"]].map((name) => {
      return { name, values: [] };
    }),
  ];
}

const isScalar = (value: Plain): boolean => value.is !== "list" && value.is !== "map";
