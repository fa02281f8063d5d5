import type { Arrangement } from "../../planner/answer/query.ts";
import type { CombinationIndex, ContainerId } from "../../planner/model.ts";
import type { YamlReading } from "../../yaml/value.ts";
import type { Isolation } from "../engine/build.ts";
import type { Divergence } from "../proof/divergence.ts";
import type { SharingCost } from "../proof/sharing-cost.ts";
import type { Chosen } from "../sweep/chosen.ts";
import type { SweepPart } from "../sweep/reuse.ts";

/** What is run: the text as it stands, over its own bars or those of the file. */
export type RunJob = {
  readonly rev: number;
  readonly text: string;
  readonly reading: YamlReading;
  /** Which combinations run, all where there is none. Above the limit they are sampled. */
  readonly filters: Arrangement["filters"];
};

/** A dropped file of bars: what a `File` is, as far as an engine without a page knows one. */
export type BarsFile = {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
};

/** What is to be proved. */
export type ProofRequest = {
  /** What the shared plan is run without, to see the proof fail. */
  readonly without: readonly Isolation[];
  /** Whether all combinations are compared, as far as that can be, where else a sample is. */
  readonly every: boolean;
};

/** What the page asks the backtest's worker. `id` tells answers apart. */
export type BacktestRequest =
  /** The file of bars that runs use from now on; without one the document says what to generate. */
  | { readonly type: "bars"; readonly file: BarsFile | undefined }
  | { readonly type: "run"; readonly id: number; readonly job: RunJob }
  /** Ends the run in progress; what it found stays. */
  | { readonly type: "cancel"; readonly id: number }
  | ({
      readonly type: "verify";
      readonly id: number;
      readonly job: RunJob;
    } & ProofRequest)
  | { readonly type: "measure"; readonly id: number; readonly job: RunJob }
  | { readonly type: "ask"; readonly id: number; readonly job: RunJob; readonly query: RunQuery }
  /** What tells the text's results from those of another text. */
  | { readonly type: "identify"; readonly id: number; readonly job: RunJob };

/** What can be asked about combinations of the last run. */
export type RunQuery =
  /** Equity of some combinations, thinned to at most `points` bars that keep highs and lows. */
  | {
      readonly kind: "curves";
      readonly indices: readonly CombinationIndex[];
      readonly points: number;
    }
  /** Everything that one portfolio ordered, traded and was refused. */
  | { readonly kind: "trades"; readonly index: CombinationIndex }
  /** The events of one combination, bar by bar, with the adapters that brought them. */
  | {
      readonly kind: "events";
      readonly index: CombinationIndex;
      readonly from: number;
      readonly count: number;
    };

/** An axis of the combinations that run, with the value that each of them has. */
export type RunParameter = {
  readonly id: string;
  readonly name: string;
  readonly section: "strategy" | "grid" | "parameter";
  /**
   * Which axis of its section it tells of, by the code of the strategy; −1 for one without it. Columns
   * of one axis change together.
   */
  readonly axes: readonly number[];
  /** The distinct values, spelled: numbers ascending, others by first appearance. */
  readonly values: readonly string[];
  /** The same as numbers, where all of them are. */
  readonly numbers: readonly number[] | undefined;
  /** By place in the run: the position of its value, −1 for a strategy without this parameter. */
  readonly codes: Int32Array<ArrayBuffer>;
};

/** Combinations that can be planned and not run. */
export type NotRun = {
  readonly count: number;
  /** Why, each reason once. */
  readonly reasons: readonly string[];
  /** By place: 0 for what is run, else 1 + the position of the reason; absent where all are run. */
  readonly codes: Uint16Array<ArrayBuffer> | undefined;
};

/** What a run is about, told before its results. A place is a position among `chosen`. */
export type RunOutline = {
  readonly rev: number;
  /** Combinations of the plan. */
  readonly combinations: bigint;
  /** How many of them pass the filters. */
  readonly matching: bigint;
  readonly sampled: boolean;
  /** The combinations that run, ascending. */
  readonly chosen: Chosen;
  readonly parameters: readonly RunParameter[];
  readonly notSimulated: NotRun;
  /** How many of those that run cannot differ from another one, and the axes they differ in. */
  readonly equal: { readonly count: number; readonly axes: readonly string[] };
  /** What was understood of the file of bars. */
  readonly fileNotes: readonly string[];
  /** What the reader of the figures must know. */
  readonly notes: readonly string[];
  readonly bars: number;
  readonly seed: number;
  /** The name of the file that the bars are from; generated without one. */
  readonly file: string | undefined;
  /** Equal for texts with the same results: comments and formatting are left out. */
  readonly identity: string;
};

/** The proof as the page needs it. */
export type ProofView = {
  readonly rev: number;
  readonly status: "identical" | "different";
  /** `8/8 combinations identical · 2,000 bars · 1,342 fills`, then where the runs part. */
  readonly text: string;
  readonly compared: number;
  readonly combinations: bigint;
  readonly sampled: boolean;
  readonly bars: number;
  readonly seed: number;
  readonly fills: number;
  readonly digests: { readonly naive: string; readonly shared: string };
  readonly wrong: readonly CombinationIndex[];
  readonly first: Divergence | undefined;
  readonly notSimulated: number;
  readonly without: readonly Isolation[];
  /** Whether there are more combinations than were compared, and all of them can be. */
  readonly isMoreToProve: boolean;
  /** Equal for texts with the same results: comments and formatting are left out. */
  readonly identity: string;
};

export type BacktestReply =
  /** The worker is there and takes the request up: from now on it is the request that takes time. */
  | { readonly type: "heard"; readonly id: number }
  | { readonly type: "outlined"; readonly id: number; readonly outline: RunOutline }
  | {
      readonly type: "results";
      readonly id: number;
      readonly batch: SweepPart;
      /** How many of them an earlier run had found. */
      readonly reused: number;
    }
  | { readonly type: "ran"; readonly id: number; readonly milliseconds: number }
  | { readonly type: "cancelled"; readonly id: number }
  /** Why nothing runs: errors in the text or in the file of bars, one a line. */
  | { readonly type: "refused"; readonly id: number; readonly errors: readonly string[] }
  /** How far a proof or a measurement is, as a fraction, and what it does. */
  | {
      readonly type: "progress";
      readonly id: number;
      readonly done: number;
      readonly doing: string;
    }
  | { readonly type: "proved"; readonly id: number; readonly proof: ProofView }
  | { readonly type: "measured"; readonly id: number; readonly cost: SharingCost }
  | {
      readonly type: "answered";
      readonly id: number;
      readonly answer: RunAnswer | undefined;
    }
  | { readonly type: "identified"; readonly id: number; readonly identity: string | undefined }
  | { readonly type: "failed"; readonly id: number; readonly message: string };

/** Equity over time. */
export type EquityCurve = {
  readonly index: CombinationIndex;
  readonly initialCapital: number;
  /** In money, one value for every time of the answer. */
  readonly equity: Float64Array;
  /** The fall from the highest equity so far, as a fraction of it: 0 to 1, more for a debt, of all bars, not only the thinned ones. */
  readonly drawdown: Float64Array;
};

export type TradeRow = {
  readonly bar: number;
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  readonly event: "ORDER" | "FILL" | "REJECT";
  readonly side: "buy" | "sell" | undefined;
  /** In shares. */
  readonly quantity: number | undefined;
  /** In money per share. */
  readonly price: number | undefined;
  /** In money. */
  readonly commission: number | undefined;
  /** Shares held after it. */
  readonly position: number | undefined;
  /** Why it was ordered or refused: `signal`, `stop_loss`, `unaffordable`. */
  readonly cause: string | undefined;
  /** The container that sent it. */
  readonly from: ContainerId;
};

export type EventRow = {
  readonly bar: number;
  readonly time: number;
  readonly type: string;
  readonly from: ContainerId;
  readonly to: ContainerId;
  readonly adapter: string;
  /** What it says, in short: `direction 1 at 101.2`. */
  readonly text: string;
};

export type RunAnswer =
  | {
      readonly kind: "curves";
      /** Milliseconds since 1970, UTC. */
      readonly time: Float64Array;
      readonly bars: Int32Array;
      readonly curves: readonly EquityCurve[];
    }
  | {
      readonly kind: "trades";
      readonly index: CombinationIndex;
      readonly rows: readonly TradeRow[];
    }
  | {
      readonly kind: "events";
      readonly index: CombinationIndex;
      readonly total: number;
      readonly rows: readonly EventRow[];
    }
  /** Why there is no answer, in a sentence. */
  | { readonly kind: "unavailable"; readonly reason: string };
