import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../planner/analyze.ts";
import type { PlanView } from "../planner/answer/view.ts";
import { plainly, type Asked } from "./asked.ts";
import type { Card, CardOf } from "./card.ts";
import { fitBounds } from "./fit-bounds.ts";
import { flowOf } from "./flow.ts";
import { layOut } from "./layout.ts";
import { levelOf, type Picture, type Placed } from "./placed.ts";

const planOf = (text: string): PlanView => createAnalyzer().analyze(text, "pyyaml").view;
const draw = (text: string, asked: Partial<Asked> = {}): Picture =>
  layOut(flowOf(planOf(text), { ...plainly, ...asked }));

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
const threeFees = seed
  .replace("[0.01, 0.02]", "0.01")
  .replace(
    "initial_capital: [10000, 50000]",
    "commission: [1, 2]\n    slippage: [1, 2]\n    execution.delay: [1, 2]",
  );
const fees = (count: number): string =>
  seed.replace("initial_capital: [10000, 50000]", `slippage: {min: 1, max: ${count}, step: 1}`);
const many = feeGrid.replace("[10, 20]", "{min: 1, max: 500, step: 1}");

const kinds = ({ placed }: Picture): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { card } of placed) counts[card.kind] = (counts[card.kind] ?? 0) + 1;
  return counts;
};

describe("what is drawn", () => {
  it("is every one of the seed's 19 containers and 4 adapters", () => {
    expect(kinds(draw(seed))).toEqual({
      lane: 5,
      hub: 1,
      class: 2,
      single: 16,
      shared: 2,
      adapter: 4,
    });
  });

  it("is 2 risk and 4 execution containers for the fee grid", () => {
    expect(kinds(draw(feeGrid))).toMatchObject({ shared: 6, single: 32, adapter: 11, class: 8 });
  });

  it("is class cards where the containers are too many to draw each", () => {
    const picture = draw(many);
    expect(kinds(picture)).toMatchObject({ shared: 6, class: 8 });
    expect(kinds(picture)).not.toHaveProperty("single");
    const counts = cards(picture, "class").map(({ count }) => count);
    expect(counts).toEqual(Array.from({ length: 8 }, () => 1000n));
  });

  it("is a stack or more for a lane of more than 24 containers, with one pill a gap", () => {
    const picture = draw(fees(1000));
    const execution = cards(picture, "stack").filter(({ role }) => role === "execution");
    expect(execution.reduce((sum, { count }) => sum + count, 0n)).toBe(1000n);
    expect(cards(picture, "adapter").map(({ count }) => count)).toEqual([1n, 1n, 1000n, 1000n]);
  });

  it("is the hub alone where there is nothing to plan", () => {
    expect(kinds(draw("strategies: []"))).toEqual({ lane: 5, hub: 1 });
  });

  it.each([seed, feeGrid, many, fees(24), fees(25), fees(5000)])(
    "is at most 120 nodes, pills not counted",
    (text) => {
      for (const topology of ["naive", "optimized"] as const) {
        const { lane = 0, adapter = 0, ...drawn } = kinds(draw(text, { topology }));
        expect(adapter).toBeGreaterThan(0);
        expect(Object.values(drawn).reduce((sum, count) => sum + count, lane)).toBeLessThan(121);
      }
    },
  );
});

describe("without sharing", () => {
  it("is every one of the seed's 33 containers, the ones that sharing saves as ghosts", () => {
    const picture = draw(seed, { topology: "naive" });
    const singles = cards(picture, "single");
    expect(singles).toHaveLength(32);
    const ghosts = singles.filter(({ ghost }) => ghost).map(({ id }) => id);
    expect(ghosts).toHaveLength(14);
    expect(ghosts).toContain("risk_combo_7");
    expect(ghosts).not.toContain("risk_combo_0");
    expect(cards(picture, "adapter").map(({ count }) => count)).toEqual([1n, 8n, 8n, 8n]);
  });

  it("shows the four containers of a combination level with each other", () => {
    const { placed } = draw(feeGrid, { topology: "naive" });
    const levels = ["strategy", "risk", "execution", "portfolio"].map((role) => {
      const found = placed.find(
        ({ card }) => card.kind === "single" && card.id === `${role}_combo_9`,
      );
      return found && levelOf(found);
    });
    expect(levels).toEqual(levels.map(() => levels[0]));
    expect(levels[0]).toBeGreaterThan(0);
  });

  it("is a ghost stack in place of each shared container where they are too many", () => {
    const naive = draw(many, { topology: "naive" });
    const ghosts = cards(naive, "shared").filter(({ ghost }) => ghost);
    expect(ghosts.map(({ container }) => container.serves)).toEqual([
      2000n,
      2000n,
      1000n,
      1000n,
      1000n,
      1000n,
    ]);
    const ids = ({ placed }: Picture) =>
      placed.filter(({ card }) => card.kind === "shared").map(({ id, x, y }) => ({ id, x, y }));
    expect(ids(naive)).toEqual(ids(draw(many)));
  });

  it("stresses the naive count of each lane", () => {
    const [, , risk] = cards(draw(seed, { topology: "naive" }), "lane");
    expect(risk).toMatchObject({ naive: "8", optimized: "1", stressed: "naive" });
    expect(risk?.sentence).toBe("Risk: 8 containers, 1 with sharing");
  });
});

describe("completions", () => {
  it("are drawn on demand only, on lines below the lanes", () => {
    const events = (picture: Picture) => cards(picture, "adapter").flatMap((card) => card.events);
    expect(events(draw(seed))).not.toContain("PORTFOLIO");
    const { placed } = draw(seed, { completions: true });
    const pills = placed.filter(({ id }) => id.startsWith("completion-"));
    expect(pills.map(({ card }) => card.kind === "adapter" && card.name)).toEqual([
      "hub_to_executions",
      "hub_to_portfolios",
      "portfolios_to_risk_0",
    ]);
    const lowest = Math.max(
      ...placed.filter(({ card }) => card.kind === "class").map(({ y, height }) => y + height),
    );
    for (const { y } of pills) expect(y).toBeGreaterThan(lowest);
  });
});

describe("the links", () => {
  it.each([seed, feeGrid, fees(24), fees(25), many])("join things that are drawn", (text) => {
    for (const topology of ["naive", "optimized"] as const) {
      const asked = { topology, completions: true, opened: undefined };
      const flow = flowOf(planOf(text), asked);
      const { placed, routes } = layOut(flow);
      expect(routes).toHaveLength(flow.links.length);
      expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length);
      expect(new Set(placed.map(({ id }) => id)).size).toBe(placed.length);
    }
  });

  it("lead the second risk container to its own two execution containers only", () => {
    const { placed, routes } = draw(feeGrid);
    const byId = new Map(placed.map((one) => [one.id, one.card]));
    const second = placed.find(
      ({ card }) => card.kind === "shared" && card.container.id === "risk_1",
    );
    const names = routes
      .filter(({ source }) => source === second?.id)
      .map(({ target }) => byId.get(target))
      .map((card) => card?.kind === "adapter" && card.name);
    expect(names).toEqual(["risk_to_execution_2", "risk_to_execution_3"]);
  });
});

describe("the layout", () => {
  it.each([seed, feeGrid, fees(24), fees(1000), many])("lets no card cover another", (text) => {
    for (const topology of ["naive", "optimized"] as const) {
      const { placed } = draw(text, { topology, completions: true });
      const solid = placed.filter(({ card }) => card.kind !== "class");
      const covered = solid.flatMap((one, n) =>
        solid
          .slice(n + 1)
          .filter((other) => overlap(one, other))
          .map((other) => `${one.id} ${other.id}`),
      );
      expect(covered).toEqual([]);
    }
  });

  it("keeps frames apart where those of another lane have higher heads", () => {
    const { placed } = draw(threeFees, { topology: "naive" });
    const frames = placed.filter(({ card }) => card.kind === "class" && card.role === "execution");
    expect(frames).toHaveLength(8);
    const gaps = frames
      .slice(1)
      .map(({ y }, n) => y - (frames[n]?.y ?? 0) - (frames[n]?.height ?? 0));
    expect(gaps).toEqual(gaps.map(() => 16));
  });

  it("puts every lane at the same place whatever the plan", () => {
    const lanes = (text: string) =>
      draw(text)
        .placed.filter(({ card }) => card.kind === "lane")
        .map(({ x, width }) => [x, width]);
    expect(lanes(feeGrid)).toEqual(lanes(seed));
    expect(lanes(fees(1000))).toEqual(lanes(seed));
  });

  it("shows a shared container level with the middle of those it serves", () => {
    const { placed } = draw(seed);
    const level = (isOne: (card: Card) => boolean): number => {
      const found = placed.find(({ card }) => isOne(card));
      return found ? levelOf(found) : Number.NaN;
    };
    const frame = level((card) => card.kind === "class" && card.role === "strategy");
    expect(level((card) => card.kind === "shared" && card.role === "risk")).toBe(frame);
    expect(level((card) => card.kind === "adapter" && card.type === "pipeline")).toBe(frame);
    expect(level((card) => card.kind === "class" && card.role === "portfolio")).toBe(frame);
  });

  it("stands at 100 % in a graph of 860 px: the seed and the fee grid", () => {
    for (const text of [seed, feeGrid]) {
      expect(fitBounds(draw(text).bounds, { width: 860, height: 780 }, 12).zoom).toBe(1);
    }
  });

  it("fits everything into the room there is", () => {
    const { bounds } = draw(feeGrid);
    const room = { width: 600, height: 500 };
    const { x, y, zoom } = fitBounds(bounds, room, 16);
    const [left, right] = [bounds.x, bounds.x + bounds.width].map((at) => at * zoom + x);
    const [top, bottom] = [bounds.y, bounds.y + bounds.height].map((at) => at * zoom + y);
    expect(Math.min(left ?? 0, top ?? 0)).toBeGreaterThanOrEqual(15.99);
    expect(right).toBeLessThanOrEqual(584.01);
    expect(bottom).toBeLessThanOrEqual(484.01);
  });
});

describe("every card", () => {
  it.each([seed, feeGrid, fees(1000)])("has a sentence for its name", (text) => {
    for (const { card } of draw(text, { completions: true }).placed) {
      expect(card.sentence).toMatch(/^\S.{5,}\S$/);
    }
  });

  it("says which values make a strategy container what it is", () => {
    const [, , , , fifth] = cards(draw(seed), "single");
    expect(fifth).toMatchObject({ id: "strategy_combo_4", title: "combo_4", values: "10 · 0.01" });
    expect(fifth?.sentence).toContain("momentum, lookback_period 10, signal_threshold 0.01");
  });

  it("says whom a shared container serves and with what", () => {
    const [risk] = cards(draw(seed), "shared");
    expect(risk?.sentence).toBe(
      "Risk container risk_0, shared by 8 combinations, max_position_size 1000, commission 0.001",
    );
  });

  it("is no longer for a name of 10 kB", () => {
    const picture = draw(seed.replace("max_position_size", "x".repeat(10_000)));
    for (const { card } of picture.placed) expect(card.sentence.length).toBeLessThan(400);
  });
});

function cards<Kind extends Card["kind"]>({ placed }: Picture, kind: Kind): CardOf<Kind>[] {
  const isWanted = (card: Card): card is CardOf<Kind> => card.kind === kind;
  return placed.map(({ card }) => card).filter(isWanted);
}

function overlap(a: Placed, b: Placed): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

it("says on a frame what tells its own cards apart, and nothing of other frames", () => {
  const two = `
strategies:
  - type: momentum
    parameters: {lookback_period: [10, 20, 30]}
    risk_config: {max_position_size: 1000}
  - type: mean_reversion
    parameters: {rsi_period: [14, 21]}
    risk_config: {max_position_size: 2000}
`;
  const strips = draw(two).placed.flatMap(({ card }) =>
    card.kind === "class" && card.role === "strategy" ? [card.strip] : [],
  );
  expect(strips).toEqual([["lookback_period ×3"], ["rsi_period ×2"]]);
});
