import { useEffect } from "react";
import { useApp } from "../store/store.ts";
import type { Look } from "../store/view/view-record.ts";
import { useMedia } from "./use-media.ts";

/** How the page looks: as chosen, else as the system does; the page's root says so to the style sheets. */
export function useLook(): Look {
  const theme = useApp((state) => state.view.theme);
  const dark = useMedia("(prefers-color-scheme: dark)");
  const strong = useMedia("(prefers-contrast: more)");
  const look = theme !== "system" ? theme : !dark ? "light" : strong ? "contrast" : "dark";
  useEffect(() => {
    document.documentElement.dataset["theme"] = look;
  }, [look]);
  return look;
}

/** Whether what is bright on dark fits the page. */
export const useDark = (): boolean => useLook() !== "light";
