/**
 * Puts things in their natural order, except that those which were there before keep the order they
 * had. What is new follows the one it naturally follows, so that a value that is being typed does not
 * make the rest of its lane jump.
 */
export function keepOrder<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  before: readonly string[],
): readonly Thing[] {
  const rank = new Map(before.map((id, n) => [id, n]));
  const rankOf = ({ id }: Thing): number => rank.get(id) ?? -1;
  const known = things.filter(({ id }) => rank.has(id));
  const kept = known.toSorted((a, b) => rankOf(a) - rankOf(b));
  if (kept.every((thing, n) => thing === known[n])) return things;

  const followers = new Map<Thing | undefined, Thing[]>();
  let last: Thing | undefined;
  for (const thing of things) {
    if (rank.has(thing.id)) last = thing;
    else followers.set(last, [...(followers.get(last) ?? []), thing]);
  }
  return [undefined, ...kept].flatMap((thing) => [
    ...(thing ? [thing] : []),
    ...(followers.get(thing) ?? []),
  ]);
}
