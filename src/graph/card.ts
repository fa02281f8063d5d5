import type { AdapterView, ClassView, SharedContainerView } from "../planner/answer/view.ts";
import type { Fate } from "../planner/explain/compare/comparison.ts";
import type { IsolatedRole, Role, SharedRole } from "../planner/model.ts";
import type { SourceRange } from "../text/source-range.ts";

/** What one drawn thing shows. `sentence` is its accessible name. */
export type Card = { readonly sentence: string } & (
  | { readonly kind: "hub"; readonly id: string }
  | {
      /** A container in one line or two: of a strategy or portfolio, naive, or from an opened stack. */
      readonly kind: "single";
      readonly role: SingleRole;
      readonly id: string;
      readonly title: string;
      readonly values: string;
      /** One line instead of two, where many must fit. */
      readonly dense: boolean;
      /** A naive container that sharing would save. */
      readonly ghost: boolean;
      readonly count: bigint;
    }
  | {
      readonly kind: "class";
      readonly role: SingleRole;
      readonly testId: string;
      readonly count: bigint;
      readonly strip: readonly string[];
      /** True when it frames its containers, false when it stands for them. */
      readonly framed: boolean;
      /** One line, where many must fit. */
      readonly dense: boolean;
      readonly opens: OpenTarget | undefined;
    }
  | {
      readonly kind: "shared";
      readonly role: SharedRole;
      readonly container: SharedContainerView;
      readonly rows: SharedContainerView["fields"];
      readonly more: number;
      readonly dense: boolean;
      /** As many naive containers as it would serve if it were shared. */
      readonly ghost: boolean;
      /** What became of it since the plan that it is compared with. */
      readonly fate: Fate | undefined;
      /** Whether it stands in the plan before only. */
      readonly gone: boolean;
    }
  | {
      readonly kind: "stack";
      readonly role: SingleRole;
      readonly testId: string;
      /** How many containers it stands for. */
      readonly count: bigint;
      /** What all of them have in common, or what is true of them. */
      readonly title: string;
      readonly note: string;
      readonly dense: boolean;
      readonly ghost: boolean;
      /** Whether its containers serve more combinations than they are. */
      readonly shared: boolean;
      readonly opens: OpenTarget | undefined;
    }
  | {
      readonly kind: "adapter";
      readonly name: string;
      readonly type: AdapterView["type"];
      readonly events: readonly string[];
      readonly routingKey: AdapterView["routingKey"];
      /** How many adapters the pill stands for. */
      readonly count: bigint;
      /** One line, where many must fit. */
      readonly dense: boolean;
    }
  | {
      readonly kind: "lane";
      readonly role: Role;
      readonly title: string;
      readonly naive: string;
      readonly optimized: string;
      /** What splits it. */
      readonly fields: string;
      readonly stressed: "naive" | "optimized";
    }
);
export type CardOf<Kind extends Card["kind"]> = Extract<Card, { readonly kind: Kind }>;
export type SingleRole = IsolatedRole | SharedRole;

/** What opening a card asks for: the combinations of classes, or the containers of a stack. */
export type OpenTarget =
  | {
      readonly kind: "members";
      readonly risk: number | undefined;
      readonly execution: number | undefined;
      readonly stack: number | undefined;
      readonly count: bigint;
      readonly title: string;
    }
  | {
      readonly kind: "containers";
      readonly role: SharedRole;
      readonly stack: number | undefined;
      readonly count: bigint;
      readonly title: string;
    };

/** Which combinations pass through a drawn thing. */
export type Tie =
  | { readonly of: "all" }
  /** A container of a shared role, or a stack of them. */
  | { readonly of: "shared"; readonly role: SharedRole; readonly number: number }
  /** One container of an opened stack. */
  | { readonly of: "container"; readonly role: SharedRole; readonly number: number }
  /** A class of combinations, or a stack of classes. */
  | { readonly of: "group"; readonly number: number }
  | { readonly of: "combination"; readonly index: number };

/** One thing to draw. Its id is made from its configuration, so that it stays itself through edits. */
export type Item = {
  readonly id: string;
  readonly card: Card;
  readonly tie: Tie;
  /** Where it is written in the text. */
  readonly sources: readonly SourceRange[];
  /** The shared card that a naive container becomes part of. */
  readonly merges?: string | undefined;
};

/**
 * A card of a lane. `inside` are drawn within its frame. It stands level with the blocks it is
 * `beside`, or its rows with the rows of the block it is `along`.
 */
export type Block = Item & {
  readonly inside: readonly Item[];
  readonly beside: readonly string[];
  readonly along?: string | undefined;
};

/** An adapter in the gap before a lane, level with the block it belongs to. */
export type Pill = Item & {
  readonly card: CardOf<"adapter">;
  readonly gap: Gap;
  readonly beside: string | undefined;
  /** Set where it completes the wiring: on a line of its own, below the lanes. */
  readonly below?: number;
};
export type Gap = "strategy" | "risk" | "execution" | "portfolio";

/** A bundled edge between a block and a pill. */
export type Link = { readonly id: string; readonly source: string; readonly target: string };

export type Flow = {
  readonly lanes: Readonly<Record<Role, readonly Block[]>>;
  readonly headings: Readonly<Record<Role, Card>>;
  readonly pills: readonly Pill[];
  readonly links: readonly Link[];
};

/** A class card's handle for automation, in one of its two lanes. */
export function classTestId(role: IsolatedRole, { risk, execution }: ClassView): string {
  const id = `class-risk_${risk}-execution_${execution}`;
  return role === "strategy" ? id : `${id}-portfolios`;
}
