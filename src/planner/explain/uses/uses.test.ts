import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyText, type Value } from "../../../yaml/value.ts";
import { combinationIndex } from "../../model.ts";
import { planText } from "../../plan-text.ts";
import { configText } from "../../sharing/canonical/config-text.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { arbitraryConfig } from "../../test-support/arbitrary-config.ts";
import { fixture } from "../../test-support/fixtures.ts";
import { printYaml } from "../../test-support/print-yaml.ts";
import { pathOf, usesOf, visitUses, type UsedPart } from "./uses.ts";

function partsOf(text: string): readonly UsedPart[] {
  const { factored, diagnostics } = planText(text, "pyyaml");
  const parts: UsedPart[] = [];
  visitUses(factored, diagnostics, (part) => parts.push(part));
  return parts;
}

const usesIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(partsOf(text).map((part) => [pathOf(part), part.use]));

const unreadIn = (text: string): readonly string[] => {
  const { factored, diagnostics } = planText(text, "pyyaml");
  return usesOf(factored, diagnostics).unread.listed.map(({ path }) => path);
};

const strategies = "strategies: [{type: momentum, parameters: {lookback_period: [10, 20]}}]\n";

describe("a part of the document", () => {
  it.each([
    ["name: x\ntags: [a, b]", { name: "described", "tags[1]": "described" }],
    ["data: {symbol: A, colour: red}", { "data.symbol": "simulated", "data.colour": "elsewhere" }],
    [
      "expect: {containers: 3, combos: 4}",
      { "expect.containers": "checked", "expect.combos": "not understood" },
    ],
    ["broker: {host: a, ports: [1]}", { broker: "elsewhere", "broker.ports[0]": "elsewhere" }],
    ["costs: {fee: [1, 2], note: a}", { "costs.fee": "not understood", "costs.note": "elsewhere" }],
    ["risc: {stop_loss: 1}", { risc: "not understood", "risc.stop_loss": "not understood" }],
    ["risk:", { risk: "not understood" }],
    [
      "optimization: {method: grid, parameter_grids: {risk.x: [1]}}",
      { "optimization.method": "elsewhere", optimization: "planned" },
    ],
    [
      "sharing_planner: {values: [a.b], risk: c}",
      { "sharing_planner.values[0]": "described", "sharing_planner.risk": "not understood" },
    ],
    [
      "my: {grid: {a: [1, 2]}}\nsharing_planner: {grids: [my.grid]}",
      { "my.grid.a[0]": "planned", "sharing_planner.grids[0]": "planned" },
    ],
    ["initial_capital: 5", { initial_capital: "planned" }],
    [
      "initial_capital: 5\nportfolio: {initial_capital: 6}",
      { initial_capital: "overridden", "portfolio.initial_capital": "planned" },
    ],
    ["d: &d {a: 1}\nrisk: {<<: *d, b: 2}", { "d.a": "planned", "risk.a": "planned" }],
    ["d: &d {symbol: A}\ndata: {<<: *d}", { "d.symbol": "simulated" }],
    [
      "risk_profiles: [{a: 1, b: 1}, {b: 2}, {}]\noptimization: {parameter_grids: {risk.a: [3, 4]}}",
      {
        risk_profiles: "planned",
        "risk_profiles[0].a": "overridden",
        "risk_profiles[0].b": "planned",
        "risk_profiles[1]": "planned",
        "risk_profiles[2]": "planned",
      },
    ],
    [
      "execution_models: {a: {x: 1}, b: {x: 2}}\nexecution: [{x: 3}, {y: 4}]\nrisk_profiles: [{x: 1}, 5]",
      {
        "execution_models.a.x": "planned",
        "execution_models.b": "planned",
        "execution[1].y": "planned",
        "risk_profiles[1]": "not understood",
      },
    ],
    [
      "execution: [{x: 3}, {y: 4}]\nexecution_models: [{x: 5}]",
      { "execution[0]": "planned", "execution[0].x": "overridden", "execution[1].y": "planned" },
    ],
  ])("has its use in %s", (line, uses) => {
    expect(usesIn(`${strategies}${line}\n`)).toMatchObject(uses);
  });

  it("has the use of its own list of parameters", () => {
    const text =
      "strategies: [{type: a, parameters: [{x: 1, y: 1}, {y: [1, 2]}, 7], risk: {z: 1}}]\noptimization: {parameter_grids: {strategy.x: [3, 4]}}\n";
    expect(usesIn(text)).toMatchObject({
      "strategies[0].parameters": "planned",
      "strategies[0].parameters[0].x": "overridden",
      "strategies[0].parameters[0].y": "planned",
      "strategies[0].parameters[1].y[1]": "planned",
      "strategies[0].parameters[2]": "not understood",
      "strategies[0].risk.z": "planned",
    });
  });

  it("is overridden where something else stands in its place in every combination", () => {
    const text = `strategies:
  - {type: a, parameters: {x: 1, y: [1, 2]}, risk: {stop_loss: 1, limits: {a: 1}}}
  - {type: b, risk_config: {stop_loss: 2}, risk: {stop_loss: 3}}
risk: {stop_loss: 4, limits: {a: 5, b: 6}}
execution: {commission: 7}
optimization: {parameter_grids: {execution.commission: [8], commission: [9], strategy.x: [10], strategy.y: [11]}}
`;
    const { factored, diagnostics } = planText(text, "pyyaml");
    const { overridden } = usesOf(factored, diagnostics);
    expect(
      overridden.map(({ path, winner }) => [path, text.slice(winner.start, winner.end)]),
    ).toEqual([
      ["strategies[0].parameters.x", "10"],
      ["strategies[1].risk_config.stop_loss", "3"],
      ["risk.stop_loss", "1"],
      ["execution.commission", "9"],
      ["optimization.parameter_grids.`execution.commission`[0]", "9"],
    ]);
    expect(usesIn(text)).toMatchObject({
      "risk.limits.a": "planned",
      "strategies[0].parameters.y": "planned",
    });
  });

  it("is overridden for one strategy by another key that names it", () => {
    const text = `strategies: [{type: a}, {type: b, name: mine}]
optimization: {parameter_grids: {b.risk.x: [1], mine.risk.x: [2]}}
`;
    const { factored, diagnostics } = planText(text, "pyyaml");
    const { overridden } = usesOf(factored, diagnostics);
    expect(
      overridden.map(({ path, winner }) => [path, text.slice(winner.start, winner.end)]),
    ).toEqual([["optimization.parameter_grids.`b.risk.x`[0]", "2"]]);
  });

  it("that nobody reads is listed once, at its topmost key", () => {
    const text = `${strategies}broker: {host: a, port: 1}\noptimization: {method: grid, n: {a: 1}}\ndata: {symbol: A, x: 1}\n`;
    expect(unreadIn(text)).toEqual(["broker", "optimization", "data.x"]);
  });

  it("is counted beyond the thousand that are listed", () => {
    const keys = Array.from({ length: 1001 }, (_, i) => `k${i}: 1\n`).join("");
    const { factored, diagnostics } = planText(strategies + keys, "pyyaml");
    const { unread } = usesOf(factored, diagnostics);
    expect([unread.count, unread.listed.length]).toEqual([1001, 1000]);
  });
});

/** All that a text decides: every configuration of every combination. */
function decidedBy(text: string): string {
  const { plan, blocked } = planText(text, "pyyaml");
  const n = plan.combinations;
  const listed = n > 200n ? 200 : Number(n);
  const configs = Array.from({ length: listed }, (_, i) => {
    const combination = plan.combinationAt(combinationIndex(BigInt(i)));
    return (["strategy", "portfolio", "risk", "execution"] as const).map((role) =>
      configText(plan.configOf(role, combination)),
    );
  });
  return JSON.stringify([String(n), blocked, configs]);
}

const scalars = ["9871", "zzz"];
const others = [...scalars, "[1, 2, 3]", "{q: 1}", "{value: 3}"];

/** Whether another value at a leaf's place decides something else. */
function matters(text: string, { value: { range } }: UsedPart, values: readonly string[]): boolean {
  const before = decidedBy(text);
  return values.some(
    (value) => decidedBy(text.slice(0, range.start) + value + text.slice(range.end)) !== before,
  );
}

function isLeaf({ value }: UsedPart): boolean {
  if (value.type === "map") return value.entries.size === 0;
  return value.type !== "list" || value.items.length === 0;
}

/**
 * Of an axis with several values that reaches nothing, or that other axes may beat, only how many there
 * are decides something.
 */
function onlyCounts(part: UsedPart, reach: Factored["reach"]): boolean {
  if (part.use !== "planned") return false;
  const keys: Value[] = [];
  for (let each: UsedPart | undefined = part; each; each = each.above) {
    if (typeof each.key !== "number") keys.push(each.key);
  }
  const namesIn = (key: Value): readonly string[] => keyText(key).split(".");
  const names = new Set(keys.flatMap(namesIn));
  return reach
    .flatMap(({ axis, targets }) =>
      axis.fields.map(({ key }, n) => ({ key, reaches: targets.some(({ field }) => field === n) })),
    )
    .some(({ key, reaches }) =>
      keys.includes(key) ? !reaches : namesIn(key).some((name) => names.has(name)),
    );
}

/** One of some excluded values, which others exclude too, or nothing has. */
const isExcluded = (part: UsedPart): boolean => /^(?:optimization\.)?exclude\b/.test(pathOf(part));

/** Leaves whose use is not true: their paths, uses, and whether they decide something. */
function untrueUses(
  text: string,
  pick: (parts: readonly UsedPart[]) => readonly UsedPart[],
): readonly unknown[] {
  const { reach } = planText(text, "pyyaml").factored;
  const leaves = partsOf(text).filter(
    (part) =>
      part.use !== "not understood" &&
      isLeaf(part) &&
      !onlyCounts(part, reach) &&
      !isExcluded(part),
  );
  return pick(leaves).flatMap((part) => {
    const decides = matters(text, part, part.use === "overridden" ? scalars : others);
    return decides === (part.use === "planned")
      ? []
      : [{ text, path: pathOf(part), use: part.use }];
  });
}

describe("every planned leaf decides something, and nothing else does", () => {
  const junk =
    "broker: {host: a, deep: {list: [a, b]}}\ndata: {symbol: A, bars: 5, x: 1}\nname: n\nexpect: {combinations: 3}\n";

  it("in random configurations", () => {
    fc.assert(
      fc.property(arbitraryConfig, fc.nat(), fc.infiniteStream(fc.nat()), (config, seed, picks) => {
        const written = printYaml(config, { seed, shuffle: false, dialect: seed % 2 === 0 });
        const text = /^(?:broker|data|name|expect):/m.test(written)
          ? written
          : `${written}\n${junk}`;
        fc.pre(!planText(text, "pyyaml").blocked);
        const some = (leaves: readonly UsedPart[]): readonly UsedPart[] =>
          leaves
            .filter(() => (picks.next().value ?? 0) % 4 === 0)
            // the path of a section that holds nothing decides nothing
            .filter((leaf) => !pathOf(leaf).startsWith("sharing_planner."))
            .slice(0, 12);
        expect(untrueUses(text, some)).toEqual([]);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it("in the fixtures", () => {
    for (const file of readdirSync(new URL("../../fixtures/plans/", import.meta.url))) {
      if (!file.endsWith(".yaml") || /random-000[0-4]/.test(file)) continue;
      const text = fixture(`plans/${file}`);
      expect(untrueUses(text, (leaves) => leaves.slice(0, 15))).toEqual([]);
    }
  });
});
