import { useCallback, useMemo, useState } from "react";
import type { EquityCurve } from "../../backtest/session/protocol.ts";
import { chosenAt } from "../../backtest/sweep/chosen.ts";
import type { CombinationIndex } from "../../planner/model.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import type { Steps } from "../../text/steps.ts";
import type { Figure } from "./measure.ts";
import { bestFirst } from "./order.ts";
import { outsideLine, pickLines, type Line } from "./pick-curves.ts";
import { useAnswer, type Ask } from "./use-answer.ts";
import { useSteps } from "./use-steps.ts";

export type DrawnCurve = { readonly line: Line; readonly curve: EquityCurve };

type Wanted = {
  readonly run: ShownRun;
  /** Whether results are still coming: the best are asked for when they are known. */
  readonly running: boolean;
  readonly figure: Figure;
  /** The place of the selected combination; -1 without one. */
  readonly selected: number;
  /** The selected combination where it did not run. */
  readonly outside: CombinationIndex | undefined;
};

const points = 1000;

/** The curves of the selected combination, the best and some of the rest, in the order of drawing. */
export function useCurves({ run, running, figure, selected, outside }: Wanted, load: Ask) {
  const work = useCallback(
    () => linesOf({ run, running, figure, selected, outside }),
    [run, running, figure, selected, outside],
  );
  const { result, isNew } = useSteps(work, run.chosen.count);
  const wanted = running || !isNew ? undefined : result;
  // while results come in, the lines that were there stay
  const [lines, setLines] = useState<readonly IndexedLine[]>(wanted ?? []);
  if (wanted && wanted !== lines) setLines(wanted);
  const indices = lines.map(({ index }) => index);
  const answer = useAnswer(
    run.job,
    indices.length > 0 ? { kind: "curves", indices, points } : undefined,
    load,
  );
  const curves = answer?.kind === "curves" ? answer : undefined;
  // the lines that the answer is about, which may be of the question before
  const drawn = useMemo(() => {
    const byIndex = new Map(curves?.curves.map((curve) => [curve.index, curve]));
    return lines.flatMap(({ line, index }): readonly DrawnCurve[] => {
      const curve = byIndex.get(index);
      return curve ? [{ line, curve }] : [];
    });
  }, [curves, lines]);
  const reason = answer?.kind === "unavailable" ? answer.reason : undefined;
  return { time: curves?.time, drawn, reason };
}

/** A line and the combination that it is of: its place is one of another run once that is shown. */
type IndexedLine = { readonly line: Line; readonly index: CombinationIndex };

/** Which lines are wanted; none while results are still coming. */
function* linesOf(wanted: Wanted): Steps<readonly IndexedLine[]> {
  const { run, running, figure, selected, outside } = wanted;
  if (running) return [];
  const picked = pickLines(yield* bestFirst(run, figure), selected);
  const lines = picked.map((line) => ({ line, index: chosenAt(run.chosen, line.place) }));
  return outside === undefined ? lines : [...lines, { line: outsideLine, index: outside }];
}
