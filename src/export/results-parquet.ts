import {
  ByteWriter,
  ParquetWriter,
  schemaFromColumnData,
  type ColumnSource,
} from "hyparquet-writer";
import type { RunParameter } from "../backtest/session/protocol.ts";
import { chosenAt, type Chosen } from "../backtest/sweep/chosen.ts";
import { at } from "../text/collections.ts";
import { figureColumns, namesInColumns, type FigureColumn } from "./results-table.ts";

/** Results by place, as columns that a table of them is written from. */
export type ResultColumns<Figure extends FigureColumn> = {
  readonly chosen: Chosen;
  readonly parameters: readonly RunParameter[];
  /** NaN where a figure is absent. */
  readonly figureAt: (name: Figure, place: number) => number;
  /** What became of a combination: `simulated`, `ruined`, or why it did not run. */
  readonly statusAt: (place: number) => string;
};

/**
 * Writes results as a Parquet file, piece by piece: one row for each combination, ascending; the
 * values of an axis as numbers where all of them are, else as they are spelled. What is absent is null.
 */
export function* writeParquet<Figure extends FigureColumn>(
  { chosen, parameters, figureAt, statusAt }: ResultColumns<Figure>,
  figures: readonly Figure[],
  groupSize = 65_536,
): Generator<Uint8Array<ArrayBuffer>> {
  const names = namesInColumns(parameters);
  const groupAt = (from: number, to: number): ColumnSource[] => {
    const each = <Value>(valueAt: (place: number) => Value): Value[] =>
      Array.from({ length: to - from }, (_, i) => valueAt(from + i));
    return [
      { name: "combination", type: "INT64", data: each((place) => chosenAt(chosen, place)) },
      ...parameters.map(({ values, numbers, codes }, n): ColumnSource => {
        const list: readonly (string | number)[] = numbers ?? values;
        const data = each((place) => list[codes[place] ?? -1] ?? null);
        return { name: at(names, n), type: numbers ? "DOUBLE" : "STRING", nullable: true, data };
      }),
      ...figures.map((name): ColumnSource => {
        const data = each((place) => {
          const value = figureAt(name, place);
          return Number.isNaN(value) ? null : value;
        });
        return { name: figureColumns[name], type: "DOUBLE", nullable: true, data };
      }),
      { name: "status", type: "STRING", data: each(statusAt) },
    ];
  };
  const writer = new ByteWriter();
  const written = (): Uint8Array<ArrayBuffer> => {
    const bytes = Uint8Array.from(writer.getBytes());
    writer.index = 0;
    return bytes;
  };
  const schema = schemaFromColumnData({ columnData: groupAt(0, 0) });
  const parquet = new ParquetWriter({ writer, schema, createdBy: "sharing-planner" });
  for (let from = 0; from < chosen.count; from += groupSize) {
    const columnData = groupAt(from, Math.min(chosen.count, from + groupSize));
    // this writer gives nothing to wait for
    void parquet.write({ columnData, rowGroupSize: groupSize });
    yield written();
  }
  void parquet.finish();
  yield written();
}
