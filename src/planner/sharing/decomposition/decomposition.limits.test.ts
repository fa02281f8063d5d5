import { describe, expect, it } from "vitest";
import type { SharedRole } from "../../model.ts";
import { planText } from "../../plan-text.ts";
import { sectionOf } from "../reach/configuration.ts";
import {
  countConfigurations,
  type CountedClass,
  type CountedValues,
} from "./count-configurations.ts";
import { facetsOf } from "./facets.ts";
import { startTextOf, type ValuesByFactor } from "./factor-values.ts";
import { factorsOf } from "./factor.ts";
import { scopeOf } from "./scope.ts";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const range = (count: number): string => `{min: 1, max: ${count}, step: 1}`;
const gridOf = (axes: string, strategies = "{type: a}"): string =>
  `strategies: [${strategies}]\noptimization: {parameter_grids: {${axes}}}\n`;

/** The values of a factor with some numbers; no two of them are alike to the eye. */
const valuesOf = (ids: readonly number[]): CountedValues => ({
  size: ids.length,
  idAt: (place) => ids[place] ?? -1,
  identity: ids.join(),
});
const countOf = (classes: readonly CountedClass[]) =>
  countConfigurations({ tooLarge: undefined, classes });

describe("configurations that several classes have are counted", () => {
  it.each([400, 401])("one by one up to a million choices, not with %i in one class", (size) => {
    // so many classes are not counted in the other way; the first one has other values
    const first = valuesOf(numbers(size).map((i) => i + 1));
    const others = valuesOf(numbers(400));
    const classes = numbers(2500).map((c) => ({ rest: "", values: [c === 0 ? first : others] }));
    const exact = size <= 400;
    expect(countOf(classes)).toEqual({ count: BigInt(exact ? 401 : 2500 * 400 + 1), exact });
  });

  it.each([2000, 2001])("by what they have in common up to 2000 classes, not of %i", (size) => {
    // over a million choices, of two kinds that share all values of both factors but one
    const even = valuesOf(numbers(30));
    const odd = valuesOf(numbers(30).map((i) => i + 1));
    const classes = numbers(size).map((c) => ({
      rest: "",
      values: c % 2 === 0 ? [even, even] : [odd, odd],
    }));
    const exact = size <= 2000;
    expect(countOf(classes)).toEqual({
      count: BigInt(exact ? 2 * 900 - 29 * 29 : size * 900),
      exact,
    });
  });

  /** Classes of two factors: each has 50 values of the first to itself, and some share one of the second. */
  const overlapping = (rest: string, sets: number, more: number): readonly CountedClass[] => {
    const classes = numbers(100);
    const triples = classes.flatMap((a) =>
      numbers(a).flatMap((b) => numbers(b).map((c) => [a, b, c])),
    );
    const pairs = classes.flatMap((a) => numbers(a).map((b) => [a, b]));
    const second = classes.map((): number[] => []);
    const sharing = [...classes.map((a) => [a]), ...pairs, ...triples].slice(0, sets);
    for (const [id, members] of sharing.entries()) {
      for (const member of members) second[member]?.push(id);
    }
    return classes.map((c) => {
      const first = numbers(c === 0 ? 50 + more : 50).map((i) => 1000 * c + i);
      return { rest, values: [valuesOf(first), valuesOf(second[c] ?? [])] };
    });
  };

  it.each([23, 24])(
    "by what they have in common up to a million steps, not with %i more",
    (more) => {
      // 5000 and 23,977 values, and 100 × 1 and 100 × 9709 ways of sharing them
      expect(countOf(overlapping("", 9709, more)).exact).toBe(more <= 23);
    },
  );

  it("with all unions together", () => {
    const [one, other] = [overlapping("a", 9000, 0), overlapping("b", 9000, 0)];
    expect([one, other, [...one, ...other]].map((classes) => countOf(classes).exact)).toEqual([
      true,
      true,
      false,
    ]);
    const many = ["a", "b"].map((rest) =>
      numbers(2500).map((c) => ({
        rest,
        values: [valuesOf([0, ...numbers(220).map((i) => i + c)])],
      })),
    );
    expect([...many, many.flat()].map((classes) => countOf(classes).exact)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("without enumerating those that overlap in few ways, however many there are", () => {
    const common = numbers(699).map((i) => i + 2);
    const pair = [valuesOf([0, ...common]), valuesOf([1, ...common])];
    const classes = numbers(100).flatMap((rest) =>
      pair.map((values) => ({ rest: `${rest}`, values: [values, values] })),
    );
    expect(countOf(classes)).toEqual({ count: 100n * (2n * 700n ** 2n - 699n ** 2n), exact: true });
  });
});

describe("a role's fields are compared", () => {
  const reasonOf = (text: string, role: SharedRole): string | undefined => {
    const facets = facetsOf(planText(text, "pyyaml").factored, role);
    return "reason" in facets ? facets.reason : undefined;
  };

  it.each(["", ", risk.z: [{a: 1}]"])(
    "up to 100,000 values of factors with several fields%s",
    (another) => {
      // 10,000 for each of ten strategies
      const strategies = numbers(10).map((i) => `{type: a, risk: {l: ${i}, x: {a: ${i}}}}`);
      const axes = `risk.x.a: ${range(5000)}, risk.x: [{}, {b: 1}]${another}`;
      expect(reasonOf(gridOf(axes, strategies.join(", ")), "risk")).toBe(
        another ? "risk has more than 100,000 values in factors of several fields" : undefined,
      );
    },
  );

  it.each(["", ", l: 1"])("up to 100,000 fields of sections%s", (another) => {
    const base = numbers(1000).map((i) => `k${i}: 0`);
    const all = numbers(1000).map((i) => `k${i}: 1`);
    const others = numbers(99).map(
      (i) => `{type: a, risk: {k0: ${i + 2}${i === 0 ? another : ""}}}`,
    );
    const strategies = [`{type: a, risk: {${all.join(", ")}}}`, ...others];
    const text = `strategies: [${strategies.join(", ")}]\nrisk: {${base.join(", ")}}\n`;
    expect(reasonOf(text, "risk")).toBe(
      another ? "risk has more than 100,000 fields in overrides" : undefined,
    );
  });
});

describe("factors are enumerated", () => {
  /**
   * How many factors of risk are too large where `x` has so many values of `a`, each with `b` and
   * without. What enumerating gives is made up: a million values would take seconds.
   */
  const tooLarge = (values: number, more = "", strategies?: string): number => {
    const text = gridOf(`risk.x.a: ${range(2)}, risk.x: [{}, {b: 1}]${more}`, strategies);
    const { workflow, reach } = planText(text, "pyyaml").factored;
    const [first, ...others] = reach;
    if (!first) throw new Error("no axis");
    const { axis } = first;
    const long = { ...axis, values: { ...axis.values, count: values } };
    const longReach = [{ ...first, axis: long }, ...others];
    const enumerated = { ...valuesOf([0]), firstAt: Number, idOf: Number, tuplesOf: () => [] };
    const valuesByFactor: ValuesByFactor = new Map(
      factorsOf(longReach, ["risk"]).map((factor) => {
        const starts = workflow.strategies.map((strategy) =>
          startTextOf(factor, factor, (role) => sectionOf(workflow, role, strategy)),
        );
        const valuesByStart = new Map(starts.map((start) => [start, enumerated]));
        const memory = { idByText: new Map(), valuesByStart, listsByChecksum: new Map() };
        return [factor.signature, memory];
      }),
    );
    return scopeOf(workflow, longReach, ["risk"], valuesByFactor).tooLarge?.factors.length ?? 0;
  };

  it("up to a million values, not twice 500,001", () => {
    expect([500_000, 500_001].map((values) => tooLarge(values))).toEqual([0, 1]);
  });

  it("up to a million values of all together", () => {
    expect(tooLarge(500_000, ", risk.z: [{a: 1}]")).toBe(1);
    // the one that is too large alone is not enumerated
    expect(tooLarge(500_001, ", risk.z: [{a: 1}]")).toBe(1);
  });

  it("up to a million values in all sections that they change", () => {
    const strategies = "{type: a}, {type: a, risk: {x: {c: 1}}}";
    expect([250_000, 250_001].map((values) => tooLarge(values, "", strategies))).toEqual([0, 1]);
  });

  it("not at all where each value stands for itself, as those of a range of a million", () => {
    const { roles, classCount } = planText(gridOf(`risk.x: ${range(1_000_000)}`), "pyyaml").plan;
    expect([roles.risk.count, roles.risk.exact, classCount]).toEqual([
      1_000_000n,
      true,
      1_000_000n,
    ]);
  });
});
