import { at } from "../../../text/collections.ts";
import { type TextEdit, applyEdits } from "../../../text/source-range.ts";
import {
  combinationIndex,
  sharedRoles,
  type Counts,
  type Plan,
  type SharedRole,
} from "../../model.ts";
import type { PlannedText } from "../../plan-with-memory.ts";
import { planWorkflow } from "../../plan.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import { countWithout } from "../../sharing/decomposition/count-without.ts";
import { facetsOf, type Facet, type Facets } from "../../sharing/decomposition/facets.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { readAt } from "../../sharing/reach/configuration.ts";
import { alternativeNames } from "../blame/alternative-name.ts";
import { joinFieldValues, fieldValuesOf, type SourcedValue } from "../blame/field-values.ts";
import { editBetween, joinEdits } from "./edit-text.ts";
import { freezeField } from "./freeze.ts";
import { axisOfId, keepAlternative, keepsJustOne } from "./keep-alternative.ts";
import { changesNothingElse } from "./nothing-else.ts";

/**
 * A field frozen to one of its values: by its position in the list of values, 0 for the first. Or, with
 * the id of an axis of alternatives, the one of them that is kept.
 */
export type Pin = { readonly id: string; readonly value: number };

/** What the plan would be with some fields frozen, and the edits that make it so. */
export type WhatIf = {
  readonly pins: readonly Pin[];
  /** What the fields are frozen to, spelled as in configurations; `undefined` for "absent". */
  readonly values: readonly (string | undefined)[];
  readonly outcome: {
    readonly combinations: bigint;
    readonly counts: Counts;
    readonly savedContainers: bigint;
    readonly savedAdapters: bigint;
    /** Freezing a sweep also removes its other combinations. */
    readonly combinationsLost: bigint;
  };
  /** They change only what they say; one undoable edit. */
  readonly edits: readonly TextEdit[];
};

/** Why a field cannot be frozen by an edit, in plain words. */
export type NoWhatIf = { readonly pins: readonly Pin[]; readonly reason: string };

/** A text with its plan, and how other texts are planned. */
export type Situation = {
  readonly text: string;
  readonly plan: Plan;
  readonly factored: Factored;
  readonly replan: (text: string) => PlannedText;
};

/**
 * Tells what freezing fields would give. What is told is the plan of the edited text itself, so that
 * applying the edits can never give anything else; edits that would do more or less than they say
 * are not offered.
 */
export function whatIf(situation: Situation, pins: readonly Pin[]): WhatIf | NoWhatIf {
  const kept = pins.find(({ id }) => axisOfId(situation.factored.workflow, id) !== undefined);
  return kept ? keepOne(situation, pins, kept) : freezeFields(situation, pins);
}

/** Keeps one alternative, and freezes the other pins in what is left. */
function keepOne(situation: Situation, pins: readonly Pin[], kept: Pin): WhatIf | NoWhatIf {
  const { text, plan, factored, replan } = situation;
  const position = axisOfId(factored.workflow, kept.id) ?? 0;
  const axis = at(factored.workflow.grid, position);
  const edits =
    kept.value < axis.values.count ? keepAlternative(text, axis, kept.value) : undefined;
  const edited = edits && replan(applyEdits(text, edits));
  if (
    !edits ||
    !edited ||
    edited.blocked ||
    edited.plan.combinations === 0n ||
    !keepsJustOne(factored, edited.factored, position, kept.value)
  )
    return { pins, reason: notPlain };
  const name = alternativeNames(at(axis.fields, 0), kept.value + 1).at(-1);
  const others = pins.flatMap((pin) => (pin === kept ? [] : (pinIn(situation, edited, pin) ?? [])));
  const inner = { text: applyEdits(text, edits), ...edited, replan };
  const rest = others.length > 0 ? whatIf(inner, others) : undefined;
  if (rest && "reason" in rest) return { pins, reason: rest.reason };
  const last = rest ? applyEdits(inner.text, rest.edits) : inner.text;
  const frozen = rest
    ? { edits: [editBetween(text, last)], plan: replan(last).plan }
    : { edits, plan: edited.plan };
  const restValues = new Map(rest?.pins.map(({ id }, i) => [id, rest.values[i]]));
  const values = pins.map((pin) => (pin === kept ? name : restValues.get(pin.id)));
  return { pins, values, ...outcomeOf(plan, frozen) };
}

/** A pin as it is in an edited text, where its field may have fewer values; nothing where it is one. */
function pinIn(before: Situation, after: PlannedText, pin: Pin): Pin | undefined {
  if (axisOfId(after.factored.workflow, pin.id) !== undefined) return pin;
  const to = choose(facetsIn(before.factored), pin)?.to;
  const values = valuesIn(facetsIn(after.factored), pin.id).listed;
  const value = values.findIndex(({ identity }) => identity === to?.identity);
  return value < 0 ? undefined : { ...pin, value };
}

function freezeFields(situation: Situation, pins: readonly Pin[]): WhatIf | NoWhatIf {
  const facets = facetsIn(situation.factored);
  const chosen = pins.map((pin) => choose(facets, pin));
  const choices = chosen.filter((choice) => choice !== undefined);
  if (choices.length < pins.length) return { pins, reason: "the field does not differ any more" };
  const frozen = freezeTogether(situation, choices) ?? freezeInTurn(situation, choices);
  if (!frozen) return { pins, reason: notPlain };
  if ("reason" in frozen) return { pins, ...frozen };
  return { pins, values: choices.map(({ to }) => to.text), ...outcomeOf(situation.plan, frozen) };
}

const notPlain = "the text is not plain enough here to edit it for certain";

function outcomeOf(now: Plan, { plan, edits }: Frozen): Pick<WhatIf, "outcome" | "edits"> {
  const countsNow = now.counts.optimized;
  const outcome = {
    combinations: plan.combinations,
    counts: plan.counts,
    savedContainers: countsNow.containers - plan.counts.optimized.containers,
    savedAdapters: countsNow.adapters - plan.counts.optimized.adapters,
    combinationsLost: now.combinations - plan.combinations,
  };
  return { outcome, edits };
}

function facetsIn(factored: Factored): readonly Facets[] {
  return sharedRoles.flatMap((role) => {
    const facetsOfRole = facetsOf(factored, role);
    return "reason" in facetsOfRole ? [] : facetsOfRole;
  });
}

type Choice = {
  readonly to: SourcedValue;
  readonly parts: readonly { readonly facets: Facets; readonly facet: Facet }[];
};

function choose(facetsOfRoles: readonly Facets[], { id, value }: Pin): Choice | undefined {
  const { parts, listed } = valuesIn(facetsOfRoles, id);
  const to = listed[value];
  return to && { to, parts };
}

/** The places of a field in the roles that it differs in, and its values there. */
function valuesIn(facetsOfRoles: readonly Facets[], id: string) {
  const parts = facetsOfRoles.flatMap((facets) => {
    const facet = facets.fields.find(({ path }) => path.id === id);
    return facet ? [{ facets, facet }] : [];
  });
  const { listed } = joinFieldValues(
    parts.map(({ facets, facet }) => fieldValuesOf(facets, facet)),
  );
  return { parts, listed };
}

function editsOf(
  { text, factored }: Situation,
  { parts, to }: Choice,
): readonly TextEdit[] | undefined {
  const [first] = parts;
  const roles = parts.map(({ facets }) => facets.role);
  return first && freezeField(text, factored, roles, first.facet.path, to);
}

type Frozen = { readonly edits: readonly TextEdit[]; readonly plan: Plan };
type NotFrozen = { readonly reason: string };

/** All edits at once, where they do not meet. */
function freezeTogether(
  situation: Situation,
  choices: readonly Choice[],
): Frozen | NotFrozen | undefined {
  const editLists = choices.map((choice) => editsOf(situation, choice));
  const possible = editLists.filter((edits) => edits !== undefined);
  const edits = possible.length === editLists.length ? joinEdits(possible.flat()) : undefined;
  return edits && freeze(situation, edits, choices);
}

/** One pin after the other, as one replacement. */
function freezeInTurn(
  situation: Situation,
  choices: readonly Choice[],
): Frozen | NotFrozen | undefined {
  if (choices.length < 2) return undefined;
  let { text, factored } = situation;
  for (const { to, parts } of choices) {
    const [first] = parts;
    const roles = parts.map(({ facets }) => facets.role);
    const edits = first && freezeField(text, factored, roles, first.facet.path, to);
    if (!edits) return undefined;
    text = applyEdits(text, edits);
    ({ factored } = situation.replan(text));
  }
  return freeze(situation, [editBetween(situation.text, text)], choices);
}

/**
 * The plan of the edited text, where it is what leaving the fields out of the comparison gives, with
 * the wanted values, and differs in the same other fields as before. Rules may then drop other values of
 * other fields, so that the edits are judged by what the axes give.
 */
function freeze(
  { text, plan: now, factored, replan }: Situation,
  edits: readonly TextEdit[],
  choices: readonly Choice[],
): Frozen | NotFrozen | undefined {
  const { blocked, plan, factored: edited } = replan(applyEdits(text, edits));
  if (plan.combinations === 0n && plan.dropped > 0n)
    return { reason: "the rules would drop every combination" };
  if (blocked || plan.combinations === 0n) return undefined;
  const isRuled = factored.numbering.coupling ?? edited.numbering.coupling;
  const [was, is] = isRuled
    ? [planWorkflow(now.workflow), planWorkflow(plan.workflow)]
    : [
        { plan: now, factored },
        { plan, factored: edited },
      ];
  const ids = new Set(choices.flatMap(({ parts }) => parts.map(({ facet }) => facet.path.id)));
  if (!changesNothingElse(was.plan, is.plan, ids)) return undefined;
  const isFrozen = sharedRoles.every((role) => {
    const before = facetsOf(was.factored, role);
    const after = facetsOf(is.factored, role);
    if ("reason" in before || "reason" in after) return "reason" in before === "reason" in after;
    const otherIds = new Set(
      before.fields.flatMap(({ path }) => (ids.has(path.id) ? [] : path.id)),
    );
    const isSubset = after.fields.every(({ path }) => otherIds.has(path.id));
    const count = countWithout(before, ids).count;
    if (!isSubset || after.fields.length !== otherIds.size || is.plan.roles[role].count !== count)
      return false;
    return choices.every(({ to, parts }) =>
      parts.every(({ facet, facets }) => facets.role !== role || holds(is.plan, role, facet, to)),
    );
  });
  return isFrozen ? { edits, plan } : undefined;
}

/** Whether the first configuration of a role has the value that a field was frozen to. */
function holds(plan: Plan, role: SharedRole, { path }: Facet, to: SourcedValue): boolean {
  const config = plan.configOf(role, plan.combinationAt(combinationIndex(0n)));
  const value = readAt(config, path.keys);
  return (value ? equalityText(value) : "") === to.identity;
}
