import { at, groupBy } from "../../../text/collections.ts";
import { keyIdentity, type KeyIdentity, type Value } from "../../../yaml/value.ts";
import { fieldsOfAlternatives } from "../../workflow/axes/alternatives.ts";
import type { AxisField, AxisValues, SectionRole } from "../../workflow/workflow.ts";
import { ignoredKeys } from "../canonical/canonical.ts";
import type { ReachingAxis } from "../reach/reach.ts";
import type { IndexArithmetic } from "./index-arithmetic.ts";

/** A place inside a section of one role, `risk` + `limits.max`. */
export type RolePath = { readonly role: SectionRole; readonly path: readonly Value[] };

/** One write of a factor: the axis (a position in `Factor.axes`), the root and the path below it. */
export type Write = {
  readonly axis: number;
  /** Which of the axis's fields it writes. */
  readonly field: number;
  /** Of alternatives of a section the key whose value it writes, in those that have it. */
  readonly member?: KeyIdentity;
  readonly root: number;
  readonly below: readonly Value[];
  /** The only strategies for which it is written; absent where it is for all. */
  readonly strategies?: ReadonlySet<number>;
};

/** A place below a root that something else decides about, for all strategies. */
type Blank = Pick<Write, "root" | "below">;

/**
 * Grid axes whose paths are equal or prefixes of each other, enumerated together because they write
 * to one place. Factors are independent: the configurations of a role are the product of theirs
 * (spec page 2, "Scale"). An axis that writes last to its place, and no mappings, replaces whatever
 * the others left there: it is a factor of its own, and in theirs that place is blank.
 */
export type Factor = {
  readonly axes: readonly ReachingAxis[];
  /** The shortest paths: everything that the axes write stands below one of them. */
  readonly roots: readonly RolePath[];
  /** In written order of the axes, so that the later one wins. */
  readonly writes: readonly Write[];
  /** Places under the roots that an independent axis overwrites. */
  readonly blanks: readonly Blank[];
  /** Equal for factors of the same axes at the same places, in whichever scope. */
  readonly signature: string;
  /** How many tuples of values the axes have together; a tuple's number has the last axis fastest. */
  readonly tuples: number;
  /** Whether rules couple its axes: strategies differ in which of its tuples they have. */
  readonly isCoupled: boolean;
};

type Place = RolePath &
  Pick<Write, "axis" | "field" | "member" | "strategies"> & { readonly steps: readonly string[] };

/** The numbers of the axes that rules couple with one of the grid, by its position. */
type ComponentOf = ReadonlyMap<number, number>;
const nothingCoupled: ComponentOf = new Map();

/**
 * Splits the axes that reach a scope (one role, or several seen together) into factors, in order of
 * their first axis. Keys that the hash ignores give no factor. Linear in axes and path lengths. Axes
 * that rules couple are one factor, wherever they write.
 */
export function factorsOf(
  reach: readonly ReachingAxis[],
  scope: readonly SectionRole[],
  componentOf = nothingCoupled,
): readonly Factor[] {
  const places = reach.flatMap((axis, i) => placesOf(axis, i, scope));
  const independent = independentAxes(reach, places);
  for (const axis of componentOf.keys()) independent.delete(axis);
  const joined = places.filter(({ axis }) => !independent.has(axis));
  const leader = joinOverlapping(reach.length, joined, componentOf);
  const groups = groupBy(places, ({ axis }) => (independent.has(axis) ? axis : leader(axis)));
  const overwritten = places.filter(({ axis }) => independent.has(axis));
  return Array.from(groups, ([first, group]) =>
    factorOf(reach, group, independent.has(first) ? [] : overwritten, componentOf),
  );
}

/** What a write writes at a position of its axis; nothing where that alternative does not have it. */
export function valueWritten(
  { axis }: ReachingAxis,
  { field, member }: Pick<Write, "field" | "member">,
  position: number,
): Value | undefined {
  const value = at(axis.fields, field).values.at(position);
  if (member === undefined) return value;
  return value.type === "map" ? value.entries.get(member)?.value : undefined;
}

/** Whether a write writes at every position of its axis. */
export function isAlwaysWritten(reaching: ReachingAxis, write: Write): boolean {
  if (write.member === undefined) return true;
  const { count } = reaching.axis.values;
  return Array.from({ length: count }, (_, i) => i).every((i) => valueWritten(reaching, write, i));
}

/** Whether no value of an axis is a mapping: what it writes replaces whatever stands there. */
export function hasNoMapping({ axis }: ReachingAxis): boolean {
  return axis.fields.every(({ values }) => isWithoutMapping(values));
}

function isWithoutMapping(values: AxisValues): boolean {
  // distinct values are scalars, or there is one
  const count = values.distinct ? Math.min(values.count, 1) : values.count;
  for (let i = 0; i < count; i++) if (values.at(i).type === "map") return false;
  return true;
}

/**
 * Axes that share places with earlier axes, with no later one, and replace what stands there: for
 * all strategies, since others would keep what the earlier ones write.
 */
function independentAxes(reach: readonly ReachingAxis[], places: readonly Place[]): Set<number> {
  const writersAt = new Map<string, Writers>();
  const writersBelow = new Map<string, Writers>();
  for (const { steps, axis } of places) {
    note(writersAt, joinSteps(steps), axis);
    for (let length = 1; length < steps.length; length++) {
      note(writersBelow, joinSteps(steps.slice(0, length)), axis);
    }
  }
  const shared = new Set<number>();
  const overwritten = new Set<number>();
  for (const { steps, axis, strategies } of places) {
    if (strategies) overwritten.add(axis);
    const near = steps.map((_, i) => writersAt.get(joinSteps(steps.slice(0, i + 1))));
    for (const writers of [...near, writersBelow.get(joinSteps(steps))]) {
      if (!writers) continue;
      if (writers.first < axis) shared.add(axis);
      if (writers.last > axis) overwritten.add(axis);
    }
  }
  const independent = new Set<number>();
  for (const axis of shared) {
    const reaching = reach[axis];
    if (reaching && !overwritten.has(axis) && hasNoMapping(reaching)) independent.add(axis);
  }
  return independent;
}

type Writers = { readonly first: number; readonly last: number };

function note(writers: Map<string, Writers>, key: string, axis: number): void {
  const { first, last } = writers.get(key) ?? { first: axis, last: axis };
  writers.set(key, { first: Math.min(first, axis), last: Math.max(last, axis) });
}

/** The positions of a factor's axes among those of the grid. */
export function positionsOf({ axes }: Pick<Factor, "axes">): readonly number[] {
  return axes.map(({ position }) => position);
}

/** The coordinates of a tuple, one for every axis of the factor. */
export function coordinatesOf({ axes }: Pick<Factor, "axes">, tuple: number): number[] {
  const coordinates = Array.from(axes, () => 0);
  let remaining = tuple;
  for (let i = axes.length - 1; i >= 0; i--) {
    const size = axes[i]?.axis.values.count ?? 1;
    coordinates[i] = remaining % size;
    remaining = Math.floor(remaining / size);
  }
  return coordinates;
}

/** How far into the grid a tuple is where all other axes have their first value. */
export function offsetOf<Index extends number | bigint>(
  arithmetic: IndexArithmetic<Index>,
  factor: Pick<Factor, "axes">,
  tuple: number,
  strides: readonly Index[],
): Index {
  let offset = arithmetic.zero;
  for (const [i, coordinate] of coordinatesOf(factor, tuple).entries()) {
    const stride = strides[factor.axes[i]?.position ?? 0] ?? arithmetic.zero;
    offset = arithmetic.plus(offset, arithmetic.times(stride, coordinate));
  }
  return offset;
}

function placesOf(axis: ReachingAxis, i: number, scope: readonly SectionRole[]): Place[] {
  return axis.targets.flatMap(({ role, path, strategies, field }) => {
    if (role === "strategy" || !scope.includes(role)) return [];
    // alternatives of a section write the keys that any of them has
    const paths = path.length > 0 ? [path] : keysOf(at(axis.axis.fields, field));
    return paths.flatMap((keys) => {
      const steps = keys.map((key) => keyIdentity(key) ?? "");
      const [first] = keys;
      const member = path.length === 0 && first ? keyIdentity(first) : undefined;
      return ignoredKeys.has(steps[0] ?? "")
        ? []
        : [
            {
              role,
              path: keys,
              axis: i,
              field,
              steps: [role, ...steps],
              ...(member !== undefined && { member }),
              ...(strategies && { strategies }),
            },
          ];
    });
  });
}

function keysOf(field: AxisField): readonly (readonly Value[])[] {
  return fieldsOfAlternatives(field).map(({ key }) => [key]);
}

/** Joins axes that write to overlapping places; gives each axis the first axis of its group. */
function joinOverlapping(
  count: number,
  places: readonly Place[],
  componentOf: ComponentOf,
): (axis: number) => number {
  const parents = Array.from({ length: count }, (_, i) => i);
  const leader = (axis: number): number => {
    let first = axis;
    while (parents[first] !== first) first = parents[first] ?? first;
    parents[axis] = first;
    return first;
  };
  const join = (a: number, b: number): void => {
    const [first, second] = [leader(a), leader(b)];
    parents[Math.max(first, second)] = Math.min(first, second);
  };
  const writers = new Map<string, number>();
  for (const { steps, axis } of places) {
    const writer = writers.get(joinSteps(steps));
    if (writer === undefined) writers.set(joinSteps(steps), axis);
    else join(writer, axis);
  }
  for (const { steps, axis } of places) {
    for (let length = 1; length < steps.length; length++) {
      const writer = writers.get(joinSteps(steps.slice(0, length)));
      if (writer !== undefined) join(writer, axis);
    }
  }
  const firstOfComponent = new Map<number, number>();
  for (const { axis } of componentOf.size > 0 ? places : []) {
    const component = componentOf.get(axis);
    if (component === undefined) continue;
    const first = firstOfComponent.get(component);
    if (first === undefined) firstOfComponent.set(component, axis);
    else join(first, axis);
  }
  return leader;
}

function factorOf(
  reach: readonly ReachingAxis[],
  group: readonly Place[],
  overwritten: readonly Place[],
  componentOf: ComponentOf,
): Factor {
  const written = new Set(group.map(({ steps }) => joinSteps(steps)));
  const isRoot = ({ steps }: Place): boolean =>
    !steps.some((_, length) => length > 0 && written.has(joinSteps(steps.slice(0, length))));
  const roots = new Map<string, Place>();
  for (const place of group) {
    if (isRoot(place) && !roots.has(joinSteps(place.steps)))
      roots.set(joinSteps(place.steps), place);
  }
  const rootNumbers = new Map(Array.from(roots.keys(), (key, number) => [key, number]));
  const numbers = [...new Set(group.map(({ axis }) => axis))].toSorted((a, b) => a - b);
  const axisNumbers = new Map(numbers.map((number, i) => [number, i]));
  const axes = numbers.flatMap((number) => reach[number] ?? []);
  /** The root that a place stands at or below, and the path from there. */
  const below = ({ steps, path }: Place): Blank | undefined => {
    const length = steps.findIndex((_, i) => rootNumbers.has(joinSteps(steps.slice(0, i + 1)))) + 1;
    const root = rootNumbers.get(joinSteps(steps.slice(0, length)));
    return root === undefined ? undefined : { root, below: path.slice(length - 1) };
  };
  const writes = group
    .toSorted((a, b) => a.axis - b.axis)
    .flatMap((place) => {
      const write = below(place);
      const { strategies, field, member } = place;
      const axis = axisNumbers.get(place.axis) ?? 0;
      const only = { ...(member !== undefined && { member }), ...(strategies && { strategies }) };
      return write ? [{ axis, field, ...write, ...only }] : [];
    });
  const above = new Set(overwritten.map(({ steps }) => joinSteps(steps)));
  const blanks = [
    ...overwritten.flatMap((place) => below(place) ?? []),
    ...[...roots.values()].flatMap(({ steps }, root) =>
      steps.some((_, i) => above.has(joinSteps(steps.slice(0, i)))) ? [{ root, below: [] }] : [],
    ),
  ];
  const blanked = blanks.map(({ root, below: path }) => [root, ...path.map(keyIdentity)]);
  return {
    axes,
    roots: Array.from(roots.values(), ({ role, path }) => ({ role, path })),
    writes,
    blanks,
    signature: JSON.stringify([numbers, [...roots.keys()], blanked]),
    tuples: tuplesOf(axes),
    isCoupled: numbers.some((number) => componentOf.has(number)),
  };
}

/** How many tuples of values some axes have. */
export function tuplesOf(axes: readonly ReachingAxis[]): number {
  return axes.reduce((all, { axis }) => all * axis.values.count, 1);
}

/** Steps as one text that no other steps give: each is preceded by its length. */
export function joinSteps(steps: readonly string[]): string {
  return steps.map((step) => `${step.length}:${step}`).join("");
}
