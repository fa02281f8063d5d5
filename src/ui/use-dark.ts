import { useEffect, useSyncExternalStore } from "react";
import { useApp } from "../store/store.ts";

const darkSystem = matchMedia("(prefers-color-scheme: dark)");

function followSystem(changed: () => void): () => void {
  darkSystem.addEventListener("change", changed);
  return () => darkSystem.removeEventListener("change", changed);
}

/** Whether the page is dark: as chosen, else as the system is; the page's root says so to the style sheets. */
export function useDark(): boolean {
  const theme = useApp((state) => state.theme);
  const system = useSyncExternalStore(followSystem, () => darkSystem.matches);
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  return theme === "system" ? system : theme === "dark";
}
