import { cellText, columnsOf, valueKey, type Column } from "../../planner/answer/table/columns.ts";
import type { Plan } from "../../planner/model.ts";
import { at } from "../../text/collections.ts";
import type { Steps } from "../../text/steps.ts";
import type { Value } from "../../yaml/value.ts";
import type { Decoder } from "../sweep/decode.ts";
import { createNumberTable } from "../sweep/number-table.ts";
import { positionsIn } from "../sweep/positions.ts";
import type { RunParameter } from "./protocol.ts";

/**
 * The strategy and the axes of a plan, with the value that each of the decoded combinations has. Pauses
 * after each of them.
 */
export function* parametersOf(
  { workflow }: Plan,
  decoder: Decoder,
): Steps<readonly RunParameter[]> {
  const strategies = Int32Array.from({ length: decoder.count }, (_, i) => decoder.strategyAt(i));
  const strategyByCode = [...new Set(strategies)];
  const parameters: RunParameter[] = [];
  for (const column of columnsOf(workflow)) {
    yield;
    const codes = new Int32Array(decoder.count).fill(-1);
    const { codeOf, values } = createCodes(column);
    const positionOf = positionsIn(column, decoder);
    for (let place = 0; place < codes.length; place++) {
      const strategy = strategies[place] ?? 0;
      const list = column.listOf(strategy);
      if (list !== undefined) codes[place] = codeOf(list, positionOf(strategy)(place));
    }
    const axes = strategyByCode.map((strategy) =>
      column.listOf(strategy) === undefined ? -1 : column.axisOf(strategy),
    );
    parameters.push(ordered({ ...column, axes }, values, codes));
  }
  return parameters;
}

/** Numbers the distinct values of a column as they are met; a place in a list is looked at once. */
function createCodes(column: Column) {
  const values: Value[] = [];
  const byKey = new Map<string, number>();
  const byPlace = column.lists.map(({ count }) => createNumberTable(count));
  return {
    values,
    codeOf(list: number, position: number): number {
      const places = at(byPlace, list);
      const known = places.get(position);
      if (known !== undefined) return known;
      const value = at(column.lists, list).at(position);
      const key = valueKey(column, value);
      const code = byKey.get(key) ?? values.push(value) - 1;
      byKey.set(key, code);
      places.set(position, code);
      return code;
    },
  };
}

/** Numbers in ascending order, anything else as it was met. */
function ordered(
  column: Column & Pick<RunParameter, "axes">,
  values: readonly Value[],
  codes: Int32Array<ArrayBuffer>,
): RunParameter {
  const { id, name, section, axes } = column;
  const numbers = values.flatMap((value) => numberOf(value) ?? []);
  const texts = values.map((value) => cellText(column, value));
  if (numbers.length < values.length || values.length === 0) {
    return { id, name, section, axes, values: texts, numbers: undefined, codes };
  }
  const order = values.map((_, code) => code).toSorted((a, b) => at(numbers, a) - at(numbers, b));
  const rank = new Int32Array(values.length);
  for (const [position, code] of order.entries()) rank[code] = position;
  return {
    id,
    name,
    section,
    axes,
    values: order.map((code) => at(texts, code)),
    numbers: order.map((code) => at(numbers, code)),
    codes: codes.map((code) => (code < 0 ? -1 : (rank[code] ?? -1))),
  };
}

function numberOf(value: Value): number | undefined {
  if (value.type === "int") return Number(value.value);
  return value.type === "float" && Number.isFinite(value.value) ? value.value : undefined;
}
