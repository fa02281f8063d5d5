import { kindOf, shorten } from "../../../yaml/quote-value.ts";
import {
  emptyMap,
  entryOf,
  keyText,
  type KeyIdentity,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import { problem, type Diagnostic } from "../../diagnostic.ts";
import { sectionRoles } from "../axis-target.ts";
import { holdsMappings, type ReadingState } from "../read-section.ts";
import type { AxisField, GridPlace, SectionRole } from "../workflow.ts";
import { readAxes, type ReadAxis } from "./read-axes.ts";
import {
  readAxis,
  readList,
  type AxisPlace,
  type AxisReading,
  type ReadScalar,
} from "./read-axis.ts";

/** Keys of the root that hold nothing but alternatives of a section. */
const profileKeys: ReadonlyMap<string, SectionRole> = new Map([
  ["risk_profiles", "risk"],
  ["execution_models", "execution"],
]);

/**
 * Reads the alternatives of sections that the root holds, each an axis over the whole section (spec
 * page 7, "Section alternatives"): profiles under keys of their own, and sections that are lists.
 */
export function readAlternatives(
  state: ReadingState,
  root: MapValue,
): readonly (ReadAxis & { readonly grid: GridPlace })[] {
  const entries = new Map<KeyIdentity, MapEntry>();
  for (const [identity, entry] of root.entries) {
    if (!roleOfEntry(entry)) continue;
    if (entry.value.type === "null") tellNull(state, entry);
    else entries.set(identity, entry);
  }
  if (entries.size === 0) return [];
  for (const { key, value } of entries.values()) claimOthers(state, key, value);
  const written = { ...root, entries };
  const grid = { path: "", map: root, reachesParameters: false };
  return readAxes(state, written, "", undefined, readProfiles).map((axis) => ({ ...axis, grid }));
}

/** Notes what stands among alternatives and is none. */
function claimOthers(state: ReadingState, key: Value, written: Value): void {
  const place = { path: keyText(key), axis: keyText(key) };
  for (const { value } of membersOf(readAxis(written, place, state.readScalar), written)) {
    if (!isMapping(value)) state.uses.push({ value, use: "not understood" });
  }
}

/** The section whose alternatives an entry of the root holds. */
function roleOfEntry({ key, value }: MapEntry): SectionRole | undefined {
  const name = keyText(key);
  const role = sectionRoles.find((each) => each === name);
  return role ? (holdsMappings(value) ? role : undefined) : profileKeys.get(name);
}

function tellNull(state: ReadingState, entry: MapEntry): void {
  const path = keyText(entry.key);
  state.uses.push({ value: entry.value, use: "not understood" });
  const fixes = state.advice?.emptySectionFix(state.source.text, entry) ?? [];
  state.diagnostics.push(
    problem("section-null", { path, range: entry.key.range }, [path], { fixes }),
  );
}

/** One of the alternatives that are written, with its name where it has one. */
type Member = { readonly name: string | undefined; readonly value: Value };

/** A list has its items, in any form of an axis; a mapping of mappings has names. */
function membersOf({ values }: AxisReading, written: Value): readonly Member[] {
  if (written.type === "map" && values.at(0) === written) {
    return Array.from(written.entries.values(), ({ key, value }) => ({
      name: keyText(key),
      value,
    }));
  }
  // a range has no mappings
  const count = values.ascending ? 1 : values.count;
  return Array.from({ length: count }, (_, i) => ({ name: undefined, value: values.at(i) }));
}

function isMapping(value: Value): value is MapValue {
  return value.type === "map";
}

/** The axis of some mappings, which are no values of a field and so nothing to warn of. */
function axisOf(
  role: SectionRole,
  members: readonly Member[],
  written: Value,
  place: AxisPlace,
): AxisReading {
  const maps = members.map(({ value }) => value).filter(isMapping);
  const names = members.flatMap(({ name, value }) =>
    name !== undefined && isMapping(value) ? name : [],
  );
  const { values, diagnostics } = readList(maps, written, written, place);
  return {
    values,
    fixed: false,
    diagnostics: diagnostics.filter(({ code }) => code !== "axis-of-nested"),
    section: { role, names: names.length > 0 ? names : undefined },
  };
}

/** An entry of the root; what is no mapping in it is told and left out. */
function readProfiles(
  key: Value,
  value: Value,
  place: AxisPlace,
  readScalar: ReadScalar,
): AxisReading {
  const name = keyText(key);
  const role = sectionRoles.find((each) => each === name) ?? profileKeys.get(name) ?? "risk";
  const reading = readAxis(value, place, readScalar);
  const members = membersOf(reading, value);
  if (!members.some((member) => isMapping(member.value))) {
    const blocking = reading.diagnostics.filter((one) => one.blocking);
    const diagnostics = blocking.length > 0 ? blocking : [tellShape(place.axis, value, place)];
    const nothing = axisOf(role, [{ name: undefined, value: emptyMap(value.range) }], value, place);
    return { ...nothing, diagnostics };
  }
  const axis = axisOf(role, members, value, place);
  const others = members.flatMap((member, i) => {
    if (isMapping(member.value)) return [];
    const step = member.name === undefined ? `[${i}]` : `.${shorten(member.name)}`;
    return [tellShape(place.axis + step, member.value, place)];
  });
  return { ...axis, diagnostics: [...others, ...axis.diagnostics] };
}

function tellShape(name: string, value: Value, { path }: AxisPlace): Diagnostic {
  return problem("alternatives-shape", { path, range: value.range }, [name, kindOf(value)]);
}

/** A key of a grid: that of a section with mappings as values means all of it (spec page 7). */
export function readGridValue(
  key: Value,
  value: Value,
  place: AxisPlace,
  readScalar: ReadScalar,
): AxisReading {
  const reading = readAxis(value, place, readScalar);
  const role = sectionRoles.find((each) => key.type === "text" && each === key.value);
  if (!role) return reading;
  const members = membersOf(reading, value);
  const areMappings = members.length > 0 && members.every((member) => isMapping(member.value));
  if (areMappings) return axisOf(role, members, value, place);
  const isBroken = reading.diagnostics.some(({ blocking }) => blocking);
  if (value.type !== "map" || isBroken) return reading;
  return axisOf(role, [{ name: undefined, value }], value, place);
}

/** The keys of a grid that mean whole sections, before what is said of a grid's keys is. */
export function sectionKeys(map: MapValue, readScalar: ReadScalar): readonly AxisField[] {
  return sectionRoles.flatMap((role) => {
    const entry = entryOf(map, role);
    if (!entry) return [];
    const { key, value } = entry;
    const { values, section } = readGridValue(key, value, { path: "", axis: role }, readScalar);
    return section ? [{ key, values, range: value.range, section }] : [];
  });
}
