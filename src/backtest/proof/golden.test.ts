import { expect, it } from "vitest";
import { fixture } from "../../planner/test-support/fixtures.ts";
import { readTimeframe } from "../data/bars.ts";
import { syntheticBars } from "../data/synthetic.ts";
import type { Isolation } from "../engine/build.ts";
import { planOf, withGap } from "../test-support/runs.ts";
import { proofText } from "./proof-text.ts";
import { verifyPlan } from "./proof.ts";

const timeframe = readTimeframe("1d") ?? expect.fail("1d is a timeframe");
const calm = syntheticBars({ bars: 300, seed: 5, timeframe, drift: 0.05, volatility: 0.3 });
/** A gap up, that ruins who is short. */
const bars = withGap(calm, 150, 3);

const example = (name: string): string => fixture(`../../examples/${name}.yaml`);
const chance = (text: string): string =>
  text
    .replace(/^execution:$/m, "execution:\n  fill_probability: 0.7")
    .replace(/^risk:$/m, "risk:\n  stop_loss: 0.03\n  take_profit: 0.1\n  allow_short: true");

const thousands = "{min: 0.001, max: 0.4, step: 0.001}";
/** Every rule, listed containers and not, equal combinations, what cannot be simulated. */
const sweeps: Readonly<Record<string, string>> = {
  seed: example("seed"),
  "seed by chance": chance(example("seed")),
  "fees by chance": chance(example("fee-grid")),
  "strategies by chance": chance(example("strategy-risk")),
  "two kinds of fill": `
strategies:
  - {type: momentum, parameters: {lookback_period: [1, 3], signal_threshold: 0}}
  - {type: rsi_bands, parameters: {rsi_period: 3}, execution_config: {fill: next_open}}
  - {type: astrology}
optimization: {parameter_grids: {slippage: [0, 0.01], max_position_size: [0.4, 0.4, 20]}}
risk: {allow_short: true, max_drawdown: 0.3}
execution: {fill_probability: 0.6}`,
  "small accounts": `
strategies: [{type: breakout, parameters: {period: [2, 4]}}]
optimization: {parameter_grids: {initial_capital: [90, 2000], commission: [0.001, 0.02]}}
risk: {max_position_size: 15, allow_short: true}`,
  "containers that are not listed": `
strategies: [{type: momentum, parameters: {lookback_period: 1, signal_threshold: [0, 0.001]}}]
optimization: {parameter_grids: {execution.commission: ${thousands}, execution.b: ${thousands}}}`,
};
const faults: readonly (Isolation | undefined)[] = [undefined, "routing", "ledger", "stream"];

/** What is told of a proof, in short: two digests, what went wrong, and the text. */
function told(text: string, fault: Isolation | undefined): string {
  const options = { seed: 3, barsPerYear: 252, most: 24 };
  const without = new Set(fault ? [fault] : []);
  const proof = verifyPlan(planOf(text), bars, { ...options, without });
  const { naive, shared } = proof.digests;
  const digests = `${naive.slice(0, 12)} ${shared.slice(0, 12)}`;
  const wrong = `${proof.wrong.length}: ${proof.wrong.slice(0, 5).join()}`;
  return `${fault ?? "whole"} ${digests} ${wrong}\n${proofText(proof)}`;
}

it.each(Object.keys(sweeps))("tells of %s what it told when whole runs were kept", (name) => {
  const lines = faults.map((fault) => told(sweeps[name] ?? "", fault));
  expect(`\n${lines.join("\n")}\n`).toBe(golden[name]);
});

const golden: Readonly<Record<string, string>> = {
  seed: `
whole 33b32212f3ad 33b32212f3ad 0: 
8/8 combinations identical · 300 bars · 160 fills
routing 33b32212f3ad 0889c179e58e 8: 0,1,2,3,4
0/8 combinations identical · 300 bars · 160 fills
8 of 8 portfolios go wrong, first at bar 10: FILL of combination 0: none naive, FILL (targetPortfolio portfolio_combo_1, order 0, side 1, quantity 92, base 108.059, price 108.1130295, commission 9.946398713999999) shared, by execution_0
ledger 33b32212f3ad d44b0ba5fcb0 8: 0,1,2,3,4
0/8 combinations identical · 300 bars · 160 fills
8 of 8 portfolios go wrong, first at bar 10: ORDER freeCash of combination 0: 10000 naive, 50000 shared, by risk_0
stream 33b32212f3ad 33b32212f3ad 0: 
8/8 combinations identical · 300 bars · 160 fills
`,
  "seed by chance": `
whole 04b3661e75b4 04b3661e75b4 0: 
8/8 combinations identical · 300 bars · 293 fills
routing 04b3661e75b4 4426520c1ba2 8: 0,1,2,3,4
0/8 combinations identical · 300 bars · 293 fills
8 of 8 portfolios go wrong, first at bar 10: FILL of combination 0: none naive, FILL (targetPortfolio portfolio_combo_1, order 0, side 1, quantity 92, base 108.059, price 108.1130295, commission 9.946398713999999) shared, by execution_0
ledger 04b3661e75b4 c42e5dfb4862 8: 0,1,2,3,4
0/8 combinations identical · 300 bars · 293 fills
8 of 8 portfolios go wrong, first at bar 10: ORDER freeCash of combination 0: 10000 naive, 50000 shared, by risk_0
stream 04b3661e75b4 c60826824386 8: 0,1,2,3,4
0/8 combinations identical · 300 bars · 293 fills
8 of 8 portfolios go wrong, first at bar 20: FILL of combination 3: REJECT (reason not_filled) naive, FILL (targetPortfolio portfolio_combo_3, order 0, side 1, quantity 84, base 118.187, price 118.24609349999999, commission 9.932671853999999) shared, by execution_0
`,
  "fees by chance": `
whole 57b6c3ba5893 57b6c3ba5893 0: 
16/16 combinations identical · 300 bars · 565 fills
routing 57b6c3ba5893 930a9e443c97 16: 0,1,2,3,4
0/16 combinations identical · 300 bars · 565 fills
16 of 16 portfolios go wrong, first at bar 10: ORDER of combination 0: FILL (targetPortfolio portfolio_combo_0, order 0, side 1, quantity 924, base 108.059, price 108.1130295, commission 99.896439258) naive, ORDER (number 0, side 1, closing 0, opening 1000, freeCash 100000, wholeShares true, final false, cause signal) shared, by risk_0
ledger 57b6c3ba5893 078aa453fc96 16: 0,1,2,3,4
0/16 combinations identical · 300 bars · 565 fills
16 of 16 portfolios go wrong, first at bar 10: ORDER number of combination 1: 0 naive, 1 shared, by risk_0
stream 57b6c3ba5893 bc4871fd77c1 16: 0,1,2,3,4
0/16 combinations identical · 300 bars · 565 fills
16 of 16 portfolios go wrong, first at bar 10: FILL of combination 1: REJECT (reason not_filled) naive, FILL (targetPortfolio portfolio_combo_1, order 0, side 1, quantity 924, base 108.059, price 108.1130295, commission 99.896439258) shared, by execution_0
`,
  "strategies by chance": `
whole b508a5a7d267 b508a5a7d267 0: 
4/4 combinations identical · 300 bars · 104 fills
routing b508a5a7d267 67a0a99ddf18 4: 0,1,2,3
0/4 combinations identical · 300 bars · 104 fills
4 of 4 portfolios go wrong, first at bar 11: FILL of combination 1: none naive, FILL (targetPortfolio portfolio_combo_0, order 1, side 1, quantity 913, base 109.335, price 109.38966749999999, commission 99.87276642749998) shared, by execution_0
ledger b508a5a7d267 97f800b8b23b 4: 0,1,2,3
0/4 combinations identical · 300 bars · 104 fills
4 of 4 portfolios go wrong, first at bar 12: ORDER of combination 0: none naive, ORDER (number 2, side 1, closing 0, opening 1000, freeCash 100000, wholeShares true, final false, cause signal) shared, by risk_0
stream b508a5a7d267 1190c9d65a69 4: 0,1,2,3
0/4 combinations identical · 300 bars · 104 fills
4 of 4 portfolios go wrong, first at bar 20: FILL of combination 2: REJECT (reason not_filled) naive, FILL (targetPortfolio portfolio_combo_2, order 3, side 1, quantity 917, base 118.187, price 118.24609349999999, commission 108.43166773949999) shared, by execution_0
`,
  "two kinds of fill": `
whole 73ba3a28ccf5 73ba3a28ccf5 0: 
18/18 combinations identical · 300 bars · 858 fills · 6 not simulated
routing 73ba3a28ccf5 e377790c3474 18: 0,1,2,4,5
0/18 combinations identical · 300 bars · 858 fills · 6 not simulated
18 of 18 portfolios go wrong, first at bar 1: ORDER of combination 0: REJECT (reason not_filled) naive, ORDER (number 0, side 1, closing 0, opening 377, freeCash 100000, wholeShares true, final false, cause signal) shared, by risk_0
ledger 73ba3a28ccf5 9ca63f2697e7 18: 0,1,2,4,5
0/18 combinations identical · 300 bars · 858 fills · 6 not simulated
18 of 18 portfolios go wrong, first at bar 1: ORDER number of combination 4: 0 naive, 1 shared, by risk_0
stream 73ba3a28ccf5 31b2c9306df2 18: 0,1,2,4,5
0/18 combinations identical · 300 bars · 858 fills · 6 not simulated
18 of 18 portfolios go wrong, first at bar 1: FILL of combination 16: REJECT (reason not_filled) naive, FILL (targetPortfolio portfolio_combo_16, order 0, side 1, quantity 377, base 106.0506, price 107.111106, commission 0) shared, by execution_2
`,
  "small accounts": `
whole 12b0658ec825 12b0658ec825 0: 
8/8 combinations identical · 300 bars · 124 fills
routing 12b0658ec825 b3064b1510b8 8: 0,1,2,3,4
0/8 combinations identical · 300 bars · 124 fills
8 of 8 portfolios go wrong, first at bar 7: ORDER of combination 0: REJECT (reason unaffordable) naive, ORDER (number 0, side 1, closing 0, opening 15, freeCash 90, wholeShares true, final false, cause signal) shared, by risk_0
ledger 12b0658ec825 98b0cbc07c17 8: 0,1,2,3,4
0/8 combinations identical · 300 bars · 124 fills
8 of 8 portfolios go wrong, first at bar 7: ORDER freeCash of combination 0: 90 naive, 2000 shared, by risk_0
stream 12b0658ec825 12b0658ec825 0: 
8/8 combinations identical · 300 bars · 124 fills
`,
  "containers that are not listed": `
whole 2b90486b23ec 2b90486b23ec 0: 
24 of 320,000 combinations, sampled: 24/24 identical · 300 bars · 1,330 fills
routing 2b90486b23ec 4d41d19fe2fd 24: 0,1,43146,43147,59628
24 of 320,000 combinations, sampled: 0/24 identical · 300 bars · 1,330 fills
24 of 24 sampled portfolios go wrong, first at bar 1: ORDER of combination 0: FILL (targetPortfolio portfolio_combo_0, order 0, side 1, quantity 942, base 106.0506, price 106.0506, commission 99.8996652) naive, ORDER (number 0, side 1, closing 0, opening 942, freeCash 100000, wholeShares true, final false, cause signal) shared, by risk_0
ledger 2b90486b23ec 824be9ef8d65 24: 0,1,43146,43147,59628
24 of 320,000 combinations, sampled: 0/24 identical · 300 bars · 1,330 fills
24 of 24 sampled portfolios go wrong, first at bar 1: ORDER number of combination 1: 0 naive, 1 shared, by risk_0
stream 2b90486b23ec 2b90486b23ec 0: 
24 of 320,000 combinations, sampled: 24/24 identical · 300 bars · 1,330 fills
`,
};
