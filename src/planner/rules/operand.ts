import { nowhere } from "../../text/source-range.ts";
import type {
  BinaryValue,
  DateValue,
  ListValue,
  MapValue,
  SetValue,
  Value,
} from "../../yaml/value.ts";

/**
 * A value while a rule computes: integers are BigInts, floats are numbers, which JavaScript compares
 * with each other as exactly as Python does. What is no scalar stays the value that it is.
 */
export type Operand = bigint | number | string | boolean | null | NestedOperand;
export type NestedOperand = DateValue | BinaryValue | SetValue | ListValue | MapValue;

/** A value of the configuration as a rule computes with it. */
export function operandOf(value: Value): Operand {
  switch (value.type) {
    case "int":
    case "float":
    case "text":
    case "bool":
      return value.value;
    case "null":
      return null;
    case "date":
    case "binary":
    case "set":
    case "list":
    case "map":
      return value;
  }
}

/** A computed value as one that messages can quote; it stands nowhere in the text. */
export function valueOfOperand(operand: Operand): Value {
  const range = nowhere;
  if (operand === null) return { type: "null", range };
  if (typeof operand === "bigint") return { type: "int", value: operand, range };
  if (typeof operand === "number") return { type: "float", value: operand, range };
  if (typeof operand === "string") return { type: "text", value: operand, range };
  return typeof operand === "boolean" ? { type: "bool", value: operand, range } : operand;
}

/** The number that an operand is; to Python `true` is 1 and `false` is 0. */
export function numberOf(operand: Operand): bigint | number | undefined {
  if (typeof operand === "bigint" || typeof operand === "number") return operand;
  return typeof operand === "boolean" ? BigInt(operand) : undefined;
}
