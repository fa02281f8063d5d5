import type { IsolatedRole, Role, SharedRole } from "../planner/model.ts";
import type { AdapterView, ClassView, SharedContainerView } from "../planner/view.ts";

/** What one drawn thing shows. `sentence` is its accessible name. */
export type Card = { readonly sentence: string } & (
  | { readonly kind: "hub"; readonly id: string }
  | {
      readonly kind: "isolated";
      readonly role: IsolatedRole;
      readonly id: string;
      readonly title: string;
      readonly values: string;
      /** One line instead of two, where many must fit. */
      readonly dense: boolean;
    }
  | {
      readonly kind: "class";
      readonly role: IsolatedRole;
      readonly id: string;
      readonly count: bigint;
      readonly strip: readonly string[];
      /** True when it frames its containers, false when it stands for them. */
      readonly framed: boolean;
    }
  | {
      readonly kind: "shared";
      readonly role: SharedRole;
      readonly container: SharedContainerView;
      readonly rows: SharedContainerView["fields"];
      readonly more: number;
    }
  | {
      readonly kind: "stack";
      readonly role: Exclude<Role, "hub">;
      readonly count: bigint;
      readonly note: string;
    }
  | {
      readonly kind: "adapter";
      readonly name: string;
      readonly type: AdapterView["type"];
      readonly events: readonly string[];
      readonly routingKey: AdapterView["routingKey"];
      /** How many adapters the pill stands for. */
      readonly count: bigint;
    }
  | { readonly kind: "lane"; readonly role: Role; readonly title: string; readonly count: string }
);

/** A card of a lane. `inside` are drawn within its frame; `beside` are the blocks it should stand level with. */
export type Block = {
  readonly id: string;
  readonly card: Card;
  readonly inside: readonly { readonly id: string; readonly card: Card }[];
  readonly beside: readonly string[];
};

/** An adapter in the gap before (`hub`: after) a lane, level with the block it belongs to. */
export type Pill = {
  readonly id: string;
  readonly card: Extract<Card, { readonly kind: "adapter" }>;
  readonly gap: Gap;
  readonly beside: string | undefined;
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

/** The id of a class card in one of its two lanes, also its handle for automation. */
export function classId(role: IsolatedRole, { risk, execution }: ClassView): string {
  const id = `class-risk_${risk}-execution_${execution}`;
  return role === "strategy" ? id : `${id}-portfolios`;
}

/** The id of the one stack that a lane folds into. */
export const stackId = (role: Role): string => `stack-${role}`;
