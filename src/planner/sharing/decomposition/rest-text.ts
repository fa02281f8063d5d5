import { at } from "../../../text/collections.ts";
import {
  keyIdentity,
  type KeyIdentity,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import type { SectionRole } from "../../workflow/workflow.ts";
import { equalityText, withoutIgnored } from "../canonical/canonical.ts";
import { writeAt, type Copies } from "../reach/configuration.ts";
import { blank } from "./factor-values.ts";
import type { Factor } from "./factor.ts";
import { isPresent, isRestricted } from "./narrow-factors.ts";
import type { SectionsOf } from "./starts.ts";

/** What the factors write in a role's section, to be left out of the rest. */
type Blanks = {
  readonly role: SectionRole;
  /** Keys of the section itself. */
  readonly keys: ReadonlySet<KeyIdentity>;
  /** Places deeper down, and one key of each kind: Python refuses to mix them. */
  readonly paths: readonly (readonly Value[])[];
};

/**
 * Makes the function that gives the configuration of a class with all that the factors write left out
 * or blank. Where a factor writes for some strategies only, a place is blank where something stands.
 */
export function createRestOf(
  factors: readonly Factor[],
  roles: readonly SectionRole[],
): (factorsOfStart: readonly Factor[], sections: SectionsOf) => string {
  const restricted = Array.from(factors.keys()).filter((f) => isRestricted(at(factors, f)));
  const blanks = blanksOf(
    restricted.length > 0 ? factors.filter((factor) => !isRestricted(factor)) : factors,
    roles,
  );
  return (factorsOfStart, sections) => {
    const rests = blanks.map(({ role, keys, paths }) => {
      const section = sections(role);
      if (!section) return "";
      const present = restricted.flatMap((f) => {
        const factor = at(factorsOfStart, f);
        return factor.roots.flatMap((root, number) =>
          root.role === role && isPresent(factor, number, sections) ? [root.path] : [],
        );
      });
      if (keys.size === 0 && paths.length === 0 && present.length === 0)
        return equalityText(withoutIgnored(section));
      const copies: Copies = new Map();
      const entries = new Map<KeyIdentity, MapEntry>();
      for (const [key, entry] of section.entries) if (!keys.has(key)) entries.set(key, entry);
      let rest: MapValue = { ...section, entries };
      for (const path of [...paths, ...present]) rest = writeAt(rest, path, blank, copies);
      return equalityText(withoutIgnored(rest));
    });
    return JSON.stringify(rests);
  };
}

/** Finds what the factors write in each role. */
function blanksOf(factors: readonly Factor[], roles: readonly SectionRole[]): readonly Blanks[] {
  return roles.map((role) => {
    const keys = new Set<KeyIdentity>();
    const paths: (readonly Value[])[] = [];
    const kinds = new Set<string>();
    for (const root of factors.flatMap(({ roots }) => roots)) {
      const [key, ...below] = root.path;
      const identity = key && keyIdentity(key);
      if (root.role !== role || !key || identity === undefined) continue;
      if (below.length === 0) keys.add(identity);
      if (below.length > 0 || !kinds.has(key.type)) paths.push(root.path);
      kinds.add(key.type);
    }
    return { role, keys, paths };
  });
}
