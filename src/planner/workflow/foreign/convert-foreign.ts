import { nowhere } from "../../../text/source-range.ts";
import { shorten } from "../../../yaml/quote-value.ts";
import {
  entryOf,
  keyText,
  type ListValue,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import { exactly } from "../../convert/axis-value.ts";
import { listOf, mapOf, textOf, type Member } from "../../convert/build.ts";
import { convertWorkflow } from "../../convert/convert-workflow.ts";
import { printDocument } from "../../convert/print-document.ts";
import { writeAt } from "../../sharing/reach/configuration.ts";
import { homeByKey } from "../../sharing/reach/reach.ts";
import { sectionRoles } from "../axis-target.ts";
import type { YamlSource } from "../read-section.ts";
import { readWorkflow } from "../read-workflow.ts";
import type { Axis, AxisField } from "../workflow.ts";
import {
  valuesOf,
  type FixedField,
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

/** The parts of the root that only the tool reads, by the tool; of others nothing is converted. */
const ownKeys: Readonly<Partial<Record<ForeignSweep["tool"], readonly string[]>>> = {
  "wandb-sweep": ["method", "parameters"],
  "hydra-sweep": ["hydra"],
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
  const base = withFixed(asNative(root, keys), sweep.fixed);
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
  const open = sweep.refused.flatMap((field): readonly Axis[] => {
    if (!field.multiplies) return [];
    const value = withoutValues(field);
    return [axisOf(fieldOf(field.key, valuesOf([value]), value.range))];
  });
  const all = { ...workflow, grid: [...workflow.grid, ...swept, ...open] };
  const { root: written, refused: tooLong } = convertWorkflow(all, source.text);
  const refused = [
    ...sweep.refused.map(({ key, reason }) => `\`${shorten(key)}\`: ${reason}`),
    ...tooLong,
  ];
  const comments = [
    `Converted from ${sweep.name}`,
    ...refused.map((reason) => `Not converted: ${reason}`),
  ];
  return { text: printDocument(written, comments), refused };
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
  const section = inner.find((value) => value?.type === "map");
  const parameters = section?.type === "map" ? section : written;
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

/** The document with the fields that have one value, each where it would be swept. */
function withFixed(root: MapValue, fixed: readonly FixedField[]): MapValue {
  return fixed.reduce(withOne, root);
}

function withOne(root: MapValue, { key, value }: FixedField): MapValue {
  const path = key.split(".").map(textOf);
  const [head, ...below] = path;
  if (sectionRoles.some((role) => role === head?.value) && below.length > 0) {
    return writeAt(root, path, value);
  }
  const declaring = sectionRoles.filter((role) => {
    const section = entryOf(root, role)?.value;
    return path.length === 1 && section?.type === "map" && entryOf(section, key);
  });
  const home = homeByKey.get(key);
  const roles = declaring.length > 0 ? declaring : home ? [home] : [];
  if (roles.length > 0) {
    return roles.reduce((written, role) => writeAt(written, [textOf(role), ...path], value), root);
  }
  return withParameter(root, head?.value === "strategy" ? below : path, value);
}

function withParameter(root: MapValue, path: readonly Value[], value: Value): MapValue {
  const list: ListValue | undefined = listIn(entryOf(root, "strategies")?.value);
  const [strategy] = list?.items ?? [];
  const [first, ...below] = path;
  if (strategy?.type !== "map" || !first) return root;
  const place = [textOf("parameters"), first, textOf("value"), ...below];
  return writeAt(root, [textOf("strategies")], listOf([writeAt(strategy, place, value)]));
}

function listIn(value: Value | undefined): ListValue | undefined {
  return value?.type === "list" ? value : undefined;
}
