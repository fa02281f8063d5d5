/** The row that a key moves to from another one in a list, if it is a key that moves. */
export function rowByKey(
  key: string,
  { row, count, height, rowHeight }: ListPlace,
): number | undefined {
  // two rows of the page before stay in view
  const page = Math.max(1, Math.floor(height / rowHeight) - 2);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + page,
    PageUp: row - page,
    Home: 0,
    End: count - 1,
  };
  const to = steps[key];
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}

/** Where a list stands; heights in pixels, that of the list with its head. */
type ListPlace = {
  readonly row: number;
  readonly count: number;
  readonly height: number;
  readonly rowHeight: number;
};
