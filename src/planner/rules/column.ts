import { at } from "../../text/collections.ts";
import { floatArithmetic } from "./arithmetic.ts";
import type { ArithmeticOperator, ComparisonOperator } from "./expression.ts";

/**
 * What a part of a rule gives for tuples that follow each other, in plain numbers; truths are 1 and 0.
 * They compute and compare as Python's as long as every integer is below 2^53, which is known beforehand.
 * Only the sign of zero gets lost, which no rule can tell: nothing divides by zero.
 */
export type Column = {
  /** Whether all are true or false; else all are numbers. */
  readonly isTruth: boolean;
  /** The largest magnitude that an integer among them can have; absent where all are floats. */
  readonly largestInteger: number | undefined;
  /** Those of the last tuples that were computed. */
  readonly cells: Float64Array;
  /** Computes the next tuples; false where Python would refuse one of them. */
  readonly compute: (length: number) => boolean;
};

/** So many tuples are computed together: their numbers stay in the memory nearest to the processor. */
export const chunkLength = 2048;

/** What numbers of Python are as plain ones, if that is exact. */
export type Cells = Pick<Column, "isTruth" | "largestInteger" | "cells">;

/** The numbers of a table, by what a step on each axis is worth there, the last axis the fastest. */
export function tabulatedColumn(
  { cells: table, ...known }: Cells,
  strides: readonly number[],
  sizes: readonly number[],
): Column {
  const cells = new Float64Array(chunkLength);
  const last = sizes.length - 1;
  const run = at(sizes, last);
  const step = at(strides, last);
  // of few values a loop is quicker
  const isLong = run >= 32;
  const positions = sizes.map(() => 0);
  let start = 0;
  let inRun = 0;
  const goToNextRun = (): void => {
    inRun = 0;
    for (let axis = last - 1; axis >= 0; axis--) {
      const position = at(positions, axis) + 1;
      const isNext = position < at(sizes, axis);
      positions[axis] = isNext ? position : 0;
      start += at(strides, axis) * (isNext ? 1 : 1 - at(sizes, axis));
      if (isNext) return;
    }
  };
  const compute = (length: number): boolean => {
    let cell = 0;
    while (cell < length) {
      const end = Math.min(cell + run - inRun, length);
      const from = start + inRun * step;
      inRun += end - cell;
      if (isLong && step === 0) cells.fill(table[from] ?? 0, cell, end);
      else if (isLong && step === 1) cells.set(table.subarray(from, from + end - cell), cell);
      else for (let i = cell; i < end; i++) cells[i] = table[from + (i - cell) * step] ?? 0;
      cell = end;
      if (inRun === run) goToNextRun();
    }
    return true;
  };
  return { ...known, cells, compute };
}

/** A chain of comparisons; nothing is refused, so that it need not end early. */
export function compareColumns(
  operands: readonly Column[],
  operators: readonly ComparisonOperator[],
): Column {
  const cells = new Float64Array(chunkLength);
  const link = new Float64Array(chunkLength);
  return truths(cells, (length) => {
    if (!computeAll(operands, length)) return false;
    for (let i = 0; i < operators.length; i++) {
      const [left, right] = [at(operands, i).cells, at(operands, i + 1).cells];
      compareCells(at(operators, i), left, right, i === 0 ? cells : link, length);
      if (i > 0) multiplyCells(cells, link, cells, length);
    }
    return true;
  });
}

/** Logic of truths, of which every one is computed. */
export function joinColumns(operator: "and" | "or", operands: readonly Column[]): Column {
  return { ...pickColumns(operator === "and" ? "min" : "max", operands), isTruth: true };
}

/** The least or the largest; as Python's, the first of equals wins, and NaN where it stands first. */
export function pickColumns(name: "min" | "max", operands: readonly Column[]): Column {
  const cells = new Float64Array(chunkLength);
  const integers = operands.flatMap(({ largestInteger }) => largestInteger ?? []);
  return {
    isTruth: operands.every(({ isTruth }) => isTruth),
    largestInteger: integers.length > 0 ? Math.max(...integers) : undefined,
    cells,
    compute(length) {
      if (!computeAll(operands, length)) return false;
      cells.set(at(operands, 0).cells);
      for (let i = 1; i < operands.length; i++) {
        const next = at(operands, i).cells;
        if (name === "min") keepLess(cells, next, length);
        else keepMore(cells, next, length);
      }
      return true;
    },
  };
}

/** `not` of truths. */
export function invertColumn(operand: Column): Column {
  const cells = new Float64Array(chunkLength);
  return truths(cells, (length) => {
    if (!operand.compute(length)) return false;
    for (let i = 0; i < length; i++) cells[i] = 1 - (operand.cells[i] ?? 0);
    return true;
  });
}

/** The minus, or the magnitude. */
export function signColumn(sign: "-" | "abs", operand: Column): Column {
  const cells = new Float64Array(chunkLength);
  const { largestInteger, cells: given } = operand;
  return {
    isTruth: false,
    largestInteger,
    cells,
    compute(length) {
      if (!operand.compute(length)) return false;
      if (sign === "-") for (let i = 0; i < length; i++) cells[i] = -(given[i] ?? 0);
      else for (let i = 0; i < length; i++) cells[i] = Math.abs(given[i] ?? 0);
      return true;
    },
  };
}

/** Arithmetic, where every integer that it gives is exact. */
export function computeColumns(
  operator: ArithmeticOperator,
  left: Column,
  right: Column,
): Column | undefined {
  const largestInteger = largestOf(operator, left.largestInteger, right.largestInteger);
  if (largestInteger !== undefined && largestInteger >= exactBelow) return undefined;
  const cells = new Float64Array(chunkLength);
  const compute = (length: number): boolean =>
    computeAll([left, right], length) &&
    computeCells(operator, left.cells, right.cells, cells, length);
  return { isTruth: false, largestInteger, cells, compute };
}

/** Integers below are exact as plain numbers; what is rounded to this one may be above it. */
export const exactBelow = 2 ** 53;

/** The largest magnitude of the integers that arithmetic gives: an integer beside a float gives a float. */
function largestOf(
  operator: ArithmeticOperator,
  left: number | undefined,
  right: number | undefined,
): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case "+":
    case "-":
      return left + right;
    case "*":
      return left * right;
    case "//":
      return left;
    case "%":
      return right;
    case "/":
      return undefined;
  }
}

function truths(cells: Float64Array, compute: Column["compute"]): Column {
  return { isTruth: true, largestInteger: 1, cells, compute };
}

function computeAll(columns: readonly Column[], length: number): boolean {
  return columns.every(({ compute }) => compute(length));
}

// a loop for each operator: none asks for it once per tuple

function compareCells(
  operator: ComparisonOperator,
  left: Float64Array,
  right: Float64Array,
  into: Float64Array,
  length: number,
): void {
  switch (operator) {
    case "<":
      for (let i = 0; i < length; i++) into[i] = (left[i] ?? 0) < (right[i] ?? 0) ? 1 : 0;
      return;
    case "<=":
      for (let i = 0; i < length; i++) into[i] = (left[i] ?? 0) <= (right[i] ?? 0) ? 1 : 0;
      return;
    case "==":
      for (let i = 0; i < length; i++) into[i] = (left[i] ?? 0) === (right[i] ?? 0) ? 1 : 0;
      return;
    case "!=":
      for (let i = 0; i < length; i++) into[i] = (left[i] ?? 0) !== (right[i] ?? 0) ? 1 : 0;
      return;
    case ">":
      return compareCells("<", right, left, into, length);
    case ">=":
      return compareCells("<=", right, left, into, length);
  }
}

function computeCells(
  operator: ArithmeticOperator,
  left: Float64Array,
  right: Float64Array,
  into: Float64Array,
  length: number,
): boolean {
  switch (operator) {
    case "+":
      for (let i = 0; i < length; i++) into[i] = (left[i] ?? 0) + (right[i] ?? 0);
      return true;
    case "-":
      for (let i = 0; i < length; i++) into[i] = (left[i] ?? 0) - (right[i] ?? 0);
      return true;
    case "*":
      multiplyCells(left, right, into, length);
      return true;
    case "/":
    case "//":
    case "%": {
      const divide = floatArithmetic[operator];
      for (let i = 0; i < length; i++) {
        const result = divide(left[i] ?? 0, right[i] ?? 0);
        if (result === undefined) return false;
        into[i] = result;
      }
      return true;
    }
  }
}

function multiplyCells(
  left: Float64Array,
  right: Float64Array,
  into: Float64Array,
  length: number,
): void {
  for (let i = 0; i < length; i++) into[i] = (left[i] ?? 0) * (right[i] ?? 0);
}

function keepLess(best: Float64Array, next: Float64Array, length: number): void {
  for (let i = 0; i < length; i++) {
    const value = next[i] ?? 0;
    if (value < (best[i] ?? 0)) best[i] = value;
  }
}

function keepMore(best: Float64Array, next: Float64Array, length: number): void {
  for (let i = 0; i < length; i++) {
    const value = next[i] ?? 0;
    if (value > (best[i] ?? 0)) best[i] = value;
  }
}
