import { setTheme } from "../store/store.ts";
import styles from "./controls.module.css";

/** Switches between light and dark; until the first press the page follows the system. */
export function ThemeButton({ dark }: { readonly dark: boolean }) {
  const other = dark ? "light" : "dark";
  return (
    <button
      type="button"
      className={styles.icon}
      data-testid="theme"
      aria-label={`Switch to the ${other} theme`}
      title={`Switch to the ${other} theme`}
      onClick={() => setTheme(other)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {dark ? (
          <path d="M8 4.8a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 1 0 0-6.4M8 1v1.4M8 13.6V15M1 8h1.4M13.6 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1" />
        ) : (
          <path d="M13.6 9.8A6 6 0 0 1 6.2 2.4a6 6 0 1 0 7.4 7.4z" />
        )}
      </svg>
    </button>
  );
}
