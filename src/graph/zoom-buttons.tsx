import styles from "./canvas.module.css";

/** Zooming for those without a wheel, and the way back to all of the plan. */
export function ZoomButtons({
  onZoom,
  onFit,
}: {
  readonly onZoom: (direction: "in" | "out") => void;
  readonly onFit: () => void;
}) {
  return (
    <div className={styles.zoom} role="toolbar" aria-label="Zoom">
      <button type="button" aria-label="Zoom in" onClick={() => onZoom("in")}>
        +
      </button>
      <button type="button" aria-label="Zoom out" onClick={() => onZoom("out")}>
        −
      </button>
      <button type="button" onClick={onFit}>
        Fit
      </button>
    </div>
  );
}
