import { at } from "../../text/collections.ts";
import type { SourceRange } from "../../text/source-range.ts";
import { arithmetic, magnitude, negate } from "./arithmetic.ts";
import { equalOperands, isInOrder } from "./compare.ts";
import {
  nameIdentity,
  type Comparison,
  type ComparisonOperator,
  type Expression,
  type FunctionName,
  type Link,
  type Reference,
} from "./expression.ts";
import type { Operand } from "./operand.ts";
import { isRefusal, refuse, type Refusal } from "./refusal.ts";

/** Values of the rule's names, in the order of its references. */
type Names = readonly Operand[];
/** What a part of a rule gives for the values of its names. */
export type Evaluate = (names: Names) => Operand | Refusal;

/** Compiles an expression to closures, which compute it for one combination after the other. */
export function compileExpression(
  expression: Expression,
  references: readonly Reference[],
): Evaluate {
  const places = new Map(references.map(({ segments }, place) => [nameIdentity(segments), place]));
  return compile(expression, places);
}

type Places = ReadonlyMap<string, number>;

function compile(expression: Expression, places: Places): Evaluate {
  switch (expression.type) {
    case "literal": {
      const { value } = expression;
      return () => value;
    }
    case "name": {
      const place = places.get(nameIdentity(expression.segments)) ?? -1;
      return (names) => at(names, place);
    }
    case "negation":
      return compileUnary("-", negate, compile(expression.operand, places), expression.range);
    case "arithmetic":
      return compileArithmetic(expression, places);
    case "comparison":
      return compileComparison(expression, places);
    case "not":
      return compileUnary(
        "not",
        invert,
        compile(expression.operand, places),
        expression.operand.range,
      );
    case "logic":
      return compileLogic(expression, places);
    case "call": {
      const operands = expression.operands.map((operand) => compile(operand, places));
      return compileCall(expression.function, operands, expression.range);
    }
  }
}

function invert(operand: Operand): Operand | undefined {
  return typeof operand === "boolean" ? !operand : undefined;
}

function compileUnary(
  operator: "-" | "not" | "abs",
  apply: (operand: Operand) => Operand | undefined,
  operandOf: Evaluate,
  range: SourceRange,
): Evaluate {
  return (names) => {
    const operand = operandOf(names);
    if (isRefusal(operand)) return operand;
    return apply(operand) ?? refuse(operator, [operand], range);
  };
}

function compileArithmetic(
  { operator, left, right, range }: Extract<Expression, { type: "arithmetic" }>,
  places: Places,
): Evaluate {
  const [leftOf, rightOf] = [compile(left, places), compile(right, places)];
  const compute = arithmetic[operator];
  return (names) => {
    const first = leftOf(names);
    if (isRefusal(first)) return first;
    const second = rightOf(names);
    if (isRefusal(second)) return second;
    return compute(first, second) ?? refuse(operator, [first, second], range);
  };
}

/** Short circuit, as Python's; but every operand that is looked at must be true or false. */
function compileLogic(
  { operator, operands }: Extract<Expression, { type: "logic" }>,
  places: Places,
): Evaluate {
  const parts = operands.map((operand) => ({
    operandOf: compile(operand, places),
    range: operand.range,
  }));
  const decisive = operator === "or";
  return (names) => {
    for (const { operandOf, range } of parts) {
      const operand = operandOf(names);
      if (isRefusal(operand)) return operand;
      if (typeof operand !== "boolean") return refuse(operator, [operand], range);
      if (operand === decisive) return decisive;
    }
    return !decisive;
  };
}

/** As Python's, the first of equals wins, and NaN where it stands first. */
function compileCall(
  name: FunctionName,
  operands: readonly Evaluate[],
  range: SourceRange,
): Evaluate {
  if (name === "abs") return compileUnary(name, magnitude, at(operands, 0), range);
  const isBetter = name === "min" ? isLess : isMore;
  return (names) => {
    const values: Operand[] = [];
    for (const operandOf of operands) {
      const operand = operandOf(names);
      if (isRefusal(operand)) return operand;
      values.push(operand);
    }
    let best = values[0] ?? null;
    for (const value of values.slice(1)) {
      const better = isInOrder(isBetter, value, best);
      if (better === undefined) return refuse(name, [best, value], range);
      if (better) best = value;
    }
    return best;
  };
}

/** One link of a chain: what stands right of its operator, and whether the two hold. */
type Step = {
  readonly operator: Link["operator"];
  readonly operandOf: Evaluate;
  readonly holds: (left: Operand, right: Operand) => boolean | undefined;
  readonly range: SourceRange;
};

function compileComparison({ first, links }: Comparison, places: Places): Evaluate {
  const firstOf = compile(first, places);
  const steps: Step[] = [];
  let { start } = first.range;
  for (const link of links) {
    const { range } = "list" in link ? link.list : link.operand;
    steps.push({ ...compileLink(link, places), range: { start, end: range.end } });
    start = range.start;
  }
  return (names) => {
    let left = firstOf(names);
    if (isRefusal(left)) return left;
    for (let i = 0; i < steps.length; i++) {
      const step = at(steps, i);
      const right = step.operandOf(names);
      if (isRefusal(right)) return right;
      const answer = step.holds(left, right);
      if (answer === undefined) return refuse(step.operator, [left, right], step.range);
      if (!answer) return false;
      left = right;
    }
    return true;
  };
}

function compileLink(link: Link, places: Places): Omit<Step, "range"> {
  if (!("list" in link)) {
    const { operator, operand } = link;
    return { operator, operandOf: compile(operand, places), holds: comparisons[operator] };
  }
  const { operator, list } = link;
  const isIn = (left: Operand) => list.items.some(({ value }) => equalOperands(left, value));
  const holds = operator === "in" ? isIn : (left: Operand) => !isIn(left);
  return { operator, operandOf: () => null, holds };
}

const isLess = (a: bigint | number, b: bigint | number) => a < b;
const isMore = (a: bigint | number, b: bigint | number) => a > b;
const isAtMost = (a: bigint | number, b: bigint | number) => a <= b;
const isAtLeast = (a: bigint | number, b: bigint | number) => a >= b;
const comparisons: Readonly<Record<ComparisonOperator, Step["holds"]>> = {
  "<": (a, b) => isInOrder(isLess, a, b),
  ">": (a, b) => isInOrder(isMore, a, b),
  "<=": (a, b) => isInOrder(isAtMost, a, b),
  ">=": (a, b) => isInOrder(isAtLeast, a, b),
  "==": equalOperands,
  "!=": (a, b) => !equalOperands(a, b),
};
