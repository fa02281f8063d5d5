import { at } from "../../text/collections.ts";
import { countWithout } from "../sharing/decomposition/count-without.ts";
import type { Facet, Facets } from "../sharing/decomposition/facets.ts";

/** A field of one of the roles that are folded together. */
export type RoleFacet = { readonly facets: Facets; readonly facet: Facet };

/** At most this many fields are compared by what leaving them out would save. */
const comparedFields = 12;

/**
 * The fields of some roles that split their containers most, most first: those without which most
 * containers would be saved over all the roles, as blame ranks them; of equals the one with most
 * values, then the one that comes first. Of very many fields those with most values are compared.
 */
export function strongestFields(facetsOfRoles: readonly Facets[]): readonly RoleFacet[] {
  const facetsById = new Map<string, RoleFacet[]>();
  for (const facets of facetsOfRoles) {
    for (const facet of facets.fields) {
      const facetsOfField = facetsById.get(facet.path.id);
      if (facetsOfField) facetsOfField.push({ facets, facet });
      else facetsById.set(facet.path.id, [{ facets, facet }]);
    }
  }
  const fields = Array.from(facetsById.values(), (inRoles) => ({
    inRoles,
    values: Math.max(...inRoles.map(valuesOf)),
  }));
  const compared = fields.toSorted((a, b) => b.values - a.values).slice(0, comparedFields);
  if (compared.length < 2) return compared.map(({ inRoles }) => at(inRoles, 0));
  return compared
    .map(({ inRoles, values }) => ({ first: at(inRoles, 0), values, saved: savedWithout(inRoles) }))
    .toSorted((a, b) => (a.saved > b.saved ? -1 : a.saved < b.saved ? 1 : b.values - a.values))
    .map(({ first }) => first);
}

/** How many containers fewer its roles need without a field. */
function savedWithout(inRoles: readonly RoleFacet[]): bigint {
  return inRoles.reduce((sum, { facets, facet }) => {
    const containers = countWithout(facets, noFields).count;
    return sum + containers - countWithout(facets, new Set([facet.path.id])).count;
  }, 0n);
}

const noFields: ReadonlySet<string> = new Set();

/** How many values a field has at most; counted only where they are few. */
function valuesOf({ facets, facet }: RoleFacet): number {
  if (facet.factor === undefined) {
    return new Set(facets.rests.map((numbers) => numbers.get(facet.path.id) ?? 0)).size;
  }
  const fields = facets.factorFields[facet.factor];
  if (!fields) return facets.scope.classes[0]?.values[facet.factor]?.size ?? 0;
  return new Set(Array.from(fields.values(), (numbers) => numbers.get(facet.path.id) ?? 0)).size;
}
