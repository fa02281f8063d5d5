import type { PlanView, SharedContainerView } from "../planner/view.ts";
import type { SharedRole } from "../planner/model.ts";
import type { SourceRange } from "../planner/diagnostic.ts";
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
    return classFold.stacks.map(({ number, value, count, combinations: served }, n) => {
      const title = stackTitle(classFold.field, value);
      return {
        number,
        key: JSON.stringify([classFold.field, value]),
        count: served,
        testIds: testIds(number),
        title,
        note: `in ${count} classes`,
        strip: [],
        sources: [],
        opens: {
          kind: "members",
          risk: undefined,
          execution: undefined,
          stack: number,
          count: served,
          title,
        },
        cards: {
          risk: classFold.links[n]?.risk,
          execution: classFold.links[n]?.execution,
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
      note: `in ${classCount} classes`,
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

/** What the containers or classes of a stack have in common. */
export function stackTitle(field: string, value: string): string {
  if (field === "") return value === "" ? "all" : clip(value);
  return `${clip(field)} ${clip(value)}`;
}

/** The number of the card that shows a container: its own, or that of the stack it is in. */
export function cardNumber(
  view: PlanView,
  role: SharedRole,
  container: SharedContainerView | undefined,
): number {
  const { fold, containers } = view.roles[role];
  if (!container) return 0;
  if (containers.length > 0 || !fold) return containers.length > 0 ? container.number : 0;
  const value = container.fields.find(({ field }) => field === fold.field)?.value ?? "absent";
  return (fold.stacks.find((stack) => stack.value === value) ?? fold.stacks.at(-1))?.number ?? 0;
}
