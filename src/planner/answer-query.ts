import { viewCombination, viewContainers } from "./build-view.ts";
import { combinationIndex, type CombinationIndex, type IndexSet, type Plan } from "./model.ts";
import type { TextQuery } from "./explain/text-queries.ts";
import type { PlanAnswer, PlanQuery, TableQuery } from "./query.ts";

/** Who answers what is asked seldom; absent until they are loaded. */
type Answerers = {
  /** Questions that need the text beside the plan. */
  readonly texts?: ((query: TextQuery) => PlanAnswer) | undefined;
  readonly table?: ((plan: Plan, query: TableQuery) => PlanAnswer) | undefined;
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
  { texts, table }: Answerers = {},
): PlanAnswer {
  switch (query.kind) {
    case "containers":
      return containersOf(plan, query);
    case "members":
      return membersOf(plan, query);
    case "combination":
      return combinationOf(plan, query.index);
    case "rows":
    case "values":
    case "position":
    case "find":
      return table?.(plan, query) ?? { kind: "unavailable", reason: "the table is not at hand" };
    case "what-ifs":
    case "what-if":
    case "unify":
      return texts?.(query) ?? { kind: "unavailable", reason: "the text is not at hand" };
  }
}

function containersOf(
  { roles }: Plan,
  { role, from, count }: Extract<PlanQuery, { kind: "containers" }>,
): PlanAnswer {
  const { listed, count: all, container } = roles[role];
  if (!listed) return unlisted(role);
  const end = Math.min(Number(all), from + Math.min(count, pageLimit));
  const shown = Array.from({ length: Math.max(end - from, 0) }, (_, i) => container(from + i));
  return { kind: "containers", total: Number(all), containers: viewContainers(shown) };
}

function membersOf(
  plan: Plan,
  { risk, execution, from, count }: Extract<PlanQuery, { kind: "members" }>,
): PlanAnswer {
  const missing = (["risk", "execution"] as const).find((role) => !plan.roles[role].listed);
  if (missing) return unlisted(missing);
  const members = servedBy(plan, risk, execution);
  if (!members) return { kind: "unavailable", reason: "no combinations have these containers" };
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
    return plan.classes()?.find((one) => one.risk === risk && one.execution === execution)?.serves;
  }
  const role = risk === undefined ? plan.roles.execution : plan.roles.risk;
  const number = risk ?? execution;
  if (number === undefined) return { count: plan.combinations, at: combinationIndex };
  return BigInt(number) < role.count ? role.container(number).serves : undefined;
}

function combinationOf(plan: Plan, index: CombinationIndex): PlanAnswer {
  const { risk, execution } = plan.roles;
  if (index < 0n || index >= plan.combinations) {
    return { kind: "unavailable", reason: `there is no combination ${index}` };
  }
  if (!risk.listed) return unlisted("risk");
  if (!execution.listed) return unlisted("execution");
  const [ownRisk] = viewContainers([risk.container(risk.servedBy(index))]);
  const [ownExecution] = viewContainers([execution.container(execution.servedBy(index))]);
  const combination = viewCombination(plan, index);
  return { kind: "combination", combination, risk: ownRisk, execution: ownExecution };
}

function unlisted(role: string): PlanAnswer {
  return { kind: "unavailable", reason: `the ${role} containers are counted, not listed` };
}
