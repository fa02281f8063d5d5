/** JSON with two more leaves: integers of any size, and text that is JSON already. */
export type Json =
  | string
  | number
  | boolean
  | null
  | bigint
  | Raw
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** Text that is JSON already, such as a configuration spelled as Python spells it. */
export type Raw = { readonly raw: string };

/** Text that stands in the output as it is. */
export const raw = (text: string): Raw => ({ raw: text });

/**
 * Prints JSON; members that are `undefined` are left out, integers above 2^53 − 1 become text.
 * With an indent, whatever fits on a line of 100 characters stands on one.
 */
export function jsonText(json: Json, indent = 0): string {
  return indent > 0 ? lines(json, "", " ".repeat(indent)) : line(json);
}

/** JSON over lines as it stands below a margin, its first line without it. */
export function jsonLines(json: Json, margin: string, indent: number): string {
  return lines(json, margin, " ".repeat(indent));
}

/** An object over lines below a margin, of members that are spelled already. */
export function jsonMembers(members: readonly string[], margin: string, indent: number): string {
  return enclosed(members, "{}", margin, margin + " ".repeat(indent));
}

function line(json: Json): string {
  if (json === null || typeof json !== "object") return leaf(json);
  if (isList(json)) return `[${json.map(line).join(", ")}]`;
  if (isRaw(json)) return json.raw;
  const members = membersOf(json).map(([key, value]) => `${JSON.stringify(key)}: ${line(value)}`);
  return `{${members.join(", ")}}`;
}

function lines(json: Json, margin: string, step: string): string {
  if (json === null || typeof json !== "object" || isRaw(json)) return line(json);
  const flat = json instanceof Array && json.every((item) => !isNested(item));
  if (flat) return line(json);
  const inner = margin + step;
  const parts = isList(json)
    ? json.map((item) => lines(item, inner, step))
    : membersOf(json).map(([key, value]) => `${JSON.stringify(key)}: ${lines(value, inner, step)}`);
  return enclosed(parts, isList(json) ? "[]" : "{}", margin, inner);
}

/** Parts between brackets: on one line where they fit on it, else each on its own. */
function enclosed(
  parts: readonly string[],
  [open = "", close = ""]: string,
  margin: string,
  inner: string,
): string {
  if (parts.length === 0) return `${open}${close}`;
  const length = parts.reduce((sum, part) => sum + part.length + 2, margin.length - 2);
  if (length < 98 && !parts.some((part) => part.includes("\n"))) {
    return `${open}${parts.join(", ")}${close}`;
  }
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`;
}

function leaf(value: string | number | boolean | bigint | null): string {
  if (typeof value !== "bigint") return JSON.stringify(value);
  const safe = value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);
  return safe ? value.toString() : `"${value}"`;
}

function membersOf(json: { readonly [key: string]: Json | undefined }): [string, Json][] {
  return Object.entries(json).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as [string, Json]],
  );
}

function isNested(json: Json): boolean {
  return typeof json === "object" && json !== null && !isRaw(json);
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function isRaw(json: Json): json is Raw {
  return typeof json === "object" && json !== null && "raw" in json && typeof json.raw === "string";
}
