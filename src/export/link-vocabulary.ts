/**
 * The preset dictionary of version 1 of the links: words of configurations, the most frequent last.
 * Links that are out in the world need it as it is: another one belongs to another version.
 */
export const linkVocabulary = `backtest: live: name: description: trend_following breakout rsi macd
risk_free_rate: stop_loss: take_profit: max_drawdown: leverage: position_sizing: order_type: limit
symbols: [BTCUSDT, ETHUSDT] timeframes: ["1h", "4h", "1d"] start_date: "2024-01-01" end_date: "2025-01-01"
true false null market long short
  - type: mean_reversion
    parameters:
      lookback_period: [10, 20, 30, 50]
      signal_threshold: [0.01, 0.02, 0.05]
  - type: momentum
    parameters:
      lookback_period: [10, 20]     # 2 values
      signal_threshold: [0.01, 0.02] # 2 values = 4 strategy combinations
portfolio:
  initial_capital: 10000
risk:
  max_position_size: 1000
  commission: 0.001               # SAME for all combinations
execution:
  commission: 0.001               # SAME for all combinations
  slippage: 0.0005               # SAME for all combinations
optimization:
  parameter_grids:
    initial_capital: [10000, 50000]  # 2 values
    commission: [0.001, 0.005]
    slippage: [0.0005, 0.001]
type: optimization
strategies:
  - type: momentum
    parameters:
      lookback_period: [10, 20]
`;
