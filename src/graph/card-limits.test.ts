import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../planner/analyze.ts";
import { createExplainer } from "../planner/answer/explainer.ts";
import type { PlanView } from "../planner/answer/view.ts";
import { formatSaved, shortCount } from "../text/count-text.ts";
import { drawsEach, drawsEachNaive, plainly, type Asked } from "./asked.ts";
import type { Card, CardOf } from "./card.ts";
import { clip, varyingFields } from "./field-text.ts";
import { fitBounds } from "./fit-bounds.ts";
import { flowOf } from "./flow.ts";
import { layOut } from "./layout.ts";
import { laneX } from "./measures.ts";
import type { Picture } from "./placed.ts";
import { ceilingPercent, verdictOf } from "./verdict.ts";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const viewOf = (text: string): PlanView =>
  createAnalyzer({ explainer: () => createExplainer }).analyze(text, "pyyaml").view;
const draw = (text: string, asked: Partial<Asked> = {}): Picture =>
  layOut(flowOf(viewOf(text), { ...plainly, ...asked }));
const cards = <Kind extends Card["kind"]>({ placed }: Picture, kind: Kind): CardOf<Kind>[] => {
  const isWanted = (card: Card): card is CardOf<Kind> => card.kind === kind;
  return placed.map(({ card }) => card).filter(isWanted);
};

const gridOf = (axes: string): string =>
  `strategies: [{type: a}]\noptimization: {parameter_grids: {${axes}}}\n`;
const range = (count: number): string => `{min: 1, max: ${count}, step: 1}`;

describe("a shared card", () => {
  it.each([5, 6, 7, 8])("has six rows at most, the last for what is left of %i fields", (count) => {
    const fields = numbers(count).map((i) => `f${i}: ${i}`);
    const [risk] = cards(draw(`strategies: [{type: a}]\nrisk: {${fields.join(", ")}}\n`), "shared");
    expect([risk?.rows.map(({ field }) => field), risk?.more]).toEqual(
      count > 6
        ? [numbers(5).map((i) => `f${i}`), count - 5]
        : [numbers(count).map((i) => `f${i}`), 0],
    );
  });

  it.each([8, 9])("is one line where its lane has more than eight cards, of %i", (count) => {
    const execution = cards(draw(gridOf(`slippage: ${range(count)}`)), "shared").filter(
      ({ role }) => role === "execution",
    );
    expect(execution.map(({ dense }) => dense)).toEqual(numbers(count).map(() => count > 8));
    const pills = cards(draw(gridOf(`slippage: ${range(count)}`)), "adapter");
    expect(pills.map(({ dense, type }) => dense === (count > 8 && type !== "broadcast"))).toEqual(
      pills.map(() => true),
    );
  });

  it.each([79, 80, 81])("has 80 letters of a text, of %i", (length) => {
    const text = "x".repeat(length);
    expect(clip(text)).toBe(length > 80 ? `${text.slice(0, 79)}…` : text);
  });

  it("has no half of a sign that takes two letters", () => {
    expect(clip("😀".repeat(41))).toBe(`${"😀".repeat(39)}…`);
  });
});

describe("single containers", () => {
  it.each([12, 13])("are one line each where there are more than twelve, of %i", (count) => {
    const singles = cards(draw(gridOf(`strategy.x: ${range(count)}`)), "single");
    expect(singles).toHaveLength(2 * count);
    expect(singles.every(({ dense }) => dense === count > 12)).toBe(true);
  });

  it.each([55, 56, 57])("are drawn up to 120 nodes, of %i combinations", (count) => {
    // five headings, the hub, two shared containers, and two frames with their rows
    const view = viewOf(gridOf(`strategy.x: ${range(count)}`));
    expect(drawsEach(view)).toBe(5 + 1 + 2 + 2 + 2 * count <= 120);
    expect(drawsEach(view)).toBe(count <= 55);
  });

  it.each([26, 27, 28])("without sharing are drawn up to 120 nodes, of %i", (count) => {
    const view = viewOf(gridOf(`strategy.x: ${range(count)}`));
    expect(drawsEachNaive(view)).toBe(5 + 1 + 4 + 4 * count <= 120);
    expect(drawsEachNaive(view)).toBe(count <= 27);
  });
});

describe("the layout", () => {
  it("puts a pill nearer to the one thing it belongs to than to those it connects it with", () => {
    const { placed } = draw(gridOf("commission: [1, 2], slippage: [1, 2], strategy.x: [1, 2]"));
    const pills = placed.filter(({ card }) => card.kind === "adapter");
    const left = (type: string, from: number) =>
      pills.filter(({ card, x }) => card.kind === "adapter" && card.type === type && x > from)[0];
    const nearer = (lane: number, pill: (typeof pills)[number] | undefined) =>
      pill ? lane - (pill.x + pill.width) : Number.NaN;
    // the hub sends, risk and execution receive, and execution sends
    expect(nearer(laneX.strategy, left("broadcast", 0))).toBeGreaterThan(4);
    expect(nearer(laneX.risk, left("selective", 0))).toBe(4);
    expect(nearer(laneX.execution, left("pipeline", 0))).toBe(4);
    expect(nearer(laneX.portfolio, left("selective", laneX.execution))).toBe(5);
  });

  it.each([46, 47, 60])(
    "has the links of a high frame at half its height, or near its top: %i",
    (count) => {
      const { placed } = draw(gridOf(`strategy.x: ${range(count)}`));
      const frame = placed.find(({ card }) => card.kind === "class" && card.role === "strategy");
      expect(frame?.port).toBe(Math.min((frame?.height ?? 0) / 2, 280));
    },
  );

  it("fits a picture from the top, never above 1.25 times its size nor out of the room", () => {
    const bounds = { x: 0, y: -50, width: 100, height: 200 };
    const fit = (width: number, height: number, across = false) =>
      fitBounds(bounds, { width, height }, 10, across);
    expect(fit(1000, 1000)).toEqual({ zoom: 1.25, x: 437.5, y: 72.5 });
    expect(fit(120, 1000).zoom).toBe(1);
    expect(fit(1000, 236).zoom).toBe(1);
    expect(fit(120, 136).zoom).toBe(0.5);
    expect(fit(120, 136, true).zoom).toBe(1);
    expect(fit(10, 10).zoom).toBe(0.05);
  });
});

describe("what the picture says", () => {
  it.each([2, 3, 4, 5])("names three causes, and how many of %i more there are", (count) => {
    const axes = numbers(count).map((i) => `execution.f${i}: [1, 2]`);
    const named = numbers(Math.min(count, 3)).map((i) => `f${i} ×2`);
    const more = ["", "", "", "", " and 1 more field", " and 2 more fields"][count] ?? "";
    expect(verdictOf(viewOf(gridOf(axes.join(", "))))).toMatch(
      new RegExp(`containers: ${named.join(" · ")}${more}$`),
    );
  });

  it("names the stronger cause first, and of equal ones the first of the text", () => {
    const axes = "execution.b: [1, 2], execution.c: [1, 2, 3], execution.a: [1, 2]";
    expect(verdictOf(viewOf(gridOf(axes)))).toMatch(/: c ×3 · b ×2 · a ×2$/);
    // before the explanation is there
    const { view } = createAnalyzer().analyze(gridOf(axes), "pyyaml");
    expect(verdictOf(view)).toMatch(/: c ×3 · b ×2 · a ×2$/);
  });

  it("tells a field apart that only some have, in the order of the first that has it", () => {
    const row = (...fields: readonly (readonly [string, string])[]) =>
      fields.map(([field, value]) => ({ field, value, range: { start: 0, end: 0 } }));
    const rows = [row(["a", "1"], ["b", "1"]), row(["c", "1"], ["a", "1"], ["b", "2"])];
    expect([...varyingFields(rows)]).toEqual([
      ["b", 2],
      ["c", 1],
    ]);
  });

  it("spells counts at the borders of their spelling", () => {
    const spelled = [999_999n, 1_000_000n, 10n ** 14n, 10n ** 15n, 12_345n * 10n ** 26n];
    expect(spelled.map((count) => shortCount(count).replaceAll("\u202f", " "))).toEqual([
      "999 999",
      "1M",
      "100T",
      "1 × 10¹⁵",
      "1.23 × 10³⁰",
    ]);
    expect([0, 0.1, 42.44].map((one) => formatSaved(one).replaceAll("\u202f", " "))).toEqual([
      "0.0 %",
      "−0.1 %",
      "−42.4 %",
    ]);
  });

  it("knows the most that sharing can save", () => {
    expect([0n, 1n, 2n, 8n, 10n ** 18n].map(ceilingPercent)).toEqual([0, 0, 22.2, 42.4, 50]);
  });
});
