/**
 * The element at a place that must exist. A place outside of the list is an error of the program,
 * never of the user, so it throws at once instead of going on with a made-up element.
 */
export function at<Element>(list: ArrayLike<Element>, place: number): Element {
  const element = list[place];
  if (element === undefined) throw new RangeError(`place ${place} of ${list.length}`);
  return element;
}

/** Elements by what they have in common, in the order in which the first of each appears. */
export function groupBy<Element, Key>(
  list: Iterable<Element>,
  keyOf: (element: Element) => Key,
): Map<Key, Element[]> {
  const groups = new Map<Key, Element[]>();
  for (const element of list) {
    const key = keyOf(element);
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  return groups;
}

/** Goes through all steps of some work, one after the other, and gives what it comes to. */
export function goThrough<Step, Result>(
  steps: Generator<Step, Result>,
  hear?: (step: Step) => void,
): Result {
  let next = steps.next();
  for (; !next.done; next = steps.next()) hear?.(next.value);
  return next.value;
}

/**
 * The first place below `count` from which on something holds, `count` where it never does. Asks
 * about as many places as `count` has binary digits.
 */
export function lowerBound(count: number, holdsFrom: (place: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holdsFrom(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
