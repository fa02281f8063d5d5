import { at } from "../../text/collections.ts";
import {
  combinationIndex,
  type CombinationIndex,
  type Fold,
  type Folds,
  type IndexSet,
  type Plan,
  type SharedRole,
  sharedRoles,
} from "../model.ts";
import { viewCombination, viewContainers } from "./build-view.ts";
import type { PlanAnswer, PlanQuery, TableQuery } from "./query.ts";
import type { TextQuery } from "./text-queries.ts";
import type { SharedContainerView } from "./view.ts";

/** Who answers what is asked seldom; absent until they are loaded. */
type Answerers = {
  /** Questions that need the text beside the plan. */
  readonly texts?: ((query: TextQuery) => PlanAnswer) | undefined;
  readonly table?: (query: TableQuery) => PlanAnswer | undefined;
  readonly conversion?: () => Extract<PlanAnswer, { kind: "conversion" }> | undefined;
  /** The stacks that the plan is drawn with. */
  readonly folds?: Folds | undefined;
};

/** At most this many things are answered at once; the rest is asked for page by page. */
const pageLimit = 1000;

/**
 * Answers a question about a plan without enumerating its combinations. What a question names and
 * the plan does not have is `unavailable`, with the reason in plain words.
 */
export function answerQuery(
  plan: Plan,
  query: PlanQuery,
  { texts, table, conversion, folds }: Answerers = {},
): PlanAnswer {
  switch (query.kind) {
    case "containers":
      return containersOf(plan, folds, query);
    case "members":
      return membersOf(plan, folds, query);
    case "combination":
      return combinationOf(plan, folds, query.index);
    case "rows":
    case "values":
    case "position":
    case "find":
      return table?.(query) ?? { kind: "unavailable", reason: "the table is not at hand" };
    case "conversion":
      return conversion?.() ?? { kind: "unavailable", reason: "the conversion is not at hand" };
    case "what-ifs":
    case "what-if":
    case "without-rules":
    case "unify":
    case "compare":
      return texts?.(query) ?? { kind: "unavailable", reason: "the text is not at hand" };
  }
}

function containersOf(
  plan: Plan,
  folds: Folds | undefined,
  { role, stack, from, count }: Extract<PlanQuery, { kind: "containers" }>,
): PlanAnswer {
  const { listed, count: containerCount, container } = plan.roles[role];
  if (!listed) return unlisted(role);
  const numbers =
    stack === undefined ? undefined : containersInStack(plan, folds?.fold(role), role, stack);
  if (stack !== undefined && !numbers) return noStack(stack);
  const total = numbers?.length ?? Number(containerCount);
  const end = Math.min(total, from + Math.min(count, pageLimit));
  const shown = Array.from({ length: Math.max(end - from, 0) }, (_, i) =>
    container(numbers ? at(numbers, from + i) : from + i),
  );
  return { kind: "containers", total, containers: viewContainers(shown) };
}

/** The numbers of the containers in each stack of a plan's roles, once one was opened. */
const stacksByPlan = new WeakMap<Plan, Map<SharedRole, readonly (readonly number[])[]>>();

function containersInStack(
  plan: Plan,
  fold: Fold | undefined,
  role: SharedRole,
  stack: number,
): readonly number[] | undefined {
  const byRole = stacksByPlan.get(plan) ?? new Map<SharedRole, readonly (readonly number[])[]>();
  stacksByPlan.set(plan, byRole);
  const lists = byRole.get(role) ?? listStacks(plan, fold, role);
  byRole.set(role, lists);
  return lists[stack];
}

function listStacks(
  plan: Plan,
  fold: Fold | undefined,
  role: SharedRole,
): readonly (readonly number[])[] {
  if (!fold) return [];
  const lists: number[][] = fold.stacks.map(() => []);
  const { count, firstOf } = plan.roles[role];
  for (let number = 0; number < count; number++) {
    at(lists, fold.stackOf(firstOf(number))).push(number);
  }
  return lists;
}

const noStack = (stack: number): PlanAnswer => ({
  kind: "unavailable",
  reason: `there is no stack ${stack}`,
});

function membersOf(
  plan: Plan,
  folds: Folds | undefined,
  { risk, execution, stack, from, count }: Extract<PlanQuery, { kind: "members" }>,
): PlanAnswer {
  if (stack !== undefined) {
    const fold = folds?.fold("classes");
    if (!fold || stack >= fold.stacks.length) return noStack(stack);
    return pageOf(plan, fold.membersOf(stack), from, count);
  }
  const missing = (risk ?? execution) === undefined ? undefined : unlistedRole(plan);
  if (missing) return unlisted(missing);
  const members = servedBy(plan, risk, execution);
  if (!members) return { kind: "unavailable", reason: "no combinations have these containers" };
  return pageOf(plan, members, from, count);
}

const unlistedRole = ({ roles }: Plan): SharedRole | undefined =>
  sharedRoles.find((role) => !roles[role].listed);

function pageOf(plan: Plan, members: Members, from: bigint, count: number): PlanAnswer {
  const most = from + BigInt(Math.min(count, pageLimit));
  const end = most < members.count ? most : members.count;
  const shown = Array.from({ length: Math.max(Number(end - from), 0) }, (_, i) =>
    viewCombination(plan, members.at(from + BigInt(i))),
  );
  return { kind: "members", total: members.count, members: shown };
}

type Members = Pick<IndexSet, "count" | "at">;

/** The combinations of a class, of one container, or all. */
function servedBy(
  plan: Plan,
  risk: number | undefined,
  execution: number | undefined,
): Members | undefined {
  if (risk !== undefined && execution !== undefined) {
    return plan.classes()?.find((pair) => pair.risk === risk && pair.execution === execution)
      ?.serves;
  }
  const role = risk === undefined ? plan.roles.execution : plan.roles.risk;
  const number = risk ?? execution;
  if (number === undefined) return { count: plan.combinations, at: combinationIndex };
  return BigInt(number) < role.count ? role.container(number).serves : undefined;
}

function combinationOf(plan: Plan, folds: Folds | undefined, index: CombinationIndex): PlanAnswer {
  if (index < 0n || index >= plan.combinations) {
    return { kind: "unavailable", reason: `there is no combination ${index}` };
  }
  const containerOf = (role: SharedRole): SharedContainerView | undefined => {
    const { listed, container, servedBy: numberOf } = plan.roles[role];
    return listed ? viewContainers([container(numberOf(index))])[0] : undefined;
  };
  const stackOf = (of: SharedRole | "classes"): number | undefined =>
    folds?.fold(of)?.stackOf(index);
  return {
    kind: "combination",
    combination: viewCombination(plan, index),
    risk: containerOf("risk"),
    execution: containerOf("execution"),
    stacks: {
      risk: stackOf("risk"),
      execution: stackOf("execution"),
      classes: stackOf("classes"),
    },
  };
}

function unlisted(role: string): PlanAnswer {
  return { kind: "unavailable", reason: `the ${role} containers are counted, not listed` };
}
