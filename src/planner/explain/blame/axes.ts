import { at } from "../../../text/collections.ts";
import { copyRange, type SourceRange } from "../../../text/source-range.ts";
import {
  emptyMap,
  keyText,
  type MapValue,
  type TextValue,
  type Value,
} from "../../../yaml/value.ts";
import { sharedRoles, type IsolatedRole, type SharedRole } from "../../model.ts";
import { countConfigurations } from "../../sharing/decomposition/count-configurations.ts";
import { isPlainFactor } from "../../sharing/decomposition/facets.ts";
import type { ValuesByFactor } from "../../sharing/decomposition/factor-values.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { isRestricted } from "../../sharing/decomposition/narrow-factors.ts";
import { replaceAxis } from "../../sharing/decomposition/replace-axis.ts";
import { scopeOf, type Scope } from "../../sharing/decomposition/scope.ts";
import { gridPath } from "../../sharing/reach/reach.ts";
import { boxesOf, isEmptyLane } from "../../sweep/lane.ts";
import { numberingOf, type Numbering } from "../../sweep/numbering.ts";
import { firstLeft, restrictAxis, type AxisPlace } from "../../sweep/restrict-axis.ts";
import { gridPoints, withoutSingles, type Space } from "../../sweep/space.ts";
import { mappingsOf } from "../../workflow/axes/alternatives.ts";
import { parametersPath } from "../../workflow/axis-target.ts";
import { mergeMaps } from "../../workflow/merge.ts";
import type { Axis, AxisField, AxisValues } from "../../workflow/workflow.ts";
import { alternativeNames } from "./alternative-name.ts";
import { ratio } from "./blame.ts";

/** What an axis of the grid, or of a strategy's parameters, costs. */
export type AxisFacts = {
  readonly key: string;
  /** `optimization.parameter_grids.commission`, `strategies[0].parameters.lookback_period`. */
  readonly path: string;
  /** Where the key stands; of paired keys the first one. */
  readonly range: SourceRange;
  /** The keys that it sets, with their places: one, or those that are paired. */
  readonly fields: readonly { readonly key: string; readonly range: SourceRange }[];
  readonly values: number;
  /** What the first 100 values are called, where they are alternatives of a section, and none go with them. */
  readonly alternatives: readonly string[] | undefined;
  /** N ÷ N with one value of the axis, the first that rules leave. */
  readonly combinationsFactor: number;
  readonly roles: readonly (SharedRole | IsolatedRole)[];
  /** Containers as written ÷ containers with the axis frozen to its first value, where that is above 1. */
  readonly multiplies: Readonly<Partial<Record<SharedRole, number>>>;
  /**
   * What one more value, unlike all others, would cost in containers; `undefined` where that depends on
   * a rule, or would need too much enumeration.
   */
  readonly oneMore: { readonly naive: bigint; readonly optimized: bigint } | undefined;
};

const namedValues = 100;

/** Tuples of values that may be enumerated anew to answer for axes that write to one place. */
const enumerationLimit = 300_000;

const roleOrder = ["strategy", "risk", "execution", "portfolio"] as const;

/** Describes every axis: the grid's in written order, then those of the strategies' parameters. */
export function describeAxes(
  factored: Factored,
  counts: Readonly<Record<SharedRole, bigint>>,
): readonly AxisFacts[] {
  const { reach, numbering, reads } = factored;
  const recount = createRecount(factored, counts);
  const recountCoupled = createCoupledRecount(factored);
  // an axis is coupled, too, where it writes to one place with another that a rule reads
  const coupledAxes = numbering.coupling?.componentOf.keys() ?? [];
  const ruled = new Set([...reads.flatMap((axes) => [...axes]), ...coupledAxes]);
  const grid = reach.map((reaching): AxisFacts => {
    const { axis, targets, position } = reaching;
    const { count: n } = axis.values;
    const [field, paired] = axis.fields;
    const more = numbering.count / BigInt(n);
    const grown = ruled.has(position) ? undefined : recount(position, "grown");
    const coupled = n > 1 ? recountCoupled({ grid: position }) : undefined;
    const frozen = coupled ? coupled.left : n > 1 ? recount(position, "frozen") : counts;
    const reached = new Set(targets.map(({ role }) => role));
    const added = grown && grown.risk - counts.risk + grown.execution - counts.execution;
    return {
      key: keyText(axis.key),
      path: gridPath(axis),
      range: copyRange(axis.key.range),
      fields: fieldFacts(axis),
      values: n,
      alternatives: field?.section && !paired ? alternativeNames(field, namedValues) : undefined,
      combinationsFactor: coupled ? ratio(numbering.count, coupled.combinations) : n,
      roles: roleOrder.filter((role) => reached.has(role)),
      multiplies: multipliesBy(counts, frozen),
      oneMore: added === undefined ? undefined : { naive: 4n * more, optimized: 2n * more + added },
    };
  });
  return [...grid, ...parameterAxes(factored, counts, recountCoupled)];
}

/** Containers of each role ÷ those with an axis frozen, where that is above 1. */
function multipliesBy(counts: Recounted, frozen: Recounted | undefined): AxisFacts["multiplies"] {
  const factors = sharedRoles.flatMap((role): [SharedRole, number][] => {
    const remaining = frozen?.[role];
    return remaining && remaining < counts[role] ? [[role, ratio(counts[role], remaining)]] : [];
  });
  return Object.fromEntries(factors);
}

function parameterAxes(
  { workflow, space, numbering, reads }: Factored,
  counts: Recounted,
  recountCoupled: RecountCoupled,
): readonly AxisFacts[] {
  const total = numbering.count;
  return workflow.strategies.flatMap((strategy) => {
    const { index, parameters } = strategy;
    const ofStrategy = combinationsOf(index, space, numbering);
    return parameters.flatMap((axis, own): AxisFacts[] => {
      const { key, values, fixed } = axis;
      if (fixed) return [];
      const perValue = ofStrategy / BigInt(values.count);
      const coupled = recountCoupled({ strategy: index, own });
      const isRuled = reads[index]?.has(workflow.grid.length + own) ?? false;
      return [
        {
          key: keyText(key),
          path: `${parametersPath(strategy)}.${keyText(axis.fields[0]?.key ?? key)}`,
          range: copyRange(key.range),
          fields: fieldFacts(axis),
          values: values.count,
          alternatives: undefined,
          combinationsFactor: ratio(total, coupled?.combinations ?? total - ofStrategy + perValue),
          roles: ["strategy"],
          multiplies: multipliesBy(counts, coupled?.left),
          oneMore: isRuled ? undefined : { naive: 4n * perValue, optimized: 2n * perValue },
        },
      ];
    });
  });
}

/** How many combinations one strategy has. */
function combinationsOf(strategy: number, space: Space, { coupling, setOf }: Numbering): bigint {
  if (!coupling) return gridPoints(space) * at(space.sizes, strategy);
  if (isEmptyLane(at(coupling.lanes, strategy))) return 0n;
  return setOf(boxesOf(withoutSingles(space), coupling.lanes, [strategy], [])).count;
}

function fieldFacts({ fields }: Axis): AxisFacts["fields"] {
  return fields.map(({ key }) => ({ key: keyText(key), range: copyRange(key.range) }));
}

/** One more alternative of a section: all fields that the others have, with other values. */
function anotherAlternative(others: readonly MapValue[], fresh: TextValue): MapValue {
  const renew = (value: Value): Value => {
    if (value.type !== "map" || value.entries.size === 0) return fresh;
    const entries = Array.from(
      value.entries,
      ([identity, entry]) => [identity, { ...entry, value: renew(entry.value) }] as const,
    );
    return { ...value, entries: new Map(entries) };
  };
  const all = others.reduce(mergeMaps, emptyMap(fresh.range));
  const renewed = renew(all);
  return renewed.type === "map" ? renewed : all;
}

type Change = "grown" | "frozen";
type Recounted = Readonly<Record<SharedRole, bigint>>;
/** What is left with one value of a coupled axis; containers are not told where that is too much work. */
type RecountCoupled = (
  axis: AxisPlace,
) => { readonly combinations: bigint; readonly left: Recounted | undefined } | undefined;

/**
 * Counts everything anew with one value of a coupled axis, the first that rules leave: others that it is
 * coupled with lose values then, and so may roles that the axis does not reach.
 */
function createCoupledRecount({ workflow, reach, space, numbering }: Factored): RecountCoupled {
  const { coupling } = numbering;
  if (!coupling) return () => undefined;
  const valuesByFactor: ValuesByFactor = new Map();
  let work = 0;
  return (axis) => {
    const lanes = "grid" in axis ? coupling.lanes : [at(coupling.lanes, axis.strategy)];
    const groups = lanes.flatMap(({ onGrid, inside }) => [...onGrid, ...inside]);
    const isCoupled =
      "grid" in axis
        ? groups.some(({ grid }) => grid.includes(axis.grid))
        : groups.some(({ own }) => own.includes(axis.own));
    if (!isCoupled) return undefined;
    for (const { tuples } of new Set(groups)) work += tuples.length;
    const restricted = restrictAxis(space, coupling, axis, firstLeft(space, coupling, axis));
    const countOf = (role: SharedRole): bigint =>
      countConfigurations(scopeOf(workflow, reach, [role], valuesByFactor, restricted)).count;
    const left =
      work > coupledLimit ? undefined : { risk: countOf("risk"), execution: countOf("execution") };
    return { combinations: numberingOf(space, restricted).count, left };
  };
}

/** Tuples of coupled axes that may be gone through again for all of them. */
const coupledLimit = 10_000_000;

/** Counts containers with one value more on an axis, or with its first value only. */
function createRecount(
  factored: Factored,
  counts: Recounted,
): (position: number, change: Change) => Recounted | undefined {
  let work = 0;
  const positionsByRole = {
    risk: factorByAxis(factored.scopes.risk),
    execution: factorByAxis(factored.scopes.execution),
  };
  const recount = (role: SharedRole, position: number, change: Change): bigint | undefined => {
    const scope = factored.scopes[role];
    const f = positionsByRole[role].get(position);
    if (f === undefined) return counts[role];
    if (scope.tooLarge) return undefined;
    // a factor that stands alone gives every class of strategies the same number of values
    const size = BigInt(scope.classes[0]?.values[f]?.size ?? 1);
    if (isPlainFactor(at(scope.factors, f)))
      return (counts[role] / size) * (change === "grown" ? size + 1n : 1n);
    if (work <= enumerationLimit) work += lookedAt(scope, f);
    return work > enumerationLimit ? undefined : recountWith(factored, role, f, position, change);
  };
  return (position, change) => {
    const risk = recount("risk", position, change);
    const execution = recount("execution", position, change);
    return risk === undefined || execution === undefined ? undefined : { risk, execution };
  };
}

/** The positions of a scope's factors by those of their axes. */
function factorByAxis({ factors }: Scope): ReadonlyMap<number, number> {
  return new Map(
    factors.flatMap(({ axes }, f) => axes.map(({ position }) => [position, f] as const)),
  );
}

/** How many values counting anew looks at: of a factor that reaches some strategies, its own. */
function lookedAt({ factors, classes }: Scope, f: number): number {
  if (!isRestricted(at(factors, f))) {
    const everywhere = factors.filter((factor) => !isRestricted(factor));
    const each = everywhere.map((factor) => (isPlainFactor(factor) ? 1 : factor.tuples));
    return classes.length * each.reduce((sum, tuples) => sum + tuples, 0);
  }
  const narrowed = new Set(classes.map((strategyClass) => at(strategyClass.factors, f)));
  return Array.from(narrowed).reduce((sum, { tuples }) => sum + tuples, classes.length);
}

function recountWith(
  { workflow, reach, scopes }: Factored,
  role: SharedRole,
  f: number,
  position: number,
  change: Change,
): bigint | undefined {
  const reaching = at(reach, position);
  const changeOf = <Field extends AxisField>(field: Field): Field => ({
    ...field,
    values: changedValues(field, change),
  });
  const { axis } = reaching;
  const changed = { ...reaching, axis: { ...changeOf(axis), fields: axis.fields.map(changeOf) } };
  const classes = replaceAxis(workflow, role, scopes[role], f, changed);
  const { count, exact } = countConfigurations({ tooLarge: undefined, classes });
  return exact ? count : undefined;
}

function changedValues(field: AxisField, change: Change): AxisValues {
  const { values, key, section } = field;
  if (change === "frozen") return { count: 1, at: () => values.at(0), distinct: true };
  // a text that no configuration holds: YAML has no such character
  const text: TextValue = { type: "text", value: "\u0000one more", range: key.range };
  const fresh = section ? anotherAlternative(mappingsOf(field), text) : text;
  return {
    count: values.count + 1,
    at: (position) => (position < values.count ? values.at(position) : fresh),
    distinct: values.distinct,
  };
}
