import type { IsolatedRole, Role, SharedRole } from "../planner/model.ts";
import type { ClassView, PlanView } from "../planner/view.ts";
import { adapterPills } from "./adapter-pills.ts";
import { classId, stackId, type Block, type Card, type Flow } from "./card.ts";
import { countOf, formatCount, shortCount } from "./count-text.ts";
import { isolatedCards } from "./isolated-cards.ts";

/** The things to draw for a plan and what connects them, not yet placed. */
export function flowOf(view: PlanView): Flow {
  const classes = view.classes;
  const risk = sharedBlocks(view, "risk", (shown) => shown.risk);
  const execution = sharedBlocks(view, "execution", (shown) => shown.execution);
  const lanes = {
    hub: [hubBlock],
    strategy: isolatedBlocks(view, "strategy"),
    risk,
    execution,
    portfolio: isolatedBlocks(view, "portfolio"),
  };
  const { pills, links } = adapterPills(view, {
    strategies: classes.length > 0 ? classes.map((shown) => classId("strategy", shown)) : undefined,
    portfolios:
      classes.length > 0 ? classes.map((shown) => classId("portfolio", shown)) : undefined,
  });
  return { lanes, headings: headings(view), pills, links };
}

const hubBlock: Block = {
  id: "hub",
  card: {
    kind: "hub",
    id: "hub_container",
    sentence: "Hub container hub_container, sends market data to every strategy",
  },
  inside: [],
  beside: [],
};

function isolatedBlocks(view: PlanView, role: IsolatedRole): Block[] {
  if (view.combinations === 0n) return [];
  if (view.classes.length === 0) {
    const note = `own ${role === "strategy" ? "parameters" : "P&L"}, never shared`;
    return [stackBlock(role, view.counts.optimized[role], note)];
  }
  const framed = view.combinationViews.length > 0;
  const cards = isolatedCards(view, role);
  return view.classes.map((shown) => ({
    id: classId(role, shown),
    card: {
      kind: "class",
      role,
      id: classId(role, shown),
      count: shown.count,
      strip: framed || role === "portfolio" ? cards.strip : shown.strip,
      framed,
      sentence: `${formatCount(shown.count)} × ${role}: the combinations that use risk_${shown.risk} and execution_${shown.execution}`,
    },
    inside: cards.of(shown),
    beside: [],
  }));
}

const rowsShown = 6;

function sharedBlocks(
  view: PlanView,
  role: SharedRole,
  numberIn: (shown: ClassView) => number,
): Block[] {
  const { count, containers } = view.roles[role];
  if (count === 0n) return [];
  if (BigInt(containers.length) < count) {
    return [stackBlock(role, count, "each with its own configuration")];
  }
  return containers.map((container) => {
    const rows = container.fields.slice(
      0,
      container.fields.length > rowsShown ? rowsShown - 1 : rowsShown,
    );
    const fields = container.fields.map(({ field, value }) => `${field} ${value}`).join(", ");
    const serves =
      container.serves > 1n
        ? `shared by ${countOf(container.serves, "combination")}`
        : "serves 1 combination";
    return {
      id: container.id,
      card: {
        kind: "shared",
        role,
        container,
        rows,
        more: container.fields.length - rows.length,
        sentence: `${role === "risk" ? "Risk" : "Execution"} container ${container.id}, ${serves}${fields ? `: ${fields}` : ""}`,
      },
      inside: [],
      beside: view.classes
        .filter((shown) => numberIn(shown) === container.number)
        .map((shown) => classId("strategy", shown)),
    };
  });
}

function stackBlock(role: Exclude<Role, "hub">, count: bigint, note: string): Block {
  const sentence = `${countOf(count, `${role} container`)}, ${note}`;
  return {
    id: stackId(role),
    card: { kind: "stack", role, count, note, sentence },
    inside: [],
    beside: [],
  };
}

const titles: Readonly<Record<Role, string>> = {
  hub: "Hub",
  strategy: "Strategies",
  risk: "Risk",
  execution: "Execution",
  portfolio: "Portfolios",
};

function headings({ counts: { naive, optimized } }: PlanView): Flow["headings"] {
  const heading = (role: Role): Card => {
    const changed = naive[role] !== optimized[role];
    const count = shortCount(optimized[role]);
    const words = `${titles[role]}: ${countOf(optimized[role], "container")}`;
    return {
      kind: "lane",
      role,
      title: titles[role],
      count: changed ? `${shortCount(naive[role])} → ${count}` : count,
      sentence: changed ? `${words} instead of ${formatCount(naive[role])}` : words,
    };
  };
  return {
    hub: heading("hub"),
    strategy: heading("strategy"),
    risk: heading("risk"),
    execution: heading("execution"),
    portfolio: heading("portfolio"),
  };
}
