import type {
  FieldView,
  PlanView,
  SharedContainerView,
  StackView,
} from "../planner/answer/view.ts";
import type { SharedRole } from "../planner/model.ts";
import { countOf, formatCount } from "../text/count-text.ts";
import type { Asked, Before, OpenedPage } from "./asked.ts";
import type { Block, Card, CardOf, Item, OpenTarget } from "./card.ts";
import { naiveRows } from "./combination-items.ts";
import type { Placeable } from "./combination-lanes.ts";
import { clip, inWords, varyingFields } from "./field-text.ts";
import { isIn, stackTitle } from "./groups.ts";
import { roomyLane } from "./measures.ts";

const rowsShown = 6;

type MakeId = (prefix: string, key: string) => string;
export type SharedLane = {
  readonly blocks: readonly Block[];
  /** The ids of the cards by their numbers: containers, or the stacks that hold them. */
  readonly ids: ReadonlyMap<number, string>;
};

/** The lane of a shared role: its containers, the stacks they fold into, or one stack for all. */
export function sharedLane(
  view: PlanView,
  role: SharedRole,
  groups: readonly Placeable[],
  { topology, opened, before }: Asked,
  makeId: MakeId,
): SharedLane {
  const compared = topology === "naive" ? undefined : before;
  const cards = numbered(view, role, topology === "naive", makeId, compared);
  const reached = new Set(groups.flatMap(({ group }) => group.cards[role] ?? [...cards.keys()]));
  const ids = new Map<number, string>();
  const blocks: Block[] = [];
  for (const [number, item] of cards) {
    // beside an opened card only what it has to do with
    const lane = opened?.lane;
    if (opened && !(lane?.role === role ? lane.number === number : reached.has(number))) continue;
    ids.set(number, item.id);
    const inside = opened?.id === item.id ? openedRows(opened, role, makeId) : [];
    blocks.push({
      ...item,
      card: inside.length > 0 ? frameOf(item.card, role) : item.card,
      inside,
      beside: groups
        .filter(({ group }) => group.cards[role]?.includes(number))
        .map(({ strategy }) => strategy),
    });
  }
  if (compared && !opened) blocks.push(...goneBlocks(role, compared, makeId));
  return { blocks, ids };
}

/** Containers of the plan before that are no more, each by itself below the lane. */
function goneBlocks(role: SharedRole, before: Before, makeId: MakeId): readonly Block[] {
  return before.gone[role].map((container) => {
    const card = sharedCard(role, container, false, undefined);
    const fate = before.fates.get(fateKey(role, container.key)) ?? "removed";
    return {
      id: makeId(`gone-${role}`, container.key),
      card: {
        ...card,
        fate,
        gone: true,
        sentence: `Of the plan before: ${card.sentence}, ${fate}`,
      },
      tie: { of: "container", role, number: -1 },
      sources: [],
      inside: [],
      beside: [],
    };
  });
}

/** A container in a comparison. */
export const fateKey = (role: SharedRole, key: string): string => `${role} ${key}`;

/** Every naive container of a role by itself, in frames along those of the strategies. */
export function naiveLane(
  view: PlanView,
  role: SharedRole,
  groups: readonly Placeable[],
  shared: SharedLane,
  makeId: MakeId,
): readonly Block[] {
  const { strip, items } = naiveRows(view, role, (number) => shared.ids.get(number), makeId);
  return groups.map(({ group, strategy }) => {
    const inGroup = new Set(
      view.combinationViews
        .filter(
          (shown) =>
            isIn(group.cards.risk, shown.risk) && isIn(group.cards.execution, shown.execution),
        )
        .map(({ index }) => index),
    );
    return {
      id: makeId(`naive-${role}`, group.key),
      card: {
        kind: "class",
        role,
        testId: `naive-${role}-${group.number}`,
        count: group.count,
        strip,
        framed: true,
        dense: false,
        opens: undefined,
        sentence: `${formatCount(group.count)} × ${role}: one for each combination, without sharing`,
      },
      tie: { of: "group", number: group.number },
      sources: [],
      inside: items.filter(({ tie }) => tie.of === "combination" && inGroup.has(tie.index)),
      beside: [],
      along: strategy,
      merges: shared.ids.get(group.cards[role]?.[0] ?? 0),
    };
  });
}

function numbered(
  view: PlanView,
  role: SharedRole,
  naive: boolean,
  makeId: MakeId,
  before: Before | undefined,
): ReadonlyMap<number, Item> {
  const { count, containers, fold } = view.roles[role];
  if (count === 0n) return new Map();
  if (containers.length > 0) {
    const dense = containers.length > roomyLane;
    const varying = varyingFields(containers.map(({ fields }) => fields));
    return new Map(
      containers.map((container) => [
        container.number,
        {
          id: makeId(role, container.key),
          card: sharedCard(role, container, naive, dense ? varying : undefined, before),
          tie: { of: "shared", role, number: container.number },
          sources: container.fields.map(({ range }) => range),
        },
      ]),
    );
  }
  const stacks: readonly StackView[] = fold?.stacks ?? [
    { number: 0, value: "", more: 0, count, combinations: view.combinations, ranges: [] },
  ];
  return new Map(
    stacks.map((stack) => [
      stack.number,
      {
        id: makeId(role, JSON.stringify([fold?.field, stack.value])),
        card: stackCard(view, role, stack, naive),
        tie: { of: "shared", role, number: stack.number },
        sources: stack.ranges,
      },
    ]),
  );
}

function sharedCard(
  role: SharedRole,
  container: SharedContainerView,
  naive: boolean,
  varying: ReadonlyMap<string, number> | undefined,
  before?: Before,
): CardOf<"shared"> {
  const { id, fields, serves } = container;
  const fate = before && (before.fates.get(fateKey(role, container.key)) ?? "unchanged");
  const told = varying ? fields.filter(({ field }) => varying.has(field)) : fields;
  const rows = told.slice(0, told.length > rowsShown ? rowsShown - 1 : rowsShown);
  const words = inWords(fields);
  const served =
    serves > 1n ? `shared by ${countOf(serves, "combination")}` : "serves 1 combination";
  const sentence = naive
    ? `${formatCount(serves)} × ${role}, one for each of the combinations that could share ${id}`
    : `${role === "risk" ? "Risk" : "Execution"} container ${id}, ${served}`;
  return {
    kind: "shared",
    role,
    container,
    rows: rows.map((row): FieldView => ({
      ...row,
      field: clip(row.field),
      value: clip(row.value),
    })),
    more: told.length - rows.length,
    dense: varying !== undefined,
    ghost: naive && serves > 1n,
    fate,
    gone: false,
    sentence: words === "" ? sentence : `${sentence}, ${words}`,
  };
}

function stackCard(
  { roles }: PlanView,
  role: SharedRole,
  stack: StackView,
  naive: boolean,
): CardOf<"stack"> {
  const { number, count, combinations } = stack;
  const { fold, listed } = roles[role];
  const title = fold ? stackTitle(fold.field, stack) : "own configurations";
  const dense = fold !== undefined && fold.stacks.length > roomyLane;
  const served = `serve ${countOf(combinations, "combination")}`;
  const opens: OpenTarget | undefined = listed
    ? { kind: "containers", role, stack: fold ? number : undefined, count, title }
    : undefined;
  const shownCount = naive ? combinations : count;
  return {
    kind: "stack",
    role,
    testId: fold ? `stack-${role}-${number}` : `stack-${role}`,
    count: shownCount,
    title: dense ? stackTitle("", stack) : title,
    note: served,
    dense,
    ghost: naive,
    shared: !naive && combinations > count,
    opens,
    sentence: `${countOf(shownCount, `${role} container`)}, ${title}, ${naive ? "one for each combination" : served}${opens ? ". Press Enter to open it" : ""}`,
  };
}

function frameOf(card: Card, role: SharedRole): Card {
  if (card.kind !== "stack") return card;
  const { testId, count, title, opens, sentence } = card;
  return {
    kind: "class",
    role,
    testId,
    count,
    strip: [opens?.title ?? title],
    framed: true,
    dense: false,
    opens: undefined,
    sentence: sentence.replace(". Press Enter to open it", ""),
  };
}

function openedRows(opened: OpenedPage, role: SharedRole, makeId: MakeId): readonly Item[] {
  const varying = varyingFields(opened.containers.map(({ fields }) => fields));
  return opened.containers.map(({ id, key, number, fields, serves }) => ({
    id: makeId(`${role}-one`, key),
    card: {
      kind: "single",
      role,
      id,
      title: `${number}`,
      values: fields
        .filter(({ field }) => varying.size === 0 || varying.has(field))
        .map(({ value }) => clip(value))
        .join(" · "),
      dense: true,
      ghost: false,
      count: serves,
      sentence: `${role === "risk" ? "Risk" : "Execution"} container ${id}, shared by ${countOf(serves, "combination")}, ${inWords(fields)}`,
    },
    tie: { of: "container", role, number },
    sources: fields.map(({ range }) => range),
  }));
}
