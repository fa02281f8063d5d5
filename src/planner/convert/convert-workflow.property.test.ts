import fc from "fast-check";
import { expect, it } from "vitest";
import { parseYaml12 } from "../../yaml/parse/parse-yaml12.ts";
import { planText } from "../plan-text.ts";
import { createMemory } from "../plan-with-memory.ts";
import { arbitraryAnyConfig } from "../test-support/arbitrary-rules.ts";
import { planSummary } from "../test-support/plan-summary.ts";
import { printYaml } from "../test-support/print-yaml.ts";
import { convertWorkflow } from "./convert-workflow.ts";
import { printDocument } from "./print-document.ts";

function convert(text: string): string {
  const { factored } = planText(text, "pyyaml");
  const { root, refused } = convertWorkflow(factored.workflow, text);
  expect(refused).toEqual([]);
  return printDocument(root, []) ?? "";
}

it("is planned as the document that it was made from, and converts to itself", () => {
  fc.assert(
    fc.property(arbitraryAnyConfig, fc.nat(), fc.boolean(), (any, seed, dialect) => {
      // one strategy alone has spellings of its own
      const strategies = any.strategies.slice(0, seed % 3 === 0 ? 1 : undefined);
      const text = printYaml({ ...any, strategies }, { seed, shuffle: false, dialect });
      const converted = convert(text);
      const { plan } = planText(converted, "pyyaml");
      expect(planSummary(plan)).toEqual(planSummary(planText(text, "pyyaml").plan));
      expect(convert(converted)).toBe(converted);
      // all readings agree about it
      const read12 = planText(converted, "1.2", createMemory(parseYaml12)).plan;
      expect(planSummary(read12)).toEqual(planSummary(plan));
    }),
    { numRuns: 75, endOnFailure: true },
  );
});
