import fc from "fast-check";
import { expect, it } from "vitest";
import { planText } from "../../plan-text.ts";
import { valueOf, type Literal } from "../../test-support/literal.ts";
import { typedOf } from "../../test-support/typed.ts";
import { convertForeign } from "./convert-foreign.ts";
import { recognize } from "./recognize.ts";

/** A parameter as W&B writes it, and the values that its grid takes. */
type Leaf = {
  readonly spec: { readonly [key: string]: Literal };
  readonly values: readonly Literal[];
};
type Tree = { readonly [name: string]: Leaf | Tree };

const small = fc.integer({ min: -20, max: 20 });
const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc
    .array(fc.constantFrom<Literal>(1n, 1, "a", true, null, [1n]), { minLength: 1, maxLength: 3 })
    .map((values) => ({ spec: { values }, values })),
  small.map((n) => ({ spec: { value: BigInt(n) }, values: [BigInt(n)] })),
  fc.tuple(small, fc.nat(3)).map(([min, more]) => ({
    spec: { min: BigInt(min), max: BigInt(min + more) },
    values: Array.from({ length: more + 1 }, (_, i) => BigInt(min + i)),
  })),
  fc
    .tuple(small, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 8, max: 20 }))
    .map(([min, more, q]) => {
      const values: number[] = [];
      for (let n = min; n < min + more; n += q) values.push(n / 10);
      const bounds = { min: min / 10, max: (min + more) / 10, q: q / 10 };
      return { spec: { distribution: "q_uniform", ...bounds }, values };
    }),
);
const name = fc.stringMatching(/^[A-Za-z_][a-z0-9_]{0,3}$/).filter((key) => key !== "values");
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.dictionary(name, fc.oneof({ depthSize: "small" }, leaf, tie("tree")), {
    minKeys: 1,
    maxKeys: 3,
  }),
}));

const isLeaf = (node: Leaf | Tree): node is Leaf => Array.isArray(node["values"]);

function specOf(node: Leaf | Tree): Literal {
  return isLeaf(node) ? node.spec : { parameters: parametersOf(node) };
}

function parametersOf(node: Tree): { readonly [key: string]: Literal } {
  return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, specOf(inner)]));
}

/** Every combination, by going through the parameters as Python's `sorted` and `product` do. */
function enumerate(node: Tree, prefix = ""): readonly (readonly (readonly [string, Literal])[])[] {
  let combinations: readonly (readonly (readonly [string, Literal])[])[] = [[]];
  for (const key of Object.keys(node).toSorted()) {
    const inner = node[key];
    if (!inner) continue;
    const rows = isLeaf(inner)
      ? inner.values.map((value) => [[prefix + key, value] as const])
      : enumerate(inner, `${prefix}${key}.`);
    combinations = combinations.flatMap((combination) =>
      rows.map((row) => [...combination, ...row]),
    );
    if (combinations.length > 3000) break;
  }
  return combinations;
}

it("has the combinations of a grid search, in its order", () => {
  fc.assert(
    fc.property(tree, (parameters) => {
      const wanted = enumerate(parameters);
      fc.pre(wanted.length <= 3000);
      const root = valueOf({ parameters: parametersOf(parameters), method: "grid" });
      const sweep = recognize(root);
      if (!sweep) throw new Error("not recognized");
      expect(sweep.refused).toEqual([]);
      expect(sweep.combinations).toBe(BigInt(wanted.length));
      // and so has the document that it is converted to
      const source = { text: "", reading: "pyyaml" } as const;
      const text = root.type === "map" ? convertForeign(sweep, root, source)?.text : undefined;
      const { plan, diagnostics } = planText(text ?? "", "pyyaml");
      expect(plan.combinations).toBe(sweep.combinations);
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      const fixed = sweep.fixed.map(({ key, value }) => [key, typedOf(value)] as const);
      for (const [index, combination] of wanted.entries()) {
        let rest = index;
        const swept = sweep.axes.toReversed().map(([{ key, values }]) => {
          const place = rest % values.count;
          rest = Math.floor(rest / values.count);
          return [key, typedOf(values.at(place))] as const;
        });
        const held = Object.fromEntries([...fixed, ...swept]);
        const members = combination.map(([key, value]) => [key, typedOf(valueOf(value))] as const);
        expect(held).toEqual(Object.fromEntries(members));
      }
    }),
    { numRuns: 200 },
  );
});
