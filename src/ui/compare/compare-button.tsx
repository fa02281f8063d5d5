import { pinThis, unpin } from "../../store/inspect/compare.ts";
import { useApp } from "../../store/store.ts";
import controls from "../controls.module.css";

/** Pins the plan as it is now, so that what is edited or opened next is compared with it. */
export function CompareButton() {
  const planned = useApp((state) => state.plan.lastPlan !== undefined);
  const pinned = useApp((state) => state.inspect.pinned !== undefined);
  if (!planned) return undefined;
  return (
    <button
      type="button"
      className={controls.text}
      data-testid="compare"
      aria-pressed={pinned}
      title={pinned ? "End the comparison (C)" : "Compare what follows with the plan as it is (C)"}
      onClick={pinned ? unpin : pinThis}
    >
      Compare
    </button>
  );
}
