/**
 * The element at a place that must exist. A place outside of the list is an error of the program,
 * never of the user, so it throws at once instead of going on with a made-up element.
 */
export function at<Element>(list: ArrayLike<Element>, place: number): Element {
  const element = list[place];
  if (element === undefined) throw new RangeError(`place ${place} of ${list.length}`);
  return element;
}
