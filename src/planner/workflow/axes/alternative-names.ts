import { entryOf, type Value } from "../../../yaml/value.ts";
import type { AxisField } from "../workflow.ts";
import { mappingsOf } from "./alternatives.ts";

/**
 * What alternatives are called on a screen: by the name that they are written under, or that they have
 * themselves; none where it tells them not apart from another.
 */
export function namesOfAlternatives(field: AxisField): ReadonlyMap<Value, string> {
  const names = new Map<Value, string>();
  const valueByName = new Map<string, Value | undefined>();
  for (const [i, map] of mappingsOf(field).entries()) {
    const own = entryOf(map, "name")?.value;
    const name = field.section?.names?.[i] ?? (own?.type === "text" ? own.value : undefined);
    if (name === undefined || names.has(map)) continue;
    names.set(map, name);
    valueByName.set(name, valueByName.has(name) ? undefined : map);
  }
  return new Map(Array.from(names).filter(([map, name]) => valueByName.get(name) === map));
}
