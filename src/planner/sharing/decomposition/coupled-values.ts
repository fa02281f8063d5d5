import { at, groupBy } from "../../../text/collections.ts";
import { isEmptyLane, type Coupling, type Group, type Lane } from "../../sweep/lane.ts";
import type { Space } from "../../sweep/space.ts";
import type { Workflow } from "../../workflow/workflow.ts";
import { valuesLeft, type FactorValues, type ValuesByFactor } from "./factor-values.ts";
import type { Factor } from "./factor.ts";

/** What rules leave of the axes of the grid for some strategies: one list, if they leave them the same. */
type GridGroups = Lane["onGrid"];

/** The group that couples the axes of a factor, if any does: all of them of several values then. */
export function couplingGroup(groups: GridGroups, { axes }: Factor): Group | undefined {
  if (groups.length === 0) return undefined;
  return groups.find(({ grid }) => axes.some(({ position }) => grid.includes(position)));
}

/** Strategies by what rules leave them on the grid; those of which they leave nothing are in no part. */
export function splitByLane(
  strategies: readonly number[],
  coupling: Coupling | undefined,
): Iterable<readonly [groups: GridGroups, strategies: number[]]> {
  if (!coupling) return [[none, [...strategies]]];
  const left = strategies.filter((strategy) => !isEmptyLane(at(coupling.lanes, strategy)));
  return groupBy(left, (strategy) => at(coupling.lanes, strategy).onGrid);
}

const none: GridGroups = [];

/** Makes what limits the values of a scope's factors to those that rules leave. */
export function createAdmission(
  { grid, strategies }: Workflow,
  factors: readonly Factor[],
  valuesByFactor: ValuesByFactor,
) {
  const gridSizes = grid.map(({ values }) => values.count);
  const numbers = new Map<GridGroups, number>([[none, 0]]);
  const leftByGroup = new Map<Group, Map<FactorValues, FactorValues>>();
  const left = (
    group: Group,
    strategy: number,
    factor: Factor,
    wide: Factor,
    values: FactorValues,
  ) => {
    const byValues = leftByGroup.get(group) ?? new Map<FactorValues, FactorValues>();
    leftByGroup.set(group, byValues);
    const remembered = byValues.get(values);
    if (remembered) return remembered;
    const admitted = new Uint8Array(factor.tuples);
    const project = projectionOnto(
      factor,
      group,
      sizesOf({ gridSizes, strategies }, group, strategy),
    );
    for (const tuple of group.tuples) admitted[project(tuple)] = 1;
    const made = admitted.includes(0) ? valuesLeft(wide, values, admitted, valuesByFactor) : values;
    byValues.set(values, made);
    return made;
  };
  return {
    /** Equal for equal lists alone. */
    numberOf(groups: GridGroups): number {
      const number = groups.length === 0 ? 0 : (numbers.get(groups) ?? numbers.size);
      numbers.set(groups, number);
      return number;
    },
    /** The values of each factor, as it reaches a strategy, that its groups leave. */
    admit(
      groups: GridGroups,
      strategy: number,
      narrowed: readonly Factor[],
      values: readonly FactorValues[],
    ): readonly FactorValues[] {
      if (groups.length === 0) return values;
      const limited = values.map((ofFactor, f) => {
        const factor = at(narrowed, f);
        const group = couplingGroup(groups, factor);
        return group ? left(group, strategy, factor, at(factors, f), ofFactor) : ofFactor;
      });
      return limited.every((ofFactor, f) => ofFactor === values[f]) ? values : limited;
    },
  };
}

/** The sizes of a group's axes, those of the grid first. */
export function sizesOf(
  { gridSizes, strategies }: Pick<Space, "gridSizes" | "strategies">,
  { grid, own }: Pick<Group, "grid" | "own">,
  strategy: number,
): readonly number[] {
  const parameters = own.length > 0 ? at(strategies, strategy).parameters : [];
  return [
    ...grid.map((axis) => at(gridSizes, axis)),
    ...own.map((axis) => at(parameters, axis).values.count),
  ];
}

/** Makes the function that gives the tuple of a factor that a tuple of its group has within it. */
function projectionOnto(
  factor: Factor,
  group: Group,
  sizes: readonly number[],
): (tuple: number) => number {
  const strideOf = new Map<number, number>();
  let stride = 1;
  for (let i = sizes.length - 1; i >= 0; i--) {
    const axis = group.grid[i];
    if (axis !== undefined) strideOf.set(axis, stride);
    stride *= at(sizes, i);
  }
  const digits = factor.axes.map(({ axis, position }) => {
    return { stride: strideOf.get(position) ?? stride, size: axis.values.count };
  });
  return (tuple) => {
    let projected = 0;
    for (let i = 0; i < digits.length; i++) {
      const digit = at(digits, i);
      projected = projected * digit.size + (Math.floor(tuple / digit.stride) % digit.size);
    }
    return projected;
  };
}

/** The tuples of a group by the value that each gives a factor, ascending. */
export function tuplesByValue(
  space: Space,
  group: Group,
  strategy: number,
  factor: Factor,
  values: FactorValues,
): ReadonlyMap<number, readonly number[]> {
  const byValues = bucketsByGroup.get(group) ?? new WeakMap<FactorValues, Map<number, number[]>>();
  bucketsByGroup.set(group, byValues);
  const remembered = byValues.get(values);
  if (remembered) return remembered;
  const tuplesById = new Map<number, number[]>();
  const project = projectionOnto(factor, group, sizesOf(space, group, strategy));
  for (const tuple of group.tuples) {
    const id = values.idOf(project(tuple));
    const tuples = tuplesById.get(id);
    if (tuples) tuples.push(tuple);
    else tuplesById.set(id, [tuple]);
  }
  byValues.set(values, tuplesById);
  return tuplesById;
}

const bucketsByGroup = new WeakMap<Group, WeakMap<FactorValues, Map<number, number[]>>>();
