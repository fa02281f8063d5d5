import {
  keyIdentity,
  keyText,
  type KeyIdentity,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import { sectionRoles, targetsByKey, type AxisTarget } from "../../workflow/axis-target.ts";
import type { Axis, SectionRole, Strategy, Workflow } from "../../workflow/workflow.ts";

/** A grid axis, its position in written order, and every place that it reaches. */
export type ReachingAxis = {
  readonly axis: Axis;
  readonly position: number;
  readonly targets: readonly AxisTarget[];
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
  return workflow.grid.map((axis, position) => {
    const key = axis.key;
    if (key.type === "text" && key.value.includes(".")) {
      const target = targetOf(key.value, key.range);
      return { axis, position, targets: target ? [target] : [], by: target ? "dotted" : "nothing" };
    }
    const declared = declarations.get(keyIdentity(key) ?? "");
    if (declared) return { axis, position, targets: targetsOf(key, declared), by: "declared" };
    const home = key.type === "text" ? homeByKey.get(key.value) : undefined;
    if (home) return { axis, position, targets: [{ role: home, path: [key] }], by: "home" };
    if (axis.grid?.reachesParameters && everyone.size > 0) {
      const target = { role: "strategy", path: [key], strategies: everyone } as const;
      return { axis, position, targets: [target], by: "parameters" };
    }
    return { axis, position, targets: [], by: "nothing" };
  });
}

type Declared = { readonly roles: Set<SectionRole>; readonly strategies: Set<number> };

/** Who declares the keys of the grid; of other keys nobody asks. */
function declarationsOf({ base, strategies, grid }: Workflow): ReadonlyMap<string, Declared> {
  const declarations = new Map<string, Declared>();
  const asked = new Set<string>(grid.map(({ key }) => keyIdentity(key) ?? ""));
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
    for (const { overrides } of strategies) declareAll(overrides[role], role);
  }
  for (const { index, parameters } of strategies) {
    for (const key of parameterKeys(parameters)) {
      if (asked.has(key)) declared(key).strategies.add(index);
    }
  }
  return declarations;
}

/** The identities of parameters' keys, remembered since most strategies are not edited. */
export function parameterKeys(parameters: Strategy["parameters"]): readonly KeyIdentity[] {
  const remembered = keysByParameters.get(parameters);
  if (remembered) return remembered;
  const keys = parameters.flatMap(({ key }) => keyIdentity(key) ?? []);
  keysByParameters.set(parameters, keys);
  return keys;
}

const keysByParameters = new WeakMap<Strategy["parameters"], readonly KeyIdentity[]>();

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

/** The path of a grid axis in the document: `optimization.parameter_grids.commission`. */
export function gridPath({ grid, key }: Axis): string {
  return `${grid?.path ?? ""}.${keyText(key)}`;
}
