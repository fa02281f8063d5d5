import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sharedRoles } from "../../model.ts";
import { planText } from "../../plan-text.ts";
import { facetsOf } from "../../sharing/decomposition/facets.ts";
import { arbitraryAnyConfig } from "../../test-support/arbitrary-rules.ts";
import {
  countDropping,
  differingFields,
  fieldsOfPlain,
  type PlainFields,
} from "../../test-support/brute-blame.ts";
import { fixture } from "../../test-support/fixtures.ts";
import { enumerate } from "../../test-support/oracle.ts";
import { printYaml } from "../../test-support/print-yaml.ts";
import { blameOf, type Blame } from "./blame.ts";
import { createGainSearch } from "./tied-fields.ts";

const blame = (text: string): Blame => {
  const { plan, factored } = planText(text, "pyyaml");
  return blameOf(factored, plan.counts.optimized);
};

describe("the fee grid", () => {
  const { rows, notComputed } = blame(fixture("plans/fee-grid.yaml"));

  it("blames commission for half of execution and of risk, slippage for half of execution", () => {
    expect(notComputed).toEqual([]);
    expect(rows.map(({ field, roles }) => ({ field, roles }))).toEqual([
      {
        field: "commission",
        roles: {
          risk: { containers: 2n, containersWithout: 1n, removes: 1n, multiplies: 2 },
          execution: { containers: 4n, containersWithout: 2n, removes: 2n, multiplies: 2 },
        },
      },
      {
        field: "slippage",
        roles: { execution: { containers: 4n, containersWithout: 2n, removes: 2n, multiplies: 2 } },
      },
    ]);
  });

  it("names the values with their places, and the axis as the cause", () => {
    const text = fixture("plans/fee-grid.yaml");
    const quoted = rows.map(({ values, cause }) => ({
      values: values.map((value) => value.text),
      places: values.flatMap(({ ranges }) => ranges.map((r) => text.slice(r.start, r.end))),
      cause: cause.kind,
      keys: cause.ranges.map((r) => text.slice(r.start, r.end)),
    }));
    expect(quoted).toEqual([
      {
        values: ["0.001", "0.005"],
        places: ["0.001", "0.005"],
        cause: "grid axis",
        keys: ["commission"],
      },
      {
        values: ["0.0005", "0.001"],
        places: ["0.0005", "0.001"],
        cause: "grid axis",
        keys: ["slippage"],
      },
    ]);
  });
});

const tied = `
strategies:
  - {type: a, execution: {commission: 0.001, slippage: 0.1}}
  - {type: b, execution: {commission: 0.002, slippage: 0.2}}
`;

it("names the pair where two overrides differ in two tied fields", () => {
  const { rows } = blame(tied);
  expect(
    rows.map(({ field, removes, tiedWith, gainingSet, cause }) => [
      field,
      removes,
      tiedWith,
      gainingSet,
      cause.kind,
    ]),
  ).toEqual([
    ["commission", 0n, ["slippage"], ["commission", "slippage"], "strategy override"],
    ["slippage", 0n, ["commission"], ["slippage", "commission"], "strategy override"],
  ]);
});

it.each([
  ["number/format difference", "{stop_loss: 5}", "{stop_loss: 5.0}", ""],
  ["strategy override", "{stop_loss: 5}", "{stop_loss: 6}", ""],
  ["strategy override", "{l: {b: 1}}", "{l: {b: 2}}", "risk.l: [{a: 1}, {a: 2}]"],
])("tells the cause: a %s", (kind, first, second, axis) => {
  const { rows } = blame(`strategies:
  - {type: a, risk: ${first}}
  - {type: b, risk: ${second}}
optimization: {parameter_grids: {${axis}}}
`);
  expect(rows.map(({ field, cause }) => [field, cause.kind])).toContainEqual([
    axis ? "l.b" : "stop_loss",
    kind,
  ]);
});

describe("the search for fields that gain together", () => {
  /** The set that gains with the first field, of 500 strategies that some fields each tell apart. */
  const gainingSet = (fields: readonly string[], telling: readonly string[]) => {
    const strategies = Array.from({ length: 500 }, (_, s) => {
      const values = fields.flatMap((field, i) =>
        telling.includes(field) ? `${field}: ${s}` : i === s ? `${field}: 1` : [],
      );
      return `  - {type: a, risk: {${values.join(", ")}}}\n`;
    });
    const { factored } = planText(`strategies:\n${strategies.join("")}`, "pyyaml");
    const facets = facetsOf(factored, "risk");
    if ("reason" in facets) throw new Error(facets.reason);
    const ordered = fields.flatMap((field) =>
      facets.fields.filter(({ path }) => path.text === field),
    );
    const [first] = ordered;
    const set = first && createGainSearch({ ...facets, fields: ordered }, new Map())(first);
    return set?.map(({ path }) => path.text);
  };
  const others = (count: number) => Array.from({ length: count }, (_, i) => `f${i}`);

  it.each([100, 101])("takes 100,000 steps to find a second, past %i others", (count) => {
    // two counts of 500 for each
    const found = gainingSet(["a", ...others(count), "b"], ["a", "b"]);
    expect(found).toEqual(count > 100 ? undefined : ["a", "b"]);
  });

  it.each([98, 99])("takes 100,000 steps to find a third, past %i others", (count) => {
    const found = gainingSet(["a", "b", "c", ...others(count)], ["a", "b", "c"]);
    expect(found).toEqual(count > 98 ? undefined : ["a", "b", "c"]);
  });
});

it("lists an absent value with the strategies that lack it", () => {
  const { rows } = blame("strategies:\n  - {type: a}\n  - {type: b, risk: {stop_loss: 1}}\n");
  expect(rows[0]?.values.map(({ text }) => text)).toEqual([undefined, "1"]);
});

it("lists a value as absent where a grid key goes deeper for one strategy", () => {
  const { rows } = blame(`strategies: [{type: a}, {type: b}]
risk: {limits: 5}
optimization: {parameter_grids: {a.risk.limits.max: [1]}}
`);
  expect(rows.map(({ field, values }) => [field, values.map(({ text }) => text)])).toEqual([
    ["limits", [undefined, "5"]],
    ["limits.max", ["1", undefined]],
  ]);
});

it("costs nothing at 10^12 combinations", () => {
  const { rows } = blame(`
strategies: [{type: a}]
optimization:
  parameter_grids:
    commission: {min: 1, max: 1000, step: 1}
    slippage: {min: 1, max: 1000, step: 1}
    risk.a: {min: 1, max: 1000, step: 1}
    risk.b: {min: 1, max: 1000, step: 1}
`);
  expect(
    rows.map(({ field, removes, valuesCount, values }) => [
      field,
      removes,
      valuesCount,
      values.length,
    ]),
  ).toEqual([
    ["a", 999_000n, 1000, 100],
    ["b", 999_000n, 1000, 100],
    ["commission", 999_000n, 1000, 100],
    ["slippage", 999_000n, 1000, 100],
  ]);
});

/** Holds for every random configuration: what is blamed against dropping fields from every configuration. */
function forConfigs(
  check: (
    found: Blame,
    all: Readonly<Record<"risk" | "execution", readonly PlainFields[]>>,
  ) => void,
): void {
  fc.assert(
    fc.property(arbitraryAnyConfig, fc.nat(), (config, seed) => {
      const built = enumerate(config);
      check(blame(printYaml(config, { seed, shuffle: false })), {
        risk: built.map(({ configs }) => fieldsOfPlain(configs.risk)),
        execution: built.map(({ configs }) => fieldsOfPlain(configs.execution)),
      });
    }),
    { numRuns: 60 },
  );
}

describe("blame against dropping fields from every configuration", () => {
  it("finds the fields that differ, and how many containers remain without each", () => {
    forConfigs(({ rows, notComputed }, all) => {
      expect(notComputed).toEqual([]);
      for (const role of sharedRoles) {
        const fieldsOfConfigs = all[role];
        const remaining = rows.flatMap(({ id, roles }) => {
          const costs = roles[role];
          return costs ? [[id, Number(costs.containersWithout)] as const] : [];
        });
        const expected = differingFields(fieldsOfConfigs).map(
          (id) => [id, countDropping(fieldsOfConfigs, [id])] as const,
        );
        expect(new Map(remaining)).toEqual(new Map(expected));
        for (const { id, roles } of rows) {
          const costs = roles[role];
          if (!costs) continue;
          expect(costs.multiplies).toBeCloseTo(
            countDropping(fieldsOfConfigs, []) / countFrozen(fieldsOfConfigs, id),
          );
          expect(Number(costs.containers)).toBe(countDropping(fieldsOfConfigs, []));
          expect(costs.removes).toBe(costs.containers - costs.containersWithout);
        }
      }
    });
  });

  it("lists all values, the first combination's first", () => {
    forConfigs(({ rows }, all) => {
      for (const { id, roles, valuesCount, values } of rows) {
        const fieldsOfConfigs = sharedRoles.flatMap((role) => (roles[role] ? all[role] : []));
        const first = sharedRoles.find((role) => roles[role]);
        expect(valuesCount).toBe(new Set(fieldsOfConfigs.map((fields) => fields.get(id))).size);
        expect(values.length).toBe(valuesCount);
        const [config] = first ? all[first] : [];
        expect(values[0]?.text === undefined).toBe(config?.get(id) === undefined);
        for (const { ranges } of values) expect(ranges.length).toBeGreaterThan(0);
      }
    });
  });

  it("ties fields that always change together, and finds the smallest set that gains", () => {
    forConfigs(({ rows }, all) => {
      for (const { id, field, roles, tiedWith, gainingSet } of rows) {
        const blamedRoles = sharedRoles.filter((role) => roles[role]);
        const together = new Set(
          blamedRoles.flatMap((role) =>
            differingFields(all[role]).filter(
              (other) => other !== id && pattern(all[role], other) === pattern(all[role], id),
            ),
          ),
        );
        expect(new Set(tiedWith)).toEqual(new Set(Array.from(together, nameOf)));
        const sizes = blamedRoles.map((role) => smallestGain(all[role], id));
        const smallest = Math.min(...sizes);
        expect(gainingSet?.length ?? Infinity).toBe(smallest);
        expect(gainingSet?.[0] ?? field).toBe(field);
      }
    });
  });
});

/** How many configurations there are when a field has the first one's value in all of them. */
function countFrozen(all: readonly PlainFields[], id: string): number {
  const first = all[0]?.get(id);
  const path: readonly string[] = JSON.parse(id);
  const frozen = all.map((fields): PlainFields => {
    const others = Array.from(fields).filter(([other]) => {
      const keys: readonly string[] = JSON.parse(other);
      const common = keys.slice(0, path.length).every((key, i) => key === path[i]);
      // above or below a value nothing else can stand
      return first === undefined ? other !== id : !common;
    });
    return new Map(first === undefined ? others : [...others, [id, first]]);
  });
  return countDropping(frozen, []);
}

function pattern(all: readonly PlainFields[], id: string): string {
  const texts = all.map((fields) => fields.get(id));
  return texts.map((text) => texts.indexOf(text)).join();
}

/** The size of the smallest set of at most three fields with this one that it helps to fix. */
function smallestGain(all: readonly PlainFields[], id: string): number {
  const others = differingFields(all).filter((other) => other !== id);
  const gains = (more: readonly string[]) =>
    countDropping(all, [id, ...more]) < countDropping(all, more);
  if (gains([])) return 1;
  if (others.some((other) => gains([other]))) return 2;
  const three = others.some((a, i) => others.slice(i + 1).some((b) => gains([a, b])));
  return three ? 3 : Infinity;
}

function nameOf(id: string): string {
  const keys: readonly string[] = JSON.parse(id);
  return keys.join(".");
}
