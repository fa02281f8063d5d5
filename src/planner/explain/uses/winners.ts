import { groupBy } from "../../../text/collections.ts";
import {
  entryOf,
  keyIdentity,
  keyText,
  textKey,
  type KeyIdentity,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { isReached, sectionConfig } from "../../sharing/reach/configuration.ts";
import { mappingsOf } from "../../workflow/axes/alternatives.ts";
import type { SectionRole, Strategy } from "../../workflow/workflow.ts";
import { sectionRoles, strategyConfigOf } from "./alive.ts";
import type { UsedPart } from "./uses.ts";

/** A path in the configuration of a role's container. */
type ConfigPlace = {
  readonly role: SectionRole | "strategy";
  readonly strategy: Strategy;
  readonly path: readonly (KeyIdentity | undefined)[];
  /** The axis of the grid that is not at its first value, and where it is. */
  readonly alternative?: { readonly axis: number; readonly position: number };
};

/** Finds what stands in the place of a part, in the first combination that could have it. */
export function createWinners(factored: Factored): (part: UsedPart) => Value | undefined {
  const { workflow, reach } = factored;
  const alternatives = placesOfAlternatives(factored);

  const holdersByRange = groupBy(workflow.strategies, ({ range }) => range);
  const rootKeys = new Set(Array.from(workflow.root.entries.values(), ({ key }) => key));

  function placeOf(part: UsedPart): ConfigPlace | undefined {
    const parts = partsTo(part);
    const all = parts.map(({ key, value }) => (typeof key === "number" ? value : key));
    // a wrapper's keys stand for the root's
    const keys = all.slice(
      Math.max(
        all.findIndex((key) => rootKeys.has(key)),
        0,
      ),
    );
    const [section] = keys;
    const [strategy] = workflow.strategies;
    if (!section || !strategy) return undefined;
    const alternative = keys.findIndex((key) => alternatives.has(key));
    const place = keys[alternative] && alternatives.get(keys[alternative]);
    const path = keys.map(keyIdentity);
    if (place) return { ...place, strategy, path: path.slice(alternative + 1) };
    const name = keyText(section);
    if (name === "initial_capital") return { role: "portfolio", strategy, path };
    const role = sectionRoles.find((each) => each === name);
    if (role) return { role, strategy, path: path.slice(1) };
    const depth = parts.findIndex(({ value }) => holdersByRange.has(value.range));
    const holders = (parts[depth] && holdersByRange.get(parts[depth].value.range)) ?? [];
    const below = all.slice(depth + 1);
    const [first] = holders;
    const holder = holders.find((one) => keys.includes(writtenParameters(one) ?? section)) ?? first;
    return holder ? placeIn(holder, below) : placeOfAxis(keys);
  }

  /** Where an axis of the grid writes first. */
  function placeOfAxis(keys: readonly Value[]): ConfigPlace | undefined {
    const fieldOf = ({ axis }: Factored["reach"][number]): number =>
      axis.fields.findIndex(({ key }) => keys.includes(key));
    const reaching = reach.find((one) => fieldOf(one) >= 0);
    const target = reaching?.targets.find(({ field }) => field === fieldOf(reaching));
    const strategy = target && workflow.strategies.find((one) => isReached(target, one));
    if (!target || !strategy) return undefined;
    const path = target.path.map(keyIdentity);
    return target.role === "strategy"
      ? { role: "strategy", strategy, path: [textKey("parameters"), ...path] }
      : { role: target.role, strategy, path };
  }

  function configOf({ role, strategy, alternative }: ConfigPlace): MapValue {
    const grid: number[] = [];
    if (alternative) grid[alternative.axis] = alternative.position;
    return role === "strategy"
      ? strategyConfigOf(factored, strategy)
      : sectionConfig(workflow, reach, role, { strategy, grid });
  }

  return (part) => {
    const place = placeOf(part);
    return place && deepestAt(configOf(place), place.path);
  };
}

/** The parts that lead to one, itself last. */
function partsTo(part: UsedPart): readonly UsedPart[] {
  return [...(part.above ? partsTo(part.above) : []), part];
}

/** Where what alternatives of sections hold stands, by their values, and by the keys that name them. */
function placesOfAlternatives({
  workflow,
}: Factored): ReadonlyMap<Value, Pick<ConfigPlace, "role" | "alternative">> {
  const places = new Map<Value, Pick<ConfigPlace, "role" | "alternative">>();
  for (const [axis, { fields, grid }] of workflow.grid.entries()) {
    for (const field of fields) {
      const { section } = field;
      const identity = keyIdentity(field.key);
      if (!section || identity === undefined) continue;
      const written = grid?.map.entries.get(identity)?.value;
      const named = section.names && written?.type === "map" ? [...written.entries.values()] : [];
      const nameOf = new Map(named.map(({ key, value }) => [value, key]));
      for (const [position, map] of mappingsOf(field).entries()) {
        const key = nameOf.get(map);
        places.set(key ?? map, { role: section.role, alternative: { axis, position } });
      }
    }
  }
  return places;
}

/** The mapping of a strategy's parameters, where it is one of several in a list. */
function writtenParameters({ alternative, entry }: Strategy): Value | undefined {
  return alternative === undefined ? undefined : entryOf(entry, "parameters")?.value;
}

/** In an override section, or among the parameters, of a strategy. */
function placeIn(strategy: Strategy, keys: readonly Value[]): ConfigPlace {
  const [section, ...inside] = keys;
  const name = section ? keyText(section) : "";
  const below = inside.filter((key) => key !== writtenParameters(strategy));
  const path = below.map(keyIdentity);
  const role = sectionRoles.find((each) => name === each || name === `${each}_config`);
  return role
    ? { role, strategy, path }
    : { role: "strategy", strategy, path: [textKey("parameters"), ...path] };
}

/** The value at a path, or at as much of it as there is. */
function deepestAt(config: MapValue, path: ConfigPlace["path"]): Value | undefined {
  let value: Value | undefined;
  let inside: Value | undefined = config;
  for (const identity of path) {
    inside =
      inside?.type === "map" && identity !== undefined
        ? inside.entries.get(identity)?.value
        : undefined;
    if (!inside) break;
    value = inside;
  }
  return value;
}
