import { nowhere } from "../../../text/source-range.ts";
import { shorten } from "../../../yaml/quote-value.ts";
import { keyText, type TextValue } from "../../../yaml/value.ts";
import { problem, type Diagnostic } from "../../diagnostic.ts";
import { similarKey } from "../../workflow/did-you-mean.ts";
import type { Workflow } from "../../workflow/workflow.ts";
import { declaredFields, type DeclaredFields } from "./declared-fields.ts";
import { placeOf, renameKey } from "./reach-diagnostics.ts";
import {
  pathText,
  sectionRoles,
  targetsByKey,
  type AxisTarget,
  type ReachingAxis,
} from "./reach.ts";

/**
 * Dotted grid keys that make a field beside the one they mean: they multiply the combinations, and
 * what they were to vary stays as it is (spec page 8, C). A field is there when a section or a
 * strategy declares it, or when it is known; one that is nearly there is misspelt.
 */
export function diagnoseNewFields(
  workflow: Workflow,
  reach: readonly ReachingAxis[],
): readonly Diagnostic[] {
  // grids of other names are other tools', whose keys mean what those declare
  const dotted = reach.filter(({ axis, by }) => by === "dotted" && !axis.grid?.reachesParameters);
  if (dotted.length === 0) return [];
  const fields = declaredFields(workflow);
  const find = targetsByKey(workflow);
  const taken = new Set(workflow.grid.map(({ key }) => keyText(key)));
  return dotted.flatMap((reaching) => {
    const { key } = reaching.axis;
    const [target] = reaching.targets;
    if (!target || key.type !== "text") return [];
    if (fields.declares(target) || fields.knows(target)) return [];
    const head = key.value.slice(0, -pathText(target.path).length - 1);
    const newField: NewField = {
      reaching,
      key,
      target,
      head,
      fields,
      targetOf: (other) => (taken.has(other) ? undefined : find(other, nowhere)),
    };
    return [misspelt(newField) ?? created(newField)];
  });
}

/** A key whose field is not there, and where others would write. */
type NewField = {
  readonly reaching: ReachingAxis;
  readonly key: TextValue;
  readonly target: AxisTarget;
  /** What stands before the field: `risk`, `momentum.risk`, `strategy.parameters`. */
  readonly head: string;
  readonly fields: DeclaredFields;
  /** The place of another key, unless the grid has that key too. */
  readonly targetOf: (key: string) => AxisTarget | undefined;
};

/** An error where it is plain what is meant, or that nothing can be. */
function misspelt(newField: NewField): Diagnostic | undefined {
  const { reaching, key, target, head, fields, targetOf } = newField;
  const names = target.path.map(keyText);
  const report = (reason: string, meant: readonly string[]): Diagnostic => {
    const renamed = [head, ...meant].join(".");
    const place = meant.length > 0 ? targetOf(renamed) : undefined;
    const advice = place ? `; did you mean \`${shorten(renamed)}\`?` : "";
    // a fix leads to a field that is there
    const isThere = place && (fields.declares(place) || fields.knows(place));
    const fixes = isThere ? renameKey(key, renamed, `Rename to \`${renamed}\``) : [];
    const words = [shorten(key.value), reason, advice] as const;
    return problem("misspelt-field", placeOf(reaching), [...words], { fixes });
  };
  if (names.includes("")) {
    return report(
      "has a dot with no name after it",
      names.filter((name) => name !== ""),
    );
  }
  const [first = "", ...below] = names;
  const last = head.slice(head.lastIndexOf(".") + 1);
  const isRepeated = first === last || first === `${last}_config` || first === head;
  if (below.length > 0 && isRepeated) return report(`says \`${shorten(first)}\` twice`, below);
  const depth = fields.depthOf(target);
  const name = names[depth] ?? "";
  const near = similarKey(name, fields.namesAfter(target, depth));
  if (near === undefined) return undefined;
  return report(`makes a field \`${shorten(name)}\` beside \`${near}\``, names.with(depth, near));
}

/** A warning, with the key that writes a field of that name where there is one. */
function created(newField: NewField): Diagnostic {
  const { reaching, key, target } = newField;
  const meant = elsewhere(newField);
  const advice = meant === undefined ? "" : `; to sweep the one that is there, write \`${meant}\``;
  const place = target.role === "strategy" ? "the strategies' parameters" : target.role;
  const words = [shorten(key.value), shorten(pathText(target.path)), place, advice] as const;
  const fixes = meant === undefined ? [] : renameKey(key, meant, `Sweep \`${meant}\``);
  return problem("creates-field", placeOf(reaching), [...words], { fixes });
}

/** A key for a field of the same name at another place: a declared one, or else one that is known. */
function elsewhere({ target, head, fields, targetOf }: NewField): string | undefined {
  const field = pathText(target.path);
  const [first, ...below] = target.path;
  const inner = below.length > 0 ? pathText(below) : undefined;
  const name = nameIn(head, target);
  const before = name === undefined ? "" : `${name}.`;
  const candidates = [
    ...(inner !== undefined && first && target.role !== "strategy"
      ? [`${keyText(first)}.${target.role}.${inner}`]
      : []),
    ...(inner === undefined ? [] : [field]),
    ...sectionRoles.map((role) => `${before}${role}.${field}`),
    `${name ?? "strategy"}.${field}`,
  ].flatMap((candidate) => {
    const place = targetOf(candidate);
    return place ? [{ candidate, place }] : [];
  });
  const found =
    candidates.find(({ place }) => fields.declares(place)) ??
    candidates.find(({ place }) => fields.knows(place));
  return found?.candidate;
}

/** The strategy that a key begins with; `undefined` where it means all of them. */
function nameIn(head: string, { role }: AxisTarget): string | undefined {
  const words = role === "strategy" ? ["parameters", "params"] : [role, `${role}_config`];
  const word = words.find((each) => head.endsWith(`.${each}`));
  const name = word === undefined ? head : head.slice(0, -word.length - 1);
  return name === "strategy" || name === role ? undefined : name;
}
