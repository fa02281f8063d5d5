import { entryOf, type ListValue, type MapValue } from "../../../yaml/value.ts";
import { createGathering, valuesOf, type ForeignSweep } from "./foreign-sweep.ts";

/** A workflow of qlib: `qlib_init`. It trains one model, and holds no sweep. */
export function recognizeQlib(root: MapValue): ForeignSweep | undefined {
  const init = entryOf(root, "qlib_init");
  if (!init) return undefined;
  return withoutSweep(root, "qlib-workflow", "a qlib workflow", "qlib_init");
}

/** A configuration of freqtrade: `stake_currency` and a mapping of the `exchange`. */
export function recognizeFreqtrade(root: MapValue): ForeignSweep | undefined {
  if (!entryOf(root, "stake_currency") || entryOf(root, "exchange")?.value.type !== "map") {
    return undefined;
  }
  return withoutSweep(root, "freqtrade-config", "a freqtrade configuration", "stake_currency");
}

/** Of a document without strategies of ours, everything is the tool's; else its sign alone. */
function withoutSweep(
  root: MapValue,
  tool: ForeignSweep["tool"],
  name: string,
  key: string,
): ForeignSweep | undefined {
  const sign = entryOf(root, key);
  if (!sign) return undefined;
  const sections = entryOf(root, "strategies")
    ? [sign.value]
    : Array.from(root.entries.values(), ({ value }) => value);
  return {
    ...createGathering(),
    tool,
    name,
    sign: sign.key,
    path: key,
    sections,
    combinations: undefined,
  };
}

/** Runs of Nautilus, one mapping with `venues` and `data` each: a sweep that is expanded already. */
export function recognizeRunList(root: ListValue): ForeignSweep | undefined {
  const signs = root.items.flatMap((item) => {
    const isRun = item.type === "map" && entryOf(item, "data");
    const venues = isRun ? entryOf(item, "venues") : undefined;
    return venues ? [venues.key] : [];
  });
  const [sign] = signs;
  if (!sign || signs.length < root.items.length) return undefined;
  const numbers = signs.map(({ range }, n) => ({ type: "int", value: BigInt(n), range }) as const);
  return {
    ...createGathering(),
    tool: "run-list",
    name: "a Nautilus list of runs",
    sign,
    path: "[0].venues",
    sections: [root],
    axes: [[{ key: "run", values: valuesOf(numbers) }]],
    combinations: BigInt(signs.length),
  };
}
