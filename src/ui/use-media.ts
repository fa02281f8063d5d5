import { useCallback, useSyncExternalStore } from "react";

/** Below this width the page shows code, graph and numbers one at a time. */
export const narrowWindow = "(width < 900px)";
/** Below this one there is no room to edit code as code. */
export const smallWindow = "(width < 640px)";

/** Whether a media query holds, followed as the window changes. */
export function useMedia(query: string): boolean {
  const follow = useCallback(
    (changed: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    [query],
  );
  return useSyncExternalStore(follow, () => matchMedia(query).matches);
}
