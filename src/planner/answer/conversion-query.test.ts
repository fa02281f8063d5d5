import { expect, it } from "vitest";
import { createAnalyzer } from "../analyze.ts";
import { convertDocument } from "../convert-document.ts";
import { lateParts } from "../test-support/read-with-advice.ts";
import { answerQuery } from "./answer-query.ts";

const text = "strategies: [{type: a, params: {x: {choices: [1, 2]}}}]\n";

it("answers with the conversion of the text that is planned, where its part is loaded", () => {
  const parts = { ...lateParts, answer: () => answerQuery };
  const analyzer = createAnalyzer({ ...parts, convert: () => convertDocument });
  analyzer.analyze(text, "pyyaml");
  expect(analyzer.ask({ kind: "conversion" })).toEqual({
    kind: "conversion",
    text: "strategies:\n  - type: a\n    parameters:\n      x: [1, 2]\n",
    refused: [],
  });
  const without = createAnalyzer(parts);
  without.analyze(text, "pyyaml");
  expect(without.ask({ kind: "conversion" })).toMatchObject({ kind: "unavailable" });
});
