/** Browsers end elements somewhere between 17 and 33 million pixels. */
const tallest = 12_000_000;

/**
 * How a scroller of bounded height stands for rows of any: places in the scroller and places among
 * the rows are proportional, and the same as long as the rows fit.
 */
export type Scaling = {
  /** Height of what is scrolled. */
  readonly height: number;
  toRows(top: number): number;
  toScroller(offset: number): number;
};

export function scalingOf(rowsHeight: number, viewport: number): Scaling {
  const height = Math.min(rowsHeight, tallest);
  const room = height - viewport;
  const ratio = height === rowsHeight || room <= 0 ? 1 : (rowsHeight - viewport) / room;
  return {
    height,
    toRows: (top) => top * ratio,
    toScroller: (offset) => offset / ratio,
  };
}
