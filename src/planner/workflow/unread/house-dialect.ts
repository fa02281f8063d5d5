import {
  entryOf,
  keyText,
  textKey,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import { problem } from "../../diagnostic.ts";
import type { FieldSection } from "../advice/fields.ts";
import { sectionRoles } from "../axis-target.ts";
import type { ReadingState } from "../read-section.ts";

/** What a document says of its own dialect, under `sharing_planner`: where else sweeps stand, and what is none. */
export type HouseDialect = {
  /** Sections that are read as grids too, in written order. */
  readonly grids: readonly { readonly path: string; readonly map: MapValue }[];
  /** Paths of values that look like sweeps and are none. */
  readonly values: ReadonlySet<string>;
};

/** The key of the root that holds the planner's own settings, and no configuration. */
export const houseKey = "sharing_planner" satisfies FieldSection;
const members = ["grids", "values"] as const;
/** Those that only the part reads which knows dialects. */
const sections: readonly string[] = ["strategies", ...sectionRoles];

/** Reads `sharing_planner` (spec page 7); a path that leads nowhere, and a member that is not read, is told. */
export function readHouseDialect(
  state: ReadingState,
  root: MapValue,
  readsSections: boolean,
): HouseDialect {
  const house = entryOf(root, houseKey);
  if (house?.value.type !== "map") {
    if (house) tellUnread(state, houseKey, house, "a mapping with `grids` and `values`");
    return { grids: [], values: new Set() };
  }
  state.advice?.hintAtKeys(state, house.value, { section: houseKey, path: houseKey });
  for (const entry of house.value.entries.values()) {
    const name = keyText(entry.key);
    if (members.some((member) => member === name)) continue;
    if (readsSections && sections.includes(name)) continue;
    tellUnread(state, `${houseKey}.${name}`, entry, "`grids` or `values`");
  }
  const grids = pathsIn(state, house.value, "grids").flatMap(({ path, value }) => {
    const map = valueAt(root, path);
    if (map?.type === "map") return [{ path, map }];
    state.uses.push({ value, use: "not understood" });
    const at = { path: `${houseKey}.grids`, range: value.range };
    const meant = "the path of a mapping, such as `costs.grid`";
    state.diagnostics.push(problem("not-read-setting", at, [path, meant]));
    return [];
  });
  return { grids, values: new Set(pathsIn(state, house.value, "values").map(({ path }) => path)) };
}

function pathsIn(
  state: ReadingState,
  house: MapValue,
  member: (typeof members)[number],
): readonly { readonly path: string; readonly value: Value }[] {
  const entry = entryOf(house, member);
  if (!entry) return [];
  const use =
    member === "grids"
      ? ({ use: "planned", decides: true } as const)
      : ({ use: "described" } as const);
  state.uses.push({ value: entry.value, ...use });
  const items = entry.value.type === "list" ? entry.value.items : [entry.value];
  return items.flatMap((value) => {
    if (value.type === "text") return [{ path: value.value, value }];
    tellUnread(state, `${houseKey}.${member}`, { ...entry, value }, "a list of paths");
    return [];
  });
}

function tellUnread(state: ReadingState, path: string, { value }: MapEntry, meant: string): void {
  state.uses.push({ value, use: "not understood" });
  state.diagnostics.push(problem("not-read-setting", { path, range: value.range }, [path, meant]));
}

const step = /\[(\d+)\]|`([^`]*)`|([^.[\]`]+)/g;

/** The value at a path such as `a.b[0].c`, with odd keys in backquotes. */
export function valueAt(root: Value, path: string): Value | undefined {
  let value: Value | undefined = root;
  for (const [, place, odd, plain] of path.matchAll(step)) {
    if (place !== undefined)
      value = value?.type === "list" ? value.items[Number(place)] : undefined;
    else {
      const key = textKey(odd ?? plain ?? "");
      value = value?.type === "map" ? value.entries.get(key)?.value : undefined;
    }
    if (!value) return undefined;
  }
  return value;
}

/** A path one key deeper; a key that is no plain word stands in backquotes. */
export function pathBelow(path: string, key: Value): string {
  const name = keyText(key);
  const word = /^[\w-]+$/.test(name) ? name : `\`${name}\``;
  return path === "" ? word : `${path}.${word}`;
}
