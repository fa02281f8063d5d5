import type { YamlReading } from "./config/workflow.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import type { ContainerId, Counts, SharedRole } from "./model.ts";

/** One field of a configuration, flattened: `limits.max` and its canonical spelling. */
export type FieldView = { readonly field: string; readonly value: string };

export type SharedContainerView = {
  readonly id: ContainerId;
  readonly number: number;
  /** The hash, grown by pairs of digits where two of the role collide; `null` where Python cannot hash. */
  readonly label: string | null;
  readonly fields: readonly FieldView[];
  readonly serves: bigint;
};

/** The containers of one role, those that a page draws at once (at most 24); the rest by range. */
export type RoleView = {
  readonly role: SharedRole;
  readonly count: bigint;
  readonly listed: boolean;
  readonly containers: readonly SharedContainerView[];
};

/** Combinations with the same (risk, execution) pair. */
export type ClassView = {
  readonly risk: number;
  readonly execution: number;
  readonly count: bigint;
  /** The fields that tell the strategies of the class apart: name and how many values, "lookback_period ×2". */
  readonly strip: readonly string[];
};

/** One combination with its isolated containers, where the plan is small enough to draw every one. */
export type CombinationView = {
  readonly index: number;
  readonly risk: number;
  readonly execution: number;
  readonly strategy: {
    readonly id: ContainerId;
    readonly title: string;
    readonly fields: readonly FieldView[];
  };
  readonly portfolio: { readonly id: ContainerId; readonly fields: readonly FieldView[] };
};

/** An adapter as it is drawn: what it carries and between how many containers, without lists of ids. */
export type AdapterView = {
  readonly name: string;
  readonly type: "broadcast" | "selective" | "pipeline";
  readonly events: readonly string[];
  readonly routingKey: "target_portfolio" | undefined;
  /** Numbers of the risk containers that a pipeline reads from; empty for other adapters. */
  readonly sourceRisks: readonly number[];
  readonly role: SharedRole | undefined;
  /** The number of the risk or execution container it belongs to. */
  readonly container: number | undefined;
  readonly sources: bigint;
  readonly targets: bigint;
};

/**
 * What a page shows of a plan: plain data that a worker can post, of bounded size whatever N is.
 */
export type PlanView = {
  readonly name: string | undefined;
  readonly reading: YamlReading;
  readonly combinations: bigint;
  readonly counts: Counts;
  readonly roles: Readonly<Record<SharedRole, RoleView>>;
  readonly classCount: bigint;
  /** The classes, when there are at most 24 of them and both roles are drawn; else empty. */
  readonly classes: readonly ClassView[];
  /** Every combination when all nodes fit the drawing budget of 120; else empty. */
  readonly combinationViews: readonly CombinationView[];
  /** The optimised adapters, when both roles are drawn; else empty. */
  readonly adapters: readonly AdapterView[];
};

/** The answer to one text: diagnostics always, and a plan that is current unless one of them blocks. */
export type Analysis = {
  readonly view: PlanView;
  readonly diagnostics: readonly Diagnostic[];
  /** How many there are of each severity, listed or not (100 at most are). */
  readonly totals: Readonly<Record<Severity, number>>;
  readonly blocked: boolean;
};
