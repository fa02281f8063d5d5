import type { Plan } from "../../planner/model.ts";
import { grouped } from "../../text/count-text.ts";
import type { Run } from "../engine/run.ts";

/** What the reader of a run's figures must know, a sentence each. */
export function runNotes(run: {
  readonly plan: Plan;
  /** Combinations that ran, or that no simulation exists for. */
  readonly ran: number;
  /** Those that fill at the close of the signal's bar. */
  readonly optimistic: number;
  readonly notes: Run["notes"];
}): readonly string[] {
  const { plan, ran, optimistic } = run;
  const n = plan.combinations;
  const notes: string[] = [];
  if (BigInt(ran) < n) {
    notes.push(`${grouped(BigInt(ran))} of ${grouped(n)} combinations, sampled`);
  }
  if (optimistic > 0) {
    const where = `at the close of the signal's bar (${inWords(optimistic)})`;
    notes.push(`optimistic: fills ${where}; execution.fill: next_open waits for the next open`);
  }
  const others = run.notes.map(({ text, combinations }) => `${text} (${inWords(combinations)})`);
  return [...notes, ...others];
}

/** What is to be said of ruined accounts once the run is over; nothing where there is none. */
export function ruinNotes(ruined: number): readonly string[] {
  if (ruined === 0) return [];
  const where = `${inWords(ruined)} at a bar's close`;
  return [`ruined: no equity was left in ${where}; the position is closed there, no order follows`];
}

function inWords(combinations: number): string {
  return `${combinations} ${combinations === 1 ? "combination" : "combinations"}`;
}
