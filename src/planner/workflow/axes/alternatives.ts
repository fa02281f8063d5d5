import { at, groupBy } from "../../../text/collections.ts";
import { entryOf, keyIdentity, type MapValue, type Value } from "../../../yaml/value.ts";
import type { Axis, AxisField, SectionRole, Workflow } from "../workflow.ts";

/** By section the mappings that are alternatives of all of it. */
export type Alternatives = Readonly<Record<SectionRole, readonly MapValue[]>>;

/** Where a document declares fields. */
export type Declaring = Pick<Workflow, "base" | "strategies"> & {
  readonly alternatives: Alternatives;
};

/** The alternatives of whole sections that axes hold, in written order. */
export function alternativesOf(axes: readonly Pick<Axis, "fields">[]): Alternatives {
  const byRole: Record<SectionRole, MapValue[]> = { risk: [], execution: [], portfolio: [] };
  for (const field of axes.flatMap(({ fields }) => fields)) {
    if (field.section) byRole[field.section.role].push(...mappingsOf(field));
  }
  return byRole;
}

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

/** The fields that any alternative has, each with all that they write to it. */
export function fieldsOfAlternatives(
  field: AxisField,
): readonly { readonly key: Value; readonly values: readonly Value[] }[] {
  const entries = mappingsOf(field).flatMap((map) => [...map.entries.values()]);
  return Array.from(groupBy(entries, ({ key }) => keyIdentity(key)).values(), (alike) => ({
    key: at(alike, 0).key,
    values: alike.map(({ value }) => value),
  }));
}

/** The alternatives that one field holds, where it sets a whole section. */
export function mappingsOf({ values, section }: AxisField): readonly MapValue[] {
  if (!section) return [];
  return Array.from({ length: values.count }, (_, i) => values.at(i)).flatMap((value) =>
    value.type === "map" ? [value] : [],
  );
}
