import { useLayoutEffect, useState } from "react";

export type Size = { readonly width: number; readonly height: number };

/** The inner size of an element, followed as it changes; nothing before it is measured. */
export function useSize(): readonly [ref: (element: HTMLElement | null) => void, size: Size] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    if (!element) return undefined;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, size];
}
