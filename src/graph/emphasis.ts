import type {
  CombinationView,
  InStacks,
  PlanView,
  SharedContainerView,
} from "../planner/answer/view.ts";
import type { SharedRole } from "../planner/model.ts";
import type { Emphasis, Step } from "../store/view/view-record.ts";
import type { Item } from "./card.ts";
import { groupsOf } from "./groups.ts";
import type { Picture } from "./placed.ts";

/** A combination to trace, with the containers that serve it, as far as they are listed. */
export type Traced = {
  readonly combination: CombinationView;
  readonly risk: SharedContainerView | undefined;
  readonly execution: SharedContainerView | undefined;
  readonly stacks: InStacks;
};

/** What stands out in a picture; all the rest is faded. */
export type Bright = { readonly cards: ReadonlySet<string>; readonly links: ReadonlySet<string> };

/** The chain of one combination, from the hub to its portfolio. */
export function chainOf(view: PlanView, { placed, routes }: Picture, traced: Traced): Bright {
  const { combination, stacks } = traced;
  // a lane that cannot be drawn in parts is one card, with the number 0
  const numberOf = (role: SharedRole): number =>
    stacks[role] ?? (view.roles[role].containers.length > 0 ? (traced[role]?.number ?? 0) : 0);
  const numbers = { risk: numberOf("risk"), execution: numberOf("execution") };
  const groups = new Set(
    groupsOf(view)
      .filter(({ number, cards: { risk, execution } }) =>
        stacks.classes === undefined
          ? (risk?.includes(numbers.risk) ?? true) &&
            (execution?.includes(numbers.execution) ?? true)
          : number === stacks.classes,
      )
      .map(({ number }) => number),
  );
  const isInChain = ({ tie }: Item): boolean => {
    switch (tie.of) {
      case "all":
        return true;
      case "shared":
        return tie.number === numbers[tie.role];
      case "container":
        return tie.number === combination[tie.role];
      case "group":
        return groups.has(tie.number);
      case "combination":
        return tie.index === combination.index;
    }
  };
  const cards = new Set(placed.filter(isInChain).map(({ id }) => id));
  const links = routes.filter(({ source, target }) => cards.has(source) && cards.has(target));
  return { cards, links: new Set(links.map(({ id }) => id)) };
}

/** Of a combination's chain the way of one event: its adapter and the cards at both ends. */
export function stepIn(chain: Bright, { placed, routes }: Picture, step: Step): Bright {
  const ends = [roleOf(step.from), roleOf(step.to)];
  const isOnTheWay = ({ card }: Item): boolean => {
    switch (card.kind) {
      case "hub":
        return ends.includes("hub");
      case "adapter":
        return card.name === step.adapter;
      case "lane":
        return true;
      case "single":
      case "class":
      case "shared":
      case "stack":
        return ends.includes(card.role);
    }
  };
  const cards = new Set(
    placed.filter((item) => chain.cards.has(item.id) && isOnTheWay(item)).map(({ id }) => id),
  );
  const links = routes.filter(({ source, target }) => cards.has(source) && cards.has(target));
  return { cards, links: new Set(links.map(({ id }) => id)) };
}

const roleOf = (id: string): string | undefined => /^[a-z]+(?=_)/.exec(id)?.[0];

/** What a number of the headline counts. */
export function countedBy(emphasis: Emphasis, { placed, routes }: Picture): Bright {
  const counts = ({ card }: Item): boolean => {
    switch (emphasis) {
      case "containers":
        return card.kind !== "adapter";
      case "shared":
        return "role" in card && (card.role === "risk" || card.role === "execution");
      case "adapters":
        return card.kind === "adapter";
      case "links":
        return card.kind === "lane";
    }
  };
  return {
    cards: new Set(placed.filter(counts).map(({ id }) => id)),
    links: new Set(emphasis === "links" ? routes.map(({ id }) => id) : []),
  };
}

/**
 * The cards that the text at the caret feeds: those of the value it stands in, else those of its line.
 */
export function fedBy({ placed }: Picture, text: string, caret: number): ReadonlySet<string> {
  const start = text.lastIndexOf("\n", caret - 1) + 1;
  const nextBreak = text.indexOf("\n", caret);
  const end = nextBreak < 0 ? text.length : nextBreak;
  const written = placed.flatMap(({ id, sources }) => sources.map((range) => ({ id, range })));
  const onLine = written.filter(({ range }) => range.start <= end && range.end >= start);
  const oneLine = onLine.filter(({ range }) => range.start >= start && range.end <= end);
  const around = oneLine.filter(({ range }) => range.start <= caret && range.end >= caret);
  return new Set((around.length > 0 ? around : onLine).map(({ id }) => id));
}
