import type { RunParameter } from "../../../backtest/session/protocol.ts";
import { chooseAll } from "../../../backtest/sweep/chosen.ts";
import type { FigureName } from "../../../backtest/sweep/figure-columns.ts";
import { byFigure } from "../../../store/run/run-results.ts";
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
    parameters: columns.map(([id, texts], axis): RunParameter => {
      const values = [...new Set(texts)];
      const codes = Int32Array.from(texts, (text) => values.indexOf(text));
      return {
        id,
        name: id,
        section: "grid",
        axes: [axis],
        values,
        numbers: values.map(Number),
        codes,
      };
    }),
    figures: byFigure(figure),
    ranges: byFigure((name) => {
      const values = figure(name).filter((value) => !Number.isNaN(value));
      return { low: Math.min(...values), high: Math.max(...values) };
    }),
  };
}
