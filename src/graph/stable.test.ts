import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../planner/analyze.ts";
import { flowOf } from "./flow.ts";
import { keepOrder } from "./keep-order.ts";
import { layOut } from "./layout.ts";
import type { Picture } from "./placed.ts";

const text = (slippage: string, more = ""): string => `
strategies:
  - type: momentum
    parameters: {lookback_period: [10, 20]}
optimization:
  parameter_grids:
    slippage: ${slippage}
execution: {commission: 0.001}
risk: {max_position_size: 1000}
${more}`;

function drawAfter(before: Picture | undefined, yaml: string): Picture {
  const ids = before?.placed.map(({ id }) => id) ?? [];
  return layOut(flowOf(createAnalyzer().analyze(yaml, "pyyaml").view), ids);
}

/** The execution containers by their slippage, from top to bottom. */
const column = ({ placed }: Picture): (string | undefined)[] =>
  placed
    .toSorted((a, b) => a.y - b.y)
    .flatMap(({ card }) => (card.kind === "shared" && card.role === "execution" ? [card] : []))
    .map(({ container }) => container.fields.find(({ field }) => field === "slippage")?.value);

const places = ({ placed }: Picture) =>
  placed
    .map(({ id, x, y, height }) => ({ id, x, y, height }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

describe("cards that an edit does not touch", () => {
  it("stay where they are, under their ids, when other cards are the same", () => {
    const first = drawAfter(undefined, text("[1, 2, 3]"));
    for (const edited of [
      text("[3, 1, 2]"),
      text("[1, 2, 3]", "# a comment"),
      text("[ 2, 3, 1 ]").replace("[10, 20]", "[20, 10]"),
    ]) {
      expect(places(drawAfter(first, edited))).toEqual(places(first));
    }
  });

  it("stay while a value beside them is typed", () => {
    const first = drawAfter(undefined, text("[1, 2, 3]"));
    const second = drawAfter(first, text("[1, 25, 3]"));
    expect(column(second)).toEqual(["1", "25", "3"]);
    const others = new Set(places(first).map(({ id }) => id));
    const kept = places(second).filter(({ id }) => others.has(id));
    expect(places(first)).toEqual(expect.arrayContaining(kept));
    expect(kept.length).toBeGreaterThan(10);
  });

  it("keep their order when values are added before and between them", () => {
    const first = drawAfter(undefined, text("[5, 3]"));
    expect(column(drawAfter(first, text("[3, 4, 5]")))).toEqual(["5", "3", "4"]);
    expect(column(drawAfter(first, text("[1, 5, 3]")))).toEqual(["1", "5", "3"]);
  });

  it("have ids of their own even where two are alike", () => {
    const { placed } = drawAfter(undefined, text("[1, 2]").replace("[10, 20]", "[10, 10]"));
    expect(new Set(placed.map(({ id }) => id)).size).toBe(placed.length);
  });
});

describe("keeping an order", () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-h]$/), { maxLength: 8 });
  it("keeps all things, the known ones in their old order, and new ones after the same", () => {
    fc.assert(
      fc.property(names, names, (before, now) => {
        const kept = keepOrder(
          now.map((id) => ({ id })),
          before,
        ).map(({ id }) => id);
        expect(kept.toSorted()).toEqual(now.toSorted());
        const known = kept.filter((id) => before.includes(id));
        expect(known).toEqual(before.filter((id) => now.includes(id)));
        const added = now.filter((id, n) => n > 0 && !before.includes(id));
        expect(added.map((id) => kept[kept.indexOf(id) - 1])).toEqual(
          added.map((id) => now[now.indexOf(id) - 1]),
        );
      }),
    );
  });
});
