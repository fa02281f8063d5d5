import type { Value } from "../../../yaml/value.ts";
import type { AxisValues } from "../workflow.ts";

/** The values of a written list. */
export function listValues(items: readonly Value[], distinct: boolean): AxisValues {
  return {
    count: items.length,
    at(position) {
      const item = items[position];
      if (!item) throw new RangeError(`value ${position} of ${items.length}`);
      return item;
    },
    distinct,
  };
}

/** A value that stands more than once in an axis. */
type Repeated = {
  /** Its second appearance. */
  readonly value: Value;
  readonly first: Value;
  /** "twice", "3 times". */
  readonly times: string;
};

/** The most repeated values of one axis that are reported one by one. */
const mostReported = 20;

/**
 * Finds the values that stand twice in an axis. Equal are values that give equal configurations:
 * `1`, `1.0` and `true` are three. Linear in the size of the values.
 */
export function findRepeated(items: readonly Value[]): {
  readonly repeated: readonly Repeated[];
  readonly distinct: boolean;
} {
  const itemsByIdentity = new Map<string | bigint, Value[]>();
  for (const item of items) {
    const identity = item.type === "int" ? item.value : identityOf(item);
    const equalItems = itemsByIdentity.get(identity);
    if (equalItems) equalItems.push(item);
    else itemsByIdentity.set(identity, [item]);
  }
  const repeated: Repeated[] = [];
  for (const [first, second, ...more] of itemsByIdentity.values()) {
    if (!first || !second || repeated.length === mostReported) continue;
    const times = more.length === 0 ? "twice" : `${more.length + 2} times`;
    repeated.push({ value: second, first, times });
  }
  // mappings whose keys become the same text in JSON can be equal without being the same
  const distinct = itemsByIdentity.size === items.length && items.every(isScalar);
  return { repeated, distinct };
}

/** The first list, mapping or null of an axis: legal values, but seldom meant. */
export function nestedAmong(items: readonly Value[]): Value | undefined {
  return items.find(({ type }) => type === "list" || type === "map" || type === "null");
}

/** Scalars whose canonical texts differ when they differ. */
function isScalar({ type }: Value): boolean {
  return (
    type === "int" || type === "float" || type === "text" || type === "bool" || type === "null"
  );
}

/** A text that equal values share: keys of a mapping in any order, `-0.0` apart from `0.0`. */
function identityOf(value: Value): string {
  switch (value.type) {
    case "int":
      // in hexadecimal, since decimal digits cost the square of their number
      return `i${value.value.toString(16)}`;
    case "float":
      return `f${Object.is(value.value, -0) ? "-0" : value.value}`;
    case "text":
      return `t${JSON.stringify(value.value)}`;
    case "bool":
      return value.value ? "true" : "false";
    case "null":
      return "null";
    case "date":
      return `d${value.value}`;
    case "binary":
      return `b${value.value}`;
    case "set":
      return `s[${value.items.map(identityOf).toSorted().join()}]`;
    case "list":
      return `[${value.items.map(identityOf).join()}]`;
    case "map": {
      const members = Array.from(value.entries.values(), ({ key, value: inner }) => {
        return `${identityOf(key)}:${identityOf(inner)}`;
      });
      return `{${members.toSorted().join()}}`;
    }
  }
}
