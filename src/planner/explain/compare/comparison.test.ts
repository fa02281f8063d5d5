import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinationIndex, sharedRoles } from "../../model.ts";
import { planText } from "../../plan-text.ts";
import { arbitraryAnyConfig } from "../../test-support/arbitrary-rules.ts";
import { fixture } from "../../test-support/fixtures.ts";
import { printYaml } from "../../test-support/print-yaml.ts";
import { comparePlans, type Comparison, type Fate } from "./comparison.ts";

const planOf = (text: string) => planText(text, "pyyaml");
const compare = (before: string, after: string): Comparison =>
  comparePlans(planOf(before), planOf(after));

const seed = fixture("plans/seed.yaml");
const fees = `  parameter_grids:
    commission: [0.001, 0.005]
    slippage: [0.0005, 0.001]
`;
const withFees = seed.replace("  parameter_grids:\n", fees);

describe("the seed with a fee grid", () => {
  it("is told in one line with its causes", () => {
    expect(compare(seed, withFees).summary).toBe(
      "+3 execution, +1 risk, 8 → 32 combinations; caused by commission (×2) and slippage (×2)",
    );
    expect(compare(withFees, seed).summary).toBe(
      "−3 execution, −1 risk, 32 → 8 combinations; caused by commission (÷2) and slippage (÷2)",
    );
  });

  it("keeps the containers whose configurations stay", () => {
    const { roles } = compare(seed, withFees);
    expect(roles.map(({ role, fates }) => [role, fates?.unchanged, fates?.added])).toEqual([
      ["risk", 1, 1],
      ["execution", 1, 3],
    ]);
  });
});

it("tells a container that is split, and the other way one that is merged", () => {
  const grid = (values: string) =>
    `strategies: [{type: a, parameters: {p: [1, 2]}}]
optimization: {parameter_grids: {slippage: [${values}]}}\n`;
  const { roles } = compare(grid("0.1"), grid("0.2, 0.3"));
  // no value in common, no combination in common
  expect(roles[1]?.fates).toMatchObject({ added: 2, removed: 1 });

  const single = "strategies: [{type: a, execution: {commission: 1}}]";
  const swept = `${single}\noptimization: {parameter_grids: {slippage: [0.1, 0.2]}}`;
  expect(compare(single, swept).roles[1]?.fates).toMatchObject({ split: 3 });
  expect(compare(swept, single).roles[1]?.fates).toMatchObject({ merged: 3 });
});

it("tells a container that only changed, and what changed it", () => {
  const before = "strategies: [{type: a}]\nrisk: {max_position_size: 1000}";
  const { summary, roles } = compare(before, before.replace("1000", "2000"));
  expect(summary).toBe("1 other risk; caused by risk.max_position_size (1000 → 2000)");
  expect(roles[0]?.containers.map(({ fate, others }) => [fate, others])).toEqual([
    ["changed", ["risk_0"]],
    ["changed", ["risk_0"]],
  ]);
});

it("compares plans of 10^12 combinations", () => {
  const many = (slippage: string) => `strategies:
  - {type: a, parameters: {p: {min: 1, max: 1000, step: 1}, q: {min: 1, max: 1000, step: 1}}}
optimization:
  parameter_grids:
    initial_capital: {min: 1, max: 100000, step: 1}
    slippage: ${slippage}\n`;
  const { summary, roles } = compare(
    many("{min: 1, max: 10, step: 1}"),
    many("{min: 2, max: 20, step: 2}"),
  );
  expect(summary).toBe("5 other execution; caused by slippage (other values)");
  expect(roles[1]?.fates).toMatchObject({ unchanged: 5, added: 5, removed: 5 });
});

it("compares only the counts of roles that are too many", () => {
  const fine = (max: number) =>
    `strategies: [{type: a}]\noptimization: {parameter_grids: {slippage: {min: 1, max: ${max}, step: 1}}}`;
  const { roles, summary } = compare(fine(30_000), fine(60_000));
  expect(roles[1]?.fates).toBeUndefined();
  expect(roles[1]?.limit).toContain("only their counts are compared");
  expect(summary).toBe("+30000 execution, 30000 → 60000 combinations; caused by slippage (×2)");
});

const text = fc
  .tuple(arbitraryAnyConfig, fc.integer())
  .map(([model, random]) => printYaml(model, { seed: random, shuffle: false }));
const mirrored: Readonly<Record<Fate, Fate>> = {
  added: "removed",
  removed: "added",
  split: "merged",
  merged: "split",
  changed: "changed",
  unchanged: "unchanged",
};

it("knows every container again when only the order of values is another", () => {
  const turned = withFees
    .replace("[0.001, 0.005]", "[0.005, 0.001]")
    .replace("[0.0005, 0.001]", "[0.001, 0.0005]")
    .replace("[10000, 50000]", "[50000, 10000]");
  const { roles, summary } = compare(withFees, turned);
  expect(roles.map(({ fates }) => fates?.unchanged)).toEqual([2, 4]);
  expect(summary).toBe("No change");
});

describe("laws of comparison", () => {
  it("shows nothing between a plan and itself", () => {
    fc.assert(
      fc.property(text, (one) => {
        const { summary, roles, changes } = compare(one, one);
        expect(summary).toBe("No change");
        expect(changes).toEqual([]);
        for (const { containers } of roles) expect(containers).toEqual([]);
      }),
    );
  });

  it("is mirrored when the plans change places", () => {
    fc.assert(
      fc.property(text, text, (one, another) => {
        const there = compare(one, another);
        const back = compare(another, one);
        for (const [i, { containers, before, after }] of there.roles.entries()) {
          const mirroredRole = back.roles[i];
          expect([mirroredRole?.before, mirroredRole?.after]).toEqual([after, before]);
          const turned = containers.map(({ fate, before: from, after: to, others, key }) =>
            JSON.stringify([mirrored[fate], to, from, others.toSorted(), key]),
          );
          const seen = mirroredRole?.containers.map(
            ({ fate, before: from, after: to, others, key }) =>
              JSON.stringify([fate, from, to, others.toSorted(), key]),
          );
          expect(seen?.toSorted()).toEqual(turned.toSorted());
        }
      }),
    );
  });

  it("knows a container in both plans if and only if its canonical text is in both", () => {
    fc.assert(
      fc.property(text, text, (one, another) => {
        const [a, b] = [planOf(one).plan, planOf(another).plan];
        const { roles } = compare(one, another);
        for (const [i, role] of sharedRoles.entries()) {
          const textsOf = (plan: typeof a) =>
            new Set(
              Array.from({ length: Number(plan.combinations) }, (_, index) => {
                const { servedBy, container } = plan.roles[role];
                return container(servedBy(combinationIndex(BigInt(index)))).canonical;
              }),
            );
          const [before, after] = [textsOf(a), textsOf(b)];
          const both = [...before].filter((known) => after.has(known));
          expect(roles[i]?.fates?.unchanged).toBe(both.length);
        }
      }),
      { numRuns: 50 },
    );
  });
});
