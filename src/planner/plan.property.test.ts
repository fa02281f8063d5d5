import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinationIndex, sharedRoles } from "./model.ts";
import { configText } from "./sharing/canonical/config-text.ts";
import { arbitraryAnyConfig } from "./test-support/arbitrary-rules.ts";
import {
  describeList,
  describeSet,
  planOf,
  spellAdapter,
  writtenText,
} from "./test-support/expect-plan.ts";
import { parseSpelled } from "./test-support/fixtures.ts";
import { group } from "./test-support/oracle-groups.ts";
import {
  completeAsTheSpec,
  countAll,
  naiveGroups,
  savedAsText,
  wireAsTheSeed,
} from "./test-support/oracle-wiring.ts";
import { enumerate, sectionNames, type ConfigModel } from "./test-support/oracle.ts";
import { seedHash } from "./test-support/plain.ts";
import { printYaml } from "./test-support/print-yaml.ts";
import { completeAdapters, completeNaively, wireAdapters, wireNaively } from "./wiring/wire.ts";

const seed = fc.nat();

/** Holds for every random configuration, in a random spelling. */
function forConfigs(check: (config: ConfigModel, yaml: string) => void, numRuns = 100): void {
  fc.assert(
    fc.property(arbitraryAnyConfig, seed, (config, spelling) => {
      check(config, printYaml(config, { seed: spelling, shuffle: false }));
    }),
    { numRuns, endOnFailure: true },
  );
}

describe("a plan against enumerating every combination", () => {
  it("has the same containers, by first appearance, with the same configurations", () => {
    forConfigs((config, yaml) => {
      const plan = planOf(yaml);
      const built = enumerate(config);
      for (const role of sharedRoles) {
        const groups = group(built, role);
        const { count, exact, listed, container } = plan.roles[role];
        expect({ role, count, exact, listed }).toEqual({
          role,
          count: BigInt(groups.length),
          exact: true,
          listed: true,
        });
        const containers = groups.map((_, number) => container(number));
        expect(
          containers.map(({ id, canonical, hash, config: own }) => ({
            id,
            canonical,
            hash,
            config: spelled(configText(own)),
          })),
        ).toEqual(
          groups.map(({ id, canonical, hash, config: own }) => ({
            id,
            canonical,
            hash,
            config: spelled(writtenText(own)),
          })),
        );
      }
    }, 250);
  });

  it("serves the same combinations, however a set is asked", () => {
    forConfigs((config, yaml) => {
      const plan = planOf(yaml);
      const built = enumerate(config);
      for (const role of sharedRoles) {
        for (const [number, { serves }] of group(built, role).entries()) {
          const set = plan.roles[role].container(number).serves;
          expect(describeSet(set, built.length)).toEqual(describeList(serves));
        }
      }
    }, 200);
  });

  it("serves every combination exactly once per role", () => {
    forConfigs((_, yaml) => {
      const plan = planOf(yaml);
      const n = Number(plan.combinations);
      for (const role of sharedRoles) {
        const served = Array.from({ length: n }, () => 0);
        for (let number = 0; number < plan.roles[role].count; number++) {
          for (const i of plan.roles[role].container(number).serves) {
            served[Number(i)] = (served[Number(i)] ?? 0) + 1;
            expect(plan.roles[role].servedBy(i)).toBe(number);
          }
        }
        expect(served).toEqual(Array.from({ length: n }, () => 1));
      }
    });
  });

  it("decodes every combination into the same values and isolated configurations", () => {
    forConfigs((config, yaml) => {
      const plan = planOf(yaml);
      const built = enumerate(config);
      expect(plan.combinations).toBe(BigInt(built.length));
      for (const [i, { strategy, grid, parameters, configs }] of built.entries()) {
        const combination = plan.combinationAt(combinationIndex(BigInt(i)));
        expect({
          strategy: combination.strategy.index,
          grid: combination.grid,
          parameters: combination.parameters,
        }).toEqual({ strategy, grid, parameters });
        for (const role of [...sectionNames, "strategy"] as const) {
          const planned = configText(plan.configOf(role, combination));
          expect(spelled(planned)).toBe(spelled(writtenText(configs[role])));
        }
      }
    });
  });

  it("has the same classes of combinations with one (risk, execution) pair", () => {
    forConfigs((config, yaml) => {
      const plan = planOf(yaml);
      const built = enumerate(config);
      const classes = plan.classes() ?? [];
      expect(plan.classCount).toBe(BigInt(classes.length));
      const pairs = new Map<string, number[]>();
      for (const [i, { configs }] of built.entries()) {
        const pair = [configs.risk, configs.execution]
          .map((own) => seedHash(own).canonical)
          .join("|");
        pairs.set(pair, [...(pairs.get(pair) ?? []), i]);
      }
      expect(classes.map(({ serves }) => Array.from(serves, Number))).toEqual([...pairs.values()]);
      for (const { risk, execution, serves, strategies, decidedBy } of classes) {
        const listed = Array.from(serves, Number);
        expect(describeSet(serves, built.length)).toEqual(describeList(listed));
        const members = [...serves].map((i) => built[Number(i)]);
        expect(strategies).toEqual(
          [...new Set(members.map((one) => one?.strategy ?? -1))].toSorted((a, b) => a - b),
        );
        for (const i of serves) {
          expect(plan.roles.risk.servedBy(i)).toBe(risk);
          expect(plan.roles.execution.servedBy(i)).toBe(execution);
        }
        // every axis that does not decide has all of its values in the class
        const free = [...plan.workflow.grid.keys()].filter((axis) => !decidedBy.includes(axis));
        const size = free.reduce((n, axis) => n * (plan.workflow.grid[axis]?.values.count ?? 0), 1);
        const points = members.map((one) =>
          decidedBy
            .map((axis) => one?.grid[axis])
            .concat(one?.strategy, ...(one?.parameters ?? [])),
        );
        const decided = new Set(points.map((point) => point.join()));
        expect(members.length).toBe(decided.size * size);
      }
    });
  });
});

describe("wiring and counts against the seed's loops", () => {
  it("has the same adapters and routing keys", () => {
    forConfigs((config, yaml) => {
      const plan = planOf(yaml);
      const built = enumerate(config);
      const risks = group(built, "risk");
      const executions = group(built, "execution");
      const n = built.length;
      expect(wireAdapters(plan)?.map(spellAdapter)).toEqual(wireAsTheSeed(n, risks, executions));
      expect(completeAdapters(plan)?.map(spellAdapter)).toEqual(
        completeAsTheSpec(n, risks, executions),
      );
      const ownRisks = naiveGroups(built, "risk");
      const ownExecutions = naiveGroups(built, "execution");
      expect(Array.from(wireNaively(plan), spellAdapter)).toEqual(
        wireAsTheSeed(n, ownRisks, ownExecutions),
      );
      expect(Array.from(completeNaively(plan), spellAdapter)).toEqual(
        completeAsTheSpec(n, ownRisks, ownExecutions),
      );
    });
  });

  it("has the same counts, links and saved per cent", () => {
    forConfigs((config, yaml) => {
      const { counts, classCount } = planOf(yaml);
      const built = enumerate(config);
      const naive = countAll(
        built.length,
        naiveGroups(built, "risk"),
        naiveGroups(built, "execution"),
      );
      const optimized = countAll(built.length, group(built, "risk"), group(built, "execution"));
      expect(counts.naive).toEqual(asBigInts(naive));
      expect(counts.optimized).toEqual(asBigInts(optimized));
      expect(classCount).toBe(BigInt(optimized.links - 3 * built.length));
      for (const what of ["containers", "adapters", "links"] as const) {
        const saved = savedAsText(BigInt(naive[what]), BigInt(optimized[what]));
        expect(counts.savedPercent[what].toFixed(1)).toBe(saved);
      }
    }, 200);
  });
});

/** A configuration with numbers as spelled and members in order, whichever way text is escaped. */
function spelled(json: string): string {
  return JSON.stringify(parseSpelled(json));
}

function asBigInts(counts: Readonly<Record<string, number>>): Readonly<Record<string, bigint>> {
  return Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, BigInt(n)]));
}
