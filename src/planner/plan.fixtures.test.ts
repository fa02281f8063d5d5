import { describe, expect, it } from "vitest";
import { z } from "zod";
import { jsonText } from "../export/json-text.ts";
import { planJson } from "../export/plan-json.ts";
import { usesOf } from "./explain/uses/uses.ts";
import { combinationIndex } from "./model.ts";
import { planText } from "./plan-text.ts";
import { checkLabels } from "./sharing/containers/labels.ts";
import { fixture, parseSpelled } from "./test-support/fixtures.ts";

const expected = fixture("plans/expected.jsonl")
  .trim()
  .split("\n")
  .map((line) => ({ line, file: z.object({ file: z.string() }).parse(JSON.parse(line)).file }));

const printed = z.object({
  combinations: z.unknown(),
  counts: z.object({ naive: z.unknown(), optimized: z.unknown() }),
  analysis: z.unknown(),
  communication: z.unknown(),
});

it("has the plans of an independent enumeration at hand", () => {
  expect(expected.length).toBeGreaterThanOrEqual(67);
});

describe("plans of an independent enumeration in Python", () => {
  it.each(expected)("$file", ({ file, line }) => {
    const text = fixture(`plans/${file}`);
    const { diagnostics, blocked, ...planned } = planText(text, "pyyaml");
    expect(blocked).toBe(false);
    const uses = usesOf(planned.factored, diagnostics);
    const json = jsonText(planJson({ ...planned, diagnostics, uses, text }, { summary: false }));
    const wanted = parseSpelled(line);
    expect({ file, ...printed.parse(parseSpelled(json)) }).toEqual(wanted);
    // members stand in the order in which Python merges them, too
    expect(configsOf(json)).toEqual(configsOf(line));
  });
});

/** Every configuration as it is spelled, container by container. */
function configsOf(json: string): unknown {
  const { analysis } = z
    .object({
      analysis: z.record(
        z.string(),
        z.array(z.object({ container_id: z.string(), config: z.unknown() })),
      ),
    })
    .parse(parseSpelled(json));
  return new Map(
    Object.values(analysis).flatMap((containers) =>
      containers.map(({ container_id: id, config }) => [id, JSON.stringify(config)] as const),
    ),
  );
}

describe("the statements of the seed document", () => {
  const seed = fixture("plans/seed.yaml");
  const { plan, diagnostics } = planText(seed, "pyyaml");
  const { risk, execution } = plan.roles;

  it("has 8 combinations, the capital outermost and the threshold fastest", () => {
    const values = Array.from({ length: 8 }, (_, i) => {
      const { grid, parameters } = plan.combinationAt(combinationIndex(BigInt(i)));
      return [...grid, ...parameters].join("");
    });
    expect(values).toEqual(["000", "001", "010", "011", "100", "101", "110", "111"]);
    expect(plan.combinations).toBe(8n);
  });

  it("needs 19 containers instead of 33, which is 42 % fewer", () => {
    expect(plan.counts.naive.containers).toBe(33n);
    expect(plan.counts.optimized.containers).toBe(19n);
    expect(plan.counts.savedPercent).toEqual({ containers: 42.4, adapters: 84, links: 21.9 });
  });

  it("shares one risk and one execution container, with Python's hashes", () => {
    expect([risk.count, execution.count]).toEqual([1n, 1n]);
    expect(risk.container(0)).toMatchObject({ id: "risk_0", hash: "f42c2275" });
    expect(execution.container(0)).toMatchObject({ id: "execution_0", hash: "f51c2b30" });
    expect(Array.from(risk.container(0).serves, Number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("has nothing to say about it that would worry a reader", () => {
    expect(diagnostics.filter(({ severity }) => ["error", "warning"].includes(severity))).toEqual(
      [],
    );
  });

  it("creates 2 risk containers for strategy-specific risk", () => {
    expect(countsOf(fixture("plans/strategy-risk.yaml"))).toMatchObject({
      risk: 2n,
      execution: 1n,
    });
  });

  it("creates 4 execution containers for commission × slippage, and 2 risk as risk declares commission", () => {
    const feeGrid = fixture("plans/fee-grid.yaml");
    expect(countsOf(feeGrid)).toMatchObject({ risk: 2n, execution: 4n });
    const { diagnostics: said } = planText(feeGrid, "pyyaml");
    const hint = said.find(({ code }) => code === "axis-splits-two-roles");
    expect(hint).toMatchObject({ severity: "hint" });
    expect(hint?.message).toContain("execution.commission");
    const [edit] = hint?.fixes.flatMap(({ edits }) => edits) ?? [];
    const { start, end } = edit?.range ?? { start: 0, end: 0 };
    const fixed = feeGrid.slice(0, start) + (edit?.text ?? "") + feeGrid.slice(end);
    expect(countsOf(fixed)).toMatchObject({ risk: 1n, execution: 4n });
    expect(countsOf(fixture("plans/fee-grid-execution-only.yaml"))).toMatchObject({ risk: 1n });
  });

  function countsOf(text: string) {
    return planText(text, "pyyaml").plan.counts.optimized;
  }
});

it("keeps two configurations apart whose hashes collide, and warns", () => {
  const { plan } = planText(
    `
strategies:
  - {type: a, risk: {max_position_size: 2800, commission: 0.0356}}
  - {type: b, risk: {max_position_size: 6700, commission: 0.0325}}
`,
    "pyyaml",
  );
  const { count, container } = plan.roles.risk;
  expect(count).toBe(2n);
  expect([container(0).hash, container(1).hash]).toEqual(["1a5686bf", "1a5686bf"]);
  const said = checkLabels(plan).step(Infinity) ?? [];
  expect(said.map(({ code, severity }) => [code, severity])).toEqual([
    ["hash-collision", "warning"],
  ]);
  expect(said[0]?.message).toContain("the Python engine would share these two by accident");
});
