import type { PlanView, RoleView } from "../planner/answer/view.ts";
import { describeExpectation } from "../planner/explain/expect/describe-expectation.ts";
import { sharedRoles, type SharedRole } from "../planner/model.ts";
import { countOf, formatCount } from "../text/count-text.ts";
import { formatFactor } from "../text/count-text.ts";

/** A field that keeps containers apart, as the sheet tells it. */
export type SplitFact = {
  readonly field: string;
  /** What it multiplies the containers of a role by; empty where it does so only with others. */
  readonly roles: readonly { readonly role: SharedRole; readonly factor: string }[];
  /** The first of its values, as they are spelled, and how many more there are. */
  readonly values: readonly string[];
  readonly moreValues: number;
  /** Fields that always change together with it. */
  readonly tiedWith: readonly string[];
};

/** What the containers of a role have in common, in two lines. */
export type SharedFact = {
  readonly role: SharedRole;
  readonly sentence: string;
  readonly same: string;
};

/** What the configuration expects of its plan, in words. */
export type AssertionFact = { readonly words: string; readonly passed: boolean };

/** A rule, and what it drops in words. */
export type RuleFact = { readonly text: string; readonly drops: string };

export function rulesOf({ rules }: PlanView): readonly RuleFact[] {
  const several = rules.filter(({ drops }) => drops > 0n).length > 1;
  return rules.map(({ text, drops, only }) => {
    if (drops === 0n) return { text, drops: "drops nothing" };
    const alone = several ? `, ${formatCount(only)} by it alone` : "";
    return { text, drops: `drops ${formatCount(drops)}${alone}` };
  });
}

export function assertionsOf({ explanation }: PlanView): readonly AssertionFact[] {
  return (explanation?.expectations ?? []).map((expectation) => ({
    words: describeExpectation(expectation, formatCount),
    passed: expectation.holds,
  }));
}

const valuesShown = 12;

/** The fields that keep containers apart, those that cost most first. */
export function splitsOf({ explanation }: PlanView): readonly SplitFact[] {
  return (explanation?.blame ?? []).map(({ field, roles, values, valuesCount, tiedWith }) => ({
    field,
    roles: sharedRoles.flatMap((role) => {
      const own = roles[role];
      return own
        ? [{ role, factor: own.multiplies > 1 ? `×${formatFactor(own.multiplies)}` : "" }]
        : [];
    }),
    values: values.slice(0, valuesShown).map(({ text }) => text ?? "absent"),
    moreValues: Math.max(0, valuesCount - valuesShown),
    tiedWith,
  }));
}

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
      sentence: `${countOf(count, `${role} container`)}${servedBy(roles[role], combinations)}`,
      same: same.map(({ field, value }) => `${field} ${value}`).join(" · "),
    };
  });
}

function servedBy({ count, containers }: RoleView, combinations: bigint): string {
  if (count === 1n) {
    return combinations === 1n
      ? " for the one combination"
      : ` for all ${countOf(combinations, "combination")}`;
  }
  const serves = containers.map((one) => one.serves).toSorted((a, b) => (a < b ? -1 : 1));
  const [least, most] = [serves[0], serves.at(-1)];
  if (least === undefined || most === undefined) {
    return ` for ${countOf(combinations, "combination")}`;
  }
  if (least === most) return `, ${countOf(least, "combination")} each`;
  return `, ${formatCount(least)} to ${countOf(most, "combination")} each`;
}
