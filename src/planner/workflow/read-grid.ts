import { entryOf, keyText, type MapValue } from "../../yaml/value.ts";
import { problem } from "../diagnostic.ts";
import { readAxes, type ReadAxis } from "./axes/read-axes.ts";
import { zipAxes, zipKey } from "./axes/read-zip.ts";
import { readSection, type ReadingState } from "./read-section.ts";
import type { Axis, GridPlace, Workflow } from "./workflow.ts";

const path = "optimization.parameter_grids";

/** Reads the axes of `optimization.parameter_grids`, then those of other sections that are grids too. */
export function readGrid(
  state: ReadingState,
  optimization: MapValue,
  declared: Pick<Workflow, "base" | "strategies">,
): readonly Axis[] {
  const { map } = readSection(state, optimization, "optimization.", ["parameter_grids"], "planned");
  const check = state.advice?.checkGridKeys(state, map, declared);
  const axesOf = (grid: GridPlace): readonly (ReadAxis & { readonly grid: GridPlace })[] =>
    readAxes(state, grid.map, grid.path, (axis) => {
      // of null a warning speaks
      if (axis.value.type !== "null") check?.(axis);
    }).map((axis) => ({ ...axis, grid }));
  const axes = axesOf({ path, map, reachesParameters: false });
  warnOfNull(state, map);
  const others = state.house.grids.filter((grid) => grid.map !== map);
  for (const grid of others) {
    state.claims.add(grid.map);
    state.uses.push({ value: grid.map, use: "planned" });
  }
  const all = [...axes, ...others.flatMap((grid) => axesOf({ ...grid, reachesParameters: true }))];
  const zip = entryOf(optimization, zipKey);
  return zipAxes(state, all, zip, `optimization.${zipKey}`).map(
    ({ key, values, range, fields, grid }) => ({ key, values, range, fields, grid }),
  );
}

/** A grid key without a value is one null, legal but seldom meant. */
function warnOfNull(state: ReadingState, map: MapValue): void {
  for (const { key, value } of map.entries.values()) {
    if (value.type !== "null") continue;
    const at = { path: `${path}.${keyText(key)}`, range: key.range };
    state.diagnostics.push(problem("axis-of-nested", at, [keyText(key), "null", ""]));
  }
}
