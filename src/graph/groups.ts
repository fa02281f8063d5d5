import type { PlanView, StackView } from "../planner/answer/view.ts";
import type { SharedRole } from "../planner/model.ts";
import { countOf, formatCount } from "../text/count-text.ts";
import type { SourceRange } from "../text/source-range.ts";
import { classTestId, type OpenTarget } from "./card.ts";
import { clip } from "./field-text.ts";

/** Combinations that are drawn as one card in the lanes of strategies and portfolios. */
export type Group = {
  readonly number: number;
  /** What it is made of: equal for equal configurations. */
  readonly key: string;
  readonly count: bigint;
  readonly testIds: { readonly strategy: string; readonly portfolio: string };
  /** What its combinations have in common, for a stack; `undefined` for a class. */
  readonly title: string | undefined;
  /** The same where there is room for one line: what it has, without the name of the field. */
  readonly shortTitle: string | undefined;
  readonly note: string;
  /** What tells its combinations apart. */
  readonly strip: readonly string[];
  readonly sources: readonly SourceRange[];
  readonly opens: OpenTarget | undefined;
  /** Numbers of the cards of a role that it is connected with; `undefined` for all of them. */
  readonly cards: Readonly<Record<SharedRole, readonly number[] | undefined>>;
};

/** The classes of a plan, or the stacks that they fold into, or one stack where neither is known. */
export function groupsOf(view: PlanView): readonly Group[] {
  const { classes, classFold, combinations, classCount } = view;
  if (combinations === 0n) return [];
  if (classes.length > 0) {
    return classes.map((shown, number) => ({
      number,
      key: shown.key,
      count: shown.count,
      testIds: {
        strategy: classTestId("strategy", shown),
        portfolio: classTestId("portfolio", shown),
      },
      title: undefined,
      shortTitle: undefined,
      note: `the combinations that use risk_${shown.risk} and execution_${shown.execution}`,
      strip: shown.strip.map(clip),
      sources: shown.ranges,
      opens: {
        kind: "members",
        risk: shown.risk,
        execution: shown.execution,
        stack: undefined,
        count: shown.count,
        title: `risk_${shown.risk} with execution_${shown.execution}`,
      },
      cards: { risk: [shown.risk], execution: [shown.execution] },
    }));
  }
  if (classFold && classFold.stacks.length > 0) {
    return classFold.stacks.map((stack, n) => {
      const { number, value, count, combinations: served } = stack;
      const title = stackTitle(classFold.field, stack);
      return {
        number,
        key: JSON.stringify([classFold.field, value]),
        count: served,
        testIds: testIds(number),
        title,
        shortTitle: stackTitle("", stack),
        note: inClasses(count),
        strip: [],
        sources: stack.ranges,
        opens: {
          kind: "members",
          risk: undefined,
          execution: undefined,
          stack: number,
          count: served,
          title,
        },
        cards: {
          risk: classFold.cards.risk?.[n],
          execution: classFold.cards.execution?.[n],
        },
      };
    });
  }
  return [
    {
      number: 0,
      key: "all",
      count: combinations,
      testIds: testIds(undefined),
      title: "all combinations",
      shortTitle: "all",
      note: inClasses(classCount),
      strip: [],
      sources: [],
      opens: {
        kind: "members",
        risk: undefined,
        execution: undefined,
        stack: undefined,
        count: combinations,
        title: "all combinations",
      },
      cards: { risk: undefined, execution: undefined },
    },
  ];
}

function testIds(number: number | undefined): Group["testIds"] {
  const suffix = number === undefined ? "" : `-${number}`;
  return { strategy: `stack-strategy${suffix}`, portfolio: `stack-portfolio${suffix}` };
}

const inClasses = (count: bigint): string =>
  `in ${formatCount(count)} ${count === 1n ? "class" : "classes"}`;

/** What the containers or classes of a stack have in common. */
export function stackTitle(field: string, { value, more }: StackView): string {
  const left = field === "" ? `${formatCount(more)} more` : countOf(more, "more value");
  const told = more > 0 ? left : clip(value);
  return field === "" ? told : `${clip(field)} ${told}`;
}

/** Whether a container, by its number, is one of a group's cards. */
export const isIn = (
  cards: readonly number[] | undefined,
  container: number | undefined,
): boolean => container !== undefined && (cards?.includes(container) ?? false);
