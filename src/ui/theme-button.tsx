import { setTheme } from "../store/view/view-options.ts";
import type { Look } from "../store/view/view-record.ts";
import styles from "./controls.module.css";

const next: Readonly<Record<Look, Look>> = { light: "dark", dark: "contrast", contrast: "light" };
const names: Readonly<Record<Look, string>> = {
  light: "light",
  dark: "dark",
  contrast: "high contrast",
};
const icons: Readonly<Record<Look, string>> = {
  light: "M13.6 9.8A6 6 0 0 1 6.2 2.4a6 6 0 1 0 7.4 7.4z",
  dark: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M8 2v12M10.5 2.6v10.8M13 4.7v6.6",
  contrast:
    "M8 4.8a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 1 0 0-6.4M8 1v1.4M8 13.6V15M1 8h1.4M13.6 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1",
};

/** Goes from light to dark to high contrast; until the first press the page follows the system. */
export function ThemeButton({ look }: { readonly look: Look }) {
  const action = `Switch to the ${names[next[look]]} theme`;
  return (
    <button
      type="button"
      className={styles.icon}
      data-testid="theme"
      aria-label={action}
      title={action}
      onClick={() => setTheme(next[look])}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={icons[look]} />
      </svg>
    </button>
  );
}
