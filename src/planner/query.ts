import type { CombinationIndex, SharedRole } from "./model.ts";
import type { CombinationView, SharedContainerView } from "./view.ts";

/** What the page can ask about the plan that is shown, each answered without enumeration. */
export type PlanQuery =
  /** Containers of a role by number, of one stack or of all. */
  | {
      readonly kind: "containers";
      readonly role: SharedRole;
      readonly stack: number | undefined;
      readonly from: number;
      readonly count: number;
    }
  /** Combinations of one class, or of all where the numbers are absent, one after the other. */
  | {
      readonly kind: "members";
      readonly risk: number | undefined;
      readonly execution: number | undefined;
      /** Instead of the numbers: those of one stack of the folded classes. */
      readonly stack?: number | undefined;
      readonly from: bigint;
      readonly count: number;
    }
  /** Everything about one combination: its four containers and their configurations. */
  | { readonly kind: "combination"; readonly index: CombinationIndex };

export type PlanAnswer =
  | {
      readonly kind: "containers";
      readonly total: number;
      readonly containers: readonly SharedContainerView[];
    }
  | {
      readonly kind: "members";
      readonly total: bigint;
      readonly members: readonly CombinationView[];
    }
  | {
      readonly kind: "combination";
      readonly combination: CombinationView;
      readonly risk: SharedContainerView | undefined;
      readonly execution: SharedContainerView | undefined;
    }
  /** The plan cannot tell, and why: a role that is not listed, a class that is gone. */
  | { readonly kind: "unavailable"; readonly reason: string };
