import { at, groupBy } from "../../../text/collections.ts";
import { countWithout } from "../../sharing/decomposition/count-without.ts";
import type { Facet, Facets, FieldNumbers } from "../../sharing/decomposition/facets.ts";
import type { FactorValues } from "../../sharing/decomposition/factor-values.ts";

/**
 * Groups the fields of a role that always change together: between any two configurations either
 * all of them are equal or none is, so that fixing one alone gains nothing. Fields of two components
 * can only do so where neither varies inside a class of strategies.
 */
export function tiedFields(facets: Facets): ReadonlyMap<Facet, readonly Facet[]> {
  const groups = groupBy(facets.fields, (facet) => patternOf(facets, facet));
  return new Map(
    [...groups.values()].flatMap((group) =>
      group.map((facet) => [facet, group.filter((member) => member !== facet)] as const),
    ),
  );
}

/** Equal for two fields exactly when they divide the configurations in the same way. */
function patternOf(facets: Facets, { path, factor: f }: Facet): string {
  const { rests, scope, factorFields } = facets;
  if (f === undefined) return `class ${pattern(rests, path.id)}`;
  const values = factorFields[f];
  if (!values) return `factor ${f}`;
  const byClass = scope.classes.map((strategyClass) => {
    const [only, ...others] = numbersIn(at(strategyClass.values, f), values, path.id);
    return others.length === 0 && only !== undefined ? new Map([[path.id, only]]) : undefined;
  });
  const constant = byClass.filter((numbers) => numbers !== undefined);
  return constant.length === byClass.length
    ? `class ${pattern(constant, path.id)}`
    : `factor ${f} ${pattern([...values.values()], path.id)}`;
}

/** Whether configurations of one class of strategies differ in a field, which only an axis can do. */
export function variesInClass(
  { scope, factorFields }: Facets,
  { path, factor: f }: Facet,
): boolean {
  if (f === undefined) return false;
  const values = factorFields[f];
  if (!values) return true;
  return scope.classes.some(
    (strategyClass) => numbersIn(at(strategyClass.values, f), values, path.id).length > 1,
  );
}

/** The numbers that a field has among the values of a factor. */
function numbersIn(
  factorValues: FactorValues,
  values: ReadonlyMap<number, FieldNumbers>,
  id: string,
): readonly number[] {
  const numbers = new Set<number>();
  for (let i = 0; i < factorValues.size; i++)
    numbers.add(values.get(factorValues.idAt(i))?.get(id) ?? 0);
  return [...numbers];
}

function pattern(components: readonly FieldNumbers[], id: string): string {
  const order = new Map<number, number>();
  const places = components.map((numbers) => {
    const number = numbers.get(id) ?? 0;
    const place = order.get(number) ?? order.size;
    order.set(number, place);
    return place;
  });
  return places.join();
}

/** Work that the search for gaining sets may take in one role: counts times classes. */
const searchWork = 100_000;

/** Finds, for fields of a role, the smallest sets of at most three that gain where one alone does not. */
export function createGainSearch(
  facets: Facets,
  tied: ReadonlyMap<Facet, readonly Facet[]>,
): (facet: Facet) => readonly Facet[] | undefined {
  const countByFields = new Map<string, bigint>();
  let work = 0;
  const count = (fields: readonly Facet[]): bigint => {
    const ids = fields.map(({ path }) => path.id).toSorted();
    const key = ids.join("\n");
    const remembered = countByFields.get(key);
    if (remembered !== undefined) return remembered;
    work += facets.scope.classes.length;
    const remaining = countWithout(facets, new Set(ids)).count;
    countByFields.set(key, remaining);
    return remaining;
  };
  return (facet) => {
    const near = tied.get(facet) ?? [];
    const others = [
      ...near,
      ...facets.fields.filter((other) => other !== facet && !near.includes(other)),
    ];
    const gains = (more: readonly Facet[]): boolean => count([facet, ...more]) < count(more);
    for (const second of others) {
      if (work > searchWork) return undefined;
      if (gains([second])) return [facet, second];
    }
    for (const [i, second] of others.entries()) {
      for (const third of others.slice(i + 1)) {
        if (work > searchWork) return undefined;
        if (gains([second, third])) return [facet, second, third];
      }
    }
    return undefined;
  };
}
