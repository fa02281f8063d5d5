import { entryOf, keyText, type MapValue, type Value } from "../../../yaml/value.ts";
import { problem } from "../../diagnostic.ts";
import { sectionRoles } from "../axis-target.ts";
import type { ReadingState } from "../read-section.ts";
import { houseKey, valueAt } from "../unread/house-dialect.ts";
import { entriesIn, mapOf, textAt, without } from "./map-values.ts";

/** The root with the sections for which `sharing_planner` says where they stand, and the path of its strategies. */
export type HouseSections = { readonly root: MapValue; readonly strategies: string | undefined };

/**
 * Puts the sections of a house dialect under their own keys: `sharing_planner: {risk: limits}`, before all
 * else. A path that leads nowhere is told, and replaces nothing.
 */
export function placeHouseSections(state: ReadingState, root: MapValue): HouseSections {
  const house = entryOf(root, houseKey)?.value;
  if (house?.type !== "map") return { root, strategies: undefined };
  let placed = root;
  let strategies: string | undefined;
  for (const { key, value } of house.entries.values()) {
    const name = keyText(key);
    const isStrategies = name === "strategies";
    if (!isStrategies && !sectionRoles.some((role) => role === name)) continue;
    const section = value.type === "text" ? valueAt(root, value.value) : undefined;
    if (value.type !== "text" || !section || !isSection(section, isStrategies)) {
      tellPath(state, name, value);
      continue;
    }
    state.uses.push({ value, use: "planned", decides: true });
    if (isStrategies) strategies = value.value;
    const isList = section.type === "list";
    const place = isStrategies && !isList ? "strategy" : name;
    const replaced = isStrategies ? ["strategies", "strategy"] : [name];
    const entry = { key: textAt(place, section), value: section };
    placed = mapOf(root.range, [...entriesIn(without(placed, replaced)), entry]);
  }
  return { root: placed, strategies };
}

function isSection({ type }: Value, isStrategies: boolean): boolean {
  return type === "map" || type === "list" || (isStrategies && type === "text");
}

function tellPath(state: ReadingState, name: string, value: Value): void {
  state.uses.push({ value, use: "not understood" });
  const path = `${houseKey}.${name}`;
  const meant = `the path of a section, such as \`my.${name}\``;
  state.diagnostics.push(problem("not-read-setting", { path, range: value.range }, [path, meant]));
}
