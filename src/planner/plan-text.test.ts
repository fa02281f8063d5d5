import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createAnalyzer } from "./analyze.ts";
import { buildView } from "./answer/build-view.ts";
import { planText } from "./plan-text.ts";
import { createMemory, type PlannedText } from "./plan-with-memory.ts";
import { checkLabels } from "./sharing/containers/labels.ts";
import { configTexts, mutate, randomFrom, type Random } from "./test-support/yaml-texts.ts";

const strategy = (i: number) => `  - type: momentum
    name: s${i}
    parameters:
      lookback_period: [10, ${20 + i}]
      threshold: "range(1, ${i + 2}, 1)"
    risk_config: {max_position_size: ${1000 + (i % 3)}, limit: [1, 2]}
    params:
      thrshold: 1e-3
`;
/** Long enough to be read in pieces, with something to say about every strategy. */
const longText = `name: sweep
strategies:
${Array.from({ length: 9 }, (_, i) => strategy(i)).join("")}  - no mapping
  - type: last
    risk_config:
optimization:
  parameter_grids:
    commission: [0.001, 0.005]
    max_position_size: [1, 2]
    threshold: [1, 2]
risk: {max_position_size: 1000, commission: 0.001}
execution:
  commission: 0.001
note: {größe: [1, 2]}
`;

/** All that a page gets to know of a planned text. */
function shown({ plan, diagnostics, blocked }: PlannedText): unknown {
  return {
    diagnostics,
    blocked,
    view: buildView(plan, "pyyaml"),
    labels: checkLabels(plan).step(Infinity),
    root: plan.workflow.root,
    strategies: plan.workflow.strategies.map(({ parameters, ...rest }) => ({
      ...rest,
      parameters: parameters.map(({ values, fields, ...parameter }) => ({
        ...parameter,
        fields: fields.map(({ key, range }) => ({ key, range })),
        first: values.at(0),
        last: values.at(values.count - 1),
      })),
    })),
  };
}

/** Both where they differ; quickly where not, as `toEqual` would take longer than all the planning. */
function difference(actual: unknown, expected: unknown): object {
  return isDeepStrictEqual(actual, expected) ? {} : { actual, expected };
}

/** An edit as people make them: a character or a line, a whole strategy more or less, or its place. */
function edited(random: Random, text: string): string {
  const items = text.split(/^(?= {2}- )/m);
  const kind = random();
  if (kind < 0.6 || items.length < 3) return mutate(random, text, 1);
  const at = 1 + Math.floor(random() * (items.length - 1));
  const item = items[at] ?? "";
  if (kind < 0.75) return items.toSpliced(at, 1).join("");
  if (kind < 0.9) return items.toSpliced(at, 0, strategy(Math.floor(random() * 9))).join("");
  return items.toSpliced(at, 1).toSpliced(1, 0, item).join("");
}

it("plans an edited text as if it were the first one", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = randomFrom(seed);
      const memory = createMemory();
      let good = random() < 0.7 ? longText : (configTexts[seed % configTexts.length] ?? "");
      for (let i = 0; i < 10; i++) {
        const text = edited(random, good);
        const again = planText(text, "pyyaml", memory);
        const afresh = planText(text, "pyyaml");
        expect({ text, ...difference(shown(again), shown(afresh)) }).toEqual({ text });
        if (!again.blocked || random() < 0.1) good = text;
      }
    }),
    { numRuns: 60 },
  );
});

it("reads strategies that stay where they are only once", () => {
  const memory = createMemory();
  const before = planText(longText, "pyyaml", memory).plan.workflow.strategies;
  const after = planText(longText.replace("name: s4", "name: four"), "pyyaml", memory);
  const kept = after.plan.workflow.strategies.map((one, i) => one === before[i]);
  expect(kept).toEqual(before.map((_, i) => i !== 4));
});

it("does not move what an earlier analysis says", () => {
  const analyzer = createAnalyzer();
  const before = analyzer.analyze(longText, "pyyaml");
  const copy = structuredClone(before);
  analyzer.analyze(`# a line more\n${longText}`, "pyyaml");
  expect(before).toEqual(copy);
});
