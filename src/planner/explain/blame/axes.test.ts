import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planText } from "../../plan-text.ts";
import { arbitraryAnyConfig } from "../../test-support/arbitrary-rules.ts";
import { fixture } from "../../test-support/fixtures.ts";
import { axesOfGrid, sectionSet } from "../../test-support/oracle-alternatives.ts";
import { group } from "../../test-support/oracle-groups.ts";
import { enumerate, unitsOf, type AxisEntry, type ConfigModel } from "../../test-support/oracle.ts";
import { deepMerge, map, text, type Plain, type PlainMap } from "../../test-support/plain.ts";
import { printYaml } from "../../test-support/print-yaml.ts";
import { describeAxes, type AxisFacts } from "./axes.ts";

const axes = (yaml: string): readonly AxisFacts[] => {
  const { plan, factored } = planText(yaml, "pyyaml");
  return describeAxes(factored, plan.counts.optimized);
};

it("tells the fee grid's axes: factor, roles and the cost of one more value", () => {
  const shown = axes(fixture("plans/fee-grid.yaml")).map(
    ({ key, path, values, combinationsFactor, roles, multiplies, oneMore }) => ({
      key,
      path,
      values,
      combinationsFactor,
      roles,
      multiplies,
      oneMore,
    }),
  );
  expect(shown).toEqual([
    {
      key: "commission",
      path: "optimization.parameter_grids.commission",
      values: 2,
      combinationsFactor: 2,
      roles: ["risk", "execution"],
      multiplies: { risk: 2, execution: 2 },
      oneMore: { naive: 32n, optimized: 16n + 1n + 2n },
    },
    {
      key: "slippage",
      path: "optimization.parameter_grids.slippage",
      values: 2,
      combinationsFactor: 2,
      roles: ["execution"],
      multiplies: { execution: 2 },
      oneMore: { naive: 32n, optimized: 16n + 2n },
    },
    ...["lookback_period", "signal_threshold"].map((key) => ({
      key,
      path: `strategies[0].parameters.${key}`,
      values: 2,
      combinationsFactor: 2,
      roles: ["strategy"],
      multiplies: {},
      oneMore: { naive: 32n, optimized: 16n },
    })),
  ]);
});

it.each([
  [600, 499],
  [611, 490],
])("counts 300,000 values of classes anew for an axis, not %i × (1 + %i)", (classes, values) => {
  // axes over mappings are enumerated, the one value of the first as well
  const strategies = Array.from({ length: classes }, (_, i) => `{type: a, risk: {l: ${i}}}`);
  const list = Array.from({ length: values }, (_, i) => `{v: ${i}}`);
  const [first] = axes(`strategies: [${strategies.join(", ")}]
optimization: {parameter_grids: {risk.x: [{v: 0}], risk.y: [${list.join(", ")}]}}
`);
  const added = BigInt(classes * values);
  expect(first?.oneMore).toEqual(
    classes * (1 + values) > 300_000 ? undefined : { naive: 4n * added, optimized: 3n * added },
  );
});

describe("axes against enumerating every combination", () => {
  it("gives what one more value costs, and what freezing to the first saves", () => {
    fc.assert(
      fc.property(arbitraryAnyConfig, fc.nat(), (config, seed) => {
        const { plan, factored } = planText(printYaml(config, { seed, shuffle: false }), "pyyaml");
        const axisFacts = describeAxes(factored, plan.counts.optimized);
        const before = countAll(config);
        for (const [i, { keys, rows }] of unitsOf(
          axesOfGrid(config),
          config.gridZip ?? [],
        ).entries()) {
          const facts = axisFacts[i];
          expect(facts?.key).toBe(keys.join(" + "));
          const isRuled =
            factored.reads.some((read) => read.has(i)) ||
            factored.numbering.coupling?.componentOf.has(i) === true;
          const grown = countAll(
            withRows(config, keys, [
              ...rows,
              keys.map((key, place) =>
                another(
                  key,
                  rows.flatMap((row) => row[place] ?? []),
                ),
              ),
            ]),
          );
          const cost = {
            naive: BigInt(grown.naive - before.naive),
            optimized: BigInt(grown.optimized - before.optimized),
          };
          expect(facts?.oneMore).toEqual(isRuled ? undefined : cost);
          // frozen to the first value that rules leave
          const frozen = rows
            .map((row) => countAll(withRows(config, keys, [row])))
            .find(({ n }) => n > 0);
          if (!frozen) throw new Error("no combination is left");
          expect(before.n / (facts?.combinationsFactor ?? 0)).toBeCloseTo(frozen.n);
          for (const role of ["risk", "execution"] as const) {
            const factor = facts?.multiplies[role] ?? 1;
            expect(factor).toBeCloseTo(Math.max(1, before[role] / frozen[role]));
          }
        }
      }),
      { numRuns: 75, endOnFailure: true },
    );
  });
});

/** The configuration with other rows of an axis, or of some that are paired. */
function withRows(
  config: ConfigModel,
  keys: readonly string[],
  rows: readonly (readonly Plain[])[],
): ConfigModel {
  const changed = ([key, own]: AxisEntry): AxisEntry => {
    const place = keys.indexOf(key);
    const items = rows.flatMap((row) => row[place] ?? []);
    return [key, place < 0 ? own : { form: "list", items }];
  };
  const [alternatives = [], grid = []] = [config.alternatives ?? [], config.grid].map((entries) =>
    entries.map(changed),
  );
  return { ...config, alternatives, grid, declaring: axesOfGrid(config) };
}

/** A value unlike all others of a key; of one that sets a whole section one with all of their fields. */
function another(key: string, others: readonly Plain[]): Plain {
  if (!sectionSet(key, others[0])) return text("one more");
  const renew = (value: Plain): Plain =>
    value.is === "map" && value.entries.length > 0
      ? map(value.entries.map(([name, inner]) => [name, renew(inner)]))
      : text("one more");
  const all = others.reduce<PlainMap>(
    (merged, other) => (other.is === "map" ? deepMerge(merged, other) : merged),
    map(),
  );
  if (all.entries.length === 0) return all;
  return renew(all);
}

function countAll(config: ConfigModel) {
  const built = enumerate(config);
  const n = built.length;
  const risk = group(built, "risk").length;
  const execution = group(built, "execution").length;
  return { n, risk, execution, naive: 1 + 4 * n, optimized: 1 + 2 * n + risk + execution };
}
