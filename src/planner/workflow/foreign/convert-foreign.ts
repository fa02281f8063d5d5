import { nowhere } from "../../../text/source-range.ts";
import { shorten } from "../../../yaml/quote-value.ts";
import { entryOf, keyText, type MapValue, type Value } from "../../../yaml/value.ts";
import { exactly } from "../../convert/axis-value.ts";
import { listOf, mapOf, section, textOf, type Member } from "../../convert/build.ts";
import { convertWorkflow } from "../../convert/convert-workflow.ts";
import { declareField, withField } from "../../convert/field-place.ts";
import { printDocument } from "../../convert/print-document.ts";
import { sectionRoles } from "../axis-target.ts";
import { translate } from "../dialects/translate.ts";
import type { YamlSource } from "../read-section.ts";
import { readWorkflow } from "../read-workflow.ts";
import type { Axis, AxisField } from "../workflow.ts";
import {
  ownKeys,
  valuesOf,
  type ForeignField,
  type ForeignSweep,
  type RefusedField,
} from "./foreign-sweep.ts";

/** A document in the planner's own dialect, and what could not be written in it. */
export type Conversion = {
  /** `undefined` where it would be endless. */
  readonly text: string | undefined;
  /** Why what was left out, or has an error in the text, is no part of the plan. */
  readonly refused: readonly string[];
};

/**
 * Writes the sweep of another tool in the planner's own dialect (spec page 7): its fields go where a
 * section declares them, else home, else to the parameters of the one strategy. What has no finite
 * list of values is said, and stands there without any, which is an error until somebody writes them.
 */
export function convertForeign(
  sweep: ForeignSweep,
  root: MapValue,
  source: YamlSource,
): Conversion | undefined {
  const keys = ownKeys[sweep.tool];
  if (!keys) return undefined;
  const open = sweep.refused.flatMap((field): readonly ForeignField[] =>
    field.multiplies ? [{ key: field.key, values: valuesOf([withoutValues(field)]) }] : [],
  );
  const { native, left } = withoutStrays(asNative(root, keys), source);
  const fixed = sweep.fixed.reduce(
    (written, { key, value }) => withField(written, key, value),
    native,
  );
  const base = [...sweep.axes.flat(), ...open].reduce(
    (written, { key, values }) => declareField(written, key, firstOf(values)),
    fixed,
  );
  const { workflow } = readWorkflow(base, source);
  const heads = ["strategy", ...sectionRoles, ...workflow.strategies.map(({ type }) => type)];
  const fieldOf = (key: string, values: AxisField["values"], range = nowhere): AxisField => {
    const isPlaced = !key.includes(".") || heads.some((head) => key.startsWith(`${head}.`));
    return { key: textOf(isPlaced ? key : `strategy.${key}`), values, range };
  };
  const grid = { path: sweep.path, map: root, reachesParameters: true };
  const axisOf = (first: AxisField, ...others: readonly AxisField[]): Axis => ({
    ...first,
    fields: [first, ...others],
    grid,
  });
  const swept = sweep.axes.map(([first, ...others]) =>
    axisOf(
      fieldOf(first.key, first.values),
      ...others.map(({ key, values }) => fieldOf(key, values)),
    ),
  );
  const toFill = open.map(({ key, values }) => axisOf(fieldOf(key, values, values.at(0).range)));
  const all = { ...workflow, grid: [...workflow.grid, ...swept, ...toFill] };
  const { root: written, refused: tooLong } = convertWorkflow(all, source.text);
  const refused = [
    ...sweep.refused.map(({ key, reason }) => `\`${shorten(key)}\`: ${reason}`),
    ...left.map(
      (path) => `\`${shorten(path)}\`: it would sweep here, and does not in ${sweep.name}`,
    ),
    ...tooLong,
  ];
  const comments = [
    `Converted from ${sweep.name}`,
    ...refused.map((reason) => `Not converted: ${reason}`),
  ];
  return { text: printDocument(written, comments), refused };
}

/** A value that a field may have until it is swept. */
function firstOf(values: AxisField["values"]): Value {
  const first = values.at(0);
  return first.type === "map" ? { type: "null", range: nowhere } : first;
}

/** A field whose values somebody has to write: its bounds, where a step is all that is missing. */
function withoutValues({ value }: RefusedField): Value {
  const bounds = ["min", "max"].map((name) => value.type === "map" && entryOf(value, name));
  const isRange = bounds.every((bound) => bound && /^(?:int|float)$/.test(bound.value.type));
  if (isRange) {
    return mapOf(bounds.map((bound): Member => (bound ? [bound.key, bound.value] : undefined)));
  }
  return mapOf([["values", { type: "null", range: nowhere }]]);
}

/** The document as it would be without the tool: what it says of a strategy is one of `strategies`. */
function asNative(root: MapValue, keys: readonly string[]): MapValue {
  const strategy = entryOf(root, "strategy")?.value;
  const members = Array.from(root.entries.values()).flatMap(({ key, value }): readonly Member[] =>
    [...keys, "strategy"].includes(keyText(key)) ? [] : [[key, value]],
  );
  return mapOf([...members, ["strategies", listOf([strategyOf(strategy)])]]);
}

function strategyOf(written: Value | undefined): MapValue {
  const word = textOf("strategy");
  if (written?.type !== "map") {
    return mapOf([
      ["type", written?.type === "text" ? written : word],
      ["parameters", mapOf([])],
    ]);
  }
  const [type, name] = ["type", "name"].map((key) => entryOf(written, key)?.value);
  const inner = ["parameters", "params"].map((key) => entryOf(written, key)?.value);
  const nested = inner.find((value) => value?.type === "map");
  const parameters = nested?.type === "map" ? nested : written;
  const isOwn = (key: Value): boolean =>
    parameters !== written || !["type", "name"].includes(keyText(key));
  return mapOf([
    ["type", type ?? name ?? word],
    type && name && ["name", name],
    [
      "parameters",
      mapOf(
        Array.from(parameters.entries.values()).flatMap(({ key, value }): readonly Member[] =>
          isOwn(key) ? [[key, exactly(value)]] : [],
        ),
      ),
    ],
  ]);
}

/** The document without what only a planner would sweep in it, and the paths of that. */
function withoutStrays(
  root: MapValue,
  source: YamlSource,
): { readonly native: MapValue; readonly left: readonly string[] } {
  const { workflow } = readWorkflow(root, source, { strategies: new WeakMap(), translate });
  const strays = workflow.grid.flatMap(({ fields, grid, values }) => {
    if (!grid || values.count < 2) return [];
    return grid.path === "" ? fields.map(({ key }) => keyText(key)) : [grid.path];
  });
  const left = [...new Set(strays)];
  return { native: left.reduce((map, path) => without(map, path.split(".")), root), left };
}

function without(map: MapValue, [name = "", ...below]: readonly string[]): MapValue {
  const members = Array.from(map.entries.values(), ({ key, value }): Member => {
    if (keyText(key) !== name) return [key, value];
    return below.length > 0 && value.type === "map"
      ? section(key, without(value, below))
      : undefined;
  });
  return mapOf(members);
}
