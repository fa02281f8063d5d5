import type { PlanView } from "../planner/answer/view.ts";
import type { Theme } from "./palette.ts";

/** What a sheet is made from. Plain data: a worker, the page and the command line give the same. */
export type SheetInput = {
  readonly plan: PlanView;
  /** The configuration's text, told by its digest. */
  readonly text: string;
  /** Without one, the configuration's own name, or the document's. */
  readonly title?: string | undefined;
  readonly documentName?: string | undefined;
  /** No clock is asked: without a date there is none on the sheet. */
  readonly date?: string | undefined;
  /** Of the app. */
  readonly version: string;
  readonly proof?: SheetProof | undefined;
  readonly compared?: SheetComparison | undefined;
  /** Said on the sheet where the text has been edited since the plan was made. */
  readonly stale?: string | undefined;
  readonly theme: Theme;
  readonly size: { readonly width: number; readonly height: number };
};

/** What a run of both topologies found. */
export type SheetProof = {
  readonly state: "equal" | "different" | "stale";
  /** Combinations that were compared. */
  readonly combinations: bigint;
  /** All of the plan, where those were a sample of them. */
  readonly sampledOf?: bigint | undefined;
  /** Bars, seed and digest, or where the results part. */
  readonly detail: string;
};

/** The plan compared with another one, A, in a line: `+3 execution, +1 risk, 8 → 32 combinations`. */
export type SheetComparison = { readonly against: string; readonly summary: string };
