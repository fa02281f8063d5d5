import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { combinationIndex, type Plan } from "./model.ts";
import { planText } from "./plan-text.ts";
import { configText } from "./sharing/canonical/config-text.ts";
import { fixture, parseSpelled } from "./test-support/fixtures.ts";

const configs = z.object({
  strategy: z.unknown(),
  risk: z.unknown(),
  execution: z.unknown(),
  portfolio: z.unknown(),
});
const line = z.looseObject({
  file: z.string(),
  combinations: z.unknown(),
  risk: z.unknown(),
  execution: z.unknown(),
  pairs: z.unknown(),
  first: configs.nullable(),
  last: configs.nullable(),
  codes: z.array(z.string()),
  dropped: z.unknown(),
  rules: z.array(z.unknown()).default([]),
});
const files = new Set(readdirSync(new URL("fixtures/dialects/", import.meta.url)));
const lines = fixture("dialects/expected.jsonl")
  .trimEnd()
  .split("\n")
  .map((text) => line.parse(parseSpelled(text)))
  .filter(({ file }) => files.has(file));

/** What is said of dialects, and not of axes and sections in any. */
const ofDialects =
  /^(?:zip|rules?|exclude|sweep|foreign|needs|engine|list|strategy-implied|axis-continuous|no-strategies)/;

/** The configurations of one combination, numbers as they are spelled. */
function configsAt(plan: Plan, index: bigint) {
  const combination = plan.combinationAt(combinationIndex(index));
  const of = (role: "strategy" | "risk" | "execution" | "portfolio"): unknown =>
    parseSpelled(configText(plan.configOf(role, combination)));
  return {
    strategy: of("strategy"),
    risk: of("risk"),
    execution: of("execution"),
    portfolio: of("portfolio"),
  };
}

describe("files in the dialects of their users, enumerated in Python", () => {
  it.each(lines)("$file", ({ file, first, last, codes, rules, ...expected }) => {
    const { plan, diagnostics } = planText(fixture(`dialects/${file}`), "pyyaml");
    const { risk, execution } = plan.roles;
    const counted = {
      combinations: `#${plan.combinations}`,
      risk: `#${risk.count}`,
      execution: `#${execution.count}`,
      pairs: `#${plan.classCount}`,
      ...("dropped" in expected && { dropped: `#${plan.dropped}` }),
    };
    expect(expected).toMatchObject(counted);
    const spelled = plan.rules.map(({ text, drops, only }) => ({
      text,
      drops: `#${drops}`,
      only: `#${only}`,
    }));
    expect(spelled).toEqual(rules);
    const ends = first === null ? [] : [0n, plan.combinations - 1n];
    expect(ends.map((index) => configsAt(plan, index))).toEqual(
      first === null ? [] : [first, last],
    );
    const told = diagnostics.flatMap(({ code }) => (ofDialects.test(code) ? code : []));
    expect([...new Set(told)].toSorted()).toEqual(codes);
  });
});
