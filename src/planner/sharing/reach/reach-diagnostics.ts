import type { Fix } from "../../../text/diagnostic.ts";
import type { MovingRange } from "../../../text/source-range.ts";
import {
  keyIdentity,
  keyText,
  textKey,
  type KeyIdentity,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { remark } from "../../later-diagnostic.ts";
import { alternativesOf, mappingsOf, type Alternatives } from "../../workflow/axes/alternatives.ts";
import type { AxisField, SectionRole, Strategy, Workflow } from "../../workflow/workflow.ts";
import { isReached, readAt } from "./configuration.ts";
import { gridPath, homeByKey, parameterFields, pathText, type ReachingAxis } from "./reach.ts";

/**
 * What a user should know about where the grid's keys go (spec page 1): keys that reach nothing,
 * keys that overwrite each other or what a strategy sets itself, values on the way that are
 * replaced, and a key that splits two roles at once. Linear in targets and strategies.
 */
export function diagnoseReach(
  workflow: Workflow,
  reach: readonly ReachingAxis[],
): readonly Diagnostic[] {
  const keys = reach.flatMap(fieldByField);
  const fields = keys.map(withFields);
  const declared = declarationsOf(workflow, fields);
  const alternatives = alternativesOf(workflow.grid);
  return [
    ...keys.flatMap(reachesNothing),
    ...overwrittenAxes(fields),
    ...fields.flatMap((axis) => overriddenSections(declared, axis)),
    ...fields.flatMap((axis) => repeatedParameters(workflow, declared, axis)),
    ...keys.flatMap((axis) => replacedOnTheWay(workflow, declared, alternatives, axis)),
    ...keys.flatMap(splitsTwoRoles),
  ];
}

/** An axis of alternatives of a section as one that writes every field that any of them has. */
function withFields(reaching: ReachingAxis): ReachingAxis {
  const { axis, targets } = reaching;
  if (targets.every(({ path }) => path.length > 0)) return reaching;
  const written = targets.flatMap((target): ReachingAxis["targets"] => {
    const field = axis.fields[target.field];
    if (target.role === "strategy" || target.path.length > 0 || !field) return [target];
    const paths = mappingsOf(field).flatMap((map) => pathsIn(map, []));
    const byText = new Map(paths.map((path) => [JSON.stringify(path.map(keyIdentity)), path]));
    return Array.from(byText.values(), (path) => ({ ...target, path }));
  });
  return { ...reaching, targets: written };
}

/** The paths of all that is no mapping with entries. */
function pathsIn(value: Value, path: readonly Value[]): readonly (readonly Value[])[] {
  if (value.type !== "map" || value.entries.size === 0) return path.length > 0 ? [path] : [];
  return Array.from(value.entries.values()).flatMap((entry) =>
    pathsIn(entry.value, [...path, entry.key]),
  );
}

/** An axis as one for each key that it sets; of a paired key no other spelling is offered. */
function fieldByField(reaching: ReachingAxis): readonly ReachingAxis[] {
  const { axis, position, targets } = reaching;
  if (axis.fields.length === 1) return [reaching];
  return axis.fields.map((field, n) => {
    const ofField = targets.flatMap((target) =>
      target.field === n ? { ...target, field: 0 } : [],
    );
    const alone = { ...axis, ...field, fields: [field] };
    return {
      axis: alone,
      position,
      targets: ofField,
      by: ofField.length > 0 ? "dotted" : "nothing",
    };
  });
}

function placeOf({ axis }: ReachingAxis): { readonly path: string; readonly range: MovingRange } {
  return { path: gridPath(axis), range: axis.key.range };
}

function reachesNothing(reaching: ReachingAxis): readonly Diagnostic[] {
  if (reaching.targets.length > 0) return [];
  const { key, values } = reaching.axis;
  return [remark("axis-reaches-nothing", placeOf(reaching), [keyText(key), String(values.count)])];
}

/** Two grid keys on one field: the later one wins, both count. */
function overwrittenAxes(reach: readonly ReachingAxis[]): readonly Diagnostic[] {
  const writersByField = new Map<string, Writers>();
  const diagnostics: Diagnostic[] = [];
  for (const reaching of reach) {
    const earlier = new Set<ReachingAxis>();
    for (const target of reaching.targets) {
      const field = JSON.stringify([target.role, ...target.path.map(keyIdentity)]);
      const { strategies } = target;
      const writers = writersByField.get(field) ?? { ofOne: new Map(), ofSeveral: [] };
      writersByField.set(field, writers);
      for (const writer of addWriter(writers, { reaching, strategies })) earlier.add(writer);
    }
    for (const writer of earlier) {
      const words = [keyText(writer.axis.key), keyText(reaching.axis.key)] as const;
      const related = [{ range: reaching.axis.key.range, message: "this later key wins" }];
      diagnostics.push(remark("axis-overwritten", placeOf(writer), [...words], { related }));
    }
  }
  return diagnostics;
}

/** An axis that writes to a field, for some strategies or for all. */
type Writer = {
  readonly reaching: ReachingAxis;
  readonly strategies: ReadonlySet<number> | undefined;
};

/** The writers of one field whose values still stand for somebody. */
type Writers = { readonly ofOne: Map<number, Writer>; ofSeveral: readonly Writer[] };

/** Adds a writer, and gives the earlier ones whose values it overwrites, in written order. */
function addWriter(writers: Writers, added: Writer): readonly ReachingAxis[] {
  const { ofOne, ofSeveral } = writers;
  const { strategies } = added;
  const [only, ...others] = strategies ?? [];
  const ofSame = strategies
    ? Array.from(strategies).flatMap((strategy) => ofOne.get(strategy) ?? [])
    : [...ofOne.values()];
  const earlier = [...ofSame, ...ofSeveral.filter((writer) => overlap(writer, strategies))];
  for (const strategy of strategies ?? [...ofOne.keys()]) ofOne.delete(strategy);
  writers.ofSeveral = ofSeveral.filter((writer) => !covers(strategies, writer));
  if (only !== undefined && others.length === 0) ofOne.set(only, added);
  else writers.ofSeveral = [...writers.ofSeveral, added];
  return earlier.map(({ reaching }) => reaching).toSorted((a, b) => a.position - b.position);
}

function overlap({ strategies: a }: Writer, b: ReadonlySet<number> | undefined): boolean {
  return !a || !b || a === b || Array.from(a).some((strategy) => b.has(strategy));
}

function covers(a: ReadonlySet<number> | undefined, { strategies: b }: Writer): boolean {
  return !a || a === b || (b !== undefined && Array.from(b).every((strategy) => a.has(strategy)));
}

/** Who declares what: the strategies by the keys of their overrides and of their parameters. */
type Declarations = {
  readonly overrides: Readonly<Record<SectionRole, ReadonlyMap<KeyIdentity, readonly Strategy[]>>>;
  readonly parameters: ReadonlyMap<KeyIdentity, ReadonlyMap<number, AxisField>>;
};

/** Of the keys that the grid's paths begin with; of others nobody asks. */
function declarationsOf({ strategies }: Workflow, reach: readonly ReachingAxis[]): Declarations {
  const asked = new Set(reach.flatMap(({ targets }) => targets.map(({ path }) => firstKey(path))));
  const overriding = (role: SectionRole): ReadonlyMap<KeyIdentity, readonly Strategy[]> => {
    const byKey = new Map<KeyIdentity, Strategy[]>();
    const seen = new Set<MapValue>();
    for (const strategy of strategies) {
      // strategies of one entry have one override
      const override = strategy.overrides[role];
      const { entries } = override;
      if (entries.size === 0 || seen.has(override)) continue;
      seen.add(override);
      for (const key of entries.keys()) {
        if (!asked.has(key)) continue;
        const declaring = byKey.get(key);
        if (declaring) declaring.push(strategy);
        else byKey.set(key, [strategy]);
      }
    }
    return byKey;
  };
  const parameters = new Map<KeyIdentity, Map<number, AxisField>>();
  for (const { index, parameters: declared } of strategies) {
    for (const { identity, field } of parameterFields(declared)) {
      if (!asked.has(identity)) continue;
      const byStrategy = parameters.get(identity);
      if (byStrategy) byStrategy.set(index, field);
      else parameters.set(identity, new Map([[index, field]]));
    }
  }
  return {
    overrides: {
      risk: overriding("risk"),
      execution: overriding("execution"),
      portfolio: overriding("portfolio"),
    },
    parameters,
  };
}

/** The identity of a path's first key. */
function firstKey([key]: readonly Value[]): KeyIdentity {
  return (key && keyIdentity(key)) ?? textKey("");
}

/** A grid value wins over a value that a strategy's own override sets. */
function overriddenSections({ overrides }: Declarations, reaching: ReachingAxis): Diagnostic[] {
  return reaching.targets.flatMap((target) => {
    if (target.role === "strategy") return [];
    const { role, path } = target;
    const declaring = overrides[role].get(firstKey(path)) ?? [];
    return declaring
      .filter((strategy) => isReached(target, strategy))
      .flatMap((strategy) => {
        const overrideValue = readAt(strategy.overrides[role], path);
        if (!overrideValue) return [];
        const words = [
          keyText(reaching.axis.key),
          strategyName(strategy),
          `${role}.${pathText(path)}`,
        ];
        return [overridden("override-overwritten", reaching, overrideValue, words)];
      });
  });
}

function overridden(
  code: "override-overwritten" | "parameter-only-repeats",
  reaching: ReachingAxis,
  declared: Pick<Value, "range">,
  [key = "", strategy = "", field = ""]: readonly string[],
): Diagnostic {
  const related = [{ range: declared.range, message: `${strategy} sets it here` }];
  return remark(code, placeOf(reaching), [key, strategy, field], { related });
}

/** A strategy's own axis under a grid key still multiplies, but gives the same values again. */
function repeatedParameters(
  { strategies }: Workflow,
  { parameters }: Declarations,
  reaching: ReachingAxis,
): Diagnostic[] {
  return reaching.targets.flatMap((target) => {
    const [key] = target.path;
    if (target.role !== "strategy" || !key || target.path.length > 1) return [];
    return Array.from(parameters.get(firstKey(target.path)) ?? []).flatMap(([index, parameter]) => {
      const strategy = strategies[index];
      if (!strategy || !target.strategies.has(index) || parameter.values.count < 2) return [];
      const words = [keyText(reaching.axis.key), strategyName(strategy), keyText(key)];
      return [overridden("parameter-only-repeats", reaching, parameter, words)];
    });
  });
}

/** A dotted key goes deeper than a value that is no mapping: the value is replaced by a mapping. */
function replacedOnTheWay(
  { base }: Workflow,
  { overrides, parameters }: Declarations,
  alternatives: Alternatives,
  reaching: ReachingAxis,
): Diagnostic[] {
  const diagnosticByStart = new Map<number, Diagnostic>();
  /** Follows a path from a value that stands at its first `length` keys. */
  const look = (value: Value | undefined, role: string, path: readonly Value[], length: number) => {
    if (!value || length === path.length) return;
    if (value.type === "map") {
      look(readAt(value, path.slice(length, length + 1)), role, path, length + 1);
      return;
    }
    const way = `${role}.${pathText(path.slice(0, length))}`;
    const related = [{ range: value.range, message: "this value is replaced" }];
    const words = [keyText(reaching.axis.key), way] as const;
    const diagnostic = remark("value-on-the-way-replaced", placeOf(reaching), [...words], {
      related,
    });
    diagnosticByStart.set(value.range.start, diagnostic);
  };
  for (const target of reaching.targets) {
    const { role, path } = target;
    const [key] = path;
    if (path.length < 2 || !key) continue;
    if (role === "strategy") {
      for (const [index, parameter] of parameters.get(firstKey(path)) ?? []) {
        if (target.strategies.has(index)) look(parameter.values.at(0), role, path, 1);
      }
    } else {
      for (const map of [base[role], ...alternatives[role]]) look(map, role, path, 0);
      for (const strategy of overrides[role].get(firstKey(path)) ?? []) {
        if (isReached(target, strategy)) look(strategy.overrides[role], role, path, 0);
      }
    }
  }
  return [...diagnosticByStart.values()];
}

/** A bare key that risk and execution both declare multiplies the containers of both. */
function splitsTwoRoles(reaching: ReachingAxis): readonly Diagnostic[] {
  const { axis, by, targets } = reaching;
  if (by !== "declared" || axis.values.count < 2 || axis.key.type !== "text") return [];
  const roles = targets.flatMap(({ role }) => (role === "strategy" ? [] : role));
  if (!roles.includes("risk") || !roles.includes("execution")) return [];
  const key = axis.key.value;
  const home = homeByKey.get(key);
  const wanted =
    home === "risk" || home === "execution" ? [home] : (["risk", "execution"] as const);
  // inside the quotes, where the key has some; a key with escapes is left alone
  const { start, end } = axis.key.range;
  const inset = (end - start - key.length) / 2;
  const range = { start: start + inset, end: end - inset };
  const fixes = (inset === 0 || inset === 1 ? wanted : []).map((role): Fix => ({
    title: `Sweep only ${role}: \`${role}.${key}\``,
    edits: [{ range, text: `${role}.${key}` }],
  }));
  const narrower = wanted.map((role) => `\`${role}.${key}\``).join(" or ");
  return [remark("axis-splits-two-roles", placeOf(reaching), [key, narrower], { fixes })];
}

function strategyName({ name, type, index }: Strategy): string {
  return name ?? type ?? `strategy ${index}`;
}
