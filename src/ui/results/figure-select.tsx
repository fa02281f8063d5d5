import type { FigureName } from "../../backtest/sweep/figure-columns.ts";
import { figures } from "./figures.ts";
import styles from "./views.module.css";

type Props = {
  readonly label: string;
  readonly value: FigureName;
  readonly onChoose: (figure: FigureName) => void;
};

/** Chooses the figure that a view is about. */
export function FigureSelect({ label, value, onChoose }: Props) {
  return (
    <label className={styles.choice}>
      <span>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = figures.find(({ name }) => name === event.target.value);
          if (chosen) onChoose(chosen.name);
        }}
      >
        {figures.map(({ name, label: text }) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
