import { spellFloat } from "../../../yaml/python-spelling.ts";
import type { Expression, Link, Literal } from "../expression.ts";
import { parseExpression } from "../parse-expression.ts";

/** An expression as a text with the fewest parentheses that give the same tree. */
export function printExpression(expression: Expression): string {
  return printed(expression, 1);
}

/** In parentheses where it binds less than its place asks for. */
function printed(expression: Expression, level: number): string {
  const text = bare(expression);
  return levelOf(expression) < level ? `(${text})` : text;
}

function levelOf(expression: Expression): number {
  switch (expression.type) {
    case "logic":
      return expression.operator === "or" ? 1 : 2;
    case "not":
      return 3;
    case "comparison":
      return 4;
    case "arithmetic":
      return "+-".includes(expression.operator) ? 5 : 6;
    case "negation":
      return 7;
    case "literal":
    case "name":
    case "call":
      return 8;
  }
}

function bare(expression: Expression): string {
  const level = levelOf(expression);
  switch (expression.type) {
    case "literal":
      return printLiteral(expression);
    case "name":
      return expression.segments.map(printSegment).join(".");
    case "negation":
      return `-${printed(expression.operand, level)}`;
    case "not":
      return `not ${printed(expression.operand, level)}`;
    case "arithmetic": {
      const { operator, left, right } = expression;
      return `${printed(left, level)} ${operator} ${printed(right, level + 1)}`;
    }
    case "comparison":
      return [printed(expression.first, 5), ...expression.links.map(printLink)].join(" ");
    case "logic":
      return expression.operands
        .map((operand) => printed(operand, level + 1))
        .join(` ${expression.operator} `);
    case "call":
      return `${expression.function}(${expression.operands.map(printExpression).join(", ")})`;
  }
}

function printLink(link: Link): string {
  if (!("list" in link)) return `${link.operator} ${printed(link.operand, 5)}`;
  const { bracket, items } = link.list;
  const inner = items.map(printLiteral).join(", ");
  if (bracket === "[") return `${link.operator} [${inner}]`;
  return `${link.operator} (${items.length === 1 ? `${inner},` : inner})`;
}

function printLiteral({ value }: Literal): string {
  if (typeof value === "number") {
    return spellFloat(value).replace("Infinity", "1e999");
  }
  if (typeof value !== "string") return String(value);
  const escaped = value.replace(/[\\"\n\t\r]/g, (unit) =>
    unit === "\n" ? "\\n" : unit === "\t" ? "\\t" : unit === "\r" ? "\\u000d" : `\\${unit}`,
  );
  return `"${escaped}"`;
}

/** In backquotes where it would not be read as this name without. */
function printSegment(segment: string): string {
  const parsed = parseExpression(segment);
  const isPlain = parsed.ok && parsed.expression.type === "name";
  return isPlain && /^[\p{L}\d_]+$/u.test(segment) ? segment : `\`${segment}\``;
}
