import { at } from "../../text/collections.ts";
import type { Value } from "../../yaml/value.ts";
import {
  chunkLength,
  compareColumns,
  computeColumns,
  invertColumn,
  joinColumns,
  exactBelow,
  pickColumns,
  signColumn,
  tabulatedColumn,
  type Cells,
  type Column,
} from "./column.ts";
import { equalValues } from "./compare.ts";
import { compileExpression } from "./compile-expression.ts";
import { nameIdentity, referencesIn, type Comparison, type Expression } from "./expression.ts";
import { operandOf, type Operand } from "./operand.ts";
import type { Refusal } from "./refusal.ts";
import type { Constraint, Exclusion } from "./rule.ts";

/** The values of a name by tuple of its axes, and what a step on each of the rule's axes is worth there. */
type NameTable = { readonly values: readonly Value[]; readonly strides: readonly number[] };

/**
 * Computes which tuples of a rule's axes it drops, many at once in plain numbers, some five times as fast as
 * one after the other; 1 stands for those that it drops, the last axis is the fastest. Says the same to
 * the last digit, and nothing where it cannot: where a tuple is refused, where numbers are too large to be
 * exact so, or where two names are compared that are no numbers. What depends on one name is computed once
 * for each of its values, as everywhere.
 */
export function dropsByColumn(
  rule: Constraint | Exclusion,
  names: readonly NameTable[],
  sizes: readonly number[],
): Uint8Array | undefined {
  // what is no tuple has no run of the last axis
  if (sizes.length === 0 || sizes.includes(0)) return undefined;
  const stays =
    rule.type === "constraint"
      ? columnOf(rule.expression, createTabulation(rule, names, sizes))
      : staysBesides(rule, names, sizes);
  if (!stays?.isTruth) return undefined;
  const drops = new Uint8Array(sizes.reduce((product, size) => product * size, 1));
  for (let start = 0; start < drops.length; start += chunkLength) {
    const length = Math.min(chunkLength, drops.length - start);
    if (!stays.compute(length)) return undefined;
    for (let i = 0; i < length; i++) drops[start + i] = stays.cells[i] === 0 ? 1 : 0;
  }
  return drops;
}

/** Tabulates a part that depends on one name at most. */
type Tabulate = (part: Expression) => Column | undefined;

function createTabulation(
  { references }: Constraint,
  names: readonly NameTable[],
  sizes: readonly number[],
): Tabulate {
  const nameByIdentity = new Map(
    references.map(({ segments }, place) => [nameIdentity(segments), at(names, place)]),
  );
  const constant = sizes.map(() => 0);
  return (part) => {
    const own = referencesIn(part, "");
    const evaluate = compileExpression(part, own);
    const name = own[0] && nameByIdentity.get(nameIdentity(own[0].segments));
    const computed = name
      ? name.values.map((value) => evaluate([operandOf(value)]))
      : [evaluate([])];
    const cells = cellsOf(computed);
    return cells && tabulatedColumn(cells, name?.strides ?? constant, sizes);
  };
}

function staysBesides(
  { conditions }: Exclusion,
  names: readonly NameTable[],
  sizes: readonly number[],
): Column | undefined {
  const matching = conditions.map(({ values: excluded }, place) => {
    const { values, strides } = at(names, place);
    const matches = values.map((value) => excluded.some((one) => equalValues(value, one)));
    return tabulatedColumn(truthsOf(matches), strides, sizes);
  });
  return matching.length > 0 ? invertColumn(joinColumns("and", matching)) : undefined;
}

function columnOf(expression: Expression, tabulate: Tabulate): Column | undefined {
  if (referencesIn(expression, "").length < 2) return tabulate(expression);
  switch (expression.type) {
    case "literal":
    case "name":
      return tabulate(expression);
    case "negation": {
      const operand = columnOf(expression.operand, tabulate);
      return operand && signColumn("-", operand);
    }
    case "not": {
      const operand = columnOf(expression.operand, tabulate);
      return operand?.isTruth ? invertColumn(operand) : undefined;
    }
    case "arithmetic": {
      const left = columnOf(expression.left, tabulate);
      const right = left && columnOf(expression.right, tabulate);
      return right && computeColumns(expression.operator, left, right);
    }
    case "comparison":
      return comparisonOf(expression, tabulate);
    case "logic": {
      const operands = columnsOf(expression.operands, tabulate);
      const isLogic = operands?.every(({ isTruth }) => isTruth);
      return operands && isLogic ? joinColumns(expression.operator, operands) : undefined;
    }
    case "call": {
      const operands = columnsOf(expression.operands, tabulate);
      if (!operands) return undefined;
      if (expression.function === "abs") return signColumn("abs", at(operands, 0));
      // truths beside numbers would give both
      const isMixed = operands.some(({ isTruth }) => isTruth !== operands[0]?.isTruth);
      return isMixed ? undefined : pickColumns(expression.function, operands);
    }
  }
}

function comparisonOf({ first, links }: Comparison, tabulate: Tabulate): Column | undefined {
  const compared = links.flatMap((link) => ("list" in link ? [] : [link]));
  if (compared.length < links.length) return undefined;
  const operands = columnsOf([first, ...compared.map(({ operand }) => operand)], tabulate);
  const operators = compared.map(({ operator }) => operator);
  return operands && compareColumns(operands, operators);
}

function columnsOf(
  expressions: readonly Expression[],
  tabulate: Tabulate,
): readonly Column[] | undefined {
  const columns: Column[] = [];
  for (const expression of expressions) {
    const column = columnOf(expression, tabulate);
    if (!column) return undefined;
    columns.push(column);
  }
  return columns;
}

function cellsOf(computed: readonly (Operand | Refusal)[]): Cells | undefined {
  const matches = computed.filter((one) => typeof one === "boolean");
  if (matches.length > 0) return matches.length < computed.length ? undefined : truthsOf(matches);
  const cells = new Float64Array(computed.length);
  let largestInteger: number | undefined;
  for (const [i, one] of computed.entries()) {
    if (typeof one !== "bigint" && typeof one !== "number") return undefined;
    const number = Number(one);
    cells[i] = number;
    if (typeof one === "number") continue;
    largestInteger = Math.max(largestInteger ?? 0, Math.abs(number));
    if (largestInteger >= exactBelow) return undefined;
  }
  return { isTruth: false, largestInteger, cells };
}

function truthsOf(truths: readonly boolean[]): Cells {
  return { isTruth: true, largestInteger: 1, cells: Float64Array.from(truths, Number) };
}
