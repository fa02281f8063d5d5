import type { NearMiss } from "../../planner/explain/near-miss/near-miss.ts";
import type { NoWhatIf, Pin, WhatIf } from "../../planner/explain/what-if/what-if.ts";
import type { RuleFigures } from "../../planner/model.ts";
import { editAsAnswered, type EditButton } from "../plan/edit-as-answered.ts";
import { askPlanner } from "../plan/plan-questions.ts";
import { change, store } from "../store.ts";
import { withoutWhatIf, type Preview } from "./inspect-record.ts";

/** Pins a field to one of its values, or lets it go. */
export function setPin(id: string, value: number | undefined): void {
  const others = store.getState().inspect.pins.filter((pin) => pin.id !== id);
  setPins(value === undefined ? others : [...others, { id, value }]);
}

/** Pins several fields together in the place of those that were. */
export function setPins(pins: readonly Pin[]): void {
  change("inspect", (inspect) => ({ ...inspect, pins }));
}

/** Lets all pins go and shows the plan that is. */
export function clearWhatIf(): void {
  change("inspect", (inspect) => ({ ...withoutWhatIf(inspect), previewed: undefined }));
}

/** Shows what freezing these fields would give; without any the plan that is. */
export async function previewPins(pins: readonly Pin[]): Promise<void> {
  change("inspect", (inspect) => ({ ...inspect, previewed: pins }));
  const rev = store.getState().plan.lastPlan?.rev;
  const preview = pins.length === 0 || rev === undefined ? undefined : await ask(pins, rev);
  change("inspect", (inspect) => (inspect.previewed === pins ? { ...inspect, preview } : inspect));
}

/** Freezes the fields in the text, as one edit that can be undone. */
export function freeze(pins: readonly Pin[]): Promise<void> {
  return editByHandElse(`freeze ${JSON.stringify(pins)}`, async ({ rev }) => {
    const answer = await ask(pins, rev);
    if (answer) clearWhatIf();
    return answer?.whatIf.edits;
  });
}

/** Makes the containers of a near miss one, as one edit that can be undone. */
export function unify(miss: NearMiss): Promise<void> {
  return editByHandElse(`unify ${nameOf(miss)}`, async ({ rev, view }) => {
    const listed = view.explanation?.nearMisses.listed ?? [];
    const place = listed.findIndex((one) => nameOf(one) === nameOf(miss));
    const answered = place < 0 ? undefined : await askPlanner({ kind: "unify", miss: place }, rev);
    return answered?.kind === "unify" ? answered.edits : undefined;
  });
}

/** Takes a rule out of the text, as one edit that can be undone. */
export function takeOutRule({ path, text }: RuleFigures): Promise<void> {
  return editByHandElse(`rule ${path}`, async ({ rev, view: { rules } }) => {
    const isSame = (rule: RuleFigures): boolean => rule.text === text;
    const samePlace = rules.findIndex((rule) => isSame(rule) && rule.path === path);
    const from = samePlace < 0 ? rules.findIndex(isSame) : samePlace;
    const query = { kind: "without-rules", from, count: 1 } as const;
    const answered = from < 0 ? undefined : await askPlanner(query, rev);
    const [answer] = answered?.kind === "without-rules" ? answered.rows : [];
    return answer && "edits" in answer ? answer.edits : undefined;
  });
}

function editByHandElse(name: string, find: EditButton["find"]): Promise<void> {
  const refusal = "The text is not plain enough here to be edited for certain: change it by hand.";
  return editAsAnswered({ name, find, refusal });
}

/** What a near miss is known by in the plans of other texts too. */
function nameOf({ role, kind, fields }: NearMiss): string {
  return JSON.stringify([
    role,
    kind,
    fields.map(({ id, values }) => [id, values.map((one) => one.text)]),
  ]);
}

async function ask(pins: readonly Pin[], rev: number): Promise<Preview | undefined> {
  const answered = await askPlanner({ kind: "what-if", pins }, rev);
  if (answered?.kind !== "what-if" || !answered.view || !isPossible(answered.whatIf)) {
    return undefined;
  }
  return { rev, whatIf: answered.whatIf, view: answered.view };
}

/** Whether the text can be edited so. */
export function isPossible(answer: WhatIf | NoWhatIf): answer is WhatIf {
  return "outcome" in answer;
}
