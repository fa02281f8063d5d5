import type { NoWhatIf, Pin, WhatIf } from "../../planner/explain/what-if/what-if.ts";
import { applyFix, refuseFile } from "../document/write-document.ts";
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
  const preview = pins.length === 0 ? undefined : await ask(pins);
  change("inspect", (inspect) => (inspect.previewed === pins ? { ...inspect, preview } : inspect));
}

/** Freezes the fields in the text, as one edit that can be undone. */
export async function freeze(pins: readonly Pin[]): Promise<void> {
  const answer = await ask(pins);
  if (!answer) return refuse();
  clearWhatIf();
  applyFix({ title: "Freeze", edits: answer.whatIf.edits }, answer.rev);
}

/** Makes the containers of a near miss one, as one edit that can be undone. */
export async function unify(miss: number): Promise<void> {
  const rev = store.getState().plan.lastPlan?.rev;
  if (rev === undefined) return;
  const answered = await askPlanner({ kind: "unify", miss }, rev);
  if (answered?.kind !== "unify") return;
  if (!answered.edits) return refuse();
  applyFix({ title: "Unify", edits: answered.edits }, rev);
}

function refuse(): void {
  refuseFile("The text is not plain enough here to be edited for certain: change it by hand.");
}

async function ask(pins: readonly Pin[]): Promise<Preview | undefined> {
  const rev = store.getState().plan.lastPlan?.rev;
  if (rev === undefined) return undefined;
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
