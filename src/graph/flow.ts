import type { FoldView, PlanView, RoleView } from "../planner/answer/view.ts";
import type { Role } from "../planner/model.ts";
import { countOf, formatCount, shortCount } from "../text/count-text.ts";
import { adapterPills, type Wiring } from "./adapter-pills.ts";
import { drawsEachNaive, plainly, type Asked } from "./asked.ts";
import { createCardIds } from "./card-id.ts";
import type { Block, Card, Flow, Link } from "./card.ts";
import { combinationLane, type Placeable } from "./combination-lanes.ts";
import { completionPills } from "./completion-pills.ts";
import { clip, varyingFields } from "./field-text.ts";
import { groupsOf } from "./groups.ts";
import { naiveLane, sharedLane } from "./shared-lanes.ts";

/** The things to draw for a plan and what connects them, not yet placed. */
export function flowOf(view: PlanView, asked: Asked = plainly): Flow {
  const makeId = createCardIds();
  const all = groupsOf(view).map((group) => ({
    group,
    strategy: makeId("strategies", group.key),
    portfolio: makeId("portfolios", group.key),
  }));
  const groups = openedOnes(all, asked);
  const strategy = combinationLane(view, "strategy", groups, asked.opened, makeId);
  const portfolio = combinationLane(view, "portfolio", groups, asked.opened, makeId);
  const risk = sharedLane(view, "risk", groups, asked, makeId);
  const execution = sharedLane(view, "execution", groups, asked, makeId);
  const ends = { hub: hubBlock.id, groups, risk: risk.ids, execution: execution.ids };
  const bundles = adapterPills(view, ends, asked);
  const completions = asked.completions ? completionPills(view, ends, asked) : nothing;

  const singly = asked.topology === "naive" && !asked.opened && drawsEachNaive(view);
  const lanes = {
    hub: [hubBlock],
    strategy,
    risk: singly ? naiveLane(view, "risk", groups, risk, makeId) : risk.blocks,
    execution: singly ? naiveLane(view, "execution", groups, execution, makeId) : execution.blocks,
    portfolio,
  };
  return {
    lanes,
    headings: headings(view, asked.topology),
    pills: [...bundles.pills, ...completions.pills],
    links: [
      ...(singly ? singleLinks(lanes, bundles.links) : bundles.links),
      ...(singly ? [] : completions.links),
    ],
  };
}

const nothing: Wiring = { pills: [], links: [] };

const hubBlock: Block = {
  id: "hub",
  card: {
    kind: "hub",
    id: "hub_container",
    sentence: "Hub container hub_container, sends market data to every strategy",
  },
  tie: { of: "all" },
  sources: [],
  inside: [],
  beside: [],
};

/** Beside what is opened only what it has to do with. */
function openedOnes(all: readonly Placeable[], { opened }: Asked): readonly Placeable[] {
  if (!opened) return all;
  const { lane, id } = opened;
  if (lane) return all.filter(({ group }) => group.cards[lane.role]?.includes(lane.number) ?? true);
  return all.filter(({ strategy, portfolio }) => [strategy, portfolio].includes(id));
}

/** Without sharing every strategy has a risk container of its own, and so on along the lanes. */
function singleLinks(lanes: Flow["lanes"], bundles: readonly Link[]): Link[] {
  const rows = [lanes.strategy, lanes.risk, lanes.execution, lanes.portfolio].map((blocks) =>
    blocks.flatMap(({ inside }) => inside),
  );
  const ladder = rows.slice(1).flatMap((targets, n) => {
    const sources = rows[n] ?? [];
    return targets.flatMap((target, i) => {
      const source = sources[i];
      return source
        ? [{ id: `${source.id}>${target.id}`, source: source.id, target: target.id }]
        : [];
    });
  });
  return [...bundles.filter(({ id }) => id.includes("pills-strategy")), ...ladder];
}

const titles: Readonly<Record<Role, string>> = {
  hub: "Hub",
  strategy: "Strategies",
  risk: "Risk",
  execution: "Execution",
  portfolio: "Portfolios",
};

/** The fields in which the containers of a role differ, with their number of values. */
function splitting({ containers, fold }: RoleView): string {
  if (fold) return foldedBy(fold);
  const varying = varyingFields(containers.map(({ fields }) => fields));
  return Array.from(varying, ([field, values]) => `${clip(field)} ×${values}`).join(" · ");
}

function fieldsOf({ roles, classFold }: PlanView, role: Role): string {
  if (role === "risk" || role === "execution") return splitting(roles[role]);
  return classFold && role !== "hub" ? foldedBy(classFold) : "";
}

/** The field that cards are folded by, with its number of values. */
function foldedBy({ field, stacks }: FoldView): string {
  const left = stacks.at(-1)?.more ?? 0;
  const values = left > 0 ? stacks.length - 1 + left : stacks.length;
  return `${clip(field)} ×${formatCount(values)}`;
}

function headings(view: PlanView, topology: Asked["topology"]): Flow["headings"] {
  const { naive, optimized } = view.counts;
  const other = topology === "naive" ? optimized : naive;
  const shown = topology === "naive" ? naive : optimized;
  const heading = (role: Role): Card => {
    const words = `${titles[role]}: ${countOf(shown[role], "container")}`;
    const changed = shown[role] !== other[role];
    const turned = topology === "naive" ? "with sharing" : "without sharing";
    return {
      kind: "lane",
      role,
      title: titles[role],
      naive: changed ? shortCount(naive[role]) : "",
      optimized: shortCount(optimized[role]),
      stressed: topology,
      fields: fieldsOf(view, role),
      sentence: changed ? `${words}, ${formatCount(other[role])} ${turned}` : words,
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
