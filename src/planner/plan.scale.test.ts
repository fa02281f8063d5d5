import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinationIndex, type Plan } from "./model.ts";
import { planOf } from "./test-support/expect-plan.ts";
import { wireAdapters } from "./wiring/wire.ts";

const seedSections = `
risk: {max_position_size: 1000, commission: 0.001}
execution: {commission: 0.001, slippage: 0.0005}
`;
/** `ten` parameters and grid axes of ten values each. */
function tens(parameters: number, grid: readonly string[] = []): string {
  const axis = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
  const parameterLines = Array.from(
    { length: parameters },
    (_, i) => `      p${i}: ${axis}\n`,
  ).join("");
  const keys = grid.map((key) => `    ${key}: ${axis}\n`).join("");
  const strategies = `strategies:\n  - type: momentum\n    parameters:\n${parameterLines}`;
  const optimization = keys ? `optimization:\n  parameter_grids:\n${keys}` : "";
  return strategies + optimization + seedSections;
}

function sizes({ combinations, counts, roles, classCount }: Plan) {
  const { containers, adapters, links } = counts.optimized;
  return {
    combinations,
    risk: roles.risk.count,
    execution: roles.execution.count,
    classCount,
    containers,
    adapters,
    links,
  };
}

describe("counts beyond enumeration", () => {
  it.each([12n, 18n, 30n])("are exact at 10^%i combinations", (power) => {
    const n = 10n ** power;
    const { risk, execution, ...rest } = sizes(planOf(tens(Number(power))));
    expect({ risk, execution }).toEqual({ risk: 1n, execution: 1n });
    expect(rest).toEqual({
      combinations: n,
      classCount: 1n,
      containers: 2n * n + 3n,
      adapters: 4n,
      links: 3n * n + 1n,
    });
  });

  it("are exact at 10^12 with 100 risk and 1,000 execution containers", () => {
    const grid = ["risk.stop_loss", "commission", "slippage", "execution.delay"];
    const plan = planOf(tens(8, grid));
    // commission is declared by risk and by execution, so both have it
    expect(sizes(plan)).toMatchObject({
      combinations: 10n ** 12n,
      risk: 100n,
      execution: 1000n,
      classCount: 10_000n,
    });
    expect(plan.counts.savedPercent.containers).toBe(50);
    const { serves } = plan.roles.execution.container(999);
    expect(serves.count).toBe(10n ** 9n);
    const last = combinationIndex(10n ** 12n - 1n);
    expect([serves.has(last), serves.at(serves.count - 1n)]).toEqual([true, last]);
    expect(plan.roles.execution.servedBy(last)).toBe(999);
  });

  it("count 1,000 × 1,000 fees as 1,000,000 execution containers", () => {
    const fees = `
strategies: [{type: momentum}]
optimization:
  parameter_grids:
    commission: {min: 0.0001, max: 0.1, step: 0.0001}
    slippage: {min: 0.0001, max: 0.1, step: 0.0001}
`;
    const plan = planOf(fees);
    expect(sizes(plan)).toMatchObject({
      combinations: 1_000_000n,
      risk: 1n,
      execution: 1_000_000n,
      classCount: 1_000_000n,
    });
    expect(plan.roles.execution).toMatchObject({ listed: false, exact: true });
    expect(plan.classes()).toBeUndefined();
    expect(() => plan.roles.execution.container(0)).toThrow(RangeError);
    // the isolated containers are still there, one by one
    expect(plan.combinationAt(combinationIndex(999_999n)).grid).toEqual([999, 999]);
  });

  it("list containers under 10,000 axes of one value", () => {
    const axes = Array.from({ length: 10_000 }, (_, i) => `    risk.k${i}: [1]\n`).join("");
    const grid = `optimization:\n  parameter_grids:\n${axes}    slippage: [1, 2]\n`;
    const plan = planOf(`strategies: [{type: a, risk: {b: 1}}, {type: b}]\n${grid}`);
    expect(sizes(plan)).toMatchObject({ combinations: 4n, risk: 2n, execution: 2n });
    expect(wireAdapters(plan)).toHaveLength(1 + 2 + 2 * 2);
    expect([...plan.roles.risk.container(1).serves]).toEqual([1n, 3n]);
    expect([...plan.roles.execution.container(1).serves]).toEqual([2n, 3n]);
  });

  it("count the union over strategies that partly overlap", () => {
    // 1,001 × 1,001 values each; the second strategy sets slippage itself, which the grid overrides,
    // and a latency of its own, which it does not
    const plan = planOf(`
strategies:
  - {type: a}
  - {type: b, execution: {slippage: 9}}
  - {type: c, execution: {latency: 5}}
  - {type: d, execution: {fees: {b: 1}}}
optimization:
  parameter_grids:
    commission: {min: 0, max: 1000, step: 1}
    slippage: {min: 0, max: 1000, step: 1}
    execution.fees: [{a: 1}, {a: 2, b: 1}]
`);
    const point = 1001n * 1001n;
    // a and b: 2 fees; c: 2 more by its latency; d: {b: 1, a: 1} and {b: 1, a: 2}, the latter as a and b
    expect(plan.roles.execution.count).toBe(point * (2n + 2n + 1n));
    expect(plan.roles.execution.exact).toBe(true);
  });
});

describe("axes that meet at one place", () => {
  const gridOf = (grid: string, risk = "{}") =>
    planOf(`
strategies: [{type: a}]
optimization: {parameter_grids: ${grid}}
risk: ${risk}
`);

  it("count `risk.limits` with `risk.limits.a` as 2, not 4", () => {
    const plan = gridOf("{risk.limits: [{a: 1}, {a: 2}], risk.limits.a: [5, 6]}");
    expect(plan.combinations).toBe(4n);
    expect(plan.roles.risk.count).toBe(2n);
  });

  it("count them in the other order as what is left", () => {
    const plan = gridOf("{risk.limits.a: [5, 6], risk.limits: [{a: 1}, {b: 2}]}");
    expect(plan.roles.risk.count).toBe(3n);
  });

  it("count three of them, where the middle one is overwritten in part", () => {
    const plan = gridOf(
      "{risk.limits: [{a: 0}, {c: 1}], risk.limits.a: [5, 6], limits: [{a: 1}, {b: 1}]}",
      "{limits: {}}",
    );
    expect(plan.combinations).toBe(8n);
    // {a: 1}, {c: 1, a: 1}, and with b: {a: 5}, {a: 6} each with and without c
    expect(plan.roles.risk.count).toBe(2n + 4n);
  });

  it("number containers by their first combination, whichever strategy has it", () => {
    const plan = planOf(`
strategies:
  - {type: a, risk: {limits: {x: 1}}}
  - {type: b, risk: {limits: {y: 1}}}
  - {type: c, risk: {limits: {z: 1}}}
optimization: {parameter_grids: {risk.limits: [{x: 1}, {y: 1}]}}
`);
    const { count, container } = plan.roles.risk;
    const served = Array.from({ length: Number(count) }, (_, i) => [...container(i).serves]);
    expect(served).toEqual([[0n], [1n, 3n], [2n], [4n], [5n]]);
  });

  it("count equal values once, and keep their combinations", () => {
    const plan = gridOf("{risk.stop_loss: [1, 1, 1.0, true, 1]}");
    expect(plan.combinations).toBe(5n);
    expect(plan.roles.risk.count).toBe(3n);
    expect([...plan.roles.risk.container(0).serves]).toEqual([0n, 1n, 4n]);
  });

  it("give no factor for keys that the hash ignores", () => {
    const plan = gridOf(
      "{risk.combination_id: [1, 2], risk.target_portfolio.x: [1, 2], risk.combination_index: [1, 2]}",
    );
    expect(plan.combinations).toBe(8n);
    expect(plan.roles.risk.count).toBe(1n);
    expect(plan.roles.risk.container(0).hash).toBe("99914b93");
  });

  it("merge one fixed mapping into what each strategy has there", () => {
    const plan = planOf(`
strategies: [{type: a, risk: {limits: {a: 1}}}, {type: b}]
optimization: {parameter_grids: {risk.limits: [{b: 1}]}}
`);
    expect(plan.roles.risk.count).toBe(2n);
  });

  it("do not ignore such keys deeper down", () => {
    expect(gridOf("{risk.limits.combination_id: [1, 2]}").roles.risk.count).toBe(2n);
  });
});

it("finds the n-th element of a set of any size, and back", () => {
  const plan = planOf(tens(6, ["risk.stop_loss", "commission", "slippage", "execution.delay"]));
  const { risk } = plan.roles;
  fc.assert(
    fc.property(
      fc.nat(Number(risk.count) - 1),
      fc.bigInt({ min: 0n, max: 10n ** 8n - 1n }),
      (k, i) => {
        const { serves } = risk.container(k);
        const element = serves.at(i % serves.count);
        expect(serves.has(element)).toBe(true);
        expect(risk.servedBy(element)).toBe(k);
      },
    ),
  );
});
