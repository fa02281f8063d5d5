import { describe, expect, it } from "vitest";
import { createAnalyzer, type Analyzer } from "../planner/analyze.ts";
import { answerQuery } from "../planner/answer/answer-query.ts";
import { createExplainer } from "../planner/answer/explainer.ts";
import type { PlanView } from "../planner/answer/view.ts";
import { combinationIndex, sharedRoles } from "../planner/model.ts";
import { plainly, type Asked, type OpenedPage } from "./asked.ts";
import type { Card, CardOf, OpenTarget } from "./card.ts";
import { chainOf } from "./emphasis.ts";
import { flowOf } from "./flow.ts";
import { layOut } from "./layout.ts";
import type { Picture, Placed } from "./placed.ts";
import { queryOf } from "./use-opened.ts";

type Shown = { readonly analyzer: Analyzer; readonly view: PlanView };

function show(text: string): Shown {
  const analyzer = createAnalyzer({ answer: () => answerQuery, explainer: () => createExplainer });
  return { analyzer, view: analyzer.analyze(text, "pyyaml").view };
}
const draw = ({ view }: Shown, asked: Partial<Asked> = {}): Picture =>
  layOut(flowOf(view, { ...plainly, ...asked }));

const range = (most: number): string => `{min: 1, max: ${most}, step: 1}`;
const text = (axes: string, strategies = "{type: a, parameters: {x: [1, 2]}}"): string => `
strategies: [${strategies}]
optimization: {parameter_grids: {${axes}}}
risk: {commission: 0}
execution: {commission: 0}
`;
const forty = text(`commission: ${range(40)}, slippage: [1, 2]`);
const square = text(`execution.delay: ${range(10)}, risk.stop_loss: ${range(10)}`);
const trillion = text(
  ["risk.stop_loss", "commission", "slippage", "execution.delay"]
    .map((key) => `${key}: ${range(1000)}`)
    .join(", "),
  "{type: a}",
);
const million = text(`commission: ${range(1000)}, slippage: ${range(1000)}`);
const different = text(
  "initial_capital: [1, 2]",
  Array.from(
    { length: 60 },
    (_, i) => `{type: a, risk: {stop_loss: ${i}}, execution: {slippage: ${i % 30}}}`,
  ).join(", "),
);
const plans = { forty, square, trillion, million, different };

const cards = <Kind extends Card["kind"]>({ placed }: Picture, kind: Kind): CardOf<Kind>[] => {
  const isWanted = (card: Card): card is CardOf<Kind> => card.kind === kind;
  return placed.map(({ card }) => card).filter(isWanted);
};
const nodes = ({ placed }: Picture): number =>
  placed.filter(({ card }) => card.kind !== "adapter").length;
const find = ({ placed }: Picture, testId: string): Placed => {
  const found = placed.find(({ card }) => "testId" in card && card.testId === testId);
  if (!found) throw new Error(`no ${testId}`);
  return found;
};

/** Opens a card as the page does. */
function open(shown: Shown, { id, card }: Placed, from = 0n): OpenedPage {
  const target: OpenTarget | undefined =
    card.kind === "stack" || card.kind === "class" ? card.opens : undefined;
  if (!target) throw new Error(`${id} does not open`);
  const answer = shown.analyzer.ask(queryOf(target, from));
  if (answer.kind !== "members" && answer.kind !== "containers") throw new Error(answer.kind);
  return {
    id,
    from,
    total: BigInt(answer.total),
    members: answer.kind === "members" ? answer.members : [],
    lane:
      target.kind === "containers" ? { role: target.role, number: target.stack ?? 0 } : undefined,
    containers: answer.kind === "containers" ? answer.containers : [],
  };
}

describe("a folded plan", () => {
  it.each(Object.entries(plans))("is at most 120 nodes: %s", (_, yaml) => {
    const shown = show(yaml);
    for (const topology of ["naive", "optimized"] as const) {
      const picture = draw(shown, { topology, completions: true });
      expect(nodes(picture)).toBeLessThanOrEqual(120);
      expect(new Set(picture.placed.map(({ id }) => id)).size).toBe(picture.placed.length);
    }
  });

  it.each(Object.entries(plans))("stands for all containers and combinations: %s", (_, yaml) => {
    const shown = show(yaml);
    for (const topology of ["naive", "optimized"] as const) {
      const picture = draw(shown, { topology });
      const stacks = cards(picture, "stack");
      const shared = cards(picture, "shared").map(({ role, container }) => ({
        role,
        count: topology === "naive" ? container.serves : 1n,
      }));
      const counts = shown.view.counts[topology];
      for (const role of ["strategy", "risk", "execution", "portfolio"] as const) {
        const sum = [...stacks, ...shared]
          .filter((card) => card.role === role)
          .reduce((all, { count }) => all + count, 0n);
        expect({ role, sum }).toEqual({ role, sum: counts[role] });
      }
    }
  });

  it("has one stack for each value, in order of appearance, and one for the rest", () => {
    const stacks = cards(draw(show(forty)), "stack").filter(({ role }) => role === "execution");
    expect(stacks).toHaveLength(24);
    expect(stacks.map(({ title }) => title).slice(21)).toEqual(["22", "23", "17 more"]);
    expect(stacks[0]?.sentence).toBe(
      "2 execution containers, commission 1, serve 4 combinations. Press Enter to open it",
    );
    expect(stacks[23]?.sentence).toContain("34 execution containers, commission 17 more values");
  });

  it("names the field above each folded lane", () => {
    const fields = cards(draw(show(forty)), "lane").map((card) => card.fields);
    expect(fields).toEqual(["", ...Array.from({ length: 4 }, () => "commission ×40")]);
  });

  it("has one pill for each gap, with as many adapters as the plan has", () => {
    for (const yaml of Object.values(plans)) {
      const shown = show(yaml);
      const { adapters } = shown.view.counts.optimized;
      const pills = cards(draw(shown), "adapter");
      expect(pills).toHaveLength(4);
      expect(pills.reduce((sum, { count }) => sum + count, 0n)).toBe(adapters);
    }
  });

  it("keeps a stack's card where only its counts change", () => {
    const ids = (yaml: string) =>
      draw(show(yaml))
        .placed.filter(({ card }) => card.kind === "stack")
        .map(({ id, x, y }) => ({ id, x, y }));
    expect(ids(forty.replace("slippage: [1, 2]", "slippage: [1, 2, 3]"))).toEqual(ids(forty));
  });

  it("is lit by the line that its values come from", () => {
    const stack = find(draw(show(forty)), "stack-execution-23");
    expect(stack.sources.map(({ start, end }) => forty.slice(start, end))).toEqual([range(40)]);
  });

  it("comes after the counts where thousands of strategies take long to fold", () => {
    const strategies = Array.from({ length: 400 }, (_, i) => `{type: a, risk: {stop_loss: ${i}}}`);
    const analyzer = createAnalyzer({
      answer: () => answerQuery,
      explainer: () => createExplainer,
    });
    const first = analyzer.analyze(text("slippage: [1]", strategies.join(", ")), "pyyaml");
    expect(first.view.roles.risk).toMatchObject({ count: 400n, fold: undefined });
    const { analysis, pending } = analyzer.continue();
    expect(analysis?.view.roles.risk.fold?.stacks).toHaveLength(24);
    expect([analysis?.view.classFold?.stacks.length, pending]).toEqual([24, true]);
  });
});

it("folds a plan that was made before the code that folds was loaded", () => {
  let loaded: typeof createExplainer | undefined;
  const analyzer = createAnalyzer({ answer: () => answerQuery, explainer: () => loaded });
  expect(analyzer.analyze(forty, "pyyaml").view.classFold).toBeUndefined();
  loaded = createExplainer;
  expect(analyzer.continue().analysis?.view.classFold?.stacks).toHaveLength(24);
});

describe("an opened stack", () => {
  it("shows its containers with what tells them apart, and what they have to do with", () => {
    const shown = show(forty);
    const stack = find(draw(shown), "stack-execution-1");
    const picture = draw(shown, { opened: open(shown, stack) });
    const rows = cards(picture, "single");
    expect(rows.map(({ id, values, count }) => [id, values, count])).toEqual([
      ["execution_2", "1", 2n],
      ["execution_3", "2", 2n],
    ]);
    const others = cards(picture, "stack").map(({ testId }) => testId);
    expect(others).toEqual(["stack-strategy-1", "stack-risk-1", "stack-portfolio-1"]);
  });

  it("shows a page of 220 combinations with their strategies and portfolios", () => {
    const shown = show(trillion);
    const stack = find(draw(shown), "stack-strategy-2");
    const opened = open(shown, stack, 220n);
    expect(opened.total).toBe(10n ** 9n);
    const picture = draw(shown, { opened });
    expect(cards(picture, "single")).toHaveLength(440);
  });

  it.each(Object.entries(plans))("never draws more than 500 nodes: %s", (_, yaml) => {
    const shown = show(yaml);
    for (const placed of draw(shown).placed) {
      if (placed.card.kind !== "stack" || !placed.card.opens) continue;
      expect(nodes(draw(shown, { opened: open(shown, placed) }))).toBeLessThanOrEqual(500);
    }
  });

  it("does not open where containers are counted, not listed", () => {
    const stacks = cards(draw(show(million)), "stack");
    expect(stacks.filter(({ role }) => role === "risk").every(({ opens }) => opens)).toBe(true);
    expect(stacks.some(({ role, opens }) => role === "execution" && opens)).toBe(false);
  });
});

describe("a trace through stacks", () => {
  it.each(Object.entries(plans))("lights one card of each lane: %s", (_, yaml) => {
    const shown = show(yaml);
    const { view, analyzer } = shown;
    const picture = draw(shown);
    for (const at of [0n, view.combinations / 3n, view.combinations - 1n]) {
      const answer = analyzer.ask({ kind: "combination", index: combinationIndex(at) });
      if (answer.kind !== "combination") throw new Error(answer.kind);
      const bright = chainOf(view, picture, answer);
      for (const role of ["strategy", "portfolio", ...sharedRoles] as const) {
        const lit = picture.placed.filter(
          ({ id, card }) =>
            bright.cards.has(id) && card.kind !== "lane" && "role" in card && card.role === role,
        );
        expect(lit).toHaveLength(1);
      }
    }
  });
});
