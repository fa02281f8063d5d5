import {
  sensitivityOf,
  type CodedAxis,
  type Sensitivity,
  type Share,
} from "../../backtest/figures/sensitivity.ts";
import type { RunParameter } from "../../backtest/session/protocol.ts";
import { at, groupBy } from "../../text/collections.ts";
import { stepRows, type Steps } from "../../text/steps.ts";
import type { Measured } from "./heat-grid.ts";
import { placesWith } from "./order.ts";

type NamedShare = Share & { readonly name: string };

/** What a figure of one strategy depends on, what explains most of it first. */
export type StrategySensitivity = Pick<Sensitivity, "rows" | "orthogonal"> & {
  /** Which strategy, where there is more than one. */
  readonly strategy: string | undefined;
  readonly axes: readonly NamedShare[];
  /** Pairs of axes, with what the two explain each alone. */
  readonly pairs: readonly (NamedShare & { readonly alone: number })[];
};

/** What a figure depends on, for each strategy by itself: what it has in common with others says nothing. */
export function* sensitivityByStrategy(
  run: Measured,
  figure: Float64Array,
): Steps<readonly StrategySensitivity[]> {
  const titles = run.parameters.find(({ section }) => section === "strategy");
  const found: StrategySensitivity[] = [];
  for (const [strategy, title] of (titles?.values ?? [""]).entries()) {
    const isOwn = (place: number): boolean => !titles || titles.codes[place] === strategy;
    const places = yield* placesWith(run, figure, isOwn);
    if (places.length === 0) continue;
    const axes = yield* axesOf(run.parameters, strategy, places);
    const { rows, orthogonal, ...shares } = yield* sensitivityOf(figure, places, axes);
    const named = shares.axes.map((share, axis) => ({ ...share, name: at(axes, axis).name }));
    found.push({
      strategy: titles && titles.values.length > 1 ? title : undefined,
      rows,
      orthogonal,
      axes: named.toSorted(byExplained),
      pairs: shares.pairs
        .map(({ first, second, ...share }) => ({
          ...share,
          name: `${at(named, first).name} × ${at(named, second).name}`,
          alone: at(named, first).explained + at(named, second).explained,
        }))
        .toSorted(byExplained),
    });
  }
  return found;
}

const byExplained = (a: Share, b: Share): number => b.explained - a.explained;

/** The axes of a strategy that have more than one value there; fields that change together are one axis. */
function* axesOf(
  parameters: readonly RunParameter[],
  strategy: number,
  places: Int32Array,
): Steps<readonly (CodedAxis & { readonly name: string })[]> {
  const own = parameters.filter(
    ({ section, axes, values }) =>
      section !== "strategy" && (axes[strategy] ?? -1) >= 0 && values.length > 1,
  );
  const byAxis = groupBy(own, ({ section, axes }) => `${section} ${axes[strategy]}`);
  const found: (CodedAxis & { readonly name: string })[] = [];
  for (const fields of byAxis.values()) {
    const { codes, size } = yield* joinedCodes(fields, places);
    if (size > 1) found.push({ name: fields.map(({ name }) => name).join(" + "), codes, size });
  }
  return found;
}

/** Numbers the values that some fields have together, in the order in which codes come; −1 elsewhere. */
function* joinedCodes(fields: readonly RunParameter[], places: Int32Array): Steps<CodedAxis> {
  const keyOf = (place: number): number =>
    fields.reduce((key, { codes, values }) => key * values.length + (codes[place] ?? 0), 0);
  const met = new Set<number>();
  for (let i = 0; i < places.length; i++) {
    if (i % stepRows === 0) yield;
    met.add(keyOf(places[i] ?? 0));
  }
  const sorted = Float64Array.from(met).toSorted();
  const numbers = new Map(Array.from(sorted, (key, number) => [key, number]));
  const codes = new Int32Array(fields[0]?.codes.length ?? 0).fill(-1);
  for (let i = 0; i < places.length; i++) {
    if (i % stepRows === 0) yield;
    const place = places[i] ?? 0;
    codes[place] = numbers.get(keyOf(place)) ?? -1;
  }
  return { codes, size: numbers.size };
}
