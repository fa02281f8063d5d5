import { grouped } from "../../../text/count-text.ts";
import type { Fix } from "../../../text/diagnostic.ts";
import { lineBreakOf } from "../../../text/lines.ts";
import { shorten } from "../../../yaml/quote-value.ts";
import { entryOf, type MapValue, type Value } from "../../../yaml/value.ts";
import { remark } from "../../later-diagnostic.ts";
import type { ReadingState, YamlSource } from "../read-section.ts";
import { ownKeys, type ForeignSweep, type RefusedField } from "./foreign-sweep.ts";
import { recognize } from "./recognize.ts";

/**
 * What reading is told of documents of other tools. A part of its own, loaded with the advice: a page
 * draws its first plan without it. What converts them is given where fixes are offered.
 */
export function createForeign(convert?: Convert) {
  return {
    tellForeign: (state: ReadingState, root: Value): boolean => tellForeign(state, root, convert),
  } as const;
}

export type Foreign = ReturnType<typeof createForeign>;

/** Writes the sweep of another tool as a document of ours. */
type Convert = (
  sweep: ForeignSweep,
  root: MapValue,
  source: YamlSource,
) => { readonly text: string | undefined } | undefined;

/** The most fields that are named in a message, and pointed at. */
const mostNamed = 3;
const mostRelated = 20;

/**
 * Says of a document of another tool what it is, and claims the parts that only that tool reads. True
 * where it is nothing else: no strategies are missing from it then.
 */
function tellForeign(state: ReadingState, root: Value, convert: Convert | undefined): boolean {
  const sweep = recognize(root);
  if (!sweep) return false;
  for (const value of sweep.sections) {
    state.claims.add(value);
    state.uses.push({ value, use: "not understood" });
  }
  const isNative = root.type === "map" && entryOf(root, "strategies") !== undefined;
  const at = { path: sweep.path, range: sweep.sign.range };
  const related = [...sweep.refused, ...listsOf(sweep)]
    .slice(0, mostRelated)
    .map(({ key, value, reason }) => ({
      range: value.range,
      message: `\`${shorten(key)}\`: ${reason}`,
    }));
  const words = [sweep.name, contentsOf(sweep)] as const;
  if (isNative) {
    state.diagnostics.push(remark("foreign-sweep-beside", at, [...words], { related }));
  } else {
    const { source } = state;
    const converted = root.type === "map" ? convert?.(sweep, root, source)?.text : undefined;
    const fixes = converted === undefined ? [] : [convertFix(source.text, converted)];
    const advice = sweep.tool in ownKeys ? "convert it to plan it" : noConversion;
    state.diagnostics.push(remark("foreign-sweep", at, [...words, advice], { related, fixes }));
  }
  return !isNative;
}

const noConversion =
  "nothing of it is planned. A plan begins with `strategies`: a list under their `parameters`, or in optimization.parameter_grids, sweeps a field";

/** Puts the conversion in the place of the whole text, with its line ends. */
function convertFix(text: string, converted: string): Fix {
  const written = converted.replaceAll("\n", lineBreakOf(text));
  return {
    title: "Convert to the planner's dialect",
    edits: [{ range: { start: 0, end: text.length }, text: written }],
  };
}

/** Lists that look like sweeps, and are one value to Hydra, whose sweeps are texts. */
function listsOf({ tool, fixed }: ForeignSweep): readonly Omit<RefusedField, "multiplies">[] {
  if (tool !== "hydra-sweep") return [];
  const reason = "a list is one value to Hydra; a text with commas sweeps";
  return fixed.flatMap(({ key, value }) => (value.type === "list" ? [{ key, value, reason }] : []));
}

/** What a document holds: `3 axes, 12 combinations`, `2 runs, already expanded`. */
function contentsOf(sweep: ForeignSweep): string {
  const { tool, axes, refused, combinations } = sweep;
  switch (tool) {
    case "wandb-sweep":
    case "hydra-sweep":
      return `${counted(BigInt(axes.length), "axis", "axes")}, ${combinationsOf(sweep)}${named(refused)}`;
    case "github-matrix":
    case "dvc-matrix":
      return combinationsOf(sweep);
    case "qlib-workflow":
    case "freqtrade-config":
      return "it holds no sweep";
    case "run-list":
      return `${counted(combinations ?? 0n, "run", "runs")}, already expanded`;
  }
}

function combinationsOf({ combinations }: ForeignSweep): string {
  if (combinations === undefined) return "an unknown number of combinations";
  return counted(combinations, "combination", "combinations");
}

function named(refused: ForeignSweep["refused"]): string {
  if (refused.length === 0) return "";
  const keys = refused
    .slice(0, mostNamed)
    .map(({ key, reason }) => `\`${shorten(key)}\`: ${reason}`);
  const more = refused.length > mostNamed ? `; and ${refused.length - mostNamed} more` : "";
  return ` (${keys.join("; ")}${more})`;
}

function counted(count: bigint, one: string, many: string): string {
  return `${grouped(count)} ${count === 1n ? one : many}`;
}
