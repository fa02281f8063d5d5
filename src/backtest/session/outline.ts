import type { FactoredPlan } from "../../planner/sharing/decomposition/factored.ts";
import { checkSimulation } from "../../planner/workflow/advice/check-simulation.ts";
import { at } from "../../text/collections.ts";
import type { Steps } from "../../text/steps.ts";
import type { Sweep } from "../sweep/sweep.ts";
import { findEqualCombinations } from "./equal-combinations.ts";
import { parametersOf } from "./parameters.ts";
import type { NotRun, RunOutline } from "./protocol.ts";
import { runNotes } from "./run-notes.ts";

/** What there is to tell of a sweep before it runs; `notes` are what its bars have to say. */
export function* outlineSweep(
  planned: FactoredPlan & { readonly notes: readonly string[] },
  sweep: Sweep,
): Steps<
  Pick<
    RunOutline,
    "combinations" | "chosen" | "parameters" | "notSimulated" | "equal" | "notes" | "bars"
  >
> {
  const { plan, factored } = planned;
  const { chosen, decoder, setup, optimistic, notes } = sweep;
  const parameters = yield* parametersOf(plan, decoder);
  yield;
  const { count, axes, diagnostics } = findEqualCombinations(planned, sweep, parameters);
  const untold = [...checkSimulation(factored), ...diagnostics];
  return {
    combinations: plan.combinations,
    chosen,
    parameters,
    notSimulated: notRun(sweep),
    equal: { count, axes },
    notes: [
      ...planned.notes,
      ...untold.map(({ message }) => message),
      ...runNotes({ plan, ran: chosen.count, optimistic, notes }),
    ],
    bars: setup.bars.n,
  };
}

function notRun({ chosen, configurations, simulated, notSimulated, work }: Sweep): NotRun {
  const reasons = notSimulated.map(({ reason }) => reason);
  if (reasons.length === 0) return { count: 0, reasons, codes: undefined };
  const codeOf = configurations.strategy.list.map(({ settings }) =>
    settings.status === "known" ? 0 : 1 + reasons.indexOf(settings.reason),
  );
  const codes = Uint16Array.from(work.strategy, (number) => at(codeOf, number));
  return { count: chosen.count - simulated, reasons, codes };
}
