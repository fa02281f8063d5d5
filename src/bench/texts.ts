/** Configurations of every size that the benchmarks need; all made by rule, none is random. */

const sections = `
risk:
  max_position_size: 1000
  commission: 0.001

execution:
  commission: 0.001
  slippage: 0.0005
`;

const list = (values: readonly (number | string)[]) => `[${values.join(", ")}]`;
const count = (n: number, from = 1) => Array.from({ length: n }, (_, i) => from + i);

/** The seed's own configuration. */
export const seedText = `type: optimization
strategies:
  - type: momentum
    parameters:
      lookback_period: [10, 20]
      signal_threshold: [0.01, 0.02]

optimization:
  parameter_grids:
    initial_capital: [10000, 50000]
${sections}`;

/** The seed with longer axes: all combinations share one risk and one execution container. */
export function sharedText(lookbacks: number, thresholds: number, capitals: number): string {
  const parts = count(thresholds).map((i) => i / 1000);
  return seedText
    .replace("[10, 20]", list(count(lookbacks)))
    .replace("[0.01, 0.02]", list(parts))
    .replace("[10000, 50000]", list(count(capitals, 10_000)));
}

/** 1,000,000 combinations with 10 risk and 100 execution containers. */
export const tenAndHundredText = sharedText(10, 10, 100)
  .replace(
    "  parameter_grids:\n",
    `  parameter_grids:
    risk.stop_loss: ${list(count(10))}
    execution.latency: ${list(count(10))}
    execution.fee: ${list(count(10))}
`,
  )
  .replace(list(count(100, 10_000)), list(count(10, 10_000)));

/** One axis that reaches risk and execution: as many of both as there are combinations. */
export function separateText(n: number): string {
  return seedText
    .replace("[10, 20]", "10")
    .replace("[0.01, 0.02]", "0.01")
    .replace("initial_capital: [10000, 50000]", `commission: {min: 1, max: ${n}, step: 1}`);
}

/** 10 to the power of `axes` combinations that share everything. */
export function powerText(axes: number): string {
  const own = count(axes).map((i) => `      p${i}: ${list(count(10))}\n`);
  return seedText
    .replace(/ {6}lookback_period.*\n.*\n/, own.join(""))
    .replace("[10000, 50000]", "[10000]");
}

/** A workflow of about `bytes` characters: many strategies with their own limits, as desks write them. */
export function longText(bytes: number): string {
  const strategy = (i: number) => `  - type: strategy_${i}
    name: desk ${i}
    parameters:
      lookback_period: [10, 20]   # days
      signal_threshold: [0.01, 0.02]
    risk_config:
      max_position_size: ${1000 + (i % 7)}
      limits: {sector: ${(i % 5) + 1}, name: "desk ${i % 3}"}
`;
  const size = strategy(100).length;
  const strategies = count(Math.max(1, Math.floor((bytes - seedText.length) / size))).map(strategy);
  return seedText.replace(/strategies:\n(.*\n)*?\n/, `strategies:\n${strategies.join("")}\n`);
}

/** The same text after one edit in its middle: a digit of one strategy's limit. */
export function editedText(text: string, round: number): string {
  const middle = text.indexOf("max_position_size:", text.length >> 1);
  const start = text.indexOf(" ", middle) + 1;
  return `${text.slice(0, start)}${2000 + (round % 1000)}${text.slice(start + 4)}`;
}

/** Texts that are hard to plan, by what is hard about them. */
export const hardTexts: Readonly<Record<string, string>> = {
  "100,000 execution containers listed": seedText.replace(
    "initial_capital: [10000, 50000]",
    `commission: {min: 1, max: 1000, step: 1}\n    slippage: {min: 1, max: 100, step: 1}`,
  ),
  "10,000 strategies alike": `strategies:\n${"  - {type: a, parameters: {x: [1, 2]}}\n".repeat(10_000)}${sections}`,
  "10,000 strategies with own limits": `strategies:\n${count(10_000)
    .map((i) => `  - {type: a, risk: {max_position_size: ${i}}}\n`)
    .join("")}${sections}`,
  "5,000 strategies that overlap in a mapping axis": `strategies:\n${count(5000)
    .map((i) => `  - {type: a, risk: {limits: {k${i % 50}: ${i}}}}\n`)
    .join("")}optimization:\n  parameter_grids:\n    risk.limits: [${count(50)
    .map((i) => `{k${i}: 1}`)
    .join(", ")}]\n    risk.stop_loss: [1, 2, 3]\n`,
  "10,000 grid axes": `strategies: [{type: a}]\noptimization:\n  parameter_grids:\n${count(10_000)
    .map((i) => `    risk.k${i}: [1]\n`)
    .join("")}`,
  "10,000 grid axes of two": `strategies: [{type: a}]\noptimization:\n  parameter_grids:\n${count(
    10_000,
  )
    .map((i) => `    risk.k${i}: [1, 2]\n`)
    .join("")}`,
  "10,000 parameters": `strategies:\n  - type: a\n    parameters:\n${count(10_000)
    .map((i) => `      p${i}: [1, 2]\n`)
    .join("")}`,
  "one axis of 1,000,000 values": seedText.replace(
    "initial_capital: [10000, 50000]",
    "commission: {min: 1, max: 1000000, step: 1}",
  ),
  "a factor of 1,000,000 tuples": `strategies: [{type: a}]\noptimization:\n  parameter_grids:
    risk.limits.a: {min: 1, max: 1000, step: 1}
    risk.limits: [${count(1000)
      .map((i) => `{b: ${i}}`)
      .join(", ")}]\n`,
  "30,000 keys in risk": `strategies: [{type: a}]\noptimization:\n  parameter_grids:\n    stop_loss: [1, 2, 3]\nrisk:\n${count(
    30_000,
  )
    .map((i) => `  k${i}: ${i}\n`)
    .join("")}`,
  "5,000 strategies with own limits × 5,000 axes": `strategies:\n${count(5000)
    .map((i) => `  - {type: a, risk: {b: ${i}}}\n`)
    .join("")}optimization:\n  parameter_grids:\n${count(5000)
    .map((i) => `    risk.k${i}: [1]\n`)
    .join("")}`,
  "1,000 strategies × 1,000 axes": `strategies:\n${"  - {type: a, risk: {b: 1}}\n".repeat(1000)}optimization:\n  parameter_grids:\n${count(
    1000,
  )
    .map((i) => `    k${i}: [1, 2]\n`)
    .join("")}risk: {${count(1000)
    .map((i) => `k${i}: 0`)
    .join(", ")}}\n`,
};
