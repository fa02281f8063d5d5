import {
  entryOf,
  keyText,
  textKey,
  type KeyIdentity,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../yaml/value.ts";
import type { RulesReading } from "../rules/read-rules.ts";
import { sectionRoles } from "../workflow/axis-target.ts";
import { houseKey } from "../workflow/unread/house-dialect.ts";
import type { Workflow } from "../workflow/workflow.ts";
import type { Member } from "./build.ts";

/** What a document holds beside its plan, and where: it stays as it is. */
type Unconverted = {
  /** What stands before all that is planned. */
  readonly before: readonly Member[];
  readonly after: readonly Member[];
  readonly optimization: readonly Member[];
  readonly house: readonly Member[];
};

/** The members of a document that its plan does not use: the rest is written anew. */
export function unconverted(
  { root, base, uses }: Workflow,
  { rules, onResults }: RulesReading,
): Unconverted {
  const taken = new Set<Value>(uses.flatMap(({ value, use }) => (use === "planned" ? value : [])));
  for (const name of ["constraints", "exclude"]) {
    const value = entryOf(root, name)?.value;
    const isRules = rules.some(({ path }) => path === name || path.startsWith(`${name}[`));
    if (value && (isRules || holdsOne(value, onResults))) taken.add(value);
  }
  const remove = createRemover(taken);
  const before: Member[] = [];
  const after: Member[] = [];
  let isBefore = true;
  for (const { key, value } of root.entries.values()) {
    const left = remove(value);
    if (left !== value) isBefore = false;
    const isOurs = [optimizationKey, houseKey].some((name) => entryOf(root, name)?.value === value);
    if (!left || (isOurs && left.type === "map")) continue;
    // what is no section stands for none
    const role = sectionRoles.find((each) => each === keyText(key));
    if (role && (left.type === "null" || base[role].entries.size > 0)) continue;
    (isBefore ? before : after).push([key, left]);
  }
  return {
    before,
    after,
    optimization: membersOf(root, optimizationKey, remove, ["zip", "constraints", "exclude"]),
    house: membersOf(root, houseKey, remove, ["grids"]),
  };
}

const optimizationKey = "optimization";

function holdsOne(value: Value, among: readonly Value[]): boolean {
  return (
    among.includes(value) ||
    (value.type === "list" && value.items.some((item) => among.includes(item)))
  );
}

/** What is left of a section of which some members are written anew. */
function membersOf(
  root: MapValue,
  name: string,
  remove: (value: Value) => Value | undefined,
  others: readonly string[],
): readonly Member[] {
  const value = entryOf(root, name)?.value;
  if (value?.type !== "map") return [];
  const kept = Array.from(value.entries).filter(([identity]) =>
    others.every((other) => textKey(other) !== identity),
  );
  return kept.flatMap(([, entry]): readonly Member[] => {
    const left = remove(entry.value);
    return left ? [[entry.key, left]] : [];
  });
}

/**
 * Makes the function that gives a value without what is written anew, and nothing where nothing else
 * was in it. What several aliases stand for is looked through once.
 */
function createRemover(taken: ReadonlySet<Value>): (value: Value) => Value | undefined {
  const leftByMap = new Map<MapValue, Value | undefined>();
  const remove = (value: Value): Value | undefined => {
    if (taken.has(value)) return undefined;
    if (value.type !== "map" || value.entries.size === 0) return value;
    if (!leftByMap.has(value)) leftByMap.set(value, removeWithin(value));
    return leftByMap.get(value);
  };
  const removeWithin = (map: MapValue): Value | undefined => {
    const entries = new Map<KeyIdentity, MapEntry>();
    let isWhole = true;
    for (const [identity, entry] of map.entries) {
      const left = remove(entry.value);
      if (left !== entry.value) isWhole = false;
      if (left) entries.set(identity, { ...entry, value: left });
    }
    if (isWhole) return map;
    return entries.size === 0 ? undefined : { ...map, entries };
  };
  return remove;
}
