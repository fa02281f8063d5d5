import { grouped } from "../../text/count-text.ts";
import { nowhere } from "../../text/source-range.ts";
import { keyText, textKey, type ListValue, type MapValue, type Value } from "../../yaml/value.ts";
import { readRules } from "../rules/read-rules.ts";
import { sectionRoles } from "../workflow/axis-target.ts";
import { isEnsemble, keptKeys } from "../workflow/dialects/kept-lists.ts";
import { houseKey } from "../workflow/unread/house-dialect.ts";
import type {
  AxisField,
  SectionAlternatives,
  SectionRole,
  Strategy,
  Workflow,
} from "../workflow/workflow.ts";
import { fixedValue, sweptValue } from "./axis-value.ts";
import { listOf, mapOf, section, textOf, type Member } from "./build.ts";
import { gridKeys, type GridKey } from "./grid-keys.ts";
import { unconverted } from "./unconverted.ts";
import { writtenRules } from "./written-rules.ts";

/** A document in the planner's own dialect, and why some of it could not be written in it. */
export type Converted = { readonly root: MapValue; readonly refused: readonly string[] };

/**
 * Writes a workflow as a document in the planner's own dialect (spec page 7): whatever it was read
 * from, planning this gives the same combinations in the same order, and the same containers.
 */
export function convertWorkflow(workflow: Workflow, source: string): Converted {
  const refused: string[] = [];
  const { root } = workflow;
  const reading = readRules(root, source);
  const keys = gridKeys(workflow, reading.rules);
  const fields = keys.axes.flat();
  const valueOf = (field: AxisField, isFixed: boolean): Value => {
    const value = isFixed ? fixedValue(field) : sweptValue(field);
    if (value) return value;
    const { at, count, ascending } = field.values;
    const size = grouped(BigInt(count));
    refused.push(`\`${keyText(field.key)}\`: its ${size} values are too many for a list`);
    return ascending
      ? mapOf([
          ["min", at(0)],
          ["max", at(count - 1)],
        ])
      : mapOf([["values", nothing]]);
  };
  const gridMember = ({ key, field }: GridKey): Member => {
    if (field.section) return [key, alternativesOf(field, field.section)];
    const [first] = [field.values.at(0)];
    const isFixed =
      field.values.count === 1 && !field.values.ascending && first.range === field.range;
    return [key, valueOf(field, isFixed)];
  };
  const strategies = workflow.strategies.map((strategy) => writtenStrategy(strategy, valueOf));
  const { before, after, optimization, house } = unconverted(workflow, reading);
  const last = Math.max(0, ...fields.map(({ grid }) => (grid === "root" ? 0 : grid)));
  const others = freeNames(last, [...before, ...after]).map(
    (name, i): readonly [string, MapValue] => [
      name,
      mapOf(fields.filter(({ grid }) => grid === i + 1).map(gridMember)),
    ],
  );
  const written = mapOf([
    ...before,
    section("strategies", listOf(strategies)),
    ...sectionRoles.flatMap((role) => baseMembers(workflow, role, fields)),
    ...fields.filter(({ grid }) => grid === "root").map(gridMember),
    section(
      "optimization",
      mapOf([
        section("parameter_grids", mapOf(fields.filter(({ grid }) => grid === 0).map(gridMember))),
        section("zip", zipOf(keys.axes)),
        ...writtenRules(reading, keys.renamed),
        ...optimization,
      ]),
    ),
    ...others,
    section(
      houseKey,
      mapOf([section("grids", listOf(others.map(([name]) => textOf(name)))), ...house]),
    ),
    ...after,
  ]);
  return { root: written, refused };
}

/** A base section; beside alternatives of the same name only what the root itself may say of it. */
function baseMembers(
  { base }: Workflow,
  role: SectionRole,
  fields: readonly GridKey[],
): readonly Member[] {
  const isAlternatives = fields.some(({ grid, key }) => grid === "root" && keyText(key) === role);
  return isAlternatives
    ? Array.from(base[role].entries.values(), ({ key, value }): Member => [key, value])
    : [section(role, base[role])];
}

/** What is paired: the names of one group, or the groups. */
function zipOf(axes: readonly (readonly Pick<AxisField, "key">[])[]): ListValue {
  const groups = axes.flatMap((fields) =>
    fields.length > 1 ? [listOf(fields.map(({ key }) => textOf(keyText(key))))] : [],
  );
  const [only, ...others] = groups;
  return only && others.length === 0 ? only : listOf(groups);
}

const nothing: Value = { type: "null", range: nowhere };

/** Names of sections that nothing of the document has. */
function freeNames(count: number, others: readonly Member[]): readonly string[] {
  const taken = new Set(others.map((member) => member && nameIn(member)));
  const candidates = Array.from(
    { length: count + taken.size },
    (_, i) => `more_parameters_${i + 1}`,
  );
  return candidates.filter((name) => !taken.has(name)).slice(0, count);
}

function nameIn([key]: NonNullable<Member>): string {
  return typeof key === "string" ? key : keyText(key);
}

/** Alternatives of a section: under their names where they have some, else one after the other. */
function alternativesOf({ values }: AxisField, { names }: SectionAlternatives): Value {
  const items = Array.from({ length: values.count }, (_, i) => values.at(i));
  const isNamed = names?.length === items.length && new Set(names).size === items.length;
  return isNamed ? mapOf(items.map((item, i): Member => [names[i] ?? "", item])) : listOf(items);
}

/** An element of `strategies`: its entry, its parameters as they are swept, its own sections. */
function writtenStrategy(
  { entry, type, parameters, overrides }: Strategy,
  valueOf: (field: AxisField, isFixed: boolean) => Value,
): MapValue {
  const written = (field: AxisField, isFixed: boolean): Value => {
    // engines take these, and plain lists of ensembles, as they are
    if (keptKeys.includes(keyText(field.key))) return field.values.at(0);
    const value = valueOf(field, isFixed);
    const isSwept = value.type === "list" && !isFixed;
    return isSwept && isEnsemble(type) ? mapOf([["values", value]]) : value;
  };
  const zip = zipOf(parameters.map(({ fields }) => fields));
  const swept = mapOf(
    parameters.flatMap(({ fields, fixed }) =>
      fields.map((field): Member => [field.key, written(field, fixed)]),
    ),
  );
  const members = Array.from(entry.entries, ([identity, { key, value }]): readonly Member[] =>
    identity === textKey("parameters")
      ? [section("zip", zip), section("parameters", swept)]
      : [[key, value]],
  );
  return mapOf([...members.flat(), ...sectionRoles.map((role) => section(role, overrides[role]))]);
}
