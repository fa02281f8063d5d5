import { useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { Room } from "./fit-bounds.ts";

/** The wrapper's size, known before the first paint and followed from then on. */
export function useRoom(): [RefObject<HTMLDivElement | null>, Room | undefined] {
  const wrapper = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Room>();
  useLayoutEffect(() => {
    const element = wrapper.current;
    if (!element) return undefined;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      // a hidden tab has no size, and keeps the last one
      if (width > 0 && height > 0) setRoom({ width, height });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [wrapper, room];
}
