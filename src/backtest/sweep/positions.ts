import type { Column } from "../../planner/answer/table/columns.ts";
import type { Decoder } from "./decode.ts";

/** Makes the function that gives a strategy's position on the axis of a column, by place in the run. */
export function positionsIn(
  { section, axisOf }: Column,
  decoder: Decoder,
): (strategy: number) => (place: number) => number {
  if (section === "strategy") return () => () => 0;
  const from = section === "grid" ? "grid" : "own";
  const byStrategy = new Map<number, (place: number) => number>();
  return (strategy) => {
    const known = byStrategy.get(strategy);
    if (known) return known;
    const reader = decoder.reader(strategy, [{ from, axis: axisOf(strategy) }]);
    const positionOf = reader?.tupleAt ?? (() => 0);
    byStrategy.set(strategy, positionOf);
    return positionOf;
  };
}
