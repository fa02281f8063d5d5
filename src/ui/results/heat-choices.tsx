import type { RunParameter } from "../../backtest/session/protocol.ts";
import { withFigure } from "./choose-figure.ts";
import { FigureSelect } from "./figure-select.tsx";
import { aggregates } from "./heat-grid.ts";
import type { ViewChoice } from "./view-choice.ts";
import styles from "./views.module.css";

type Props = {
  readonly choice: ViewChoice;
  readonly onChoose: (choice: ViewChoice) => void;
  /** What can be an axis, the most telling first. */
  readonly ranked: readonly RunParameter[];
  readonly across: RunParameter;
  readonly down: RunParameter | undefined;
  /** What is neither: put together, or one value of it. */
  readonly others: readonly RunParameter[];
};

/** What the heat map shows: a figure, what its cells say of it, its axes, and values of the others. */
export function HeatChoices({ choice, onChoose, ranked, across, down, others }: Props) {
  const axes = ranked.map(({ id, name }) => [id, name] as const);
  return (
    <div className={styles.choices}>
      <FigureSelect
        label="Figure"
        value={choice.figure}
        onChoose={(name) => onChoose(withFigure(choice, name))}
      />
      <Select
        label="Cells show"
        options={aggregates.map((one) => [one, one] as const)}
        value={choice.aggregate}
        onChoose={(value) => {
          const aggregate = aggregates.find((one) => one === value);
          if (aggregate) onChoose({ ...choice, aggregate });
        }}
      />
      <Select
        label="Across"
        options={axes}
        value={across.id}
        onChoose={(id) =>
          // the other axis gives way
          onChoose({
            ...choice,
            across: id,
            ...(down ? { down: id === down.id ? across.id : down.id } : {}),
          })
        }
      />
      {down ? (
        <Select
          label="Down"
          options={axes}
          value={down.id}
          onChoose={(id) =>
            onChoose({ ...choice, down: id, across: id === across.id ? down.id : across.id })
          }
        />
      ) : undefined}
      {others.map(({ id, name, values }) => (
        <Select
          key={id}
          label={name}
          options={[["", "all"], ...values.map((value) => [value, value] as const)]}
          value={values.includes(choice.fixed[id] ?? "") ? (choice.fixed[id] ?? "") : ""}
          onChoose={(value) => onChoose({ ...choice, fixed: { ...choice.fixed, [id]: value } })}
        />
      ))}
    </div>
  );
}

type SelectProps = {
  readonly label: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
};

function Select({ label, options, value, onChoose }: SelectProps) {
  return (
    <label className={styles.choice}>
      <span title={label}>{label}</span>
      <select value={value} onChange={(event) => onChoose(event.target.value)}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
