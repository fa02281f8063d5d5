import { textKey, type MapValue, type TextValue } from "../../../yaml/value.ts";
import type { Declaring } from "../axes/alternatives.ts";
import type { CheckAxis } from "../axes/read-axes.ts";
import type { ReadingState } from "../read-section.ts";
import type { SectionRole, Strategy } from "../workflow.ts";
import { checkAxis } from "./check-fields.ts";
import { didYouMean, renameFix, similarKey } from "./did-you-mean.ts";
import { fieldInfo, fieldsOf, knownStrategyTypes, type FieldInfo } from "./fields.ts";
import { tellNewFields } from "./new-fields.ts";

const roles: readonly SectionRole[] = ["risk", "execution", "portfolio"];
const path = "optimization.parameter_grids";

/**
 * Hints at keys of the grid that are nearly known, and gives the check of the fields that grid keys
 * write, those of other sections that are read as grids included.
 */
export function checkGridKeys(state: ReadingState, map: MapValue, declared: Declaring): CheckAxis {
  const types = typesByName(declared.strategies);
  hintAtGridKeys(state, map, declared, types);
  tellNewFields(state, map, declared);
  return (axis) => checkAxis(state, axis, fieldOfGridKey(axis.name, types));
}

/** The strategy type behind every `type` and `name`, where it is the only one. */
function typesByName(strategies: readonly Strategy[]): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const { type, name } of strategies) {
    if (type !== undefined) types.set(type, type);
    if (type !== undefined && name !== undefined && !types.has(name)) types.set(name, type);
  }
  return types;
}

/** The known field that a grid key writes: by its first part, or by its name alone. */
function fieldOfGridKey(key: string, types: ReadonlyMap<string, string>): FieldInfo | undefined {
  const dot = key.lastIndexOf(".");
  if (dot < 0) return fieldsNamed(key);
  const [first, field] = [key.slice(0, dot), key.slice(dot + 1)];
  const role = roles.find((each) => each === first);
  if (role) return fieldInfo(role, field);
  if (first === "strategy") return fieldInfo("parameters", field);
  const type = types.get(first);
  return type === undefined
    ? fieldInSection(first, field, types)
    : fieldInfo("parameters", field, type);
}

/** The known field behind `momentum.risk` or `strategy.parameters`. */
function fieldInSection(
  head: string,
  field: string,
  types: ReadonlyMap<string, string>,
): FieldInfo | undefined {
  const dot = head.lastIndexOf(".");
  const [name, section] = [head.slice(0, dot), head.slice(dot + 1)];
  const type = types.get(name);
  if (type === undefined && name !== "strategy") return undefined;
  if (section === "parameters" || section === "params") return fieldInfo("parameters", field, type);
  const role = roles.find((each) => section === each || section === `${each}_config`);
  return role && name !== "strategy" ? fieldInfo(role, field) : undefined;
}

function fieldsNamed(field: string): FieldInfo | undefined {
  for (const section of [...roles, "parameters"] as const) {
    const info = fieldInfo(section, field);
    if (info) return info;
  }
  return undefined;
}

/** Hints at keys that reach nothing as they are written, but would with one edit. */
function hintAtGridKeys(
  state: ReadingState,
  map: MapValue,
  declared: Declaring,
  types: ReadonlyMap<string, string>,
): void {
  let declaredNames: ReadonlySet<string> | undefined;
  const names = (): ReadonlySet<string> => (declaredNames ??= namesOf(declared));
  const isName = (key: string): boolean => fieldNames.has(key) || names().has(key);
  const firsts = new Set([...roles, "strategy", ...types.keys(), ...knownStrategyTypes]);
  const meantBy = (key: string): string | undefined => {
    const dot = key.indexOf(".");
    if (dot < 0) return isName(key) ? undefined : similarKey(key, compared(names()));
    const [first, field] = [key.slice(0, dot), key.slice(dot + 1)];
    const meant = firsts.has(first) ? undefined : similarKey(first, compared(firsts));
    return meant === undefined ? undefined : `${meant}.${field}`;
  };
  for (const { key } of map.entries.values()) {
    const meant = key.type === "text" ? meantBy(key.value) : undefined;
    if (key.type === "text" && meant !== undefined) hintAt(state, map, key, meant);
  }
}

/** The first names only, so that a large document costs no more than its size times a constant. */
function compared(names: ReadonlySet<string>): readonly string[] {
  return Array.from(names).slice(0, 500);
}

function hintAt(state: ReadingState, map: MapValue, key: TextValue, meant: string): void {
  const fixes = map.entries.has(textKey(meant)) ? [] : renameFix(state, key, meant);
  state.diagnostics.push(didYouMean(key, meant, "the grid", `${path}.${key.value}`, fixes));
}

/** The names of known fields, in any section. */
const fieldNames: ReadonlySet<string> = new Set(
  [...roles, "parameters" as const].flatMap((section) => [...fieldsOf(section).keys()]),
);

/** Every name that a bare grid key can have: known fields, and what the document declares. */
function namesOf({ base, strategies, alternatives }: Declaring): ReadonlySet<string> {
  const names = new Set(fieldNames);
  const addKeys = ({ entries }: MapValue): void => {
    if (entries.size === 0) return;
    for (const { key } of entries.values()) if (key.type === "text") names.add(key.value);
  };
  for (const role of roles) for (const map of [base[role], ...alternatives[role]]) addKeys(map);
  for (const { parameters, overrides } of strategies) {
    for (const { key } of parameters.flatMap(({ fields }) => fields)) {
      if (key.type === "text") names.add(key.value);
    }
    for (const role of roles) addKeys(overrides[role]);
  }
  return names;
}
