import { entryOf, type MapValue, type Value } from "../../../yaml/value.ts";
import {
  countCombinations,
  createGathering,
  namedEntries,
  valueAt,
  valuesOf,
  type ForeignAxis,
  type ForeignField,
  type ForeignSweep,
  type Gathering,
  type RefusedField,
} from "./foreign-sweep.ts";
import { readHydraScalar, readHydraText } from "./hydra-text.ts";
import { stepsBefore } from "./steps.ts";

/** Search spaces of sweepers that draw samples, each in a language of its own. */
const spacesOfOthers = ["search_space", "ax_config", "parametrization"];

/**
 * A Hydra configuration with its `hydra.sweeper`: `params` of the basic sweeper and those that read as
 * it does, `grid_params` and `list_params` of the list sweeper, `combinations` and `seeds` of the
 * explicit one. What they write is crossed in this order.
 */
export function recognizeHydra(root: MapValue): ForeignSweep | undefined {
  const hydra = entryOf(root, "hydra")?.value;
  const entry = hydra?.type === "map" ? entryOf(hydra, "sweeper") : undefined;
  if (entry?.value.type !== "map") return undefined;
  const sweeper = entry.value;
  const gathering = createGathering();
  const member = (name: string): Value | undefined => entryOf(sweeper, name)?.value;
  gatherParams(gathering, member("params"));
  gatherGrid(gathering, member("grid_params"));
  gatherLists(gathering, member("list_params"));
  gatherCombinations(gathering, member("combinations"), root);
  gatherSeeds(gathering, sweeper);
  for (const key of spacesOfOthers) {
    const value = member(key);
    const reason = "the search space of its sweeper is not understood";
    if (value) gathering.refused.push({ key, value, reason, multiplies: true });
  }
  return {
    tool: "hydra-sweep",
    name: "a Hydra sweep",
    sign: entry.key,
    path: "hydra.sweeper",
    sections: [sweeper],
    ...gathering,
    combinations: countCombinations(gathering),
  };
}

/** Texts in Hydra's language; anything else, a list too, is one value. `zip(…)`s are one axis. */
function gatherParams(gathering: Gathering, params: Value | undefined): void {
  const { axes, fixed, refused } = gathering;
  const zipped: ForeignField[] = [];
  let zipPlace = 0;
  for (const { name, value } of namedEntries(params)) {
    const key = fieldOf(name);
    const read =
      value.type === "text"
        ? readHydraText(value.value, value.range)
        : ({ type: "value", value } as const);
    const refuse = refuser(refused, key, value);
    if (name.startsWith("~")) refuse("it deletes a field", { multiplies: false });
    else if (read.type === "refused") refuse(read.reason);
    else if (read.type === "value") fixed.push({ key, value: read.value });
    else if (read.type === "choice") axes.push([{ key, values: read.values }]);
    else if (zipped[0] && zipped[0].values.count !== read.values.count) {
      refuse(unequal(read.values.count, zipped[0]));
    } else {
      if (zipped.length === 0) zipPlace = axes.length;
      zipped.push({ key, values: read.values });
    }
  }
  const group = axisOf(zipped);
  if (group) axes.splice(zipPlace, 0, group);
}

/** The list sweeper crosses these; a list is its values. */
function gatherGrid({ axes, fixed, refused }: Gathering, params: Value | undefined): void {
  for (const { name, value } of namedEntries(params)) {
    const key = fieldOf(name);
    const values = valuesInList(value);
    if (typeof values === "string") refuser(refused, key, value)(values);
    else if (value.type !== "list" && values.count === 1) fixed.push({ key, value: values.at(0) });
    else axes.push([{ key, values }]);
  }
}

/** The list sweeper takes these row by row; what it crosses already it leaves out. */
function gatherLists({ axes, fixed, refused }: Gathering, params: Value | undefined): void {
  const crossed = new Set([...axes.flat(), ...fixed].map(({ key }) => key));
  const fields: ForeignField[] = [];
  for (const { name, value } of namedEntries(params)) {
    const key = fieldOf(name);
    const values = valuesInList(value);
    const [first] = fields;
    const refuse = refuser(refused, key, value);
    if (typeof values === "string") refuse(values);
    else if (crossed.has(key)) {
      refuse("it is written for the grid, too, which wins", { multiplies: false });
    } else if (first && first.values.count !== values.count) {
      refuse(unequal(values.count, first));
    } else fields.push({ key, values });
  }
  const group = axisOf(fields);
  if (group) axes.push(group);
}

function valuesInList(value: Value): ForeignField["values"] | string {
  if (value.type === "list" && value.items.length > 0) return valuesOf(value.items.map(typed));
  if (value.type === "list") return "it is an empty list";
  if (value.type !== "text") return valuesOf([value]);
  const read = readHydraText(value.value.replace(/^\s*\[([^]*)\]\s*$/, "$1"), value.range);
  if (read.type === "refused") return read.reason;
  return read.type === "value" ? valuesOf([read.value]) : read.values;
}

/** Rows of an explicit sweeper; where a row leaves a field out, the configuration has it. */
function gatherCombinations(
  { axes, refused }: Gathering,
  rows: Value | undefined,
  root: MapValue,
): void {
  if (rows?.type !== "list" || rows.items.length === 0) return;
  const maps = rows.items.map((row) => new Map(rowOf(row)));
  const timesByKey = new Map<string, number>();
  for (const key of maps.flatMap((row) => [...row.keys()])) {
    timesByKey.set(key, (timesByKey.get(key) ?? 0) + 1);
  }
  const fields: ForeignField[] = [];
  const incomplete: string[] = [];
  for (const [key, times] of timesByKey) {
    const base = valueAt(root, key);
    const itemAt = (row: number): Value => maps[row]?.get(key) ?? base ?? rows;
    if (times < maps.length && !base) incomplete.push(key);
    else fields.push({ key, values: { count: maps.length, at: itemAt, distinct: false } });
  }
  const group = axisOf(fields);
  if (group) axes.push(group);
  for (const key of incomplete) {
    const reason = "not every combination has it, nor the configuration itself";
    // the rows are counted by what all of them have
    refuser(refused, key, rows)(reason, { multiplies: group === undefined });
  }
}

function rowOf(row: Value): readonly (readonly [string, Value])[] {
  return namedEntries(row).flatMap(({ name, value }) =>
    name === "_launcher_" ? [] : [[fieldOf(name), typed(value)] as const],
  );
}

/** An explicit sweeper runs every combination once for each seed, the seed the fastest. */
function gatherSeeds({ axes, refused }: Gathering, sweeper: MapValue): void {
  const seeds = entryOf(sweeper, "seeds")?.value;
  if (!seeds || seeds.type === "null") return;
  const written = entryOf(sweeper, "seed_key")?.value;
  const key = written?.type === "text" ? written.value : "seed";
  const { range } = seeds;
  const zero = { type: "int", value: 0n, range } as const;
  const one = { type: "int", value: 1n, range } as const;
  const values =
    seeds.type === "int"
      ? stepsBefore({ start: zero, stop: seeds, step: one }, range)
      : valuesInList(seeds);
  if (typeof values === "string") refuser(refused, key, seeds)(values);
  else axes.push([{ key, values }]);
}

/** A plain text is typed as it would be behind an override's `=`. */
function typed(value: Value): Value {
  const isPlain = value.type === "text" && !/[\s,"'()[\]{}\\]/.test(value.value);
  return isPlain ? readHydraScalar(value.value, value.range) : value;
}

/** A key without the marks that add a field. */
function fieldOf(key: string): string {
  return key.replace(/^\+{1,2}|^~/, "");
}

/** Notes why a field is refused; most of them multiply by nobody knows what. */
function refuser(refused: RefusedField[], key: string, value: Value) {
  return (reason: string, { multiplies } = { multiplies: true }): void => {
    refused.push({ key, value, reason, multiplies });
  };
}

function unequal(count: number, { key, values }: ForeignField): string {
  return `it has ${count} values where \`${key}\`, which it is paired with, has ${values.count}`;
}

function axisOf([first, ...others]: readonly ForeignField[]): ForeignAxis | undefined {
  return first && [first, ...others];
}
