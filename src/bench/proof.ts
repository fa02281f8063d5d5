import { proofText } from "../backtest/proof/proof-text.ts";
import { proveInSteps, type Proof } from "../backtest/proof/proof.ts";
import { planText } from "../planner/plan-text.ts";
import { barsPerYear, gridBars } from "./backtest-grid.ts";
import { timingOf } from "./measure.ts";
import { duration, type Row, type Section } from "./row.ts";

const mostMegabytes = 100;

/** Proofs of large plans: their time, and how the heap grows with combinations and not with bars. */
export const proof: Section = {
  name: "proof",
  title: "The proof of large plans",
  run: ({ log, quick }) =>
    (quick
      ? [[200, 500]]
      : [
          [2000, 2000],
          [200, 20_000],
        ]
    ).map(([combinations = 0, bars = 0]) => prove(combinations, bars, log)),
};

/** A sweep of so many combinations: five commissions, four sizes, and lookbacks. */
const sweep = (combinations: number): string => `
strategies: [{type: momentum, parameters: {lookback_period: {min: 1, max: ${combinations / 20}, step: 1}, signal_threshold: 0.01}}]
optimization: {parameter_grids: {commission: [0, 0.001, 0.002, 0.003, 0.004], max_position_size: [0.1, 0.2, 0.3, 0.4]}}
`;

function prove(combinations: number, n: number, log: (line: string) => void): Row {
  const { plan } = planText(sweep(combinations), "pyyaml");
  const bars = gridBars(n);
  const heap = (): number => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = heap();
  let most = before;
  let looked = 0;
  const began = performance.now();
  const steps = proveInSteps(plan, bars, { seed: 1, barsPerYear });
  let next = steps.next();
  for (; !next.done; next = steps.next()) {
    // looking takes longer than most steps
    if (looked++ % 200 === 0) most = Math.max(most, heap());
  }
  const milliseconds = performance.now() - began;
  const found: Proof = next.value;
  log(proofText(found));
  if (found.status !== "identical") throw new Error("the shared plan differs from the naive one");
  const each = (milliseconds * 1e6) / (combinations * n);
  const megabytes = (most - before) / 1e6;
  const work = `${combinations.toLocaleString("en-US")} combinations × ${n.toLocaleString("en-US")} bars`;
  return {
    work: `${work}: both plans in lockstep, and both digests`,
    ways: [{ name: "object engine", timing: timingOf([milliseconds]) }],
    outcome: `${duration(each / 1e6)} a combination × bar, heap with garbage + ${megabytes.toFixed(0)} MB`,
    reach: `≤ ${mostMegabytes} MB above the bars`,
    reached: megabytes <= mostMegabytes,
    gates: false,
  };
}
