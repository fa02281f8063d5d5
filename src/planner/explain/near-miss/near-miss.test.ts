import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../text/source-range.ts";
import { keyText } from "../../../yaml/value.ts";
import { sharedRoles, type SharedRole } from "../../model.ts";
import { planText } from "../../plan-text.ts";
import { isReached } from "../../sharing/reach/configuration.ts";
import { arbitraryConfig } from "../../test-support/arbitrary-config.ts";
import { arbitraryAnyConfig } from "../../test-support/arbitrary-rules.ts";
import { fieldsOfPlain, type PlainFields } from "../../test-support/brute-blame.ts";
import { strategiesApart } from "../../test-support/oracle-alternatives.ts";
import { enumerate, type ConfigModel } from "../../test-support/oracle.ts";
import { printYaml } from "../../test-support/print-yaml.ts";
import { mergeNearMiss } from "./merge-near-miss.ts";
import { diagnoseNearMisses } from "./near-miss-diagnostics.ts";
import { nearMissesOf } from "./near-miss.ts";

const replan = (text: string) => planText(text, "pyyaml");

function misses(text: string) {
  const planned = replan(text);
  const situation = { text, ...planned, replan };
  const nearMisses = nearMissesOf(planned.plan, planned.factored);
  return {
    ...nearMisses,
    said: diagnoseNearMisses(nearMisses, situation).map(({ message, range, fixes }) => ({
      message,
      marked: text.slice(range.start, range.end),
      fixed: fixes.map(({ edits }) => applyEdits(text, edits)),
    })),
    unified: nearMisses.listed.map((miss) => {
      const edits = mergeNearMiss(situation, miss);
      return edits && applyEdits(text, edits);
    }),
  };
}

const two = (first: string, second: string, base = "{}") => `strategies:
  - {type: a, risk: ${first}}  # one
  - {type: b, risk: ${second}}  # other
risk: ${base}
`;

describe("near misses that cost a container for nothing", () => {
  it.each([
    ["number spelling", "{max_positions: 1000}", "{max_positions: 1000.0}"],
    ["number as text", "{stop_loss: 0.001}", '{stop_loss: "0.001"}'],
    ["order of a list", "{days: [1, 2]}", "{days: [2, 1]}"],
  ])("warn of %s, and unify it", (kind, first, second) => {
    const text = two(first, second);
    const { listed, said, unified } = misses(text);
    expect(listed.map((miss) => [miss.kind, miss.removes, miss.containers])).toEqual([
      [kind, 1n, ["risk_0", "risk_1"]],
    ]);
    expect(said[0]?.message).toMatch(/^near miss: risk containers differ only by `\w+` \(.+\), /);
    expect(
      `{${text.includes("max") ? "max_positions" : text.includes("days") ? "days" : "stop_loss"}: ${said[0]?.marked}}`,
    ).toBe(second);
    expect(said[0]?.fixed).toEqual([two(first, first)]);
    expect(unified).toEqual([two(first, first)]);
  });

  it("warn of a key that one of two lacks, which is deleted", () => {
    const { listed, said, unified } = misses(two("{a: 1}", "{a: 1, stop_loss: 5}"));
    expect(listed.map(({ kind }) => kind)).toEqual(["absent"]);
    expect(said.map(({ marked }) => marked)).toEqual(["5"]);
    expect(unified).toEqual([two("{a: 1}", "{a: 1}")]);
  });

  it("keep what the base says", () => {
    const { unified } = misses(two("{stop_loss: 5}", "{}", "{stop_loss: 5.0}"));
    expect(unified).toEqual([two("{stop_loss: 5.0}", "{}", "{stop_loss: 5.0}")]);
  });
});

describe("near misses in one field", () => {
  it("are listed and not warned of", () => {
    const { listed, said, unified } = misses(two("{stop_loss: 5}", "{stop_loss: 7}"));
    expect(
      listed.map(({ kind, fields }) => [kind, fields[0]?.values.map(({ text }) => text)]),
    ).toEqual([["one field", ["5", "7"]]]);
    expect(said).toEqual([]);
    expect(unified).toEqual([two("{stop_loss: 5}", "{stop_loss: 5}")]);
  });

  it("never come from an axis", () => {
    const { listed } = misses(`strategies: [{type: a}]
optimization: {parameter_grids: {risk.stop_loss: [1, 1.0, 2]}}
`);
    expect(listed).toEqual([]);
  });

  it("are not computed for a role that is not listed, and it says so", () => {
    const { listed, notComputed } = misses(`strategies: [{type: a, risk: {x: 1}}, {type: b}]
optimization: {parameter_grids: {risk.a: "range(1, 1000, 1)", risk.b: "range(1, 1000, 1)"}}
`);
    expect(listed).toEqual([]);
    expect(notComputed).toEqual([
      { role: "risk", reason: "the risk containers are counted, not listed" },
    ]);
  });

  it("are counted beyond a hundred", () => {
    const strategies = Array.from({ length: 300 }, (_, i) => {
      const pair = Math.floor(i / 2);
      return `  - {type: s${i}, risk: {pair: ${pair}, x${pair}: ${i}}}\n`;
    });
    const { listed, more } = misses(`strategies:\n${strategies.join("")}`);
    expect([listed.length, more]).toEqual([100, 50]);
  });
});

it("saves what it says, always, and never touches anything else", () => {
  fc.assert(
    fc.property(arbitraryAnyConfig, fc.nat(), (config, seed) => {
      const text = printYaml(config, { seed, shuffle: false });
      const planned = replan(text);
      const { listed } = nearMissesOf(planned.plan, planned.factored);
      for (const miss of listed) {
        const edits = mergeNearMiss({ text, ...planned, replan }, miss);
        if (!edits) continue;
        const { plan } = replan(applyEdits(text, edits));
        for (const role of sharedRoles) {
          const saved = role === miss.role ? miss.removes : 0n;
          expect(plan.roles[role].count).toBe(planned.plan.roles[role].count - saved);
        }
        expect(plan.combinations).toBe(planned.plan.combinations);
      }
    }),
    { numRuns: 150 },
  );
});

/** By strategy the fields of a role's configuration at every grid point. */
function fieldsByStrategy(config: ConfigModel, role: SharedRole): readonly PlainFields[][] {
  const byStrategy = strategiesApart(config).map((): PlainFields[] => []);
  for (const { strategy, parameters, configs } of enumerate(config)) {
    if (parameters.every((position) => position === 0))
      byStrategy[strategy]?.push(fieldsOfPlain(configs[role]));
  }
  return byStrategy;
}

/** The one field in which two strategies differ, each with a value of its own at all grid points. */
function onlyDifference(a: readonly PlainFields[], b: readonly PlainFields[]): string | undefined {
  const [first, ...more] = new Set(
    a.flatMap((fields, point) => {
      const others = b[point] ?? new Map<string, string>();
      return [...fields.keys(), ...others.keys()].filter((id) => fields.get(id) !== others.get(id));
    }),
  );
  const isConstant = (all: readonly PlainFields[]): boolean =>
    new Set(all.map((fields) => fields.get(first ?? ""))).size === 1;
  return first !== undefined && more.length === 0 && isConstant(a) && isConstant(b)
    ? first
    : undefined;
}

it("lists every two strategies that differ in one field which no axis writes", () => {
  let pairs = 0;
  fc.assert(
    fc.property(arbitraryConfig, fc.nat(), (config, seed) => {
      const { plan, factored } = replan(printYaml(config, { seed, shuffle: false }));
      const { listed, more } = nearMissesOf(plan, factored);
      for (const role of sharedRoles) {
        const reaching = (index: number): readonly string[] =>
          factored.reach.flatMap(({ targets, position }) =>
            targets
              .filter((target) => target.role === role && isReached(target, { index }))
              .map(({ path }) => JSON.stringify([position, path.map(keyText)])),
          );
        // what is written for one strategy alone parts others from their class, too
        const written = factored.reach.flatMap(({ targets }) =>
          targets.flatMap((target) => (target.role === role ? [target.path.map(keyText)] : [])),
        );
        const classOf = (index: number): number | undefined =>
          factored.scopes[role].classes.find((one) => one.strategies.includes(index))
            ?.strategies[0];
        const all = fieldsByStrategy(config, role);
        for (const [s, a] of all.entries()) {
          for (const [t, b] of all.entries()) {
            const id = s < t ? onlyDifference(a, b) : undefined;
            if (id === undefined || reaching(s).join() !== reaching(t).join()) continue;
            const path: readonly string[] = JSON.parse(id);
            const isWritten = written.some((target) => {
              return target.every((key, i) => i >= path.length || key === path[i]);
            });
            if (isWritten || more > 0) continue;
            pairs++;
            const members = [classOf(s), classOf(t)];
            expect(
              listed.filter(
                (miss) =>
                  miss.role === role &&
                  miss.fields.some((field) => field.id === id) &&
                  members.every((member) => miss.strategies.some((one) => one === member)),
              ),
            ).not.toEqual([]);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(pairs).toBeGreaterThan(10);
});
