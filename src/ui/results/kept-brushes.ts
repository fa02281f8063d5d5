import type { Measured } from "./heat-grid.ts";
import type { Brushes } from "./parallel-scale.ts";

type Range = Brushes[string];
type Parameters = Pick<Measured, "parameters">;

/**
 * Brushes as they outlive an edit, by axis: of a parameter the values that they cover, since their
 * places change with the values beside them; of a figure the range.
 */
export type KeptBrushes = Readonly<Record<string, readonly string[] | { readonly range: Range }>>;

/** The brushes with one of them set, or taken away. */
export function keepBrush(
  kept: KeptBrushes,
  { parameters }: Parameters,
  id: string,
  range: Range | undefined,
): KeptBrushes {
  const { [id]: _, ...others } = kept;
  if (!range) return others;
  const parameter = parameters.find((one) => one.id === id);
  const [from, to] = range;
  return { ...others, [id]: parameter ? parameter.values.slice(from, to + 1) : { range } };
}

/** The brushes on the axes of a run, over those of their values that it has; without any they rest. */
export function brushesOn({ parameters }: Parameters, kept: KeptBrushes): Brushes {
  const valuesOf = new Map(parameters.map(({ id, values }) => [id, values]));
  return Object.fromEntries(
    Object.entries(kept).flatMap(([id, brush]): readonly [string, Range][] => {
      if ("range" in brush) return [[id, brush.range]];
      const codes = brush.map((value) => valuesOf.get(id)?.indexOf(value) ?? -1);
      const found = codes.filter((code) => code >= 0);
      return found.length > 0 ? [[id, [Math.min(...found), Math.max(...found)]]] : [];
    }),
  );
}
