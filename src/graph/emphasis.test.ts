import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../planner/analyze.ts";
import { answerQuery } from "../planner/answer/answer-query.ts";
import { combinationIndex } from "../planner/model.ts";
import { plainly } from "./asked.ts";
import { chainOf, fedBy } from "./emphasis.ts";
import { flowOf } from "./flow.ts";
import { layOut } from "./layout.ts";

const text = `strategies: [{type: a, parameters: {x: [1, 2]}}]
optimization: {parameter_grids: {commission: [3, 4], slippage: [5, 6]}}
risk: {commission: 7}
execution:
  mode: fast
`;
const analyzer = createAnalyzer({ answer: () => answerQuery });
const { view } = analyzer.analyze(text, "pyyaml");
const picture = layOut(flowOf(view, plainly));

describe("the chain of a combination", () => {
  it.each([0n, 3n, 7n])("has the links between its own cards alone: %i", (index) => {
    const traced = analyzer.ask({ kind: "combination", index: combinationIndex(index) });
    if (traced.kind !== "combination") throw new Error(traced.kind);
    const { cards, links } = chainOf(view, picture, traced);
    const lit = picture.routes.filter(({ id }) => links.has(id));
    for (const { source, target } of lit)
      expect([cards.has(source), cards.has(target)]).toEqual([true, true]);
    // into each of its four pills, and out of it
    const pills = picture.placed.filter(({ id, card }) => card.kind === "adapter" && cards.has(id));
    expect(pills).toHaveLength(4);
    expect(
      lit.map(
        ({ source, target }) => pills.filter(({ id }) => id === source || id === target).length,
      ),
    ).toEqual(Array.from({ length: 8 }, () => 1));
  });
});

describe("the cards that the text at the caret feeds", () => {
  const fedAt = (caret: number) =>
    picture.placed.flatMap(({ id, card }) =>
      fedBy(picture, text, caret).has(id) && card.kind === "shared" ? [card.container.id] : [],
    );
  const value = text.indexOf("5, 6");

  it("are those of a value, from before its first letter to behind its last", () => {
    expect([value, value + 1].map(fedAt)).toEqual([["execution_0"], ["execution_0"]]);
    expect([value + 3, value + 4].map(fedAt)).toEqual([["execution_1"], ["execution_1"]]);
  });

  it("are those of the line where the caret stands in no value, to the end of the line", () => {
    const line = text.indexOf("  mode");
    const all = ["execution_0", "execution_1"];
    expect([line, line + 3, line + "  mode: fast".length].map(fedAt)).toEqual([all, all, all]);
    // neither the line above nor the one below
    expect([line - 1, line + "  mode: fast\n".length].map(fedAt)).toEqual([[], []]);
  });
});
