import type { SourceRange } from "../../text/source-range.ts";
import { kindOf, quoteValue } from "../../yaml/quote-value.ts";
import type { Value } from "../../yaml/value.ts";
import type { ArithmeticOperator, FunctionName, Link } from "./expression.ts";
import { numberOf, operandOf, valueOfOperand, type Operand } from "./operand.ts";

/** What Python, or the language, refuses to compute, with the values, and where it stands in the rule. */
export type Refusal = {
  readonly type: "refused";
  readonly operator: RefusedOperator;
  /** The two operands, or the only one. */
  readonly values: readonly Value[];
  readonly range: SourceRange;
};

/** `rule` is the rule itself, whose value must be true or false. */
type RefusedOperator =
  | ArithmeticOperator
  | Link["operator"]
  | FunctionName
  | "and"
  | "or"
  | "not"
  | "rule";

export function refuse(
  operator: RefusedOperator,
  operands: readonly Operand[],
  range: SourceRange,
): Refusal {
  return { type: "refused", operator, values: operands.map(valueOfOperand), range };
}

export function isRefusal(computed: Operand | Refusal): computed is Refusal {
  return typeof computed === "object" && computed !== null && computed.type === "refused";
}

/** Why a rule could not be computed, with the values: "`null < 0.04`: null and a number have no order". */
export function describeRefusal({ operator, values }: Refusal): string {
  const [first = "", second] = values.map(quoteValue);
  switch (operator) {
    case "rule":
      return `a rule must be true or false, found ${first}`;
    case "and":
    case "or":
    case "not":
      return `\`${operator}\` takes true or false, found ${first}`;
    case "abs":
      return `\`abs\` takes a number, found ${first}`;
    case "min":
    case "max":
      return `\`${operator}(${first}, ${second})\`: ${kindsOf(values)} have no order`;
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "==":
    case "!=":
    case "in":
    case "not in":
      return `\`${first} ${operator} ${second}\`: ${kindsOf(values)} have no order`;
    case "+":
    case "-":
    case "*":
    case "/":
    case "//":
    case "%":
      if (second === undefined) return `unary \`-\` takes a number, found ${first}`;
      return `\`${first} ${operator} ${second}\`: ${arithmeticReason(operator, values)}`;
  }
}

function arithmeticReason(operator: ArithmeticOperator, values: readonly Value[]): string {
  const operands = values.map(operandOf);
  const numbers = operands.map(numberOf).filter((number) => number !== undefined);
  const isRepetition = operator === "*" && operands.some((operand) => typeof operand === "string");
  if (numbers.length === 1 && isRepetition)
    return "a text can be repeated a whole number of times, up to 10,000 characters";
  if (numbers.length < 2) return `${kindsOf(values)} cannot be computed`;
  const isMixed = typeof numbers[0] !== typeof numbers[1];
  const isTooLarge = (number: bigint | number) =>
    typeof number === "bigint" && !Number.isFinite(Number(number));
  if (isMixed && numbers.some(isTooLarge))
    return "an integer so large cannot be computed with a float";
  if (Number(numbers[1]) === 0) return "nothing can be divided by zero";
  return "`/` takes integers up to 2^53, 9,007,199,254,740,992";
}

function kindsOf(values: readonly Value[]): string {
  const kinds = new Set(values.map(kindOf));
  return kinds.size === 1 ? "values of this kind" : [...kinds].join(" and ");
}
