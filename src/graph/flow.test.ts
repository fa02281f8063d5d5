import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../planner/analyze.ts";
import type { PlanView } from "../planner/view.ts";
import type { Card } from "./card.ts";
import { flowOf } from "./flow.ts";
import { fitBounds, layOut, type Placed } from "./layout.ts";

const planOf = (text: string): PlanView => createAnalyzer().analyze(text, "pyyaml").view;

const seed = `
strategies:
  - type: momentum
    parameters:
      lookback_period: [10, 20]
      signal_threshold: [0.01, 0.02]
optimization:
  parameter_grids:
    initial_capital: [10000, 50000]
risk: {max_position_size: 1000, commission: 0.001}
execution: {commission: 0.001, slippage: 0.0005}
`;
const feeGrid = seed.replace(
  "initial_capital: [10000, 50000]",
  "commission: [0.001, 0.005]\n    slippage: [0.0005, 0.001]",
);
const fees = (count: number): string =>
  seed.replace("initial_capital: [10000, 50000]", `slippage: {min: 1, max: ${count}, step: 1}`);

const kinds = (view: PlanView): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { card } of layOut(flowOf(view)).placed) {
    counts[card.kind] = (counts[card.kind] ?? 0) + 1;
  }
  return counts;
};

describe("what is drawn", () => {
  it("is every one of the seed's 19 containers and 4 adapters", () => {
    expect(kinds(planOf(seed))).toEqual({
      lane: 5,
      hub: 1,
      class: 2,
      isolated: 16,
      shared: 2,
      adapter: 4,
    });
  });

  it("is 2 risk and 4 execution containers for the fee grid", () => {
    expect(kinds(planOf(feeGrid))).toMatchObject({
      shared: 6,
      isolated: 32,
      adapter: 11,
      class: 8,
    });
  });

  it("is class cards where the containers are too many to draw each", () => {
    const many = feeGrid.replace("[10, 20]", "{min: 1, max: 500, step: 1}");
    const { placed } = layOut(flowOf(planOf(many)));
    expect(kinds(planOf(many))).toMatchObject({ shared: 6, class: 8 });
    expect(kinds(planOf(many))).not.toHaveProperty("isolated");
    const counts = cards(placed, "class").map(({ count }) => count);
    expect(counts).toEqual(Array.from({ length: 8 }, () => 1000n));
  });

  it("is one stack for a lane of more than 24 containers, with one pill a gap", () => {
    const { placed } = layOut(flowOf(planOf(fees(1000))));
    const stacks = cards(placed, "stack").map(({ role, count }) => [role, count]);
    expect(stacks).toEqual([
      ["strategy", 4000n],
      ["execution", 1000n],
      ["portfolio", 4000n],
    ]);
    expect(cards(placed, "adapter").map(({ count }) => count)).toEqual([1n, 1n, 1000n, 1000n]);
  });

  it("is the hub alone where there is nothing to plan", () => {
    expect(kinds(planOf("strategies: []"))).toEqual({ lane: 5, hub: 1 });
  });
});

describe("the links", () => {
  it.each([seed, feeGrid, fees(24), fees(25)])("join things that are drawn", (text) => {
    const { placed, links } = layOut(flowOf(planOf(text)));
    const ids = new Set(placed.map(({ id }) => id));
    const loose = links.filter(({ source, target }) => !ids.has(source) || !ids.has(target));
    expect(loose).toEqual([]);
    expect(new Set(links.map(({ id }) => id)).size).toBe(links.length);
    expect(ids.size).toBe(placed.length);
  });

  it("lead the second risk container to its own two execution containers only", () => {
    const { links } = flowOf(planOf(feeGrid));
    const fromSecond = links.filter(({ source }) => source === "risk_1");
    expect(fromSecond.map(({ target }) => target)).toEqual([
      "adapter-risk_to_execution_2",
      "adapter-risk_to_execution_3",
    ]);
  });
});

describe("the layout", () => {
  it.each([seed, feeGrid, fees(24), fees(1000)])("lets no card cover another", (text) => {
    const { placed } = layOut(flowOf(planOf(text)));
    const solid = placed.filter(({ card }) => card.kind !== "class");
    const pairs = solid.flatMap((one, n) =>
      solid.slice(n + 1).map((other) => [one, other] as const),
    );
    const covered = pairs.filter(([one, other]) => overlap(one, other));
    expect(covered.map(([one, other]) => `${one.id} ${other.id}`)).toEqual([]);
  });

  it("puts every lane at the same place whatever the plan", () => {
    const lanes = (text: string) =>
      layOut(flowOf(planOf(text)))
        .placed.filter(({ card }) => card.kind === "lane")
        .map(({ x, width }) => [x, width]);
    expect(lanes(feeGrid)).toEqual(lanes(seed));
    expect(lanes(fees(1000))).toEqual(lanes(seed));
  });

  it("shows a shared container level with the middle of those it serves", () => {
    const { placed } = layOut(flowOf(planOf(seed)));
    const middle = (id: string): number => {
      const found = placed.find((one) => one.id === id);
      return found ? found.y + found.height / 2 : Number.NaN;
    };
    expect(middle("risk_0")).toBe(middle("class-risk_0-execution_0"));
    expect(middle("adapter-risk_to_execution_0")).toBe(middle("execution_0"));
  });

  it("fits everything into the room there is", () => {
    const { bounds } = layOut(flowOf(planOf(feeGrid)));
    const room = { width: 860, height: 700 };
    const { x, y, zoom } = fitBounds(bounds, room, 16);
    const [left, right] = [bounds.x, bounds.x + bounds.width].map((at) => at * zoom + x);
    const [top, bottom] = [bounds.y, bounds.y + bounds.height].map((at) => at * zoom + y);
    expect(Math.min(left ?? 0, top ?? 0)).toBeGreaterThanOrEqual(15.99);
    expect(right).toBeLessThanOrEqual(844.01);
    expect(bottom).toBeLessThanOrEqual(684.01);
  });
});

describe("every card", () => {
  it.each([seed, feeGrid, fees(1000)])("has a sentence for its name", (text) => {
    for (const { card } of layOut(flowOf(planOf(text))).placed) {
      expect(card.sentence).toMatch(/^\S.{5,}\S$/);
    }
  });

  it("says which values make a strategy container what it is", () => {
    const { placed } = layOut(flowOf(planOf(seed)));
    const [, , , , fifth] = cards(placed, "isolated");
    expect(fifth).toMatchObject({ id: "strategy_combo_4", title: "combo_4", values: "10 · 0.01" });
    expect(fifth?.sentence).toContain("momentum, lookback_period 10, signal_threshold 0.01");
  });
});

function cards<Kind extends Card["kind"]>(
  placed: readonly Placed[],
  kind: Kind,
): Extract<Card, { readonly kind: Kind }>[] {
  const isWanted = (card: Card): card is Extract<Card, { readonly kind: Kind }> =>
    card.kind === kind;
  return placed.map(({ card }) => card).filter(isWanted);
}

function overlap(a: Placed, b: Placed): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
