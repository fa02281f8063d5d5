import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../../text/collections.ts";
import { applyEdits } from "../../../text/source-range.ts";
import { sharedRoles } from "../../model.ts";
import { planText } from "../../plan-text.ts";
import { arbitraryAnyConfig } from "../../test-support/arbitrary-rules.ts";
import { countDropping, fieldsOfPlain } from "../../test-support/brute-blame.ts";
import { fixture } from "../../test-support/fixtures.ts";
import { enumerate } from "../../test-support/oracle.ts";
import { printYaml } from "../../test-support/print-yaml.ts";
import { blameOf } from "../blame/blame.ts";
import { whatIf, type Pin, type WhatIf } from "./what-if.ts";

const replan = (text: string) => planText(text, "pyyaml");

function ask(text: string, ...fields: (string | readonly [string, number])[]) {
  const pins = fields.map((field): Pin => {
    const [name, value] = typeof field === "string" ? [field, 0] : field;
    return { id: JSON.stringify(name.split(".")), value };
  });
  const answer = whatIf({ text, ...replan(text), replan }, pins);
  if ("reason" in answer) throw new Error(answer.reason);
  return { ...answer, text: applyEdits(text, answer.edits) };
}

const counts = ({ outcome }: WhatIf) => {
  const { risk, execution, containers } = outcome.counts.optimized;
  return [risk, execution, containers, outcome.combinations].map(Number);
};

describe("what if, in the fee grid", () => {
  const text = fixture("plans/fee-grid.yaml");

  it("has 1 risk and 2 execution containers without commission's sweep, and half of the combinations", () => {
    const answer = ask(text, "commission");
    expect(counts(answer)).toEqual([1, 2, 20, 8]);
    expect(answer.outcome.combinationsLost).toBe(8n);
    expect(answer.outcome.savedContainers).toBe(19n);
    expect(answer.text).toBe(text.replace("[0.001, 0.005]", "[0.001]"));
    expect(ask(text, ["commission", 1]).text).toBe(text.replace("[0.001, 0.005]", "[0.005]"));
  });

  it("combines pins into one edit", () => {
    const answer = ask(text, "commission", "slippage");
    expect(counts(answer)).toEqual([1, 1, 11, 4]);
    expect(answer.text).toBe(
      text.replace("[0.001, 0.005]", "[0.001]").replace("[0.0005, 0.001]", "[0.0005]"),
    );
  });
});

const tied = `# two desks
strategies:
  - {type: a, execution: {commission: 0.001, slippage: 0.1}}  # first
  - {type: b, execution: {commission: 0.002, slippage: 0.2}}  # second
`;

it("removes nothing by one of two tied fields, and a container by both", () => {
  expect(ask(tied, "commission").outcome.savedContainers).toBe(0n);
  const both = ask(tied, "commission", "slippage");
  expect(both.outcome.savedContainers).toBe(1n);
  expect(both.text).toBe(tied.replace("0.002", "0.001").replace("0.2}", "0.1}"));
});

describe("the edits of a what-if", () => {
  const strategies =
    "strategies:\n  - type: a\n  - type: b\n    risk_config:\n      stop_loss: 5 # tight\n";

  it.each([
    [
      "writes an override's value anew",
      `${strategies}risk: {stop_loss: 3}\n`,
      "stop_loss",
      `${strategies.replace("5 #", "3 #")}risk: {stop_loss: 3}\n`,
    ],
    [
      "deletes the key for absent",
      strategies,
      "stop_loss",
      "strategies:\n  - type: a\n  - type: b\n    risk_config:\n      {} # tight\n",
    ],
    [
      "keeps the other lines of a list over lines, with their comments",
      "strategies: [{type: a}]\noptimization:\n  parameter_grids:\n    slippage:\n      # low\n      - 0.1 # a\n      # high\n      - 0.2 # b\n",
      "slippage",
      "strategies: [{type: a}]\noptimization:\n  parameter_grids:\n    slippage:\n      # low\n      - 0.1 # a\n      # high\n",
    ],
    [
      "makes one value of a range",
      "strategies: [{type: a}]\noptimization:\n  parameter_grids:\n    slippage: {min: 0.1, max: 0.3, step: 0.1} # sweep\n",
      "slippage",
      "strategies: [{type: a}]\noptimization:\n  parameter_grids:\n    slippage: [0.1] # sweep\n",
    ],
    [
      "keeps a sweep over mappings, each with the one value",
      "strategies: [{type: a}]\noptimization:\n  parameter_grids:\n    risk.limits: [{a: 1, b: 1}, {a: 2, b: 2}]\n",
      "limits.a",
      "strategies: [{type: a}]\noptimization:\n  parameter_grids:\n    risk.limits: [{a: 1, b: 1}, {a: 1, b: 2}]\n",
    ],
    [
      "freezes what others have beside one strategy's sweep",
      "strategies: [{type: a}, {type: b, risk: {x: 5}}]\nrisk: {x: 6}\noptimization: {parameter_grids: {a.risk.x: [1, 2]}}\n",
      "x",
      "strategies: [{type: a}, {type: b, risk: {x: 1}}]\nrisk: {x: 1}\noptimization: {parameter_grids: {a.risk.x: [1]}}\n",
    ],
  ])("%s", (_, before, field, after) => {
    expect(ask(before, field).text).toBe(after);
  });

  it("adds a value that a strategy lacks to the base", () => {
    expect(ask(strategies, ["stop_loss", 1]).text).toBe(`${strategies}risk:\n  stop_loss: 5\n`);
  });
});

it("is exact and immediate at 10^12 combinations", () => {
  const range = "{min: 1, max: 1000, step: 1}";
  const text = `strategies: [{type: a}]
optimization:
  parameter_grids:
    commission: ${range} # fees
    slippage: ${range}
    risk.a: ${range}
    risk.b: ${range}
`;
  const answer = ask(text, ["slippage", 2]);
  expect(answer.text).toBe(text.replace(`slippage: ${range}`, "slippage: [3]"));
  expect(answer.outcome.combinationsLost).toBe(10n ** 12n - 10n ** 9n);
  expect(answer.outcome.counts.optimized).toMatchObject({ risk: 1_000_000n, execution: 1000n });
});

it("says why where an alias would carry the edit to other places", () => {
  const text = `strategies:
  - {type: a, risk: {x: 2}}
  - {type: b, risk: &r {x: 1}, portfolio: *r}
`;
  const pins = [{ id: '["x"]', value: 0 }];
  expect(whatIf({ text, ...replan(text), replan }, pins)).toEqual({
    pins,
    reason: "the text is not plain enough here to edit it for certain",
  });
});

it.each([10_000, 10_001])(
  "freezes a field inside of 10,000 values of an axis, not of %i",
  (count) => {
    const list = Array.from({ length: count }, (_, i) => `{a: ${i + 1 < count ? 0 : 1}}`);
    const text = `strategies: [{type: a}]
optimization: {parameter_grids: {risk.x: [${list.join(", ")}]}}
`;
    const answer = whatIf({ text, ...replan(text), replan }, [{ id: '["x","a"]', value: 0 }]);
    // the last value alone has to be edited
    expect("edits" in answer ? applyEdits(text, answer.edits) : undefined).toBe(
      count > 10_000 ? undefined : text.replace("{a: 1}", "{a: 0}"),
    );
  },
);

it("gives what really applying the edits gives, and what dropping the fields gives, always", () => {
  let offered = 0;
  let asked = 0;
  fc.assert(
    fc.property(
      arbitraryAnyConfig,
      fc.nat(),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 2 }),
      (config, seed, picks) => {
        const text = printYaml(config, { seed, shuffle: false });
        const planned = replan(text);
        const { rows } = blameOf(planned.factored, planned.plan.counts.optimized);
        if (rows.length === 0) return;
        const pins = new Map(
          picks.map(([row, value]) => {
            const { id, valuesCount } = at(rows, row % rows.length);
            return [id, { id, value: value % Math.min(valuesCount, 100) }];
          }),
        );
        asked++;
        const answer = whatIf({ text, ...planned, replan }, [...pins.values()]);
        if ("reason" in answer) return;
        offered++;
        const { plan } = replan(applyEdits(text, answer.edits));
        expect(answer.outcome.counts).toEqual(plan.counts);
        expect(answer.outcome.combinations).toBe(plan.combinations);
        // rules may drop others of a text with other values
        if (config.rules) return;
        const built = enumerate(config);
        for (const role of sharedRoles) {
          const fieldsOfConfigs = built.map(({ configs }) => fieldsOfPlain(configs[role]));
          expect(Number(plan.counts.optimized[role])).toBe(
            countDropping(fieldsOfConfigs, [...pins.keys()]),
          );
        }
      },
    ),
    { numRuns: 150, endOnFailure: true },
  );
  // most texts are plain enough
  expect(offered / asked).toBeGreaterThan(0.6);
});
