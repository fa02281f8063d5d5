import fc from "fast-check";
import { expect, it } from "vitest";
import { at } from "../../text/collections.ts";
import type { Value } from "../../yaml/value.ts";
import { valueOf, type Literal } from "../test-support/literal.ts";
import { chunkLength } from "./column.ts";
import { dropsByColumn } from "./drops-by-column.ts";
import { parseExpression } from "./parse-expression.ts";
import { readRules } from "./read-rules.ts";
import { compileRule, type Constraint, type Exclusion } from "./rule.ts";
import { floats, integers } from "./test-support/arbitrary-expression.ts";

type Axes = Readonly<Record<string, readonly Literal[]>>;

function ruleOf(root: Literal): Constraint | Exclusion {
  const value = valueOf(root);
  const [rule] = value.type === "map" ? readRules(value, "").rules : [];
  if (!rule || rule.type === "broken") throw new Error("no rule that can be computed");
  return rule;
}

/** What a rule drops of the tuples of some lists, each an axis, by columns and one after the other. */
function dropsOf(rule: Constraint | Exclusion, axes: Axes) {
  const keys = Object.keys(axes);
  const sizes = keys.map((key) => axes[key]?.length ?? 0);
  const names = rule.references.map(({ text }) => ({
    values: (axes[text] ?? []).map(valueOf),
    strides: keys.map((key) => (key === text ? 1 : 0)),
  }));
  return {
    byColumn: dropsByColumn(rule, names, sizes),
    oneByOne: () => dropsOneByOne(rule, names, sizes),
  };
}

/** Nothing where a tuple is refused. */
function dropsOneByOne(
  rule: Constraint | Exclusion,
  names: readonly { readonly values: readonly Value[]; readonly strides: readonly number[] }[],
  sizes: readonly number[],
): Uint8Array | undefined {
  const decide = compileRule(rule);
  const drops: number[] = [];
  const loop = (axis: number, indices: readonly number[]): boolean => {
    if (axis === sizes.length) {
      const outcome = decide((_, name) => at(names, name).values[at(indices, name)]);
      drops.push(outcome === true ? 0 : 1);
      return typeof outcome === "boolean";
    }
    return Array.from({ length: at(sizes, axis) }).every((_, position) =>
      loop(
        axis + 1,
        indices.map((index, name) => index + position * at(at(names, name).strides, axis)),
      ),
    );
  };
  const isDecided = loop(
    0,
    names.map(() => 0),
  );
  return isDecided ? Uint8Array.from(drops) : undefined;
}

const { truth: texts } = fc.letrec<{ truth: string; number: string }>((tie) => {
  const [truth, number] = [tie("truth"), tie("number")];
  const several = fc.array(number, { minLength: 2, maxLength: 3 });
  return {
    number: fc.oneof(
      { depthSize: "small" },
      { weight: 4, arbitrary: fc.constantFrom("a", "b", "c") },
      fc.constantFrom("0", "1", "2", "-3", "2.5", "0.0", "1e16", "9007199254740992"),
      fc
        .tuple(number, fc.constantFrom("+", "-", "*", "/", "//", "%"), number)
        .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
      number.map((operand) => `(-${operand})`),
      number.map((operand) => `abs(${operand})`),
      fc
        .tuple(fc.constantFrom("min", "max"), several)
        .map(([name, operands]) => `${name}(${operands.join(", ")})`),
      truth,
    ),
    truth: fc.oneof(
      { depthSize: "small" },
      {
        weight: 4,
        arbitrary: fc
          .tuple(several, fc.constantFrom("<", "<=", ">", ">=", "==", "!="))
          .map(([operands, operator]) => `(${operands.join(` ${operator} `)})`),
      },
      number.map((operand) => `(${operand} in [1, 2.0, "x"])`),
      truth.map((operand) => `(not ${operand})`),
      fc
        .tuple(fc.constantFrom("and", "or"), fc.array(truth, { minLength: 2, maxLength: 3 }))
        .map(([operator, operands]) => `(${operands.join(` ${operator} `)})`),
    ),
  };
});

// what is above the limits of a rule is none
const constraints = texts.filter((text) => parseExpression(text).ok);

const listOf = (literals: fc.Arbitrary<Literal>) =>
  fc.array(literals, { minLength: 1, maxLength: 4 });
const small = fc.bigInt({ min: -9n, max: 9n });
const lists: fc.Arbitrary<readonly Literal[]> = fc.oneof(
  { weight: 8, arbitrary: listOf(small) },
  { weight: 4, arbitrary: listOf(fc.oneof(small, floats, fc.constantFrom(NaN, -0, -0.5))) },
  listOf(fc.oneof(integers, small)),
  listOf(fc.boolean()),
  listOf(fc.oneof(small, fc.constantFrom("x", null, true))),
);

it("drops what is dropped one after the other, or says nothing", () => {
  let computed = 0;
  fc.assert(
    fc.property(constraints, lists, lists, lists, (text, a, b, c) => {
      const rule = ruleOf({ constraints: [text] });
      const { byColumn, oneByOne } = dropsOf(rule, { a, b, c });
      if (!byColumn) return;
      if (rule.references.length > 1) computed++;
      expect(byColumn).toEqual(oneByOne());
    }),
    { numRuns: 2000 },
  );
  expect(computed).toBeGreaterThan(200);
});

it("excludes what matches, in every list", () => {
  const conditions = fc.record({ a: lists, b: lists });
  fc.assert(
    fc.property(conditions, lists, lists, lists, (excluded, a, b, c) => {
      const { byColumn, oneByOne } = dropsOf(ruleOf({ exclude: [excluded] }), { a, b, c });
      expect(byColumn).toEqual(oneByOne());
    }),
  );
});

it.each(["a < b", "b * 200 < c", "b < a", "a + b < 30", "b % 7 == a", "a == 3 and b != 4"])(
  "goes on from one chunk to the next: %s",
  (text) => {
    const numbers = (length: number) => Array.from({ length }, (_, i) => BigInt(i));
    const lengths = [
      [3, chunkLength + 1, 2],
      [chunkLength - 1, 2, 3],
      [2, 3, 700],
    ] as const;
    for (const [a, b, c] of lengths) {
      const axes = { a: numbers(a), b: numbers(b), c: numbers(c) };
      const { byColumn, oneByOne } = dropsOf(ruleOf({ constraints: [text] }), axes);
      expect(byColumn).toEqual(oneByOne());
    }
  },
);

it.each<[why: string, text: string, axes: Axes]>([
  ["a tuple is refused", "a < b", { a: [1n, null], b: [1n] }],
  ["something is divided by zero", "a / b < 2", { a: [1n], b: [1n, 0n] }],
  ["an integer is not below 2^53", "a < b", { a: [2n ** 53n], b: [1n] }],
  ["a sum may be above it", "a + b > 1", { a: [2n ** 52n, 1n], b: [2n ** 52n + 1n] }],
  ["a product may be", "a * b > 1", { a: [2n ** 30n], b: [1n, 2n ** 30n] }],
  ["a remainder may be", "(a % b) * c > 1", { a: [-1n], b: [2n ** 40n], c: [2n ** 20n] }],
  ["a quotient may be", "(a // b) * c > 1", { a: [2n ** 40n], b: [1n], c: [2n ** 20n] }],
  ["texts have an order", "a < b", { a: ["x"], b: ["y"] }],
  ["the rule is a number", "a + b", { a: [1n], b: [2n] }],
  ["a number stands in logic", "a and b < 2", { a: [1n], b: [2n] }],
  ["truths are picked beside numbers", "min(a, b) == 1", { a: [true], b: [2n] }],
])("says nothing where %s", (_, text, axes) => {
  expect(dropsOf(ruleOf({ constraints: [text] }), axes).byColumn).toBeUndefined();
});
