import { at } from "../../../text/collections.ts";
import {
  keyIdentity,
  keyText,
  type KeyIdentity,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import { alternativesOf } from "../../workflow/axes/alternatives.ts";
import {
  gridKeyPath,
  pathOf,
  sectionRoles,
  targetsByKey,
  type AxisTarget,
} from "../../workflow/axis-target.ts";
import type { Axis, AxisField, SectionRole, Strategy, Workflow } from "../../workflow/workflow.ts";

/** A place that an axis writes, and which of its fields it writes there. */
export type FieldTarget = AxisTarget & { readonly field: number };

/** A grid axis, its position in written order, and every place that it reaches. */
export type ReachingAxis = {
  readonly axis: Axis;
  readonly position: number;
  readonly targets: readonly FieldTarget[];
  /** How the targets were found: the key says it, sections declare it, its home, or not at all. */
  readonly by: "dotted" | "declared" | "home" | "parameters" | "nothing";
};

/** Where a bare key goes that no section declares (spec page 1, "declared, then home", rule 3). */
export const homeByKey: ReadonlyMap<string, SectionRole> = new Map<string, SectionRole>([
  ["initial_capital", "portfolio"],
  ["commission", "execution"],
  ["slippage", "execution"],
  ["max_position_size", "risk"],
  ["position_size_method", "risk"],
  ["position_size_pct", "risk"],
  ["stop_loss", "risk"],
  ["take_profit", "risk"],
  ["max_drawdown", "risk"],
  ["max_positions", "risk"],
  ["max_leverage", "risk"],
  ["allow_short", "risk"],
]);

/**
 * Finds the sections that every grid axis reaches: a dotted key goes where it says, a bare key to
 * every section that declares it, else to its home (spec page 1, "Which role a grid key reaches").
 *
 * One declaration anywhere in a role reaches the role for all strategies; among `parameters` only
 * the strategies that declare the key are reached. Linear in declarations plus targets.
 */
export function reachOf(workflow: Workflow): readonly ReachingAxis[] {
  const declarations = declarationsOf(workflow);
  const everyone = new Set(workflow.strategies.map(({ index }) => index));
  const targetOf = targetsByKey(workflow);
  const toParameters = (path: readonly Value[]): KeyReach => {
    if (everyone.size === 0) return toNothing;
    const target = { role: "strategy", path, strategies: everyone } as const;
    return { targets: [target], by: "parameters" };
  };
  const reachOfKey = ({ key, section }: AxisField, grid: Axis["grid"]): KeyReach => {
    if (section) return { targets: [{ role: section.role, path: [] }], by: "dotted" };
    if (key.type === "text" && key.value.includes(".")) {
      const target = targetOf(key.value, key.range);
      if (target) return { targets: [target], by: "dotted" };
      return grid?.reachesParameters ? toParameters(pathOf(key.value, key.range)) : toNothing;
    }
    const declared = declarations.get(keyIdentity(key) ?? "");
    if (declared) return { targets: targetsOf(key, declared), by: "declared" };
    const home = key.type === "text" ? homeByKey.get(key.value) : undefined;
    if (home) return { targets: [{ role: home, path: [key] }], by: "home" };
    return grid?.reachesParameters ? toParameters([key]) : toNothing;
  };
  return workflow.grid.map((axis, position) => {
    const reaches = axis.fields.map((field) => reachOfKey(field, axis.grid));
    const targets = reaches.flatMap((reach, field) =>
      reach.targets.map((target) => ({ ...target, field })),
    );
    const by = reaches.find((reach) => reach.targets.length > 0)?.by ?? "nothing";
    return { axis, position, targets, by };
  });
}

const toNothing: KeyReach = { targets: [], by: "nothing" };

/** Where one key of the grid goes, and how that was found. */
type KeyReach = Pick<ReachingAxis, "by"> & { readonly targets: readonly AxisTarget[] };

type Declared = { readonly roles: Set<SectionRole>; readonly strategies: Set<number> };

/** Who declares the keys of the grid; of other keys nobody asks. */
function declarationsOf({ base, strategies, grid }: Workflow): ReadonlyMap<string, Declared> {
  const declarations = new Map<string, Declared>();
  const alternatives = alternativesOf(grid);
  const keys = grid.flatMap(({ fields }) => fields.map(({ key }) => keyIdentity(key) ?? ""));
  const asked = new Set<string>(keys);
  const declared = (key: string): Declared => {
    const declarers = declarations.get(key) ?? { roles: new Set(), strategies: new Set() };
    declarations.set(key, declarers);
    return declarers;
  };
  const declareAll = ({ entries }: MapValue, role: SectionRole): void => {
    if (entries.size === 0) return;
    for (const key of entries.keys()) if (asked.has(key)) declared(key).roles.add(role);
  };
  for (const role of sectionRoles) {
    declareAll(base[role], role);
    for (const override of new Set(strategies.map(({ overrides }) => overrides[role])))
      declareAll(override, role);
    for (const map of alternatives[role]) declareAll(map, role);
  }
  for (const { index, parameters } of strategies) {
    for (const { identity } of parameterFields(parameters)) {
      if (asked.has(identity)) declared(identity).strategies.add(index);
    }
  }
  return declarations;
}

/** What a strategy's parameters set, by key. */
type ParameterFields = readonly { readonly identity: KeyIdentity; readonly field: AxisField }[];

/** The fields of parameters with their keys' identities, remembered since most strategies are not edited. */
export function parameterFields(parameters: Strategy["parameters"]): ParameterFields {
  const remembered = fieldsByParameters.get(parameters);
  if (remembered) return remembered;
  const fields = parameters.flatMap((axis) =>
    axis.fields.flatMap((field) => {
      const identity = keyIdentity(field.key);
      return identity === undefined ? [] : [{ identity, field }];
    }),
  );
  fieldsByParameters.set(parameters, fields);
  return fields;
}

const fieldsByParameters = new WeakMap<Strategy["parameters"], ParameterFields>();

/** The value that a target of an axis writes at a position of it. */
export function valueFor({ fields }: Axis, { field }: FieldTarget, position: number): Value {
  return at(fields, field).values.at(position);
}

function targetsOf(key: Value, { roles, strategies }: Declared): readonly AxisTarget[] {
  const path = [key];
  const targets: AxisTarget[] = sectionRoles
    .filter((role) => roles.has(role))
    .map((role) => ({ role, path }));
  if (strategies.size > 0) targets.push({ role: "strategy", path, strategies });
  return targets;
}

/** A path as the user writes it: `limits.max`. */
export function pathText(path: readonly Value[]): string {
  return path.map(keyText).join(".");
}

/** The path of a grid axis in the document: `optimization.parameter_grids.commission`, `risk_profiles`. */
export function gridPath({ grid, key, fields: [first] }: Axis): string {
  return gridKeyPath(grid, first?.key ?? key);
}
