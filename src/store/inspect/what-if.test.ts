import { beforeEach, expect, it } from "vitest";
import { createAnalyzer } from "../../planner/analyze.ts";
import { answerQuery } from "../../planner/answer/answer-query.ts";
import { createExplainer } from "../../planner/answer/explainer.ts";
import { lateParts } from "../../planner/test-support/read-with-advice.ts";
import { shownDocument } from "../document/document-record.ts";
import { editText } from "../document/write-document.ts";
import { withAnalysis } from "../plan/plan-record.ts";
import { initialState } from "../state.ts";
import { change, store } from "../store.ts";
import { freeze, takeOutRule, unify } from "./what-if.ts";

const text = (): string => shownDocument(store.getState()).text;
const analyzer = createAnalyzer({
  ...lateParts,
  explainer: () => createExplainer,
  answer: () => answerQuery,
});

/** Plans the text on screen, as the planner's worker does. */
function plan() {
  const { rev } = store.getState().document;
  const analysis = { ...analyzer.analyze(text(), "pyyaml"), rev, text: text(), milliseconds: 1 };
  change("plan", (before) => ({
    ...withAnalysis(before, analysis),
    ask: async (query, of) => (of === rev ? analyzer.ask(query) : undefined),
  }));
  return analysis.view;
}

function first<T>([one]: readonly T[] = []): T {
  if (one === undefined) throw new Error("there is none");
  return one;
}

beforeEach(() => store.setState(initialState, true));

const strategies = `strategies:
  - {type: a, risk: {stop_loss: 5}}
  - {type: b, risk: {stop_loss: 5.0}}
`;
const grid = "optimization:\n  parameter_grids: {risk.size: [1, 2]}\n";
const rules = "  constraints:\n    - risk.size < 9\n    - risk.size < 2\n";

it("freezes a field in a text that is ahead of its plan", async () => {
  editText(strategies + grid);
  const id = first(plan().explanation?.blame.filter(({ field }) => field === "size")).id;
  editText(`# more\n${strategies}${grid}`);
  const frozen = freeze([{ id, value: 1 }]);
  plan();
  await frozen;
  expect(text()).toBe(`# more\n${strategies}${grid.replace("[1, 2]", "[2]")}`);
});

it("freezes it in a text that goes on while the planner is asked", async () => {
  editText(strategies + grid);
  const id = first(plan().explanation?.blame.filter(({ field }) => field === "size")).id;
  const frozen = freeze([{ id, value: 0 }]);
  editText(`${strategies}${grid}# more\n`);
  plan();
  await frozen;
  expect(text()).toBe(`${strategies}${grid.replace("[1, 2]", "[1]")}# more\n`);
});

it("makes the containers of the same near miss one, wherever they are written now", async () => {
  editText(strategies);
  const miss = first(plan().explanation?.nearMisses.listed);
  editText(`risk: {venue: x}\n${strategies}`);
  const unified = unify(miss);
  plan();
  await unified;
  expect(text()).toBe(`risk: {venue: x}\n${strategies.replace("5.0", "5")}`);
});

it("takes out the same rule, wherever it stands now", async () => {
  editText(strategies + grid + rules);
  const rule = first(plan().rules.filter(({ text: written }) => written === "risk.size < 2"));
  editText(
    strategies + grid + rules.replace("    - risk.size < 9\n", "    - risk.size < 8\n".repeat(2)),
  );
  const taken = takeOutRule(rule);
  plan();
  await taken;
  expect(text()).toBe(`${strategies}${grid}  constraints:\n${"    - risk.size < 8\n".repeat(2)}`);
});

it("says that it is to be done by hand where the planner knows no edit", async () => {
  editText(strategies + grid + rules);
  const rule = first(plan().rules);
  editText(strategies);
  const taken = takeOutRule(rule);
  plan();
  await taken;
  expect(text()).toBe(strategies);
  expect(store.getState().document.refusal).toContain("change it by hand");
});
