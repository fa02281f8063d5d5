import fc from "fast-check";
import type { Expression, Link, Literal } from "../expression.ts";

const range = { start: 0, end: 0 };

/** Whole numbers around every edge that arithmetic has. */
export const integers = fc.oneof(
  fc.bigInt({ min: 0n, max: 12n }),
  fc.constantFrom(2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 64n, 10n ** 30n, 10n ** 310n),
);
export const floats = fc.oneof(
  fc.constantFrom(0, 0.1, 0.5, 1, 2.5, 3, 1e-5, 5e-324, 1e16, 2 ** 53, 1e308, Infinity),
  fc.double({ min: 0, noNaN: true }),
);
/** Texts whose order by code point is not that of UTF-16, and what a text must escape. */
export const texts = fc.oneof(
  fc.constantFrom("", "a", "b", "ema", "\uffff", "😀", "é", 'say "no"', "it's", "\\", "\t\n"),
  fc.string({ maxLength: 3 }),
);

const literals = fc
  .oneof(integers, floats, texts, fc.boolean(), fc.constant(null))
  .map((value): Literal => ({ type: "literal", value, range }));
const items = fc.oneof(
  literals,
  integers.map((value): Literal => ({ type: "literal", value: -value, range })),
  floats.map((value): Literal => ({ type: "literal", value: -value, range })),
);
const list = fc.record({
  type: fc.constant("list" as const),
  bracket: fc.constantFrom("[" as const, "(" as const),
  items: fc.array(items, { maxLength: 3 }),
  range: fc.constant(range),
});

/** Trees as the parser makes them, over names of these segments; their ranges mean nothing. */
export function expressions(segments: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Expression> {
  return fc.letrec<{ tree: Expression }>((tie) => {
    const tree = tie("tree");
    const several = fc.array(tree, { minLength: 2, maxLength: 3 });
    const links = fc.tuple(
      fc.array(
        fc.record({ operator: fc.constantFrom("<", "<=", ">", ">=", "==", "!="), operand: tree }),
        { minLength: 1, maxLength: 2 },
      ),
      fc.option(fc.record({ operator: fc.constantFrom("in" as const, "not in" as const), list })),
      fc.boolean(),
    );
    return {
      tree: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        segments.map((name): Expression => ({ type: "name", segments: name, range })),
        literals,
        tree.map((operand): Expression => ({ type: "negation", operand, range })),
        fc
          .tuple(fc.constantFrom("+", "-", "*", "/", "//", "%"), tree, tree)
          .map(([operator, left, right]): Expression => ({
            type: "arithmetic",
            operator,
            left,
            right,
            range,
          })),
        fc.tuple(tree, links).map(([first, [compared, listed, alone]]): Expression => {
          const before: readonly Link[] = alone && listed ? [] : compared;
          return { type: "comparison", first, links: listed ? [...before, listed] : before, range };
        }),
        tree.map((operand): Expression => ({ type: "not", operand, range })),
        fc.tuple(fc.constantFrom("and", "or"), several).map(([operator, operands]): Expression => ({
          type: "logic",
          operator,
          operands,
          range,
        })),
        tree.map((operand): Expression => ({
          type: "call",
          function: "abs",
          operands: [operand],
          range,
        })),
        fc.tuple(fc.constantFrom("min", "max"), several).map(([name, operands]): Expression => ({
          type: "call",
          function: name,
          operands,
          range,
        })),
      ),
    };
  }).tree;
}
