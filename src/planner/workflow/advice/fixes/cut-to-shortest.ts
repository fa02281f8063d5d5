import type { Fix } from "../../../../text/diagnostic.ts";
import type { TextEdit } from "../../../../text/source-range.ts";
import type { AxisField } from "../../workflow.ts";

/** Cuts lists that are to go together to the length of the shortest, where all longer ones are lists. */
export function cutToShortest(text: string, fields: readonly AxisField[]): readonly Fix[] {
  const shortest = Math.min(...fields.map(({ values }) => values.count));
  const longer = fields.filter(({ values }) => values.count > shortest);
  const edits = longer.map(({ values, range }): TextEdit | undefined => {
    const start = values.at(shortest - 1).range.end;
    const { end } = values.at(values.count - 1).range;
    // the values of a range are written nowhere
    const isList = start < end && values.at(0).range.end < end && end <= range.end;
    return isList && !text.slice(start, end).includes("#")
      ? { range: { start, end }, text: "" }
      : undefined;
  });
  const all = edits.filter((edit) => edit !== undefined);
  return all.length === edits.length && shortest > 0
    ? [
        {
          title: `Cut to the shortest: ${shortest} ${shortest === 1 ? "value" : "values"}`,
          edits: all,
        },
      ]
    : [];
}
