import { at } from "../../text/collections.ts";
import { nowhere } from "../../text/source-range.ts";
import {
  emptyMap,
  keyIdentity,
  keyText,
  textKey,
  type MapValue,
  type Value,
} from "../../yaml/value.ts";
import type { Reference } from "../rules/expression.ts";
import { equalityText } from "../sharing/canonical/canonical.ts";
import { isReached, readAt, sectionOf, writeAt } from "../sharing/reach/configuration.ts";
import { parameterFields, valueFor, type ReachingAxis } from "../sharing/reach/reach.ts";
import { sectionRoles } from "../workflow/axis-target.ts";
import type { AxisValues, SectionRole, Strategy, Workflow } from "../workflow/workflow.ts";

/** An axis of a strategy's lane: of the grid by its position, of its own counted on from there. */
export type LaneAxis = number;

/** What a name of a rule stands for in the combinations of one strategy. */
export type NameReader = {
  /** The axes of several values that decide about it, ascending. */
  readonly axes: readonly LaneAxis[];
  /** The same with axes of one value, about which a rule would decide if they had more. */
  readonly reads: readonly LaneAxis[];
  /** Its value at some positions of those axes. */
  readonly valueAt: (positions: readonly number[]) => Named;
  /** Equal for equal values at equal positions of as many axes of equal lengths. */
  readonly signature: string;
};

/** `undefined` where the name does not exist; two roles that have the field where nobody says which. */
export type Named = Value | undefined | Ambiguity;
export type Ambiguity = { readonly type: "ambiguous"; readonly roles: readonly SectionRole[] };

/** A place that a name may stand for: the first one that exists is meant. */
type Candidate = NameReader & {
  /** Whether it exists in all combinations, so that no later one is ever meant. */
  readonly isSure: boolean;
};

/** Makes the function that finds what names stand for, strategy by strategy (spec page 7, "Names"). */
export function createNameReaders(
  workflow: Workflow,
  reach: readonly ReachingAxis[],
): (reference: Reference, strategy: Strategy) => NameReader {
  const ownFrom = workflow.grid.length;
  const gridByKey = new Map<
    string,
    { readonly reaching: ReachingAxis; readonly field: number }[]
  >();
  for (const reaching of reach) {
    for (const [field, { key }] of reaching.axis.fields.entries()) {
      const text = keyText(key);
      gridByKey.set(text, [...(gridByKey.get(text) ?? []), { reaching, field }]);
    }
  }

  /** A key of the grid, as written, where it reaches the strategy. */
  function gridKey({ segments }: Reference, strategy: Strategy): readonly Candidate[] {
    return (gridByKey.get(segments.join(".")) ?? []).flatMap(({ reaching, field }) => {
      const { axis, targets, position } = reaching;
      const reaches = targets.some(
        (target) => target.field === field && isReached(target, strategy),
      );
      return reaches
        ? [ofAxis(position, at(axis.fields, field).values, `grid ${position} ${field}`)]
        : [];
    });
  }

  /** A parameter with that key, dots and all, as the container has it. */
  function parameter(key: string, strategy: Strategy): readonly Candidate[] {
    const isDeclared = parameterFields(strategy.parameters).some(
      (one) => one.identity === textKey(key),
    );
    return isDeclared ? [parameterAt([key], strategy, true)] : [];
  }

  function parameterAt(path: readonly string[], strategy: Strategy, isSure: boolean): Candidate {
    const keys = path.map(textOf);
    const [first = ""] = path;
    const writers: Writer[] = [];
    for (const [i, axis] of strategy.parameters.entries()) {
      for (const { key, values } of axis.fields) {
        if (keyIdentity(key) !== textKey(first)) continue;
        const { count, at: valueAt } = values;
        const signature = signatureOf(values);
        writers.push({ axis: ownFrom + i, path: [key], valueAt, count, signature });
      }
    }
    writers.push(...gridWriters(reach, "strategy", keys, strategy));
    return { ...readThrough(emptyMap(nowhere), writers, keys), isSure };
  }

  function fieldOf(role: SectionRole, path: readonly string[], strategy: Strategy): Candidate {
    const keys = path.map(textOf);
    const section = sectionOf(workflow, role, strategy);
    const first = section.entries.get(textKey(path[0] ?? ""));
    const start = { ...section, entries: new Map(first && [[textKey(path[0] ?? ""), first]]) };
    const writers = gridWriters(reach, role, keys, strategy);
    return { ...readThrough(start, writers, keys), isSure: false };
  }

  return (reference, strategy) => {
    const { segments } = reference;
    const [first = "", ...below] = segments;
    const candidates = [
      ...gridKey(reference, strategy),
      ...parameter(segments.join("."), strategy),
    ];
    if (candidates.some(({ isSure }) => isSure)) return firstOf(candidates);
    if (below.length === 0) {
      // a grid key may write a parameter that the entry does not have
      const written = parameterAt([first], strategy, false);
      const fields = sectionRoles.map((role) => fieldOf(role, [first], strategy));
      return firstOf([...candidates, written, onlyOne(fields)]);
    }
    const role = sectionRoles.find((one) => one === first);
    if (role) return firstOf([...candidates, fieldOf(role, below, strategy)]);
    const names = ["strategy", strategy.type, strategy.name];
    // names may hold dots themselves: the longest one is meant
    for (let length = segments.length - 1; length > 0; length--) {
      if (!names.includes(segments.slice(0, length).join("."))) continue;
      const path = withoutSection(segments.slice(length), strategy);
      return firstOf([...candidates, parameterAt(path, strategy, false)]);
    }
    return firstOf(candidates);
  };
}

/** `parameters.x` and `params.x` are `x`, unless that is a parameter's name. */
function withoutSection(path: readonly string[], { parameters }: Strategy): readonly string[] {
  const [word = "", ...below] = path;
  const isSection = (word === "parameters" || word === "params") && below.length > 0;
  const isName = parameterFields(parameters).some(({ identity }) => identity === textKey(word));
  return isSection && !isName ? below : path;
}

/** An axis that writes at, above or below a place that is read, or a fixed value there. */
type Writer = {
  readonly axis: LaneAxis;
  readonly path: readonly Value[];
  readonly valueAt: (position: number) => Value;
  readonly count: number;
  readonly signature: string;
};

function gridWriters(
  reach: readonly ReachingAxis[],
  role: SectionRole | "strategy",
  read: readonly Value[],
  strategy: Strategy,
): readonly Writer[] {
  return reach.flatMap(({ axis, targets, position }) =>
    targets.flatMap((target): readonly Writer[] => {
      if (target.role !== role || !isReached(target, strategy) || !overlap(target.path, read))
        return [];
      return [
        {
          axis: position,
          path: target.path,
          valueAt: (i) => valueFor(axis, target, i),
          count: axis.values.count,
          signature: `grid ${position} ${target.field} ${pathIdentity(target.path)}`,
        },
      ];
    }),
  );
}

/** Whether one of two paths begins with the other. */
function overlap(a: readonly Value[], b: readonly Value[]): boolean {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++)
    if (keyIdentity(at(a, i)) !== keyIdentity(at(b, i))) return false;
  return true;
}

/** Reads a place of what some writers leave there, one after the other. */
function readThrough(
  start: MapValue,
  writers: readonly Writer[],
  read: readonly Value[],
): NameReader {
  const varying = writers.filter(({ count }) => count > 1);
  const axes = [...new Set(varying.map(({ axis }) => axis))].toSorted((a, b) => a - b);
  const placeOf = new Map(axes.map((axis, place) => [axis, place]));
  return {
    axes,
    reads: writers.map(({ axis }) => axis),
    valueAt(positions) {
      let map = start;
      for (const { axis, path, valueAt } of writers) {
        map = writeAt(map, path, valueAt(positions[placeOf.get(axis) ?? -1] ?? 0));
      }
      return readAt(map, read);
    },
    signature: JSON.stringify([
      equalityText(start),
      pathIdentity(read),
      writers.map(({ signature, axis }) => [signature, placeOf.get(axis) ?? -1]),
    ]),
  };
}

function ofAxis(axis: LaneAxis, values: AxisValues, signature: string): Candidate {
  return {
    axes: values.count > 1 ? [axis] : [],
    reads: [axis],
    valueAt: ([position = 0]) => values.at(position),
    signature,
    isSure: true,
  };
}

/** What exists in exactly one place; where it is in several, somebody must say which is meant. */
function onlyOne(fields: readonly NameReader[]): Candidate {
  return {
    ...joined(fields, (values) => {
      const present = values.flatMap((value, i) => {
        const role = sectionRoles[i];
        return value === undefined || !role ? [] : [{ value, role }];
      });
      return present.length > 1
        ? { type: "ambiguous", roles: present.map(({ role }) => role) }
        : present[0]?.value;
    }),
    isSure: false,
  };
}

function firstOf(candidates: readonly Candidate[]): NameReader {
  const sure = candidates.findIndex(({ isSure }) => isSure);
  const [only, ...others] = sure < 0 ? candidates : candidates.slice(0, sure + 1);
  if (!only) return { axes: [], reads: [], valueAt: () => undefined, signature: "none" };
  return others.length === 0
    ? only
    : joined([only, ...others], (values) => values.find((value) => value !== undefined));
}

/** Several readers as one. */
function joined(
  readers: readonly NameReader[],
  combine: (values: readonly Named[]) => Named,
): NameReader {
  const axes = [...new Set(readers.flatMap((reader) => reader.axes))].toSorted((a, b) => a - b);
  const placesOf = readers.map((reader) => reader.axes.map((axis) => axes.indexOf(axis)));
  return {
    axes,
    reads: readers.flatMap(({ reads }) => reads),
    valueAt: (positions) =>
      combine(
        readers.map(({ valueAt }, r) =>
          valueAt(at(placesOf, r).map((place) => at(positions, place))),
        ),
      ),
    signature: JSON.stringify([readers.map(({ signature }) => signature), placesOf]),
  };
}

/** Equal for axes of equal values; a range is told by its ends and its length. */
function signatureOf(values: AxisValues): string {
  const remembered = signatures.get(values);
  if (remembered !== undefined) return remembered;
  const { count, ascending } = values;
  const shown =
    ascending && count > 2 ? [0, 1, count - 1] : Array.from({ length: count }, (_, i) => i);
  const signature = JSON.stringify([count, shown.map((i) => equalityText(values.at(i)))]);
  signatures.set(values, signature);
  return signature;
}

const signatures = new WeakMap<AxisValues, string>();

const textOf = (value: string): Value => ({ type: "text", value, range: nowhere });

const pathIdentity = (path: readonly Value[]): string =>
  JSON.stringify(path.map((key) => keyIdentity(key) ?? ""));
