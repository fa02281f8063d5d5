import { at } from "../../text/collections.ts";
import { nowhere } from "../../text/source-range.ts";
import { keyIdentity, keyText, textKey, type Value } from "../../yaml/value.ts";
import { nameIdentity } from "../rules/expression.ts";
import type { Rule } from "../rules/rule.ts";
import { isReached } from "../sharing/reach/configuration.ts";
import { reachOf, type FieldTarget, type ReachingAxis } from "../sharing/reach/reach.ts";
import { targetsByKey, type AxisTarget } from "../workflow/axis-target.ts";
import type { AxisField, Workflow } from "../workflow/workflow.ts";
import { textOf } from "./build.ts";

/** Where a field of the grid is written: at the root, or in one of the sections that are grids. */
export type GridKey = {
  readonly field: AxisField;
  readonly key: Value;
  /** Among the sections that are grids; 0 is `optimization.parameter_grids`. */
  readonly grid: "root" | number;
};

/** The fields of the grid, axis by axis, and how rules have to call them now. */
export type GridKeys = {
  readonly axes: readonly (readonly GridKey[])[];
  /** By the identity of a name of a rule its new segments. */
  readonly renamed: ReadonlyMap<string, readonly string[]>;
};

/**
 * The keys under which the grid is written: with the section before the field where that is one place,
 * so that a reader sees what is set. Where a key comes again, or a bare one can only be that of a
 * parameter, another section begins, which all later axes are written in, too.
 */
export function gridKeys(workflow: Workflow, rules: readonly Rule[]): GridKeys {
  const renamed = new Map<string, readonly string[]>();
  const keyOf = createNaming(workflow, rules);
  const sections: Set<string>[] = [new Set()];
  const axes = reachOf(workflow).map((reaching) => {
    const named = reaching.axis.fields.map((field, i) => {
      const isRoot = isAtRoot(workflow, field);
      return { field, isRoot, dotted: isRoot ? undefined : keyOf(reaching, i) };
    });
    for (const { field, dotted } of named) {
      if (dotted !== undefined) renamed.set(nameIdentity([keyText(field.key)]), dotted.split("."));
    }
    const inGrids = named.filter(({ isRoot }) => !isRoot);
    const isBare = inGrids.some(({ dotted }) => dotted === undefined);
    const needsReaching = isBare && reaching.by === "parameters" && sections.length === 1;
    const identities = inGrids.map(({ field, dotted }) => identityOf(field, dotted));
    if (needsReaching || identities.some((identity) => sections.at(-1)?.has(identity))) {
      sections.push(new Set());
    }
    for (const identity of identities) sections.at(-1)?.add(identity);
    return named.map(({ field, isRoot, dotted }): GridKey => {
      const key = dotted === undefined ? field.key : textOf(dotted);
      return { field, key, grid: isRoot ? "root" : sections.length - 1 };
    });
  });
  return { axes, renamed };
}

function identityOf({ key }: AxisField, dotted: string | undefined): string {
  return dotted === undefined ? (keyIdentity(key) ?? "") : textKey(dotted);
}

/** Makes the function that gives a bare key with its section, where nothing else is called so. */
function createNaming(workflow: Workflow, rules: readonly Rule[]) {
  const keys = workflow.grid.flatMap(({ fields }) => fields.map(({ key }) => keyText(key)));
  const timesByKey = new Map<string, number>();
  for (const key of keys) timesByKey.set(key, (timesByKey.get(key) ?? 0) + 1);
  const inRules = new Set(
    rules.flatMap((rule) =>
      rule.type === "broken" ? [] : rule.references.map(({ segments }) => segments.join(".")),
    ),
  );
  const targetOf = targetsByKey(workflow);
  return (reaching: ReachingAxis, position: number): string | undefined => {
    const place = placeOf(workflow, reaching, position);
    if (!place || timesByKey.get(place.name) !== 1) return undefined;
    // a rule that names the field means another one for strategies that are not reached
    if (!place.isForAll && inRules.has(place.name)) return undefined;
    return place.heads
      .map((head) => `${head}.${place.name}`)
      .find(
        (key) =>
          !timesByKey.has(key) && !inRules.has(key) && isSame(targetOf(key, nowhere), place.target),
      );
  };
}

/** Whether a field is a section of alternatives that stands at the root, and in no grid. */
function isAtRoot({ root }: Workflow, { key, section, range }: AxisField): boolean {
  if (!section) return false;
  const written = root.entries.get(keyIdentity(key) ?? textKey(section.role));
  return keyText(key) !== section.role || written?.value.range === range;
}

/** The one place that a bare key writes, and what may stand before it to say so. */
function placeOf({ strategies }: Workflow, { axis, targets }: ReachingAxis, position: number) {
  const { key, section } = at(axis.fields, position);
  const [target, ...others] = targets.filter(({ field }) => field === position);
  if (section || key.type !== "text" || !target || others.length > 0) return undefined;
  if (key.value === "" || key.value.includes(".")) return undefined;
  // who else is reached has the same name
  const first = strategies.find((strategy) => isReached(target, strategy));
  const heads = target.role === "strategy" ? ["strategy", first?.type, first?.name] : [target.role];
  return {
    name: key.value,
    target,
    heads: [...new Set(heads)].filter((head) => head !== undefined),
    isForAll: strategies.every((strategy) => isReached(target, strategy)),
  };
}

function isSame(one: AxisTarget | undefined, other: FieldTarget): boolean {
  const strategiesOf = ({ strategies }: AxisTarget) => [...(strategies ?? [])].join();
  return (
    one?.role === other.role &&
    pathOf(one) === pathOf(other) &&
    (one.strategies === undefined) === (other.strategies === undefined) &&
    strategiesOf(one) === strategiesOf(other)
  );
}

const pathOf = ({ path }: AxisTarget): string =>
  JSON.stringify(path.map((key) => keyIdentity(key) ?? ""));
