import { at } from "../../text/collections.ts";
import type { MapValue, TextValue, Value } from "../../yaml/value.ts";
import { equalValues } from "./compare.ts";
import { compileExpression } from "./compile-expression.ts";
import type { Expression, Reference } from "./expression.ts";
import { operandOf, type Operand } from "./operand.ts";
import { isRefusal, refuse, type Refusal } from "./refusal.ts";

/** A rule as it is written: combinations for which it is not true are dropped. */
export type Rule = Constraint | Exclusion | BrokenRule;

type WrittenRule<Type extends string, Written extends Value> = {
  readonly type: Type;
  /** The expression as written; of a mapping what Python's `json.dumps` prints. */
  readonly text: string;
  /** Its place in the document: `optimization.constraints[0]`. */
  readonly path: string;
  /** The value of the document that holds its text, or its conditions. */
  readonly written: Written;
  /** The element of the list of rules: what is written, or a mapping around it. */
  readonly element: Value;
};

/** A rule that cannot be read: it is listed, and drops nothing. */
type BrokenRule = WrittenRule<"broken", Value>;

/** An expression that must be true. */
export type Constraint = WrittenRule<"constraint", TextValue> & {
  readonly expression: Expression;
  readonly references: readonly Reference[];
};

/** A mapping that must not match. */
export type Exclusion = WrittenRule<"exclusion", MapValue> & {
  readonly conditions: readonly Condition[];
  readonly references: readonly Reference[];
};

/** A name has the value, or one of the list. */
export type Condition = {
  readonly key: TextValue;
  readonly reference: Reference;
  readonly values: readonly Value[];
};

/** The value that a name of a rule has in one combination, or `undefined` where it does not exist. */
export type ValueOf = (reference: Reference, place: number) => Value | undefined;

/**
 * What a rule says of one combination: whether it stays. Where a name does not exist, and where the
 * rule cannot be computed, the combination stays too, and the reason is told.
 */
export type Outcome = boolean | Absence | Refusal;

type Absence = { readonly type: "absent"; readonly reference: Reference };

/**
 * Compiles a rule: whether the combination stays whose names have these values. A name that does not
 * exist lets it pass wherever it stands, so all of them are asked for before anything is computed.
 */
export function compileRule(rule: Constraint | Exclusion): (valueOf: ValueOf) => Outcome {
  const values: (Value | undefined)[] = [];
  const decide = compileOver(rule, values);
  return (valueOf) => {
    for (const [place, reference] of rule.references.entries()) {
      values[place] = valueOf(reference, place);
    }
    return decide();
  };
}

/**
 * The same over an array that holds the values of the names, in the order of the references, whenever it
 * is asked: a rule is computed for millions of combinations, so there are no iterators.
 */
export function compileOver(
  rule: Constraint | Exclusion,
  values: readonly (Value | undefined)[],
): () => Outcome {
  const { references } = rule;
  const present: Value[] = [];
  const decide = rule.type === "constraint" ? decideConstraint(rule) : decideExclusion(rule);
  return () => {
    for (let place = 0; place < references.length; place++) {
      const value = values[place];
      if (value === undefined) return { type: "absent", reference: at(references, place) };
      present[place] = value;
    }
    return decide(present);
  };
}

type Decide = (values: readonly Value[]) => Outcome;

function decideConstraint({ expression, references }: Constraint): Decide {
  const evaluate = compileExpression(expression, references);
  const names: Operand[] = [];
  const converted: Value[] = [];
  return (values) => {
    for (let place = 0; place < values.length; place++) {
      const value = at(values, place);
      // from one combination to the next most names keep their value
      if (converted[place] === value) continue;
      converted[place] = value;
      names[place] = operandOf(value);
    }
    const computed = evaluate(names);
    if (typeof computed === "boolean" || isRefusal(computed)) return computed;
    return refuse("rule", [computed], expression.range);
  };
}

function decideExclusion({ conditions }: Exclusion): Decide {
  return (values) =>
    !conditions.every(({ values: excluded }, place) => {
      const value = at(values, place);
      return excluded.some((one) => equalValues(value, one));
    });
}
