import { at } from "../../../text/collections.ts";
import {
  countConfigurations,
  type ConfigurationCount,
  type CountedValues,
} from "./count-configurations.ts";
import { presenceIdsOf, restKey, type Facets, type FieldNumbers } from "./facets.ts";

const singleValue: CountedValues = { size: 1, idAt: () => 0, identity: "=" };

/**
 * How many containers a role has when some fields are left out of the comparison: every configuration
 * is regrouped without them. Computed from rests and factors, so it costs no combinations.
 */
export function countWithout(
  { scope, fields, rests, factorFields }: Facets,
  dropped: ReadonlySet<string>,
): ConfigurationCount {
  const concerned = fields.filter(({ path }) => dropped.has(path.id));
  const factors = new Set(concerned.flatMap(({ factor }) => factor ?? []));
  // whether a field is there at all goes with it
  const presences = Array.from(factors).flatMap((f) => presenceIdsOf(at(scope.factors, f)));
  const inRest = presences.length > 0 || concerned.some(({ factor }) => factor === undefined);
  const droppedInRest = new Set([...dropped, ...presences]);
  const regroupByFactor = new Map(
    Array.from(factors, (f) => [f, regroupValues(factorFields[f], dropped)] as const),
  );
  const regroupedLists = new Map<readonly CountedValues[], readonly CountedValues[]>();
  const listOf = (values: readonly CountedValues[]): readonly CountedValues[] => {
    if (regroupByFactor.size === 0) return values;
    const remembered = regroupedLists.get(values);
    if (remembered) return remembered;
    const regrouped = [...values];
    for (const [f, regroup] of regroupByFactor) regrouped[f] = regroup(at(values, f));
    regroupedLists.set(values, regrouped);
    return regrouped;
  };
  const classes = scope.classes.map(({ rest, values }, c) => ({
    rest: inRest ? restKey(at(rests, c), (id) => droppedInRest.has(id)) : rest,
    values: listOf(values),
  }));
  return countConfigurations({ ...scope, classes });
}

/** Numbers the values of a factor anew: those are one that differ in nothing but dropped fields. */
function regroupValues(
  fieldsOfValue: ReadonlyMap<number, FieldNumbers> | undefined,
  dropped: ReadonlySet<string>,
): (values: CountedValues) => CountedValues {
  if (!fieldsOfValue) return () => singleValue;
  const numbers = new Map<string, number>();
  const numberOf = (id: number): number => {
    const kept = Array.from(fieldsOfValue.get(id) ?? []).filter(([field]) => !dropped.has(field));
    const key = JSON.stringify(kept.toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  const regroupedByValues = new Map<CountedValues, CountedValues>();
  return (values) => {
    const remembered = regroupedByValues.get(values);
    if (remembered) return remembered;
    const ids = new Set<number>();
    for (let place = 0; place < values.size; place++) ids.add(numberOf(values.idAt(place)));
    const sorted = [...ids].toSorted((a, b) => a - b);
    const regrouped = {
      size: sorted.length,
      idAt: (i: number) => at(sorted, i),
      identity: sorted.join(),
    };
    regroupedByValues.set(values, regrouped);
    return regrouped;
  };
}
