import fc from "fast-check";

/** Values that a field can be swept over: few, so that configurations are often equal. */
const values: Readonly<Record<string, readonly string[]>> = {
  commission: ["0", "0.001", "0.02", "null"],
  slippage: ["0", "0.0005", "0.01"],
  slippage_bps: ["5", "0"],
  commission_per_share: ["0.01", "1"],
  max_position_size: ["0.3", "1", "1.0", "20", "5000"],
  position_size_method: ["fixed", "percentage"],
  position_size_pct: ["10", "100"],
  fractional: ["true", "false"],
  allow_short: ["true", "false"],
  stop_loss: ["0.01", "0.05", "null", "off"],
  take_profit: ["0.02", "0.1"],
  max_drawdown: ["0.02", "0.2"],
  fill: ["close", "next_open"],
  fill_probability: ["0", "0.5", "0.9", "1"],
  initial_capital: ["50", "1000", "100000"],
};

const roleOf = (field: string): string =>
  field.startsWith("fill")
    ? "execution"
    : field === "initial_capital"
      ? "portfolio"
      : field.startsWith("commission") || field.startsWith("slippage")
        ? "both"
        : "risk";

const names = Object.keys(values);
const fieldsOf = (role: string) =>
  names.filter(
    (name) => roleOf(name) === role || (role !== "portfolio" && roleOf(name) === "both"),
  );

const listOf = (name: string) =>
  fc
    .array(fc.constantFrom(...(values[name] ?? [])), { minLength: 1, maxLength: 3 })
    .map((chosen) => `${name}: [${chosen.join(", ")}]`);
const oneOf = (name: string) =>
  fc.constantFrom(...(values[name] ?? [])).map((value) => `${name}: ${value}`);

/** Members of a mapping, each name once. */
function members(
  from: readonly string[],
  most: number,
  member: (name: string) => fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  return fc
    .uniqueArray(fc.constantFrom(...from), { maxLength: most })
    .chain((chosen) => fc.tuple(...chosen.map(member)))
    .map((written) => `{${written.join(", ")}}`);
}

const parameters = fc.constantFrom(
  "type: momentum, parameters: {lookback_period: [1, 3], signal_threshold: [0, 0.01]}",
  "type: momentum, parameters: {lookback_period: 2, momentum_threshold: 0.005}",
  "type: mean_reversion, parameters: {rsi_period: [2, 5], rsi_oversold: 40, rsi_overbought: 60}",
  "type: rsi_bands, parameters: {rsi_period: 3}",
  "type: ma_crossover, parameters: {fast_period: [1, 2], slow_period: [4, 4]}",
  "type: sma_crossover, parameters: {fast_period: 2, slow_period: 5}",
  "type: bollinger_bands, parameters: {period: [3, 5], std_dev: 1}",
  "type: breakout, parameters: {period: [2, 4]}",
  "type: unknown, parameters: {period: 2}",
);

const strategy = fc
  .record({
    rule: parameters,
    risk: members(fieldsOf("risk"), 2, oneOf),
    execution: members(fieldsOf("execution"), 2, oneOf),
  })
  .map(
    ({ rule, risk, execution }) =>
      `  - {${rule}, risk_config: ${risk}, execution_config: ${execution}}`,
  );

/** Sweeps with every rule of the backtest, as YAML text: up to three strategies and three grid axes. */
export const arbitrarySweep: fc.Arbitrary<string> = fc
  .record({
    strategies: fc.array(strategy, { minLength: 1, maxLength: 3 }),
    grid: members(names, 3, listOf),
    risk: members(fieldsOf("risk"), 6, oneOf),
    execution: members(fieldsOf("execution"), 4, oneOf),
    portfolio: members(fieldsOf("portfolio"), 1, oneOf),
  })
  .map(
    ({ strategies, grid, risk, execution, portfolio }) => `strategies:
${strategies.join("\n")}
optimization: {parameter_grids: ${grid}}
risk: ${risk}
execution: ${execution}
portfolio: ${portfolio}
`,
  );
