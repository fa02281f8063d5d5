import type { Built } from "./oracle.ts";
import { seedHash, type PlainMap } from "./plain.ts";

export type Group = {
  readonly id: string;
  readonly config: PlainMap;
  readonly canonical: string;
  readonly hash: string;
  readonly serves: readonly number[];
};

/** The seed's dictionary of shared containers, by first appearance. */
export function group(built: readonly Built[], role: "risk" | "execution"): readonly Group[] {
  const groups = new Map<
    string,
    { id: string; config: PlainMap; hash: string; serves: number[] }
  >();
  for (const [i, { configs }] of built.entries()) {
    const { canonical, hash } = seedHash(configs[role]);
    const container = groups.get(canonical);
    if (container) container.serves.push(i);
    else
      groups.set(canonical, {
        id: `${role}_${groups.size}`,
        config: configs[role],
        hash,
        serves: [i],
      });
  }
  return Array.from(groups, ([canonical, found]) => ({ canonical, ...found }));
}
