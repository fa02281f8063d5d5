import type { RunParameter } from "../../../backtest/session/protocol.ts";
import { chooseAll } from "../../../backtest/sweep/chosen.ts";
import type { FigureName } from "../../../backtest/sweep/figure-columns.ts";
import type { Measured } from "../heat-grid.ts";

/** A run with these values by place; figures that are not given are absent everywhere. */
export function shownRun(given: {
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
  readonly figures?: Readonly<Partial<Record<FigureName, readonly number[]>>>;
}): Measured {
  const columns = Object.entries(given.parameters ?? {});
  const n = Math.max(
    0,
    ...columns.map(([, texts]) => texts.length),
    ...Object.values(given.figures ?? {}).map((values) => values.length),
  );
  const figure = (name: FigureName): Float64Array =>
    Float64Array.from({ length: n }, (_, place) => given.figures?.[name]?.[place] ?? Number.NaN);
  return {
    chosen: chooseAll(n),
    known: new Uint8Array(n).fill(1),
    parameters: columns.map(([id, texts]): RunParameter => {
      const values = [...new Set(texts)];
      const codes = Int32Array.from(texts, (text) => values.indexOf(text));
      return { id, name: id, section: "grid", values, numbers: values.map(Number), codes };
    }),
    figures: {
      finalEquity: figure("finalEquity"),
      totalReturn: figure("totalReturn"),
      annualisedReturn: figure("annualisedReturn"),
      sharpe: figure("sharpe"),
      maxDrawdown: figure("maxDrawdown"),
      trades: figure("trades"),
      winRate: figure("winRate"),
      commission: figure("commission"),
      slippage: figure("slippage"),
      rejects: figure("rejects"),
    },
  };
}
