import { entryOf, type MapEntry, type MapValue } from "../../../yaml/value.ts";
import { remark } from "../../later-diagnostic.ts";
import type { ReadingState } from "../read-section.ts";

/** What an engine may go through around a plan, by the keys that list it. */
const dimensions = [
  { keys: ["symbols", "symbol"], noun: "symbols" },
  { keys: ["timeframes", "timeframe"], noun: "timeframes" },
] as const;

/** Says that several symbols or timeframes multiply nothing here, whatever the engine does with them. */
export function tellDataAxes(state: ReadingState, root: MapValue): void {
  const data = entryOf(root, "data")?.value;
  const places = [
    { map: root, path: "" },
    ...(data?.type === "map" ? [{ map: data, path: "data." }] : []),
  ];
  const listed = dimensions.flatMap(({ keys, noun }) => {
    for (const { map, path } of places) {
      for (const key of keys) {
        const entry = entryOf(map, key);
        const count = entry && lengthOf(entry);
        if (entry && count !== undefined)
          return [{ entry, path: path + key, words: `${count} ${noun}` }];
      }
    }
    return [];
  });
  const [first, ...others] = listed;
  if (!first) return;
  const words = listed.map((each) => each.words).join(" × ");
  const related = others.map(({ entry }) => ({ range: entry.key.range, message: "and these" }));
  const at = { path: first.path, range: first.entry.key.range };
  state.diagnostics.push(remark("data-axis-not-planned", at, [words], { related }));
}

function lengthOf({ value }: MapEntry): number | undefined {
  return value.type === "list" && value.items.length > 1 ? value.items.length : undefined;
}
