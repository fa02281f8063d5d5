import { elementScroll, observeElementOffset, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useRef, type RefObject } from "react";
import { scalingOf } from "./scaling.ts";

export const rowHeight = 28;
const headHeight = 32;

/** The rows of a list that are in view, however many there are, and how it is scrolled to others. */
export function useScaledRows(scroller: RefObject<HTMLElement | null>, count: number) {
  const rowsHeight = headHeight + count * rowHeight;
  const scaling = () => scalingOf(rowsHeight, scroller.current?.clientHeight ?? 0);
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is passed on
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    paddingStart: headHeight,
    overscan: 6,
    observeElementOffset: (instance, tell) =>
      observeElementOffset(instance, (top, moving) => tell(scaling().toRows(top), moving)),
    scrollToFn: (offset, options, instance) =>
      elementScroll(scaling().toScroller(offset), options, instance),
  });
  const items = virtualizer.getVirtualItems();
  const viewport = virtualizer.scrollRect?.height;
  // the same place in the scroller is another row in a scroll of another length
  useLayoutEffect(() => {
    scroller.current?.dispatchEvent(new Event("scroll"));
  }, [scroller, rowsHeight, viewport]);

  function bringIntoView(row: number, centred: boolean): void {
    const element = scroller.current;
    if (!element || row < 0 || row >= count) return;
    const { toRows, toScroller } = scalingOf(rowsHeight, element.clientHeight);
    const top = toRows(element.scrollTop);
    const above = row * rowHeight;
    const below = headHeight + (row + 1) * rowHeight - element.clientHeight;
    if (above >= top && below <= top) return;
    const middle = (above + below) / 2;
    element.scrollTop = toScroller(Math.max(0, centred ? middle : above < top ? above : below));
  }
  const latest = useRef(bringIntoView);
  useLayoutEffect(() => {
    latest.current = bringIntoView;
  });

  const offset = virtualizer.scrollOffset ?? 0;
  const { height, toScroller } = scaling();
  return {
    /** Positions of the rows in view, and some around them. */
    rows: items.map(({ index }) => index),
    /** Of what is scrolled, in pixels. */
    height,
    /** Where the first of the rows stands, under the head. */
    top: (items[0]?.start ?? headHeight) - headHeight - offset + toScroller(offset),
    /** Scrolls to a row if it is out of view; the same function each time. */
    bringIntoView: useCallback((row: number, centred: boolean) => latest.current(row, centred), []),
  };
}
