import { useEffect, useRef, useState } from "react";
import type { Arrangement, PlanAnswer } from "../../planner/answer/query.ts";
import type { RowView } from "../../planner/answer/view.ts";
import { askPlanner } from "../../store/plan/plan-questions.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";
import { useApp } from "../../store/store.ts";

/** Rows are asked for in blocks, so that a scroll asks seldom. */
const blockSize = 100;
const block = BigInt(blockSize);
/** A question that ends the planner each time it is asked must not be asked for ever. */
const mostRefusals = 5;
/** Blocks that are remembered beside those on screen. */
const mostBlocks = 200;

const none: ShownRows["blocks"] = new Map();

type Answer = Extract<PlanAnswer, { kind: "rows" }>;

/** The rows of a plan under an arrangement, as far as they are known. */
export type ShownRows = Pick<Answer, "total" | "columns" | "hiddenColumns"> & {
  readonly plan: StampedPlan;
  readonly arrangement: Arrangement;
  readonly blocks: ReadonlyMap<bigint, readonly RowView[]>;
};

/** The positions on screen, the last one included. */
export type RowRange = { readonly first: bigint; readonly last: bigint };

/**
 * The rows of a plan in a range of positions. What is shown stays until the answer to something new
 * is there, so that no edit, filter or order leaves the table blank for a moment.
 */
export function useRows(
  plan: StampedPlan,
  arrangement: Arrangement,
  { first, last }: RowRange,
): ShownRows | undefined {
  const [shown, setShown] = useState<ShownRows>();
  const latest = useRef({ plan, arrangement, asking: new Set<bigint>() });
  const refused = useRef({ rev: plan.rev, arrangement, times: 0 });
  const analysis = useApp((state) => state.plan.analysis);
  const [from, to] = [first / block, last / block];

  useEffect(() => {
    if (latest.current.plan !== plan || latest.current.arrangement !== arrangement) {
      latest.current = { plan, arrangement, asking: new Set() };
    }
    const current = latest.current;
    if (refused.current.rev !== plan.rev || refused.current.arrangement !== arrangement) {
      refused.current = { rev: plan.rev, arrangement, times: 0 };
    }
    const refusals = refused.current;
    if (refusals.times > mostRefusals) return;
    // the planner answers about the last text alone, which may have errors
    if (analysis?.rev !== plan.rev) return;
    const known = shown?.plan === plan && shown.arrangement === arrangement ? shown.blocks : none;
    // all at once: the first of two blocks alone would leave a gap where old rows stood
    async function ask(numbers: readonly bigint[]): Promise<void> {
      for (const number of numbers) current.asking.add(number);
      const answers = await Promise.all(
        numbers.map((number) =>
          askPlanner(
            { kind: "rows", arrangement, from: number * block, count: blockSize },
            plan.rev,
          ),
        ),
      );
      for (const number of numbers) current.asking.delete(number);
      if (answers.includes(undefined)) refusals.times += 1;
      const rows = answers.flatMap((answer) => (answer?.kind === "rows" ? [answer] : []));
      if (latest.current !== current || rows.length < numbers.length) return;
      setShown((before) => withBlocks(before, { plan, arrangement, numbers, answers: rows }));
    }
    const missing: bigint[] = [];
    for (let number = from; number <= to; number++) {
      if (!known.has(number) && !current.asking.has(number)) missing.push(number);
    }
    if (missing.length > 0) void ask(missing);
  }, [plan, arrangement, from, to, analysis, shown]);
  return shown;
}

function withBlocks(
  before: ShownRows | undefined,
  {
    plan,
    arrangement,
    numbers,
    answers,
  }: Pick<ShownRows, "plan" | "arrangement"> & {
    readonly numbers: readonly bigint[];
    readonly answers: readonly Answer[];
  },
): ShownRows | undefined {
  const [first] = answers;
  if (!first) return before;
  const same = before?.plan === plan && before.arrangement === arrangement;
  const blocks = new Map(same ? before.blocks : []);
  for (const [i, { rows }] of answers.entries()) {
    const [oldest] = blocks.keys();
    if (blocks.size >= mostBlocks && oldest !== undefined) blocks.delete(oldest);
    blocks.set(numbers[i] ?? 0n, rows);
  }
  const { total, columns, hiddenColumns } = first;
  return { plan, arrangement, total, columns, hiddenColumns, blocks };
}

/** The row at a position, if it is known. */
export function rowAt({ blocks }: ShownRows, position: bigint): RowView | undefined {
  return blocks.get(position / block)?.[Number(position % block)];
}
