"""Backtests of momentum by Python engines that are installed here; each by import.

usage: python3 - ENGINE TASK, with an ENGINE of numpy, numba, vectorbt, backtesting and a TASK of JSON:
file, first, second, rules, capital, shares, commission, slippage, repeats. The file has the columns open,
high, low, close; first and second are the periods and thresholds of all combinations; only numba knows
rules. Prints one line of JSON: the engine's version, the milliseconds of every repeat, and the final
equity of every combination.
"""
import json
import sys
import time


def signals(np, close, period, threshold):
    momentum = np.full(len(close), np.nan)
    momentum[period:] = close[period:] / close[:-period] - 1
    return momentum > threshold, momentum < -threshold


def pairs(task):
    return list(zip(task["first"], task["second"]))


def numpy_engine(close, task):
    import numpy as np

    def run():
        return [walk(np, close, period, threshold, task) for period, threshold in pairs(task)]

    return np.__version__, run


def walk(np, close, period, threshold, task):
    """Positions by index arithmetic over entries and exits, equity by whole arrays."""
    buys, sells = signals(np, close, period, threshold)
    change = np.where(buys, 1, np.where(sells, -1, 0))
    places = np.flatnonzero(change)
    kept = places[np.flatnonzero(np.diff(np.concatenate(([-1], change[places]))))]
    fills = np.zeros(len(close))
    fills[kept] = change[kept]
    if fills.sum() > 0:
        fills[-1] -= 1
    shares = fills * task["shares"]
    price = close * np.where(fills > 0, 1 + task["slippage"], 1 - task["slippage"])
    notional = shares * price
    cash = task["capital"] - np.cumsum(notional + np.abs(notional) * task["commission"])
    equity = cash + np.cumsum(shares) * close
    returns = equity[1:] / equity[:-1] - 1
    returns.mean(), returns.std(ddof=1), (1 - equity / np.maximum.accumulate(equity)).max()
    return float(equity[-1])


def numba_engine(opens, close, task):
    import numba
    import numpy as np

    @numba.njit
    def one(close, period, threshold, capital, size, commission, slippage):
        cash, position, before, peak, drawdown = capital, 0.0, capital, capital, 0.0
        total, squares, trades = 0.0, 0.0, 0
        for i in range(len(close)):
            price = close[i]
            if i >= period:
                momentum = price / close[i - period] - 1
                if momentum > threshold and position == 0 and i < len(close) - 1:
                    paid = price * (1 + slippage)
                    position = min(size, np.floor(cash / (paid * (1 + commission))))
                    notional = position * paid
                    cash -= notional + notional * commission
                elif momentum < -threshold and position > 0:
                    notional = position * (price * (1 - slippage))
                    cash += notional - notional * commission
                    position = 0.0
                    trades += 1
            if i == len(close) - 1 and position > 0:
                notional = position * (price * (1 - slippage))
                cash += notional - notional * commission
                position = 0.0
                trades += 1
            equity = cash + position * price
            if i > 0:
                change = equity / before - 1
                total += change
                squares += change * change
            before = equity
            peak = max(peak, equity)
            drawdown = max(drawdown, (peak - equity) / peak)
        return before, total, squares, drawdown, trades

    money = (float(task["capital"]), float(task["shares"]), task["commission"], task["slippage"])
    rules = task["rules"]
    limits = tuple(float(rules.get(name, np.inf)) for name in ("stop", "profit", "drawdown"))
    flags = (bool(rules.get("shorts")), bool(rules.get("nextOpen")))
    ruled = numba_rules(numba, np) if rules else None

    def run():
        if not rules:
            return [one(close, period, threshold, *money)[0] for period, threshold in pairs(task)]
        return [
            ruled(opens, close, period, threshold, *money, *limits, *flags)[0]
            for period, threshold in pairs(task)
        ]

    run()
    return numba.__version__, run


def numba_rules(numba, np):
    """The loop with stops, shorts, fills at the next open and a drawdown limit."""

    @numba.njit
    def fill(cash, position, entry, closing, opening, side, free, base, commission, slippage):
        price = base * (1 + side * slippage)
        if closing > 0:
            free -= closing * price * (side + commission)
        opened = 0.0
        if opening > 0:
            opened = max(0.0, min(opening, np.floor(free / (price * (1 + commission)))))
        shares = closing + opened
        if shares == 0:
            return cash, position, entry
        notional = shares * price
        cash -= side * notional + notional * commission
        return cash, position + side * shares, price if opened > 0 else 0.0

    @numba.njit
    def one(
        opens, close, period, threshold, capital, size, commission, slippage,
        stop, profit, limit, shorts, next_open,
    ):  # fmt: skip
        cash, position, entry, before, peak, top = capital, 0.0, 0.0, capital, capital, capital
        total, squares, drawdown, trades = 0.0, 0.0, 0.0, 0
        waiting, closing, opening, side, free = False, 0.0, 0.0, 0.0, 0.0
        for i in range(len(close)):
            price = close[i]
            last = i == len(close) - 1
            if waiting:
                cash, position, entry = fill(
                    cash, position, entry, closing, opening, side, free, opens[i], commission, slippage
                )
                trades += closing > 0
                waiting = False
            worth = cash + position * price
            top = max(top, worth)
            wish = 0.0
            if i >= period:
                momentum = price / close[i - period] - 1
                wish = 1.0 if momentum > threshold else -1.0 if momentum < -threshold else 0.0
            stopped = False
            if position != 0:
                gain = price / entry - 1 if position > 0 else 1 - price / entry
                stopped = gain <= -stop or gain >= profit
            if worth > 0:
                wanted = wish != 0 and not stopped and wish * position <= 0
                opens_one = (
                    wanted
                    and (wish > 0 or shorts)
                    and not last
                    and not (top - worth) / top > limit
                )
                if opens_one or (position != 0 and (stopped or last or wanted)):
                    closing, opening, free = abs(position), size if opens_one else 0.0, cash
                    side = wish if opens_one else -1.0 if position > 0 else 1.0
                    if next_open and not last:
                        waiting = True
                    else:
                        cash, position, entry = fill(
                            cash, position, entry, closing, opening, side, free, price, commission, slippage
                        )
                        trades += closing > 0
            equity = cash + position * price
            if equity <= 0 and position != 0:
                side = -1.0 if position > 0 else 1.0
                cash, position, entry = fill(
                    cash, position, entry, abs(position), 0.0, side, cash, price, commission, slippage
                )
                trades += 1
                equity = cash
            if i > 0:
                change = equity / before - 1 if before > 0 else 0.0
                total += change
                squares += change * change
            before = equity
            peak = max(peak, equity)
            drawdown = max(drawdown, (peak - equity) / peak)
        return before, total, squares, drawdown, trades

    return one


def vectorbt_engine(close, task):
    import numpy as np
    import vectorbt as vbt

    def run():
        both = [signals(np, close, period, threshold) for period, threshold in pairs(task)]
        entries = np.column_stack([entry for entry, _ in both])
        exits = np.column_stack([leave for _, leave in both])
        entries[-1, :] = False
        exits[-1, :] = True
        portfolio = vbt.Portfolio.from_signals(
            close,
            entries,
            exits,
            size=task["shares"],
            init_cash=task["capital"],
            fees=task["commission"],
            slippage=task["slippage"],
            freq="1D",
        )
        portfolio.max_drawdown(), portfolio.sharpe_ratio(), portfolio.trades.count()
        return [float(value) for value in np.asarray(portfolio.final_value())]

    run()
    return vbt.__version__, run


def backtesting_engine(close, task):
    import backtesting
    import numpy as np
    import pandas as pd

    # an order is processed a bar later at the close of its own: one more bar lets the last one be
    series = np.append(close, close[-1])
    frame = pd.DataFrame({name: series for name in ("Open", "High", "Low", "Close")})
    last = len(close) - 1
    buying = (1 + task["slippage"]) * (1 + task["commission"]) - 1
    selling = 1 - (1 - task["slippage"]) * (1 - task["commission"])

    def one(period, threshold):
        buys, sells = signals(np, close, period, threshold)
        cost = [buying]

        class Momentum(backtesting.Strategy):
            def init(self):
                pass

            def next(self):
                i = len(self.data) - 1
                if i > last:
                    return
                if self.position:
                    if sells[i] or i == last:
                        cost[0] = selling
                        self.position.close()
                elif buys[i] and i < last:
                    cost[0] = buying
                    self.buy(size=int(task["shares"]))

        test = backtesting.Backtest(
            frame,
            Momentum,
            cash=task["capital"],
            # slippage and commission as one relative cost, since its spread is of entries only
            commission=lambda size, price: abs(size) * price * cost[0],
            trade_on_close=True,
        )
        return float(test.run()["Equity Final [$]"])

    def run():
        return [one(period, threshold) for period, threshold in pairs(task)]

    return backtesting.__version__, run


def main():
    name, task = sys.argv[1], json.loads(sys.argv[2])
    import numpy as np

    opens, _, _, close = np.fromfile(task["file"], dtype="<f8").reshape(4, -1)
    engines = {
        "numpy": numpy_engine,
        "numba": lambda close, task: numba_engine(opens, close, task),
        "vectorbt": vectorbt_engine,
        "backtesting": backtesting_engine,
    }
    version, run = engines[name](close, task)
    milliseconds = []
    equities = []
    for _ in range(task["repeats"]):
        start = time.perf_counter()
        equities = run()
        milliseconds.append((time.perf_counter() - start) * 1000)
    print(json.dumps({"version": version, "milliseconds": milliseconds, "equities": equities}))


main()
