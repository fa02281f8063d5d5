import { useCallback } from "react";
import type { FigureName } from "../../backtest/sweep/figure-columns.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { countOf, formatCount } from "../../text/count-text.ts";
import type { Steps } from "../../text/steps.ts";
import { withFigure } from "./choose-figure.ts";
import { FigureSelect } from "./figure-select.tsx";
import { figureNamed } from "./figures.ts";
import type { Figure } from "./measure.ts";
import styles from "./sensitivity.module.css";
import { sensitivityByStrategy, type StrategySensitivity } from "./strategy-axes.ts";
import { useSteps } from "./use-steps.ts";
import type { ViewChoice } from "./view-choice.ts";
import views from "./views.module.css";

type Props = {
  readonly run: ShownRun;
  readonly choice: ViewChoice;
  readonly onChoose: (choice: ViewChoice) => void;
};

/** Of pairs the most telling ones are enough. */
const mostPairs = 10;

/** How much of a figure's variance each axis explains, and each pair of axes. */
export function SensitivityView({ run, choice, onChoose }: Props) {
  const work = useCallback(() => sensitivityOfRun(run, choice.figure), [run, choice.figure]);
  const { result, isNew } = useSteps(work, run.chosen.count);
  if (!result) return <div className={views.view} data-testid="sensitivity" aria-busy="true" />;
  const { strategies, figure, sampled } = result;
  const hasAxes = strategies.some(({ axes }) => axes.length > 0);
  const hasPairs = strategies.some(({ pairs }) => pairs.length > 0);
  return (
    <div className={views.view} data-testid="sensitivity" aria-busy={!isNew}>
      <div className={`${views.main} ${styles.main}`}>
        {hasAxes ? (
          strategies.map((one) => (
            <Strategy key={one.strategy ?? ""} of={one} figure={figure.label} sampled={sampled} />
          ))
        ) : (
          <p className={views.empty}>
            Sensitivity needs a parameter with more than one value. Give a field a list of values,
            such as <code>[10, 20, 30]</code>.
          </p>
        )}
      </div>
      <div className={views.aside}>
        <FigureSelect
          label="Figure"
          value={choice.figure}
          onChoose={(name) => onChoose(withFigure(choice, name))}
        />
        <p>
          <b>Share of the variance</b> of {figure.label} that an axis explains (η²): how far apart
          the means of its values lie, beside how far all results do.
        </p>
        {hasPairs ? (
          <p className={styles.key}>
            <i data-part="alone" aria-hidden="true" />
            <span>what the two of a pair explain each alone</span>
            <i data-part="together" aria-hidden="true" />
            <span>what they explain only together</span>
          </p>
        ) : undefined}
      </div>
    </div>
  );
}

function* sensitivityOfRun(
  run: ShownRun,
  name: FigureName,
): Steps<{
  readonly strategies: readonly StrategySensitivity[];
  readonly figure: Figure;
  readonly sampled: boolean;
}> {
  const strategies = yield* sensitivityByStrategy(run, run.figures[name]);
  return { strategies, figure: figureNamed(name), sampled: run.sampled };
}

type StrategyProps = {
  readonly of: StrategySensitivity;
  readonly figure: string;
  readonly sampled: boolean;
};

function Strategy({ of, figure, sampled }: StrategyProps) {
  const { strategy, rows, orthogonal, axes, pairs } = of;
  // of a sample hardly any values meet equally often
  const flag = sampled ? " · sampled" : orthogonal ? "" : " · not orthogonal";
  return (
    <section className={styles.strategy} aria-label={strategy ?? "All combinations"}>
      <h3>
        {strategy ?? "What the figure depends on"}
        <small>
          {figure} of {countOf(rows, "combination")}
          {flag}
        </small>
      </h3>
      {orthogonal || sampled ? undefined : (
        <p className={styles.note}>
          Some values never meet, or not as often as others, so shares overlap: they need not add
          up.
        </p>
      )}
      <ul className={styles.shares} aria-label="Axes">
        {axes.map(({ name, explained }) => (
          <Bar key={name} name={name} explained={explained} alone={explained} />
        ))}
      </ul>
      {pairs.length > 0 ? (
        <>
          <h4>
            Pairs
            {pairs.length > mostPairs ? (
              <small>
                the first {mostPairs} of {formatCount(pairs.length)}
              </small>
            ) : undefined}
          </h4>
          <ul className={styles.shares} aria-label="Pairs">
            {pairs.slice(0, mostPairs).map(({ name, explained, alone }) => (
              <Bar key={name} name={name} explained={explained} alone={alone} />
            ))}
          </ul>
        </>
      ) : undefined}
    </section>
  );
}

/** A share as a bar: up to what is explained alone in one colour, what is beyond in another. */
function Bar({
  name,
  explained,
  alone,
}: {
  readonly name: string;
  readonly explained: number;
  readonly alone: number;
}) {
  const first = Math.min(alone, explained);
  return (
    <li data-testid={`share-${name}`}>
      <span title={name}>{name}</span>
      <span className={styles.track} aria-hidden="true">
        <i data-part="alone" style={{ width: `${100 * first}%` }} />
        <i data-part="together" style={{ width: `${100 * (explained - first)}%` }} />
      </span>
      <b>{(100 * explained).toFixed(1)}&#8239;%</b>
    </li>
  );
}
