import { useLook } from "../use-look.ts";
import { figureText } from "./figures.ts";
import { colourAt, cssColour, type Figure, type Scale } from "./measure.ts";
import styles from "./views.module.css";

const parts = Array.from({ length: 9 }, (_, i) => i / 8);

/** What the colours of a view mean, from the worst to the best. */
export function Ramp({ figure, scale }: { readonly figure: Figure; readonly scale: Scale }) {
  const look = useLook();
  const { low, high } = scale;
  const [worst, best] = figure.best === "highest" ? [low, high] : [high, low];
  const colours = parts
    .map((part) => scale.position(worst + part * (best - worst)))
    .map((position) => cssColour(colourAt(position, scale, look)))
    .join(", ");
  return (
    <div className={styles.ramp}>
      <i style={{ background: `linear-gradient(to right, ${colours})` }} />
      <span>{figureText(figure, worst)}</span>
      <span className={styles.quiet}>
        {scale.parted ? `${look === "light" ? "pale" : "dark"} at 0, better →` : "better →"}
      </span>
      <span>{figureText(figure, best)}</span>
      {scale.lowest < low || scale.highest > high ? (
        <small className={styles.clipped}>
          Colours end there; values go from {figureText(figure, scale.lowest)} to{" "}
          {figureText(figure, scale.highest)}.
        </small>
      ) : undefined}
    </div>
  );
}
