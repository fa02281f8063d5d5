import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../../analyze.ts";
import { planText } from "../../plan-text.ts";
import { fixture } from "../../test-support/fixtures.ts";
import { advice } from "../../test-support/read-with-advice.ts";

const detected = (file: string): string => fixture(`dialects/detect/${file}`);
/** The diagnostics of a text, each with the words that it stands at. */
const told = (text: string): readonly string[] =>
  planText(text, "pyyaml").diagnostics.map(
    ({ code, range, path }) => `${code} at ${text.slice(range.start, range.end)} (${path})`,
  );
const messageOf = (text: string): string => planText(text, "pyyaml").diagnostics[0]?.message ?? "";
const native = "strategies: [{type: breakout, parameters: {period: [1, 2]}}]\n";

describe("a document of another tool", () => {
  it.each([
    [detected("d01_wandb_grid.yaml"), "method (method)", "a W&B sweep: 3 axes, 12 combinations;"],
    [
      detected("d03_hydra_params.yaml"),
      "sweeper (hydra.sweeper)",
      "a Hydra sweep: 3 axes, 18 combinations;",
    ],
    [detected("d09_qlib.yaml"), "qlib_init (qlib_init)", "a qlib workflow: it holds no sweep;"],
    [
      detected("d10_run_list.yaml"),
      "venues ([0].venues)",
      "a Nautilus list of runs: 2 runs, already expanded;",
    ],
    [
      "stake_currency: USDT\nexchange: {name: kraken}\nparam_grid: {a: [1, 2]}\n",
      "stake_currency (stake_currency)",
      "a freqtrade configuration: it holds no sweep;",
    ],
    [
      "jobs: {test: {strategy: {matrix: {os: [a, b], v: [1, 2, 3]}}}}\n",
      "matrix (jobs.test.strategy.matrix)",
      "a GitHub Actions matrix: 6 combinations;",
    ],
    [
      "stages: {s: {foreach: [1], do: {cmd: run}}}\nvars: [{models: {grid: [1, 2]}}]\n",
      "foreach (stages.s.foreach)",
      "a DVC foreach: 1 combination;",
    ],
  ])("is the one thing that is wrong with %s", (text, place, message) => {
    expect(told(text)).toEqual([`foreign-sweep at ${place}`]);
    expect(messageOf(text)).toContain(`this is ${message}`);
    const { blocked, plan } = planText(text, "pyyaml");
    expect([blocked, plan.combinations, plan.workflow.unread]).toEqual([true, 0n, undefined]);
  });

  it("names what is no finite list of values, and points at it", () => {
    const text = `method: bayes
parameters:
  a: {min: 0.1, max: 1.0}
  b: {distribution: normal}
  c: {values: [1, 2]}
  d: 5
  e: 6
`;
    const [diagnostic] = planText(text, "pyyaml").diagnostics;
    expect(diagnostic?.message).toContain(
      "1 axis, an unknown number of combinations (`a`: it has no finite list of values; `b`: the distribution normal has no finite list of values; `d`: W&B takes {value: …} or {values: […]} here; and 1 more);",
    );
    expect(
      diagnostic?.related?.map(({ range }) => text.slice(range.start, range.end).trim()),
    ).toEqual(["{min: 0.1, max: 1.0}", "{distribution: normal}", "5", "6"]);
  });

  it("points at 20 fields at most", () => {
    const fields = Array.from({ length: 21 }, (_, i) => `k${i}: 1`).join(", ");
    const text = `method: grid\nparameters: {a: {values: [1]}, ${fields}}\n`;
    expect(planText(text, "pyyaml").diagnostics[0]?.related).toHaveLength(20);
    expect(messageOf(text)).toContain("here; and 18 more)");
  });

  it("may have sweeps beside it that nobody reads", () => {
    expect(told(`${detected("d03_hydra_params.yaml")}costs: {fee: [1, 2]}\n`)).toEqual([
      "foreign-sweep at sweeper (hydra.sweeper)",
      "sweep-not-read at fee (costs.fee)",
    ]);
  });
});

it("is told beside strategies, which are planned", () => {
  const text = `${native}${detected("d01_wandb_grid.yaml")}`;
  expect(told(text)).toEqual(["foreign-sweep-beside at method (method)"]);
  expect(messageOf(text)).toContain("a W&B sweep: 3 axes, 12 combinations; nothing of that is");
  const { blocked, plan } = planText(text, "pyyaml");
  expect([blocked, plan.combinations, plan.workflow.unread]).toEqual([false, 2n, undefined]);
  // its own keys are looked at as ever
  expect(told(`${text}exectuion: {}\n`)).toContain("did-you-mean at exectuion (exectuion)");
});

it("points at lists that Hydra takes for one value", () => {
  const text = detected("d03_hydra_params.yaml");
  const [diagnostic] = planText(text, "pyyaml").diagnostics;
  expect(
    diagnostic?.related?.map(({ range, message }) => [text.slice(range.start, range.end), message]),
  ).toEqual([["[SPY, QQQ]", "`symbols`: a list is one value to Hydra; a text with commas sweeps"]]);
});

it("leaves a document without strategies that is nobody's to what it lacks", () => {
  expect(told("parameters: {fast: [5, 10]}\nmethod: grid\n")).toEqual([
    "no-strategies at parameters (strategies)",
    "sweep-not-read at fast (parameters.fast)",
  ]);
});

it("takes the place of what was told before its part was loaded", () => {
  let given: typeof advice | undefined;
  const analyzer = createAnalyzer({ advice: () => given });
  const first = analyzer.analyze(detected("d01_wandb_grid.yaml"), "pyyaml");
  expect(first.diagnostics.map(({ code }) => code)).toContain("no-strategies");
  expect(first.view.unread?.count).toBeGreaterThan(0);
  given = advice;
  const next = analyzer.continue().analysis;
  expect(next?.diagnostics.map(({ code }) => code)).toEqual(["foreign-sweep"]);
  expect(next?.view.unread).toBeUndefined();
});
