import { keyText, textKey, type MapEntry, type MapValue, type Value } from "../../../yaml/value.ts";
import { listValues } from "../axes/axis-list.ts";
import type { AxisValues } from "../workflow.ts";

/** The tools whose documents are told from a configuration of the planner. */
export type ForeignTool =
  | "wandb-sweep"
  | "hydra-sweep"
  | "github-matrix"
  | "dvc-matrix"
  | "qlib-workflow"
  | "freqtrade-config"
  | "run-list";

/** Keys of the root that only the tool reads, by the tool; those of others are not converted. */
export const ownKeys: Readonly<Partial<Record<ForeignTool, readonly string[]>>> = {
  "wandb-sweep": ["method", "parameters"],
  "hydra-sweep": ["hydra"],
};

/** A field of another tool that is swept: its key, dotted where it lies deeper, and its values. */
export type ForeignField = { readonly key: string; readonly values: AxisValues };

/** What varies by itself: one field, or several that take their values together, row by row. */
export type ForeignAxis = readonly [ForeignField, ...ForeignField[]];

/** A field with one value in every combination. */
export type FixedField = { readonly key: string; readonly value: Value };

/** A field whose values are no finite list, or none that the planner makes of it. */
export type RefusedField = {
  readonly key: string;
  readonly value: Value;
  /** What is in the way: "`interval(…)` has no finite list of values". */
  readonly reason: string;
  /** Whether it multiplies the combinations by a number that is not known. */
  readonly multiplies: boolean;
};

/** The fields of a sweep, in the order in which the tool varies them: the last axis is the fastest. */
export type ForeignFields = {
  readonly axes: readonly ForeignAxis[];
  readonly fixed: readonly FixedField[];
  readonly refused: readonly RefusedField[];
};

/** A document of another tool (spec page 7, "Tools that are recognised and converted, not read"). */
export type ForeignSweep = ForeignFields & {
  readonly tool: ForeignTool;
  /** What it is, with its article: "a W&B sweep". */
  readonly name: string;
  /** The key by which it is told for certain, and the path of it. */
  readonly sign: Value;
  readonly path: string;
  /** Parts that only that tool reads: no sweep in them is one that nobody reads. */
  readonly sections: readonly Value[];
  /** `undefined` where the document does not tell how many, or holds no sweep. */
  readonly combinations: bigint | undefined;
};

/** The fields of a sweep while they are read. */
export type Gathering = {
  readonly axes: ForeignAxis[];
  readonly fixed: FixedField[];
  readonly refused: RefusedField[];
};

export function createGathering(): Gathering {
  return { axes: [], fixed: [], refused: [] };
}

/** How many combinations the axes have; unknown where it depends on a field that is refused. */
export function countCombinations({ axes, refused }: ForeignFields): bigint | undefined {
  if (refused.some(({ multiplies }) => multiplies)) return undefined;
  return axes.reduce((product, [{ values }]) => product * BigInt(values.count), 1n);
}

/** The values of a list that is written down. */
export function valuesOf(items: readonly Value[]): AxisValues {
  return listValues(items, false);
}

/** The value at a dotted path; no key on the way holds a dot. */
export function valueAt(root: MapValue, path: string): Value | undefined {
  let value: Value | undefined = root;
  for (const key of path.split(".")) {
    value = value?.type === "map" ? value.entries.get(textKey(key))?.value : undefined;
  }
  return value;
}

/** The entries of a value that is a mapping, each with its key as text. */
export function namedEntries(value: Value | undefined): readonly (MapEntry & { name: string })[] {
  if (value?.type !== "map") return [];
  return Array.from(value.entries.values(), (entry) => ({ ...entry, name: keyText(entry.key) }));
}
