import { useEffect, useRef, useState } from "react";
import type { Arrangement, PlanAnswer } from "../../planner/query.ts";
import type { RowView } from "../../planner/view.ts";
import { askPlanner } from "../../store/ask.ts";
import { useApp, type StampedPlan } from "../../store/store.ts";

/** Rows are asked for in blocks, so that a scroll asks seldom. */
const blockSize = 100;
const block = BigInt(blockSize);
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
  const analysis = useApp((state) => state.analysis);
  const [from, to] = [first / block, last / block];

  useEffect(() => {
    if (latest.current.plan !== plan || latest.current.arrangement !== arrangement) {
      latest.current = { plan, arrangement, asking: new Set() };
    }
    const current = latest.current;
    // the planner answers about the last text alone, which may have errors
    if (analysis?.rev !== plan.rev) return;
    const known = shown?.plan === plan && shown.arrangement === arrangement ? shown.blocks : none;
    async function ask(number: bigint): Promise<void> {
      current.asking.add(number);
      const query = { kind: "rows", arrangement, from: number * block, count: blockSize } as const;
      const answer = await askPlanner(query, plan.rev);
      current.asking.delete(number);
      if (answer?.kind !== "rows" || latest.current !== current) return;
      setShown((before) => withBlock(before, { plan, arrangement, answer, number }));
    }
    for (let number = from; number <= to; number++) {
      if (!known.has(number) && !current.asking.has(number)) void ask(number);
    }
  }, [plan, arrangement, from, to, analysis, shown]);
  return shown;
}

function withBlock(
  before: ShownRows | undefined,
  {
    plan,
    arrangement,
    answer,
    number,
  }: Pick<ShownRows, "plan" | "arrangement"> & {
    readonly answer: Answer;
    readonly number: bigint;
  },
): ShownRows {
  const { total, columns, hiddenColumns, rows } = answer;
  const same = before?.plan === plan && before.arrangement === arrangement;
  const blocks = new Map(same ? before.blocks : []);
  const [oldest] = blocks.keys();
  if (blocks.size >= mostBlocks && oldest !== undefined) blocks.delete(oldest);
  blocks.set(number, rows);
  return { plan, arrangement, total, columns, hiddenColumns, blocks };
}

/** The row at a position, if it is known. */
export function rowAt({ blocks }: ShownRows, position: bigint): RowView | undefined {
  return blocks.get(position / block)?.[Number(position % block)];
}
