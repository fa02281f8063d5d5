import type { PlanView } from "../planner/answer/view.ts";
import type { IsolatedRole } from "../planner/model.ts";
import { formatCount } from "../text/count-text.ts";
import { drawsEach, type OpenedPage } from "./asked.ts";
import type { Block, Item } from "./card.ts";
import { combinationRows, stripOfRows, type Rows } from "./combination-items.ts";
import { isIn, type Group } from "./groups.ts";
import { roomyLane } from "./measures.ts";

/** A group with the ids of its cards in both lanes. */
export type Placeable = {
  readonly group: Group;
  readonly strategy: string;
  readonly portfolio: string;
};

/** The lane of strategies or of portfolios: class cards, frames around single containers, or stacks. */
export function combinationLane(
  view: PlanView,
  role: IsolatedRole,
  groups: readonly Placeable[],
  opened: OpenedPage | undefined,
  makeId: (prefix: string, key: string) => string,
): readonly Block[] {
  const shown = opened && opened.members.length > 0 ? opened.members : drawnOnes(view);
  const rows = combinationRows(shown, view, role, makeId);
  return groups.map((placeable) => {
    const inside = rowsOf(placeable.group, rows, view, opened);
    // what tells the cards inside a frame apart, not those of other frames
    const framed = new Set(inside.map(({ tie }) => (tie.of === "combination" ? tie.index : -1)));
    const own = shown.filter(({ index }) => framed.has(index));
    const strip = framed.size > 0 ? stripOfRows(own, role) : rows.strip;
    return groupBlock(placeable, role, strip, inside, opened, groups.length > roomyLane);
  });
}

const drawnOnes = (view: PlanView): PlanView["combinationViews"] =>
  drawsEach(view) ? view.combinationViews : [];

function rowsOf(
  { cards: { risk, execution } }: Group,
  { items }: Rows,
  { combinationViews }: PlanView,
  opened: OpenedPage | undefined,
): readonly Item[] {
  // an opened card is the only one of its lane
  if (opened && opened.members.length > 0) return items;
  const inGroup = new Set(
    combinationViews
      .filter((shown) => isIn(risk, shown.risk) && isIn(execution, shown.execution))
      .map(({ index }) => index),
  );
  return items.filter(({ tie }) => tie.of === "combination" && inGroup.has(tie.index));
}

function groupBlock(
  { group, strategy, portfolio }: Placeable,
  role: IsolatedRole,
  rowStrip: readonly string[],
  inside: readonly Item[],
  opened: OpenedPage | undefined,
  dense: boolean,
): Block {
  const { count, title, shortTitle, note, number, sources } = group;
  const framed = inside.length > 0;
  const opens = opened ? undefined : group.opens;
  const id = role === "strategy" ? strategy : portfolio;
  const testId = group.testIds[role];
  const hint = opens && !framed ? ". Press Enter to open it" : "";
  const sentence = `${formatCount(count)} × ${role}: ${title === undefined || framed ? note : `${title}, ${note}`}${hint}`;
  return {
    id,
    card:
      title === undefined || framed
        ? {
            kind: "class",
            role,
            testId,
            count,
            strip: framed || role === "portfolio" ? rowStrip : group.strip,
            framed,
            dense,
            opens: framed ? undefined : opens,
            sentence,
          }
        : {
            kind: "stack",
            role,
            testId,
            count,
            title: dense ? (shortTitle ?? title) : title,
            note,
            dense,
            ghost: false,
            shared: false,
            opens,
            sentence,
          },
    tie: { of: "group", number },
    sources,
    inside,
    beside: [],
    along: role === "portfolio" ? strategy : undefined,
  };
}
