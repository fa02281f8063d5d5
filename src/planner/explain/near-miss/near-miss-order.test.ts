import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../text/source-range.ts";
import { planText } from "../../plan-text.ts";
import { mergeNearMiss } from "./merge-near-miss.ts";
import { diagnoseNearMisses } from "./near-miss-diagnostics.ts";
import { nearMissesOf } from "./near-miss.ts";

const replan = (text: string) => planText(text, "pyyaml");

/** A strategy for each of some risk overrides, one a line. */
const withRisks = (risks: readonly string[], base = "{}"): string =>
  `strategies:\n${risks.map((risk, i) => `  - {type: s${i}, risk: ${risk}}\n`).join("")}risk: ${base}\n`;

function look(text: string) {
  const planned = replan(text);
  const situation = { text, ...planned, replan };
  const misses = nearMissesOf(planned.plan, planned.factored);
  return {
    misses,
    told: misses.listed.map(({ kind, removes, containers, strategies, fields }) => ({
      kind,
      removes,
      containers,
      strategies,
      values: fields.map(({ values }) => values.map((value) => value.text)),
    })),
    said: diagnoseNearMisses(misses, situation),
    unified: misses.listed.map((miss) => {
      const edits = mergeNearMiss(situation, miss);
      return edits && applyEdits(text, edits);
    }),
  };
}

describe("near misses of three configurations and more", () => {
  it("are one, in the order of the text, and unified into the first", () => {
    const { told, unified } = look(withRisks(["{x: 1}", "{x: 1.0}", '{x: "1"}', "{x: 1.0}"]));
    expect(told).toEqual([
      {
        kind: "number spelling",
        removes: 2n,
        containers: ["risk_0", "risk_1", "risk_2"],
        strategies: [0, 1, 2],
        values: [["1", "1.0", '"1"']],
      },
    ]);
    // the fourth strategy has the second's configuration, and follows with it
    expect(unified).toEqual([withRisks(["{x: 1}", "{x: 1}", "{x: 1}", "{x: 1}"])]);
  });

  it("name first what the base says, wherever it stands", () => {
    const { told, unified } = look(withRisks(["{x: 1.0}", '{x: "1"}', "{}"], "{x: 1}"));
    expect(told).toEqual([
      {
        kind: "number spelling",
        removes: 2n,
        containers: ["risk_2", "risk_0", "risk_1"],
        strategies: [2, 0, 1],
        values: [["1", "1.0", '"1"']],
      },
    ]);
    expect(unified).toEqual([withRisks(["{x: 1}", "{x: 1}", "{}"], "{x: 1}")]);
  });

  it("tell of those that look alike and of all that differ in the field, each once", () => {
    const { told, said } = look(withRisks(["{x: 1}", "{x: 2}", "{x: 1.0}"]));
    expect(told.map(({ kind, removes, strategies }) => [kind, removes, strategies])).toEqual([
      ["number spelling", 1n, [0, 2]],
      ["one field", 2n, [0, 1, 2]],
    ]);
    expect(said).toHaveLength(1);
  });

  it("are of one field where a third has a value and one has none", () => {
    const { told } = look(withRisks(["{x: 1}", "{x: 2}", "{}"]));
    expect(told.map(({ kind, strategies, values }) => [kind, strategies, values])).toEqual([
      ["one field", [2, 0, 1], [[undefined, "1", "2"]]],
    ]);
  });

  it("are told with those that cost something for nothing first, risk before execution", () => {
    const text = `strategies:
  - {type: a, risk: {x: 1, y: 1}, execution: {z: 1}}
  - {type: b, risk: {x: 2, y: 1}, execution: {z: 1.0}}
  - {type: c, risk: {x: 2, y: 1.0}, execution: {z: 1}}
`;
    const { misses } = look(text);
    expect(misses.listed.map(({ kind, role, fields }) => [kind, role, fields[0]?.field])).toEqual([
      ["number spelling", "risk", "y"],
      ["number spelling", "execution", "z"],
      ["one field", "risk", "x"],
    ]);
  });
});

describe("the limits of near misses", () => {
  /** So many pairs of risk configurations that differ in the spelling of one field. */
  const pairs = (count: number): string =>
    withRisks(
      Array.from({ length: 2 * count }, (_, i) => {
        const pair = i >> 1;
        return `{pair: p${pair}, x${pair}: ${i % 2 === 0 ? "1" : "1.0"}}`;
      }),
    );

  it.each([99, 100, 101])("list a hundred, and count the others of %i", (count) => {
    const { listed, more } = nearMisses(pairs(count));
    expect([listed.length, more]).toEqual([Math.min(count, 100), Math.max(count - 100, 0)]);
    // the first of the text are the listed ones
    expect(listed.map(({ strategies }) => strategies[0])).toEqual(listed.map((_, i) => 2 * i));
  });

  it("offer a fix for the first ten alone", () => {
    const fixes = look(pairs(12)).said.map((one) => one.fixes.length);
    expect(fixes).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
  });

  it.each([23, 24, 25])("name 24 containers at most, of %i", (count) => {
    const risks = Array.from({ length: count }, (_, i) => `{x: ${i}}`);
    const [miss] = look(withRisks(risks)).told;
    expect(miss?.containers).toEqual(
      Array.from({ length: Math.min(count, 24) }, (_, i) => `risk_${i}`),
    );
    expect(miss?.values[0]).toHaveLength(Math.min(count, 24));
    expect([miss?.removes, miss?.strategies.length]).toEqual([BigInt(count - 1), count]);
  });

  it.each([
    [1000, 10],
    [1000, 11],
    [1001, 10],
  ])("are looked for up to ten million steps, not %i² × %i", (fields, classes) => {
    // each of the first ten strategies has its part of the fields, and others have none
    const risks = Array.from({ length: classes }, (_, c) => {
      const ownFields = Array.from({ length: fields }, (_field, i) => `f${i}: 1`);
      return `{${ownFields.filter((_field, i) => i % 10 === c).join(", ")}}`;
    });
    const reason = "too many fields of risk differ to look for near misses";
    expect(nearMisses(withRisks(risks)).notComputed).toEqual(
      fields ** 2 * classes > 10_000_000 ? [{ role: "risk", reason }] : [],
    );
  });

  it.each([299, 300, 301])("take a text of 300 digits for a number, not one of %i", (digits) => {
    const number = "7".repeat(digits);
    const { told } = look(withRisks([`{x: ${number}}`, `{x: "${number}"}`]));
    expect(told.map(({ kind }) => kind)).toEqual([digits > 300 ? "one field" : "number as text"]);
  });

  it.each([2, 3, 4])("spell three fields at most, of %i", (count) => {
    const fields = (value: string) =>
      `{${Array.from({ length: count }, (_, i) => `f${i}: ${value}`).join(", ")}}`;
    const [one] = look(withRisks([fields("1"), fields("1.0")])).said;
    const named = Array.from({ length: Math.min(count, 3) }, (_, i) => `\`f${i}\` (1 and 1.0)`);
    expect(one?.message).toContain(
      `only by ${named.join(", ")}${count > 3 ? ", …" : ""}, two spellings`,
    );
  });
});

function nearMisses(text: string) {
  const { plan, factored } = replan(text);
  return nearMissesOf(plan, factored);
}
