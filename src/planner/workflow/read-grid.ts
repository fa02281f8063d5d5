import { entryOf, keyIdentity, keyText, type MapValue } from "../../yaml/value.ts";
import { problem } from "../diagnostic.ts";
import { alternativesOf, mappingsOf } from "./axes/alternatives.ts";
import { readAlternatives, readGridValue, sectionKeys } from "./axes/read-alternatives.ts";
import { readAxes, type CheckedAxis, type ReadAxis } from "./axes/read-axes.ts";
import { zipAxes, zipKey } from "./axes/read-zip.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { claimAlternative, readSection, type ReadingState } from "./read-section.ts";
import { checkSection } from "./read-strategy.ts";
import { pathBelow } from "./unread/house-dialect.ts";
import type { Axis, GridPlace, Workflow } from "./workflow.ts";

const path = "optimization.parameter_grids";

const none: Dialect["grids"] = { before: [], after: [] };

type GridAxis = ReadAxis & { readonly grid: GridPlace };

/**
 * Reads the alternatives of whole sections, the axes of `optimization.parameter_grids`, then those of
 * other sections that are grids too.
 */
export function readGrid(
  state: ReadingState,
  root: MapValue,
  optimization: MapValue,
  declared: Pick<Workflow, "base" | "strategies">,
): readonly Axis[] {
  const sections = readAlternatives(state, root);
  const { map } = readSection(state, optimization, "optimization.", ["parameter_grids"], "planned");
  const { before, after } = state.dialect?.grids ?? none;
  const houseGrids = state.house.grids
    .filter((grid) => grid.map !== map)
    .map((grid) => ({ ...grid, reachesParameters: true }));
  const others = [...before, ...after, ...houseGrids];
  const keys = [map, ...others.map((grid) => grid.map)].flatMap((one) =>
    sectionKeys(one, state.readScalar),
  );
  const alternatives = alternativesOf([...sections, { fields: keys }]);
  const check = state.advice?.checkGridKeys(state, map, { ...declared, alternatives });
  const axesOf = (grid: GridPlace): readonly GridAxis[] => {
    const checkAxis = (axis: CheckedAxis): void => {
      // of null a warning speaks
      if (axis.value.type !== "null") check?.(axis);
    };
    const axes = readAxes(state, grid.map, grid.path, checkAxis, readGridValue);
    return axes.map((axis) => ({ ...axis, grid }));
  };
  const axes = axesOf({ path, map, reachesParameters: false });
  warnOfNull(state, map);
  for (const grid of houseGrids) {
    state.claims.add(grid.map);
    state.uses.push({ value: grid.map, use: "planned" });
  }
  const all = [
    ...sections,
    ...before.flatMap(axesOf),
    ...axes,
    ...[...after, ...houseGrids].flatMap(axesOf),
  ];
  for (const axis of all) checkAlternatives(state, axis);
  const zip = entryOf(optimization, zipKey);
  // at the root other things may have that name
  const atRoot = entryOf(root, zipKey);
  const [pairs, zipPath] =
    zip || atRoot?.value.type !== "list" ? [zip, `optimization.${zipKey}`] : [atRoot, zipKey];
  return zipAxes(state, all, pairs, zipPath).map(({ key, values, range, fields, grid }) => ({
    key,
    values,
    range,
    fields,
    grid,
  }));
}

/** Uses, hints and warnings of a section's alternatives. */
function checkAlternatives(state: ReadingState, { fields, grid }: GridAxis): void {
  for (const field of fields) {
    const { key, section } = field;
    if (!section) continue;
    const identity = keyIdentity(key);
    const written = identity === undefined ? undefined : grid.map.entries.get(identity);
    if (written) claimAlternative(state, written.value);
    for (const [i, alternative] of mappingsOf(field).entries()) {
      claimAlternative(state, alternative);
      const name = section.names?.[i];
      const step = name === undefined ? `[${i}]` : `.${name}`;
      const place = pathBelow(grid.path, key) + step;
      checkSection(state, alternative, section.role, place, "alternatives");
    }
  }
}

/** A grid key without a value is one null, legal but seldom meant. */
function warnOfNull(state: ReadingState, map: MapValue): void {
  for (const { key, value } of map.entries.values()) {
    if (value.type !== "null") continue;
    const at = { path: `${path}.${keyText(key)}`, range: key.range };
    state.diagnostics.push(problem("axis-of-nested", at, [keyText(key), "null", ""]));
  }
}
