import { Suspense, type ReactNode } from "react";
import { chosenIfAny, placeOf } from "../../backtest/sweep/chosen.ts";
import { containerId } from "../../planner/model.ts";
import { select } from "../../store/inspect/selection.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { askRun } from "../../store/run/run.ts";
import { useApp } from "../../store/store.ts";
import { lightStep } from "../../store/view/view-options.ts";
import controls from "../controls.module.css";
import { lazyPart } from "../load-part.ts";
import type { Mask } from "./arrange-results.ts";
import { Events } from "./events.tsx";
import { HeatMap } from "./heat-map.tsx";
import { Parallel } from "./parallel.tsx";
import { SensitivityView } from "./sensitivity.tsx";
import { Trades } from "./trades.tsx";
import { resultViews, type ResultView, type ViewChoice } from "./view-choice.ts";
import styles from "./views.module.css";

// the plotting library comes with it
const Curves = lazyPart(async () => (await import("./curves.tsx")).Curves);

const names: Readonly<Record<ResultView, string>> = {
  table: "Table",
  curves: "Curves",
  heat: "Heat map",
  sensitivity: "Sensitivity",
  parallel: "Parallel",
  trades: "Trades",
  events: "Events",
};

type SwitchProps = {
  readonly view: ResultView;
  readonly onView: (view: ResultView) => void;
};

/** Chooses how results are looked at. */
export function ViewSwitch({ view, onView }: SwitchProps) {
  return (
    <fieldset className={`${controls.segments} ${styles.switch}`} data-testid="result-views">
      <legend className="visually-hidden">Results as</legend>
      {resultViews.map((one) => (
        <label key={one} data-checked={view === one}>
          <input
            type="radio"
            name="result-view"
            checked={view === one}
            onChange={() => onView(one)}
          />
          {names[one]}
        </label>
      ))}
    </fieldset>
  );
}

type Props = {
  readonly run: ShownRun;
  readonly choice: ViewChoice;
  readonly onChoose: (choice: ViewChoice) => void;
  /** The places that the brushes let through; absent without one. */
  readonly among: Mask | undefined;
  readonly table: ReactNode;
  readonly onLeave: () => void;
};

/** The results of a run in the chosen view. */
export function ResultsView({ run, choice, onChoose, among, table, onLeave }: Props) {
  const wanted = useApp((state) => state.inspect.selectedCombination);
  const selected = wanted === undefined ? -1 : placeOf(run.chosen, wanted);
  function onSelect(place: number): void {
    const index = chosenIfAny(run.chosen, place);
    if (index !== undefined) select(containerId(`strategy_combo_${index}`), index);
  }
  const running = useApp(({ run: { tasks } }) => tasks.run.status === "running");
  // also one that a sample left out
  const index = wanted !== undefined && wanted < run.combinations ? wanted : undefined;
  const one = { run, index, load: askRun, onLeave };
  const shared = { run, choice, onChoose, selected, onSelect };
  switch (choice.view) {
    case "table":
      return table;
    case "heat":
      return <HeatMap {...shared} onLeave={onLeave} />;
    case "sensitivity":
      return <SensitivityView run={run} choice={choice} onChoose={onChoose} />;
    case "parallel":
      return <Parallel {...shared} among={among} />;
    case "curves":
      return (
        <Suspense>
          <Curves
            {...shared}
            outside={selected < 0 ? index : undefined}
            running={running}
            load={askRun}
          />
        </Suspense>
      );
    case "trades":
      return <Trades {...one} />;
    case "events":
      return <Events {...one} onStep={lightStep} />;
  }
}
