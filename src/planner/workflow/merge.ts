import type { KeyIdentity, MapEntry, MapValue } from "../../yaml/value.ts";

/**
 * Merges two mappings as the users' engine does: mappings deeply, of everything else the later wins.
 *
 * Order is that of Python's `dict.update`: a key keeps the place, and the spelling, of its first
 * appearance. Neither argument is changed; the cost is that of the mappings that both have.
 */
export function mergeMaps(a: MapValue, b: MapValue): MapValue {
  if (b.entries.size === 0) return a;
  if (a.entries.size === 0) return b;
  const entries = new Map<KeyIdentity, MapEntry>(a.entries);
  for (const [identity, { key, value }] of b.entries) {
    const old = entries.get(identity);
    const bothMaps = old?.value.type === "map" && value.type === "map";
    const merged = bothMaps ? mergeMaps(old.value, value) : value;
    entries.set(identity, { key: old?.key ?? key, value: merged });
  }
  return { ...a, entries };
}
