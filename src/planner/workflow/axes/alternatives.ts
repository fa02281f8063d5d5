import { at, groupBy } from "../../../text/collections.ts";
import { keyIdentity, type MapValue, type Value } from "../../../yaml/value.ts";
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
