import type { ColumnView } from "../../planner/answer/view.ts";
import { formatCount } from "../../text/count-text.ts";
import type { ShownRows } from "./use-rows.ts";

const headLetter = 6.5;
const letter = 9;
const digit = 8;
const padding = 20;
/** Room for the sign of the order, and for the filter where a column has one. */
const orderSign = 14;
const filterSign = 26;
const widest = 280;
const combination = 96;
const risk = 84;
const execution = 112;

/** How wide every column stands, by what it holds; the last one takes what is left. */
export function widthsOf({ columns, plan }: ShownRows): {
  readonly widths: readonly { readonly key: string; readonly width: number | undefined }[];
  readonly total: number;
} {
  const own = columns.map((column) => {
    const { id, name, letters, numeric } = column;
    const signs = orderSign + (isFilterable(column) ? filterSign : 0);
    const needed =
      Math.max(name.length * headLetter + signs, letters * (numeric ? digit : letter)) + padding;
    return { key: id, width: Math.ceil(Math.min(widest, needed)) };
  });
  const index = formatCount(plan.view.combinations).length * digit + padding;
  const first = Math.ceil(Math.max(combination, index));
  return {
    widths: [
      { key: "combination", width: first },
      ...own,
      { key: "risk", width: risk },
      { key: "execution", width: undefined },
    ],
    total: own.reduce((sum, { width }) => sum + width, first + risk + execution),
  };
}

/** Whether a column's values are few enough to be listed, and more than one. */
export const isFilterable = ({ sortable, values }: ColumnView): boolean => sortable && values !== 1;
