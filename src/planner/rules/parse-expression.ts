import {
  current,
  expected,
  fail,
  limits,
  nest,
  rangeFrom,
  startParsing,
  takeLiteral,
  takeSegment,
  takeSign,
  takeWord,
  tooLarge,
  type Parsing,
  type RuleProblem,
} from "./cursor.ts";
import {
  operandsOf,
  type ArithmeticOperator,
  type Expression,
  type FunctionName,
  type Link,
  type Literal,
  type WrittenList,
} from "./expression.ts";

export type ParsedExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly problem: RuleProblem };

const comparisons = ["==", "!=", "<=", ">=", "<", ">"] as const;
const sums = ["+", "-"] as const;
const products = ["*", "//", "/", "%"] as const;
const functions = ["abs", "min", "max"] as const;
const aValue = "a number, a text in quotes, true, false, null, a name or `(`";

/** Parses the expression of a rule by recursive descent. Never throws, whatever the text is. */
export function parseExpression(text: string): ParsedExpression {
  const length = text.length > 2 * limits.characters ? text.length : Array.from(text).length;
  if (length > limits.characters) {
    return { ok: false, problem: tooLarge("characters", length, { start: 0, end: text.length }) };
  }
  const parsing = startParsing(text);
  const expression = parseOr(parsing);
  if (current(parsing).type !== "end") expected(parsing, "an operator or the end");
  const problem = parsing.problem ?? sizeProblem(expression);
  return problem ? { ok: false, problem } : { ok: true, expression };
}

function parseOr(parsing: Parsing): Expression {
  return parseLogic(parsing, "or", () => parseLogic(parsing, "and", () => parseNot(parsing)));
}

function parseLogic(
  parsing: Parsing,
  operator: "and" | "or",
  parseOperand: () => Expression,
): Expression {
  const { start } = current(parsing).range;
  const first = parseOperand();
  const operands = [first];
  while (takeWord(parsing, operator)) operands.push(parseOperand());
  if (operands.length === 1) return first;
  return { type: "logic", operator, operands, range: rangeFrom(parsing, start) };
}

function parseNot(parsing: Parsing): Expression {
  const { start } = current(parsing).range;
  if (!takeWord(parsing, "not")) return parseComparison(parsing);
  const operand = nest(parsing, parseNot);
  return { type: "not", operand, range: rangeFrom(parsing, start) };
}

function parseComparison(parsing: Parsing): Expression {
  const { start } = current(parsing).range;
  const first = parseSum(parsing);
  const links: Link[] = [];
  for (;;) {
    const link = parseLink(parsing);
    if (!link) break;
    links.push(link);
    // Python would compare the list itself with what follows
    if ("list" in link) break;
  }
  if (links.length === 0) return first;
  return { type: "comparison", first, links, range: rangeFrom(parsing, start) };
}

function parseLink(parsing: Parsing): Link | undefined {
  const operator = takeSign(parsing, comparisons);
  if (operator !== undefined) return { operator, operand: parseSum(parsing) };
  const isNegated = takeWord(parsing, "not");
  if (takeWord(parsing, "in")) {
    return { operator: isNegated ? "not in" : "in", list: parseList(parsing) };
  }
  if (isNegated) expected(parsing, "`in`, as in `not in`,");
  return undefined;
}

/** `(1)` is a number to Python and no tuple. */
function parseList(parsing: Parsing): WrittenList {
  const { start } = current(parsing).range;
  const bracket = takeSign(parsing, ["[", "("]);
  if (bracket === undefined) {
    const { range } = expected(parsing, "a written list, such as `[1, 2]`,");
    return { type: "list", bracket: "[", items: [], range };
  }
  const { items, hasComma } = parseItems(parsing, bracket, () => parseItem(parsing));
  const range = rangeFrom(parsing, start);
  if (bracket === "(" && items.length === 1 && !hasComma) {
    const reason = "one value in parentheses is no list; write it between `[` and `]`";
    fail(parsing, { code: "rule-syntax", reason, range });
  }
  return { type: "list", bracket, items, range };
}

function parseItem(parsing: Parsing): Literal {
  const { start } = current(parsing).range;
  const isNegative = takeSign(parsing, ["-"]) !== undefined;
  const literal = takeLiteral(parsing);
  if (literal && !isNegative) return literal;
  const value = literal?.value;
  if (typeof value !== "bigint" && typeof value !== "number") {
    return expected(parsing, "a number, a text in quotes, true, false or null");
  }
  return { type: "literal", value: -value, range: rangeFrom(parsing, start) };
}

function parseSum(parsing: Parsing): Expression {
  return parseArithmetic(parsing, sums, () =>
    parseArithmetic(parsing, products, () => parseNegation(parsing)),
  );
}

function parseArithmetic(
  parsing: Parsing,
  operators: readonly ArithmeticOperator[],
  parseOperand: () => Expression,
): Expression {
  const { start } = current(parsing).range;
  let left = parseOperand();
  for (;;) {
    const operator = takeSign(parsing, operators);
    if (operator === undefined) return left;
    const right = parseOperand();
    left = { type: "arithmetic", operator, left, right, range: rangeFrom(parsing, start) };
  }
}

function parseNegation(parsing: Parsing): Expression {
  const { start } = current(parsing).range;
  if (takeSign(parsing, ["-"]) === undefined) return parseAtom(parsing);
  const operand = nest(parsing, parseNegation);
  return { type: "negation", operand, range: rangeFrom(parsing, start) };
}

function parseAtom(parsing: Parsing): Expression {
  const token = current(parsing);
  const { start } = token.range;
  if (takeSign(parsing, ["("]) !== undefined) {
    const inner = nest(parsing, parseOr);
    if (takeSign(parsing, [")"]) === undefined) expected(parsing, "an operator or `)`");
    return inner;
  }
  const literal = takeLiteral(parsing);
  if (literal) return literal;
  const segment = takeSegment(parsing);
  if (segment === undefined) return expected(parsing, aValue);
  const called = functions.find((name) => name === segment);
  const isQuoted = token.type === "name" && token.quoted;
  if (called && !isQuoted && takeSign(parsing, ["("])) return parseCall(parsing, called, start);
  const segments = [segment];
  while (takeSign(parsing, ["."]) !== undefined) {
    const next = takeSegment(parsing);
    if (next === undefined) expected(parsing, "a name");
    else segments.push(next);
  }
  return { type: "name", segments, range: rangeFrom(parsing, start) };
}

function parseCall(parsing: Parsing, name: FunctionName, start: number): Expression {
  const { items } = nest(parsing, () => parseItems(parsing, "(", () => parseOr(parsing)));
  const range = rangeFrom(parsing, start);
  if (name === "abs" ? items.length !== 1 : items.length < 2) {
    const takes = name === "abs" ? "one value" : "two values or more";
    const reason = `\`${name}\` takes ${takes}, found ${items.length}`;
    fail(parsing, { code: "rule-syntax", reason, range });
  }
  return { type: "call", function: name, operands: items, range };
}

/** What stands between brackets, the first of which is taken; a comma may stand after the last. */
function parseItems<Item>(
  parsing: Parsing,
  bracket: "(" | "[",
  parseOne: () => Item,
): { readonly items: readonly Item[]; readonly hasComma: boolean } {
  const close = bracket === "(" ? ")" : "]";
  const items: Item[] = [];
  let hasComma = false;
  while (takeSign(parsing, [close]) === undefined) {
    if (items.length > 0 && !hasComma) {
      expected(parsing, `\`,\` or \`${close}\``);
      break;
    }
    if (parsing.problem) break;
    items.push(parseOne());
    hasComma = takeSign(parsing, [","]) !== undefined;
  }
  return { items, hasComma };
}

function sizeProblem(expression: Expression): RuleProblem | undefined {
  const { nodes, levels } = sizeOf(expression);
  if (nodes > limits.nodes) return tooLarge("nodes", nodes, expression.range);
  return levels > limits.levels ? tooLarge("levels", levels, expression.range) : undefined;
}

function sizeOf(expression: Expression): { readonly nodes: number; readonly levels: number } {
  let nodes = 1;
  let deepest = 0;
  for (const operand of operandsOf(expression)) {
    const below = sizeOf(operand);
    nodes += below.nodes;
    deepest = Math.max(deepest, below.levels);
  }
  for (const link of expression.type === "comparison" ? expression.links : []) {
    if ("list" in link) nodes += 1 + link.list.items.length;
  }
  return { nodes, levels: deepest + 1 };
}
