import { expect, it } from "vitest";
import { createAnalyzer } from "../analyze.ts";
import { fixture } from "../test-support/fixtures.ts";
import { yamlTexts } from "../test-support/yaml-texts.ts";
import { answerQuery } from "./answer-query.ts";
import { createExplainer } from "./explainer.ts";

/** A small seeded generator (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

it("explains any text, and answers what-ifs about it, without ever throwing", () => {
  const analyzer = createAnalyzer({ answer: () => answerQuery, explainer: () => createExplainer });
  const random = generator(7);
  const plans = Array.from({ length: 60 }, (_, i) =>
    fixture(`plans/random-${String(i).padStart(5, "0")}.yaml`),
  );
  const cut = plans.flatMap((text) =>
    Array.from({ length: 4 }, () => {
      const at = Math.floor(random() * text.length);
      return text.slice(0, at) + text.slice(at + Math.floor(random() * 12));
    }),
  );
  let explained = 0;
  for (const text of [...plans, ...cut, ...yamlTexts(random, 600)]) {
    const { view } = analyzer.analyze(text, "pyyaml");
    let explanation = view.explanation;
    for (let step = analyzer.continue(); step.pending; step = analyzer.continue()) {
      explanation ??= step.analysis?.view.explanation;
    }
    if (explanation) explained++;
    const answer = analyzer.ask({ kind: "what-ifs", from: 0, count: 3 });
    expect(answer.kind).toBe("what-ifs");
    if (explanation?.nearMisses.listed[0]) analyzer.ask({ kind: "unify", miss: 0 });
    for (const { range } of explanation?.lenses ?? []) {
      expect(range.start).toBeLessThanOrEqual(text.length);
    }
  }
  expect(explained).toBe(900);
});
