import type { SourceRange } from "../../text/source-range.ts";

/**
 * A rule's expression as a tree: a subset of Python's, with Python's meaning. Ranges are offsets in
 * the rule's own text; parentheses leave no node behind.
 */
export type Expression =
  | Literal
  | Name
  | (Ranged<"negation"> & { readonly operand: Expression })
  | (Ranged<"arithmetic"> & {
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    })
  | Comparison
  | (Ranged<"not"> & { readonly operand: Expression })
  | (Ranged<"logic"> & {
      readonly operator: "and" | "or";
      readonly operands: readonly Expression[];
    })
  | (Ranged<"call"> & {
      readonly function: FunctionName;
      readonly operands: readonly Expression[];
    });

type Ranged<Type extends string> = { readonly type: Type; readonly range: SourceRange };

/** Integers are BigInts, floats are numbers; `null` is Python's `None`. */
export type Literal = Ranged<"literal"> & {
  readonly value: bigint | number | string | boolean | null;
};

/** A name: `fast_period`, `risk.stop_loss`; what stood in backquotes is one segment. */
export type Name = Ranged<"name"> & { readonly segments: readonly string[] };

/** A chain as Python's: `a < b <= c` is `a < b and b <= c`, each operand computed once. */
export type Comparison = Ranged<"comparison"> & {
  readonly first: Expression;
  readonly links: readonly Link[];
};

export type Link =
  | { readonly operator: ComparisonOperator; readonly operand: Expression }
  | { readonly operator: MembershipOperator; readonly list: WrittenList };

/** What stands after `in`: a list or a tuple of literals. It ends its chain. */
export type WrittenList = Ranged<"list"> & {
  readonly bracket: "[" | "(";
  readonly items: readonly Literal[];
};

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "//" | "%";
export type OrderOperator = "<" | "<=" | ">" | ">=";
export type ComparisonOperator = OrderOperator | "==" | "!=";
type MembershipOperator = "in" | "not in";
export type FunctionName = "abs" | "min" | "max";

/** One distinct name of a rule, wherever it stands in it. */
export type Reference = {
  readonly segments: readonly string[];
  /** As it is first written, for messages. */
  readonly text: string;
  /** Every place of it, in the order of the text. */
  readonly ranges: readonly SourceRange[];
};

/** What tells names apart: `` `a.b` `` is one segment, and so another name than `a.b`. */
export function nameIdentity(segments: readonly string[]): string {
  return JSON.stringify(segments);
}

/** The distinct names of an expression, in the order in which each is first written. */
export function referencesIn(expression: Expression, text: string): readonly Reference[] {
  const rangesByName = new Map<string, { name: Name; ranges: SourceRange[] }>();
  for (const name of namesIn(expression)) {
    const identity = nameIdentity(name.segments);
    const places = rangesByName.get(identity);
    if (places) places.ranges.push(name.range);
    else rangesByName.set(identity, { name, ranges: [name.range] });
  }
  return Array.from(rangesByName.values(), ({ name: { segments, range }, ranges }) => ({
    segments,
    text: text.slice(range.start, range.end),
    ranges,
  }));
}

function namesIn(expression: Expression): readonly Name[] {
  return expression.type === "name" ? [expression] : operandsOf(expression).flatMap(namesIn);
}

/** The expressions directly below one, in written order. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case "literal":
    case "name":
      return [];
    case "negation":
    case "not":
      return [expression.operand];
    case "arithmetic":
      return [expression.left, expression.right];
    case "comparison": {
      const { first, links } = expression;
      return [first, ...links.flatMap((link) => ("list" in link ? [] : [link.operand]))];
    }
    case "logic":
    case "call":
      return expression.operands;
  }
}
