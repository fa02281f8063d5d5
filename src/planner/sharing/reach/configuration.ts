import {
  emptyMap,
  keyIdentity,
  textKey,
  type KeyIdentity,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import type { Combination } from "../../model.ts";
import { mergeMaps } from "../../workflow/merge.ts";
import type { SectionRole, Strategy, Workflow } from "../../workflow/workflow.ts";
import { valueFor, type ReachingAxis } from "./reach.ts";

/** Maps that a batch of writes has copied already and may change in place. */
export type Copies = Map<MapValue["entries"], Map<KeyIdentity, MapEntry>>;

/**
 * Writes a value at a path of a mapping and gives the new mapping; the old one is untouched.
 *
 * Mappings are merged deeply, the later one wins; a value on the way that is no mapping is replaced
 * by one (spec page 1, "The configuration of one container"). Writes that share `copies` copy every
 * mapping once, so that a batch costs the mappings plus the writes. Without a path, a mapping is merged
 * into all of it.
 */
export function writeAt(
  map: MapValue,
  path: readonly Value[],
  value: Value,
  copies: Copies = new Map(),
): MapValue {
  const [key, ...below] = path;
  if (!key) return value.type === "map" ? mergeMaps(map, value) : map;
  const identity = keyIdentity(key);
  if (identity === undefined) return map;
  const copied = copies.get(map.entries);
  const entries = copied ?? new Map(map.entries);
  if (!copied) copies.set(entries, entries);
  const old = entries.get(identity);
  entries.set(identity, {
    key: old?.key ?? key,
    value: writeInto(old?.value, below, value, copies),
  });
  return copied ? map : { ...map, entries };
}

/** What stands at a place after a value was written to `path` below it. */
export function writeInto(
  old: Value | undefined,
  path: readonly Value[],
  value: Value,
  copies?: Copies,
): Value {
  if (path.length > 0) {
    return writeAt(old?.type === "map" ? old : emptyMap(value.range), path, value, copies);
  }
  return old?.type === "map" && value.type === "map" ? mergeMaps(old, value) : value;
}

/** The value at a path, or `undefined` where something on the way is absent or no mapping. */
export function readAt(value: Value | undefined, path: readonly Value[]): Value | undefined {
  let current = value;
  for (const key of path) {
    if (current?.type !== "map") return undefined;
    const identity = keyIdentity(key);
    current = identity === undefined ? undefined : current.entries.get(identity)?.value;
  }
  return current;
}

/**
 * A strategy's section before any grid value: base ⊕ override. Remembered, so that one mapping stands
 * for it in every scope, and in the next plan where neither was edited.
 */
export function sectionOf(workflow: Workflow, role: SectionRole, strategy: Strategy): MapValue {
  const base = workflow.base[role];
  const override = strategy.overrides[role];
  if (override.entries.size === 0) return base;
  const remembered = mergedByOverride.get(override);
  if (remembered?.base === base) return remembered.merged;
  const merged = mergeMaps(base, override);
  mergedByOverride.set(override, { base, merged });
  return merged;
}

const mergedByOverride = new WeakMap<
  MapValue,
  { readonly base: MapValue; readonly merged: MapValue }
>();

/** Whether an axis writes a place for a strategy: most do for all of them. */
export function isReached(
  { strategies }: { readonly strategies?: ReadonlySet<number> },
  { index }: Pick<Strategy, "index">,
): boolean {
  return strategies === undefined || strategies.has(index);
}

/** The configuration of a combination's risk, execution or portfolio container. */
export function sectionConfig(
  workflow: Workflow,
  reach: readonly ReachingAxis[],
  role: SectionRole,
  { strategy, grid }: Pick<Combination, "strategy" | "grid">,
): MapValue {
  const copies: Copies = new Map();
  let config = sectionOf(workflow, role, strategy);
  for (const { axis, position, targets } of reach) {
    for (const target of targets) {
      if (target.role !== role || !isReached(target, strategy)) continue;
      config = writeAt(config, target.path, valueFor(axis, target, grid[position] ?? 0), copies);
    }
  }
  return config;
}

/** The configuration of a combination's strategy container: its entry with single parameter values. */
export function strategyConfig(
  reach: readonly ReachingAxis[],
  { strategy, grid, parameters }: Omit<Combination, "index">,
): MapValue {
  const entries = new Map<KeyIdentity, MapEntry>();
  for (const [i, { fields }] of strategy.parameters.entries()) {
    for (const { key, values } of fields) {
      const identity = keyIdentity(key);
      if (identity !== undefined)
        entries.set(identity, { key, value: values.at(parameters[i] ?? 0) });
    }
  }
  const parametersKey = textKey("parameters");
  const written = strategy.entry.entries.get(parametersKey);
  const range = written?.value.range ?? strategy.range;
  const copies: Copies = new Map();
  let expanded: MapValue = { type: "map", entries, range };
  for (const { axis, position, targets } of reach) {
    for (const target of targets) {
      if (target.role !== "strategy" || !isReached(target, strategy)) continue;
      expanded = writeAt(
        expanded,
        target.path,
        valueFor(axis, target, grid[position] ?? 0),
        copies,
      );
    }
  }
  const config = new Map(strategy.entry.entries);
  config.set(parametersKey, {
    key: written?.key ?? { type: "text", value: "parameters", range },
    value: expanded,
  });
  return { ...strategy.entry, entries: config };
}
