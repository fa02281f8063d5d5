import { get, type Plain, type PlainMap } from "./plain.ts";

/** A name of a rule: a key as it is written, or the segments of a path. */
export type NameModel = readonly string[];

export type Comparator = "<" | "<=" | ">" | ">=" | "==" | "!=";

/** A rule as plain as it can be: two things compared, perhaps only where the first is not null; or values. */
export type RuleModel =
  | {
      readonly rule: "compare";
      readonly left: NameModel;
      readonly comparator: Comparator;
      readonly right: NameModel | Plain;
      readonly nullPasses: boolean;
    }
  | {
      readonly rule: "exclude";
      readonly conditions: readonly (readonly [NameModel, readonly Plain[]])[];
    };

/** One combination as a rule sees it. */
export type Seen = {
  /** The values of the grid's keys that reach the combination's configurations, by key as written. */
  readonly grid: ReadonlyMap<string, Plain>;
  /** What the strategy answers to, and the parameters that its entry has. */
  readonly names: readonly string[];
  readonly declared: readonly string[];
  readonly parameters: PlainMap;
  readonly sections: Readonly<Record<"risk" | "execution" | "portfolio", PlainMap>>;
};

/** Whether a combination stays. What does not exist, is ambiguous or cannot be compared lets it pass. */
export function stays(seen: Seen, rules: readonly RuleModel[]): boolean {
  return rules.every((rule) => {
    if (rule.rule === "exclude") {
      const values = rule.conditions.map(([name]) => lookUp(seen, name));
      if (values.includes(undefined)) return true;
      return !rule.conditions.every(([, excluded], i) =>
        excluded.some((one) => equal(values[i] ?? one, one)),
      );
    }
    const left = lookUp(seen, rule.left);
    const right = "is" in rule.right ? rule.right : lookUp(seen, rule.right);
    if (!left || !right) return true;
    if (rule.nullPasses && left.is === "null") return true;
    if (rule.comparator === "==") return equal(left, right);
    if (rule.comparator === "!=") return !equal(left, right);
    return inOrder(left, right, rule.comparator) ?? true;
  });
}

function lookUp(
  { grid, names, declared, parameters, sections }: Seen,
  name: NameModel,
): Plain | undefined {
  const written = name.join(".");
  const ofGrid = grid.get(written) ?? get(parameters, written);
  if (ofGrid) return ofGrid;
  const [first = "", ...below] = name;
  if (below.length === 0) {
    const found = Object.values(sections).flatMap((section) => get(section, first) ?? []);
    return found.length === 1 ? found[0] : undefined;
  }
  if (first === "risk" || first === "execution" || first === "portfolio") {
    return deep(sections[first], below);
  }
  for (let length = name.length - 1; length > 0; length--) {
    if (!["strategy", ...names].includes(name.slice(0, length).join("."))) continue;
    const path = name.slice(length);
    const [word = "", ...inner] = path;
    const isSection = ["parameters", "params"].includes(word) && inner.length > 0;
    return deep(parameters, isSection && !declared.includes(word) ? inner : path);
  }
  return undefined;
}

function deep(from: PlainMap, path: readonly string[]): Plain | undefined {
  let value: Plain | undefined = from;
  for (const key of path) value = value?.is === "map" ? get(value, key) : undefined;
  return value;
}

/** Python's numbers, `True` and `False` among them. */
function numberOf(value: Plain): bigint | number | undefined {
  if (value.is === "bool") return value.value ? 1n : 0n;
  return value.is === "int" || value.is === "float" ? value.value : undefined;
}

function equal(a: Plain, b: Plain): boolean {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined || y !== undefined) return x !== undefined && y !== undefined && x == y;
  if (a.is === "text" && b.is === "text") return a.value === b.value;
  if (a.is === "list" && b.is === "list") {
    return a.items.length === b.items.length && a.items.every((item, i) => same(item, b.items[i]));
  }
  if (a.is === "map" && b.is === "map") {
    return (
      a.entries.length === b.entries.length &&
      a.entries.every(([key, value]) => same(value, get(b, key)))
    );
  }
  return a.is === "null" && b.is === "null";
}

/** Inside of lists and mappings Python takes one object for equal to itself, a NaN too. */
function same(a: Plain, b: Plain | undefined): boolean {
  return b !== undefined && (a === b || equal(a, b));
}

function inOrder(a: Plain, b: Plain, comparator: Comparator): boolean | undefined {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return ordered(x, y, comparator);
  if (a.is === "text" && b.is === "text") {
    return ordered(comparePoints(a.value, b.value), 0, comparator);
  }
  if (a.is !== "list" || b.is !== "list") return undefined;
  for (const [i, item] of a.items.entries()) {
    const other = b.items[i];
    if (!other) break;
    if (!same(item, other)) return inOrder(item, other, comparator);
  }
  return ordered(a.items.length, b.items.length, comparator);
}

function ordered(x: bigint | number, y: bigint | number, comparator: Comparator): boolean {
  if (comparator === "<") return x < y;
  if (comparator === "<=") return x <= y;
  return comparator === ">" ? x > y : x >= y;
}

function comparePoints(a: string, b: string): number {
  const left = Array.from(a, (point) => point.codePointAt(0) ?? 0);
  const right = Array.from(b, (point) => point.codePointAt(0) ?? 0);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** The expression of a comparison, as the language spells it. */
export function expressionOf(rule: Extract<RuleModel, { rule: "compare" }>): string {
  const left = nameText(rule.left);
  const right = "is" in rule.right ? literalText(rule.right) : nameText(rule.right);
  const guard = rule.nullPasses ? `${left} == null or ` : "";
  return `${guard}${left} ${rule.comparator} ${right}`;
}

const words = ["true", "false", "null", "True", "False", "None", "and", "or", "not", "in"];

export function nameText(name: NameModel): string {
  return name
    .map((segment) =>
      /^[A-Za-z_][A-Za-z_0-9]*$/.test(segment) && !words.includes(segment)
        ? segment
        : `\`${segment}\``,
    )
    .join(".");
}

function literalText(value: Plain): string {
  switch (value.is) {
    case "int":
      return value.value.toString();
    case "float":
      return value.value.toString().includes("e")
        ? value.value.toString()
        : floatDigits(value.value);
    case "bool":
      return value.value ? "True" : "False";
    case "text":
      return JSON.stringify(value.value);
    case "null":
    case "list":
    case "map":
      return "null";
  }
}

function floatDigits(value: number): string {
  const digits = String(value);
  return digits.includes(".") ? digits : `${digits}.0`;
}
