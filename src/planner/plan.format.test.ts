import fc from "fast-check";
import { expect, it } from "vitest";
import { sharedRoles, type Plan } from "./model.ts";
import { arbitraryAnyConfig } from "./test-support/arbitrary-rules.ts";
import { planOf, spellAdapter } from "./test-support/expect-plan.ts";
import { sectionNames, type ConfigModel } from "./test-support/oracle.ts";
import { printYaml } from "./test-support/print-yaml.ts";
import { wireAdapters } from "./wiring/wire.ts";

/** All of a plan but the order in which configurations are displayed. */
function essence(plan: Plan) {
  const roles = sharedRoles.map((role) =>
    Array.from({ length: Number(plan.roles[role].count) }, (_, number) => {
      const { id, canonical, hash, serves } = plan.roles[role].container(number);
      return { id, canonical, hash, serves: [...serves] };
    }),
  );
  return {
    combinations: plan.combinations,
    counts: plan.counts,
    roles,
    adapters: wireAdapters(plan)?.map(spellAdapter),
  };
}

it("gives the same plan however the YAML is formatted and its keys are ordered", () => {
  fc.assert(
    fc.property(arbitraryAnyConfig, fc.nat(), fc.nat(), (config, first, second) => {
      const plan = planOf(printYaml(config, { seed: first, shuffle: false }));
      const reformatted = planOf(printYaml(config, { seed: second, shuffle: true }));
      expect(essence(reformatted)).toEqual(essence(plan));
    }),
    { numRuns: 50 },
  );
});

it("gives the same configurations in another order when grid axes change places", () => {
  const independent = arbitraryAnyConfig.filter(({ grid }) => grid.length > 1);
  fc.assert(
    fc.property(independent, fc.nat(), (config, seed) => {
      const keys = config.grid.map(([key]) => lastOf(key));
      fc.pre(new Set(keys).size === keys.length && config.grid.every(([key]) => isFlat(key)));
      const turned: ConfigModel = { ...config, grid: config.grid.toReversed() };
      const plan = planOf(printYaml(config, { seed, shuffle: false }));
      const turnedPlan = planOf(printYaml(turned, { seed, shuffle: false }));
      expect(turnedPlan.counts).toEqual(plan.counts);
      for (const role of sharedRoles)
        expect(textsOf(turnedPlan, role)).toEqual(textsOf(plan, role));
    }),
    { numRuns: 100 },
  );
});

const lastOf = (key: string) => key.split(".").at(-1);
/** A section's own key writes to the place of every key of it. */
const isFlat = (key: string) =>
  key.split(".").length <= 2 && !sectionNames.some((role) => role === key);

function textsOf(plan: Plan, role: (typeof sharedRoles)[number]): readonly string[] {
  const { count, container } = plan.roles[role];
  return Array.from({ length: Number(count) }, (_, i) => container(i).canonical).toSorted();
}
