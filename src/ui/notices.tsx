import { planAgain } from "../store/live.ts";
import { useApp, type AppState } from "../store/store.ts";
import styles from "./notices.module.css";

/** One line for each thing that does not work as it should; nothing else is taken away. */
export function Notices() {
  const trouble = useApp((state) => state.trouble);
  const storage = useApp((state) => state.storage);
  const editor = useApp((state) => state.editor);
  return (
    <output className={styles.notices} aria-label="Notices">
      {trouble ? (
        <p>
          {troubleText(trouble)}
          {trouble.retrying || trouble.recovered ? undefined : (
            <button type="button" onClick={planAgain}>
              Try again
            </button>
          )}
        </p>
      ) : undefined}
      {storage === "kept" ? undefined : (
        <p>
          {storage === "full"
            ? "The browser's storage is full"
            : "This browser keeps no data for the page"}
          : your text is lost when you close it.
        </p>
      )}
      {editor === "failed" ? (
        <p>The code editor could not be loaded; this plain one works just as live.</p>
      ) : undefined}
    </output>
  );
}

function troubleText(trouble: NonNullable<AppState["trouble"]>): string {
  const what = {
    hung: "The planner did not answer",
    failed: `The planner failed (${trouble.message})`,
    broken: "The planner stopped or could not be loaded",
  }[trouble.reason];
  if (trouble.recovered) return `${what} and was restarted. Your text is as you left it.`;
  if (trouble.retrying) return `${what}: restarting it. Your text is as you left it.`;
  return `${what}, three times. Your text is as you left it; the next edit tries again.`;
}
