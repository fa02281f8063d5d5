import {
  keyIdentity,
  type DateValue,
  type MapValue,
  type SetValue,
  type Value,
} from "../../yaml/value.ts";
import { compareTexts } from "../sharing/canonical/canonical.ts";
import { instantOf } from "./instant.ts";
import { numberOf, operandOf, type NestedOperand, type Operand } from "./operand.ts";

/** Python's `==` of two values of the configuration: `1`, `1.0` and `true` are equal. */
export function equalValues(a: Value, b: Value): boolean {
  return equalOperands(operandOf(a), operandOf(b));
}

/** Python's `==`, which never fails: what cannot be equal is unequal. */
export function equalOperands(a: Operand, b: Operand): boolean {
  if (a === b) return true;
  if (isNested(a) && isNested(b)) return equalNested(a, b);
  const x = numberOf(a);
  const y = numberOf(b);
  // `===` knows no integer that equals a float; this compares their exact values
  return x !== undefined && y !== undefined && x == y;
}

/** Asks of two numbers, or of the sign of a comparison and 0. */
type OrderTest = (a: bigint | number, b: bigint | number) => boolean;

/** Python's `<`, `<=`, `>`, `>=`; `undefined` where Python raises a TypeError. */
export function isInOrder(test: OrderTest, a: Operand, b: Operand): boolean | undefined {
  const x = numberOf(a);
  const y = numberOf(b);
  if (x !== undefined && y !== undefined) return test(x, y);
  if (typeof a === "string" && typeof b === "string") return test(compareTexts(a, b), 0);
  if (!isNested(a) || !isNested(b)) return undefined;
  if (a.type === "list" && b.type === "list") return areListsInOrder(test, a.items, b.items);
  if (a.type === "date" && b.type === "date") return areDatesInOrder(test, a, b);
  return undefined;
}

function isNested(operand: Operand): operand is NestedOperand {
  return typeof operand === "object" && operand !== null;
}

/** Python takes an element for equal to itself, so that a list of NaN equals itself. */
function equalElements(a: Value, b: Value): boolean {
  return a === b || equalValues(a, b);
}

function equalNested(a: NestedOperand, b: NestedOperand): boolean {
  switch (a.type) {
    case "date":
      return b.type === "date" && (a.value === b.value || areDatesInOrder(isSame, a, b) === true);
    case "binary":
      return b.type === "binary" && a.value === b.value;
    case "set":
      return b.type === "set" && equalSets(a, b);
    case "list": {
      if (b.type !== "list" || a.items.length !== b.items.length) return false;
      return a.items.every((item, i) => equalElements(item, b.items[i] ?? item));
    }
    case "map":
      return b.type === "map" && equalMaps(a, b);
  }
}

const isSame: OrderTest = (a, b) => a === b;

function equalSets(a: SetValue, b: SetValue): boolean {
  const identities = new Set(b.items.map(keyIdentity));
  return (
    a.items.length === b.items.length && a.items.every((item) => identities.has(keyIdentity(item)))
  );
}

function equalMaps(a: MapValue, b: MapValue): boolean {
  if (a.entries.size !== b.entries.size) return false;
  for (const [identity, { value }] of a.entries) {
    const other = b.entries.get(identity);
    if (!other || !equalElements(value, other.value)) return false;
  }
  return true;
}

/** The first elements that differ decide, else the lengths. */
function areListsInOrder(
  test: OrderTest,
  a: readonly Value[],
  b: readonly Value[],
): boolean | undefined {
  for (const [i, item] of a.entries()) {
    const other = b[i];
    if (!other) break;
    if (!equalElements(item, other)) return isInOrder(test, operandOf(item), operandOf(other));
  }
  return test(a.length, b.length);
}

/** A date and a time stamp, or stamps with and without a zone, have no order in Python. */
function areDatesInOrder(test: OrderTest, a: DateValue, b: DateValue): boolean | undefined {
  const [first, second] = [instantOf(a.value), instantOf(b.value)];
  if (!first || !second || first.kind !== second.kind) return undefined;
  return test(first.microseconds, second.microseconds);
}
