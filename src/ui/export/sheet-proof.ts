import type { SheetProof } from "../../export/sheet-input.ts";
import { proofState } from "../../store/run/run-record.ts";
import { store } from "../../store/store.ts";
import { formatCount } from "../../text/count-text.ts";

/** What the sheet says of the proof, if there is one; one that was broken on purpose is none. */
export function sheetProof(): SheetProof | undefined {
  const { run } = store.getState();
  const { result: proof } = run.tasks.verify;
  const state = proofState(run);
  if (!proof || proof.without.length > 0 || proof.compared === 0) return undefined;
  if (state === "none" || state === "running") return undefined;
  const { compared, combinations, sampled, bars, seed, digests, first } = proof;
  const over = `${formatCount(bars)} bars, seed ${seed}, digest ${digests.naive.slice(0, 12)}`;
  return {
    state,
    combinations: BigInt(compared),
    sampledOf: sampled ? combinations : undefined,
    detail: first
      ? `first at bar ${first.bar}: ${first.event} of combination ${first.index}, by ${first.container}`
      : over,
  };
}
