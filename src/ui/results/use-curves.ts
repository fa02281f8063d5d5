import { useCallback, useMemo, useState } from "react";
import type { EquityCurve } from "../../backtest/session/protocol.ts";
import { chosenIfAny } from "../../backtest/sweep/chosen.ts";
import type { CombinationIndex } from "../../planner/model.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { bestFirst, type Figure } from "./measure.ts";
import { outsideLine, pickLines, type Line } from "./pick-curves.ts";
import { useAnswer, type Ask } from "./use-answer.ts";

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
  const wanted = useMemo(() => {
    if (running) return undefined;
    const picked = pickLines(bestFirst(run, figure), selected);
    return outside === undefined ? picked : [...picked, outsideLine];
  }, [run, running, figure, selected, outside]);
  const indexOf = useCallback(
    (line: Line) => (line === outsideLine ? outside : chosenIfAny(run.chosen, line.place)),
    [run, outside],
  );
  // while results come in, the lines that were there stay
  const [lines, setLines] = useState<readonly Line[]>(wanted ?? []);
  if (wanted && wanted !== lines) setLines(wanted);
  const indices = lines.flatMap((line) => indexOf(line) ?? []);
  const answer = useAnswer(
    run.job,
    indices.length > 0 ? { kind: "curves", indices, points } : undefined,
    load,
  );
  const curves = answer?.kind === "curves" ? answer : undefined;
  // the lines that the answer is about, which may be of the question before
  const drawn = useMemo(() => {
    const byIndex = new Map(curves?.curves.map((curve) => [curve.index, curve]));
    return lines.flatMap((line): readonly DrawnCurve[] => {
      const index = indexOf(line);
      const curve = index === undefined ? undefined : byIndex.get(index);
      return curve ? [{ line, curve }] : [];
    });
  }, [curves, lines, indexOf]);
  const reason = answer?.kind === "unavailable" ? answer.reason : undefined;
  return { time: curves?.time, drawn, reason };
}
