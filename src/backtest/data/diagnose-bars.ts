import type { Diagnostic } from "../../planner/diagnostic.ts";
import { remark } from "../../planner/later-diagnostic.ts";
import type { Plan } from "../../planner/model.ts";
import { nowhere } from "../../text/source-range.ts";
import { entryOf } from "../../yaml/value.ts";
import type { LoadedBars } from "./file-bars.ts";

/** What a document and the bars that it runs over contradict each other in, where it is written. */
export function diagnoseBars(
  { workflow: { root } }: Plan,
  { contradicted }: Extract<LoadedBars, { status: "loaded" }>,
): readonly Diagnostic[] {
  if (!contradicted) return [];
  const data = entryOf(root, "data")?.value;
  const timeframe = data?.type === "map" ? entryOf(data, "timeframe") : undefined;
  const at = { path: "data.timeframe", range: timeframe?.value.range ?? nowhere };
  const { written, spacing } = contradicted;
  return [remark("timeframe-differs", at, [written, spacing])];
}
