import { at } from "../../text/collections.ts";
import type { Coupling, Group, Lane } from "./lane.ts";
import { digitOf, type Space } from "./space.ts";

/** An axis of the grid by its position, or one of a strategy's own. */
export type AxisPlace =
  | { readonly grid: number }
  | { readonly strategy: number; readonly own: number };

/** The first position of a coupled axis that rules leave in some combination. */
export function firstLeft(space: Space, coupling: Coupling, axis: AxisPlace): number {
  const lanes = "grid" in axis ? coupling.lanes : [at(coupling.lanes, axis.strategy)];
  let first = Infinity;
  for (const [s, lane] of lanes.entries()) {
    const group = groupWith(lane, axis);
    if (!group) return 0;
    const digit = digitIn(space, group, "grid" in axis ? s : axis.strategy, axis);
    for (const tuple of group.tuples) first = Math.min(first, digit(tuple));
  }
  return first === Infinity ? 0 : first;
}

/** What rules leave where a coupled axis has one of its values alone. */
export function restrictAxis(
  space: Space,
  coupling: Coupling,
  axis: AxisPlace,
  position: number,
): Coupling {
  const restricted = new Map<readonly Group[], readonly Group[]>();
  const restrict = (groups: readonly Group[], s: number): readonly Group[] => {
    const remembered = restricted.get(groups);
    if (remembered) return remembered;
    const made = groups.map((group) => {
      if (!has(group, axis)) return group;
      const digit = digitIn(space, group, s, axis);
      return { ...group, tuples: group.tuples.filter((tuple) => digit(tuple) === position) };
    });
    restricted.set(groups, made);
    return made;
  };
  const lanes = coupling.lanes.map((lane, s): Lane => {
    if ("own" in axis && axis.strategy !== s) return lane;
    const { onGrid, inside } = lane;
    if (groupWith(lane, axis)) return { onGrid: restrict(onGrid, s), inside: restrict(inside, s) };
    // a strategy that no rule concerns there has the component's axes free, but for this one
    if ("own" in axis) return lane;
    const free = restricted.get(onGrid) ?? [...onGrid, freeGroup(space, coupling, axis, position)];
    restricted.set(onGrid, free);
    return { onGrid: free, inside };
  });
  return { ...coupling, lanes };
}

function has({ grid, own }: Group, axis: AxisPlace): boolean {
  return "grid" in axis ? grid.includes(axis.grid) : own.includes(axis.own);
}

function groupWith({ onGrid, inside }: Lane, axis: AxisPlace): Group | undefined {
  return [...onGrid, ...inside].find((group) => has(group, axis));
}

function digitIn(space: Space, group: Group, strategy: number, axis: AxisPlace) {
  const parameters = group.own.length > 0 ? at(space.strategies, strategy).parameters : [];
  const sizes = [
    ...group.grid.map((one) => at(space.gridSizes, one)),
    ...group.own.map((one) => at(parameters, one).values.count),
  ];
  const place =
    "grid" in axis
      ? group.grid.indexOf(axis.grid)
      : group.grid.length + group.own.indexOf(axis.own);
  return digitOf(sizes, place);
}

/** All tuples of the axes that are coupled with one of the grid, where that one has a value alone. */
function freeGroup(
  { gridSizes }: Space,
  { componentOf }: Coupling,
  axis: { readonly grid: number },
  position: number,
): Group {
  const component = componentOf.get(axis.grid);
  const grid = [...gridSizes.keys()].filter(
    (one) => componentOf.get(one) === component && at(gridSizes, one) > 1,
  );
  const sizes = grid.map((one) => at(gridSizes, one));
  const digit = digitOf(sizes, grid.indexOf(axis.grid));
  const product = sizes.reduce((all, size) => all * size, 1);
  const tuples = Uint32Array.from({ length: product }, (_, tuple) => tuple);
  return { grid, own: [], tuples: tuples.filter((tuple) => digit(tuple) === position) };
}
