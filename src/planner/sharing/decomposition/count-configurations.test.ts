import fc from "fast-check";
import { expect, it } from "vitest";
import { planText } from "../../plan-text.ts";
import { countConfigurations } from "./count-configurations.ts";

function riskOf(text: string) {
  const { plan, diagnostics } = planText(text, "pyyaml");
  return { ...plan.roles.risk, codes: diagnostics.map(({ code }) => code) };
}

it("counts a configuration once that two strategies reach on different ways", () => {
  // {a: 1, b: 1} comes from the first strategy's axis and from the second's own b
  const { count, container } = riskOf(`
strategies:
  - {type: a}
  - {type: b, risk_config: {limits: {b: 1}}}
optimization: {parameter_grids: {limits: [{a: 1, b: 1}, {a: 2}]}}
risk: {limits: {}}
`);
  expect(count).toBe(3n);
  expect(container(0).serves.count).toBe(2n);
  expect([1, 2].map((number) => container(number).serves.count)).toEqual([1n, 1n]);
});

it("counts long overlapping axes by membership, without enumerating their product", () => {
  const axis = (name: string): string =>
    `    risk.${name}: [{v: 0, w: 1}, ${Array.from({ length: 999 }, (_, i) => `{v: ${i + 1}}`).join(", ")}]\n`;
  const { count, exact } = riskOf(`
strategies:
  - {type: a}
  - {type: b, risk: {x: {w: 1}, y: {w: 1}}}
risk: {x: {}, y: {}}
optimization:
  parameter_grids:
${axis("x")}${axis("y")}`);
  // each strategy has 1,000 × 1,000; the two agree on x = {v: 0, w: 1} and y = {v: 0, w: 1} alone
  expect(count).toBe(1_999_999n);
  expect(exact).toBe(true);
});

it("counts by membership what listing every choice counts", () => {
  // over a thousand choices, below which they are listed
  const values = fc.subarray(
    Array.from({ length: 12 }, (_, i) => i),
    { minLength: 10 },
  );
  const choices = fc.array(fc.tuple(values, values, values), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(choices, (lists) => {
      const listed = new Set(
        lists.flatMap(([a, b, c]) =>
          a.flatMap((x) => b.flatMap((y) => c.map((z) => `${x} ${y} ${z}`))),
        ),
      );
      const classes = lists.map((ofFactors) => ({
        rest: "",
        values: ofFactors.map((ids) => ({
          size: ids.length,
          idAt: (place: number) => ids[place] ?? -1,
          identity: ids.join(),
        })),
      }));
      expect(countConfigurations({ tooLarge: undefined, classes })).toEqual({
        count: BigInt(listed.size),
        exact: true,
      });
    }),
  );
});

it("names a limit, and a bound, where one place has too many values to enumerate", () => {
  const range = "{min: 1, max: 2000, step: 1}";
  const { count, exact, listed, codes } = riskOf(`
strategies: [{type: a}]
optimization: {parameter_grids: {risk.x.a: ${range}, risk.x.b: ${range}, risk.x: [{}, {c: 1}]}}
`);
  expect(codes).toContain("factor-too-large");
  expect({ exact, listed }).toEqual({ exact: false, listed: false });
  expect(count >= 8_000_000n).toBe(true);
});

it("says which axes are responsible for containers that are not listed", () => {
  const range = "{min: 1, max: 1000, step: 1}";
  const { diagnostics } = planText(
    `strategies: [{type: a}]\noptimization: {parameter_grids: {commission: ${range}, slippage: ${range}}}\n`,
    "pyyaml",
  );
  const diagnostic = diagnostics.find(({ code }) => code === "containers-not-listed");
  expect(diagnostic?.message).toBe(
    "1,000,000 execution containers are counted, not listed (limit 100,000); responsible: `commission` ×1,000, `slippage` ×1,000",
  );
  expect(diagnostic?.severity).toBe("info");
});
