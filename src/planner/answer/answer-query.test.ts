import { expect, it } from "vitest";
import { createFolds } from "../fold/folds.ts";
import { combinationIndex } from "../model.ts";
import { planText } from "../plan-text.ts";
import { answerQuery } from "./answer-query.ts";

const fees = `
strategies: [{type: momentum, parameters: {lookback_period: [10, 20]}}]
optimization: {parameter_grids: {execution.commission: [1, 2, 3], initial_capital: [5, 6]}}
`;
const range = "{min: 1, max: 1000, step: 1}";
const unlisted = `
strategies: [{type: a}]
optimization: {parameter_grids: {commission: ${range}, slippage: ${range}}}
`;
const planOf = (text: string) => planText(text, "pyyaml").plan;
const foldedOf = (text: string) => {
  const planned = planText(text, "pyyaml");
  return { plan: planned.plan, folds: createFolds(planned) };
};

it("gives containers by number, a page at a time", () => {
  const query = { kind: "containers", role: "execution", stack: undefined, from: 1 } as const;
  const answer = answerQuery(planOf(fees), { ...query, count: 10 });
  expect(answer).toMatchObject({
    kind: "containers",
    total: 3,
    containers: [
      { id: "execution_1", serves: 4n, fields: [{ field: "commission", value: "2" }] },
      { id: "execution_2", serves: 4n },
    ],
  });
  expect(answerQuery(planOf(fees), { ...query, from: 9, count: 10 })).toMatchObject({
    containers: [],
  });
});

it("gives the combinations of a class, of a container, or all", () => {
  const plan = planOf(fees);
  const indices = (risk: number | undefined, execution: number | undefined) => {
    const answer = answerQuery(plan, { kind: "members", risk, execution, from: 1n, count: 3 });
    if (answer.kind !== "members") return answer.kind;
    return [answer.total, ...answer.members.map(({ index }) => index)];
  };
  expect(indices(0, 2)).toEqual([4n, 9, 10, 11]);
  expect(indices(undefined, 1)).toEqual([4n, 5, 6, 7]);
  expect(indices(0, undefined)).toEqual([12n, 1, 2, 3]);
  expect(indices(undefined, undefined)).toEqual([12n, 1, 2, 3]);
  expect(indices(0, 7)).toBe("unavailable");
  expect(indices(9, undefined)).toBe("unavailable");
});

it("gives one combination with its containers", () => {
  const index = combinationIndex(11n);
  expect(answerQuery(planOf(fees), { kind: "combination", index })).toMatchObject({
    combination: {
      index: 11,
      execution: 2,
      strategy: { id: "strategy_combo_11", fields: [{ field: "parameters.lookback_period" }] },
      portfolio: { fields: [{ field: "initial_capital", value: "6" }] },
    },
    risk: { id: "risk_0" },
    execution: { id: "execution_2" },
  });
});

it("says why it cannot tell", () => {
  const plan = planOf(unlisted);
  const reasons = [
    answerQuery(plan, {
      kind: "containers",
      role: "execution",
      stack: undefined,
      from: 0,
      count: 1,
    }),
    answerQuery(plan, { kind: "members", risk: 0, execution: 0, from: 0n, count: 1 }),
    answerQuery(planOf(fees), { kind: "combination", index: combinationIndex(12n) }),
  ].map((answer) => answer.kind === "unavailable" && answer.reason);
  expect(reasons).toEqual([
    "the execution containers are counted, not listed",
    "the execution containers are counted, not listed",
    "there is no combination 12",
  ]);
});

it("gives the containers and the combinations of a stack, a page at a time", () => {
  const { plan, ...stacks } = foldedOf(
    unlisted
      .replaceAll(range, "{min: 1, max: 40, step: 1}")
      .replace("{type: a}", "{type: a}, {type: b}"),
  );
  const containers = (stack: number, from: number) => {
    const query = { kind: "containers", role: "execution", stack, from, count: 2 } as const;
    const answer = answerQuery(plan, query, stacks);
    if (answer.kind !== "containers") return answer.kind;
    return [answer.total, ...answer.containers.map(({ number }) => number)];
  };
  expect(containers(1, 0)).toEqual([40, 40, 41]);
  expect(containers(1, 38)).toEqual([40, 78, 79]);
  expect(containers(23, 0)).toEqual([680, 920, 921]);
  expect(containers(23, 680)).toEqual([680]);
  expect(containers(24, 0)).toBe("unavailable");
  const members = (stack: number, from: bigint) => {
    const query = { kind: "members", risk: undefined, execution: undefined, stack } as const;
    const answer = answerQuery(plan, { ...query, from, count: 2 }, stacks);
    if (answer.kind !== "members") return answer.kind;
    return [answer.total, ...answer.members.map(({ index, execution }) => [index, execution])];
  };
  expect(members(1, 78n)).toEqual([80n, [158, 79], [159, 79]]);
  expect(members(23, 0n)).toEqual([1360n, [1840, 920], [1841, 920]]);
  expect(members(24, 0n)).toBe("unavailable");
  expect(
    answerQuery(planOf(fees), { kind: "containers", role: "risk", stack: 0, from: 0, count: 1 }),
  ).toEqual({ kind: "unavailable", reason: "there is no stack 0" });
});

it("tells which stacks a combination is in, also where its containers are not listed", () => {
  const { plan, ...stacks } = foldedOf(unlisted);
  const query = { kind: "combination", index: combinationIndex(999_999n) } as const;
  const answer = answerQuery(plan, query, stacks);
  expect(answer).toMatchObject({
    kind: "combination",
    combination: { index: 999_999, risk: 0, execution: undefined },
    risk: { number: 0 },
    execution: undefined,
    stacks: { risk: undefined, execution: 23, classes: 23 },
  });
});

it("answers at 10^12 combinations as at 8", () => {
  const plan = planOf(`
strategies: [{type: a, parameters: {a: ${range}, b: ${range}, c: ${range}, d: ${range}}}]
`);
  const from = 10n ** 12n - 2n;
  const answer = answerQuery(plan, { kind: "members", risk: 0, execution: 0, from, count: 9 });
  expect(answer).toMatchObject({ total: 10n ** 12n, members: [{}, { index: 999_999_999_999 }] });
});
