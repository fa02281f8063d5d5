import { countOf, formatCount } from "../graph/count-text.ts";
import { sharedRoles, type SharedRole } from "../planner/model.ts";
import type { PlanView, RoleView } from "../planner/view.ts";

/** A field that keeps containers apart, as the sheet tells it. */
export type SplitFact = {
  readonly field: string;
  /** By how much it multiplies the containers of a role. */
  readonly roles: readonly { readonly role: SharedRole; readonly multiplier: string }[];
  /** The first of its values, as they are spelled, and how many there are. */
  readonly values: readonly string[];
  readonly valuesCount: bigint;
};

/** What the containers of a role have in common, in two lines. */
export type SharedFact = {
  readonly role: SharedRole;
  readonly sentence: string;
  readonly same: string;
};

const valuesShown = 12;

/**
 * The fields in which the containers of a role differ, with what they multiply; `undefined` where not
 * all of them are at hand.
 */
export function splitsOf({ roles }: PlanView): readonly SplitFact[] | undefined {
  const facts = new Map<string, { roles: SplitFact["roles"]; values: Set<string> }>();
  for (const role of sharedRoles) {
    const { containers, count } = roles[role];
    // a part of the containers could hide the very field that splits the rest
    if (BigInt(containers.length) < count) return undefined;
    const fields = new Set(containers.flatMap((one) => one.fields.map(({ field }) => field)));
    for (const field of fields) {
      const values = new Set(
        containers.map(
          (one) => one.fields.find((shown) => shown.field === field)?.value ?? "absent",
        ),
      );
      if (values.size < 2) continue;
      const known = facts.get(field) ?? { roles: [], values: new Set() };
      facts.set(field, {
        roles: [...known.roles, { role, multiplier: String(values.size) }],
        values: new Set([...known.values, ...values]),
      });
    }
  }
  return Array.from(facts, ([field, fact]) => ({
    field,
    roles: fact.roles,
    values: [...fact.values].slice(0, valuesShown),
    valuesCount: BigInt(fact.values.size),
  })).toSorted((a, b) => weight(b) - weight(a));
}

const weight = ({ roles }: SplitFact): number =>
  roles.reduce((sum, { multiplier }) => sum + Number(multiplier), 0);

/** How the containers of each role are shared, and in what all of them agree. */
export function sharedOf({ combinations, roles }: PlanView): readonly SharedFact[] {
  if (combinations === 0n) return [];
  return sharedRoles.map((role) => {
    const { containers, count } = roles[role];
    const [first] = containers;
    const same = (first?.fields ?? []).filter(({ field, value }) =>
      containers.every((one) =>
        one.fields.some((shown) => shown.field === field && shown.value === value),
      ),
    );
    return {
      role,
      sentence: `${countOf(count, `${role} container`)} ${servedBy(roles[role], combinations)}`,
      same: same.map(({ field, value }) => `${field} ${value}`).join(" · "),
    };
  });
}

function servedBy({ count, containers }: RoleView, combinations: bigint): string {
  if (count === 1n) {
    return combinations === 1n
      ? "serves the one combination"
      : `serves all ${countOf(combinations, "combination")}`;
  }
  const serves = containers.map((one) => one.serves).toSorted((a, b) => (a < b ? -1 : 1));
  const [least, most] = [serves[0], serves.at(-1)];
  if (least === undefined || most === undefined) {
    return `serve ${countOf(combinations, "combination")}`;
  }
  if (least === most) return `serve ${countOf(least, "combination")} each`;
  return `serve ${formatCount(least)} to ${countOf(most, "combination")} each`;
}
