import { useEffect, useState, type KeyboardEvent } from "react";
import type { NoWhatIf, Pin, WhatIf } from "../../planner/explain/what-if/what-if.ts";
import {
  clearWhatIf,
  freeze,
  isPossible,
  previewPins,
  setPin,
  setPins,
} from "../../store/inspect/what-if.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";
import { useApp } from "../../store/store.ts";
import { countOf, formatCount, shortCount } from "../../text/count-text.ts";
import { Rules } from "./rules.tsx";
import { freezableIn, useWhatIfs, type Freezable } from "./use-what-ifs.ts";
import styles from "./what-if-tab.module.css";

/** The fields that break sharing, and what the plan would be with each frozen to one value. */
export function WhatIfTab({ plan }: { readonly plan: StampedPlan }) {
  const { explanation } = plan.view;
  const current = useApp((state) => state.document.rev === plan.rev);
  const pins = useApp((state) => state.inspect.pins);
  const preview = useApp((state) => state.inspect.preview);
  const answers = useWhatIfs(plan);
  useEffect(() => () => clearWhatIf(), []);
  // pins that were changed are looked at together
  useEffect(() => {
    if (pins.length > 0) void previewPins(pins);
  }, [pins]);
  if (!explanation) return <p className={styles.note}>…</p>;
  const { blame, blameCount, notComputed } = explanation;
  const rows = freezableIn(plan.view);

  function pressKey({ key, target, currentTarget }: KeyboardEvent<HTMLElement>): void {
    if (key === "Escape") clearWhatIf();
    if (target instanceof HTMLElement && !(target instanceof HTMLSelectElement)) {
      goToField(currentTarget, target, key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0);
    }
  }

  return (
    <div role="presentation" onKeyDown={pressKey}>
      {rows.length === 0 ? (
        <p className={styles.note}>No field breaks sharing: nothing to freeze.</p>
      ) : (
        <>
          <p className={styles.note}>
            What the plan would be with a field frozen to one value. Enter applies, Escape restores.
          </p>
          <Fields plan={plan} rows={rows} answers={answers} enabled={current} />
        </>
      )}
      {blameCount > blame.length ? (
        <p className={styles.note}>and {countOf(blameCount - blame.length, "more field")}</p>
      ) : undefined}
      <Rules plan={plan} enabled={current} />
      {notComputed.map(({ reason }) => (
        <p key={reason} className={styles.note}>
          Not computed: {reason}
        </p>
      ))}
      <Outcome
        pins={preview?.whatIf.pins ?? []}
        outcome={preview?.whatIf.outcome}
        enabled={current}
      />
    </div>
  );
}

/** Moves the focus from one field's button to the next. */
function goToField(panel: HTMLElement, from: HTMLElement, step: number): void {
  const buttons = [...panel.querySelectorAll<HTMLElement>("[data-pin]:enabled")];
  const place = buttons.indexOf(from);
  if (step !== 0 && place >= 0) buttons[place + step]?.focus();
}

type FieldsProps = {
  readonly plan: StampedPlan;
  readonly rows: readonly Freezable[];
  readonly answers: readonly (WhatIf | NoWhatIf)[];
  readonly enabled: boolean;
};

function Fields({ plan, rows, answers, enabled }: FieldsProps) {
  const now = plan.view.counts.optimized.containers;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Now</th>
          <th scope="col">Then</th>
          <th scope="col" title="Containers saved">
            Saved
          </th>
          <th scope="col" title="Adapters saved">
            Adapters
          </th>
          <th scope="col" title="Combinations that the sweep would lose">
            Lost
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Field
            key={row.id}
            row={row}
            rows={rows}
            now={now}
            answer={answers.find(({ pins: [pin] }) => pin?.id === row.id)}
            enabled={enabled}
          />
        ))}
      </tbody>
    </table>
  );
}

type FieldProps = {
  readonly row: Freezable;
  readonly rows: readonly Freezable[];
  readonly now: bigint;
  readonly answer: WhatIf | NoWhatIf | undefined;
  readonly enabled: boolean;
};

function Field({ row, rows, now, answer, enabled }: FieldProps) {
  const pins = useApp((state) => state.inspect.pins);
  const pinned = pins.find(({ id }) => id === row.id);
  const [value, setValue] = useState(0);
  const chosen = pinned?.value ?? value;
  const own: Pin = { id: row.id, value: chosen };
  const known = answer && isPossible(answer) ? answer.outcome : undefined;
  const refused = answer && !isPossible(answer) ? answer.reason : undefined;
  const possible = enabled && refused === undefined;
  const together = [...pins.filter(({ id }) => id !== row.id), own];
  const then = known?.counts.optimized.containers;
  const look = (): void => {
    if (possible) void previewPins(together);
  };
  const back = (): void => void previewPins(pins);
  return (
    <tr
      data-testid={`whatif-${row.name}`}
      data-now={String(now)}
      data-then={then === undefined ? undefined : String(then)}
      data-pinned={pinned !== undefined}
      onMouseEnter={look}
      onMouseLeave={back}
      onFocus={look}
      onBlur={back}
    >
      <th scope="row">
        <button
          type="button"
          data-pin
          aria-pressed={pinned !== undefined}
          disabled={!possible}
          title={refused ?? "Enter freezes it, Space pins it to try several together"}
          onClick={() => setPin(row.id, pinned ? undefined : chosen)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            void freeze(together);
          }}
        >
          {row.name}
        </button>
        <Values
          row={row}
          chosen={chosen}
          disabled={!possible}
          onChoose={(next) => {
            setValue(next);
            if (pinned) setPin(row.id, next);
            else void previewPins([...pins, { id: row.id, value: next }]);
          }}
        />
        {refused === undefined ? undefined : <small>{refused}</small>}
        <Together row={row} rows={rows} enabled={possible} />
      </th>
      <td>{shortCount(now)}</td>
      <td>{then === undefined ? "–" : shortCount(then)}</td>
      <td>{known ? shortCount(known.savedContainers) : "–"}</td>
      <td>{known ? shortCount(known.savedAdapters) : "–"}</td>
      <td>{known ? shortCount(known.combinationsLost) : "–"}</td>
    </tr>
  );
}

/** Of a field that gains nothing alone: the others to freeze with it. */
function Together({
  row: { blame },
  rows,
  enabled,
}: {
  readonly row: Freezable;
  readonly rows: readonly Freezable[];
  readonly enabled: boolean;
}) {
  if (!blame || blame.removes > 0n) return undefined;
  const { field, gainingSet } = blame;
  if (!gainingSet) return <small>gains nothing, nor with two others</small>;
  const others = gainingSet.filter((name) => name !== field);
  const ids = rows.flatMap(({ id, blame: of }) => (of && gainingSet.includes(of.field) ? id : []));
  return (
    <button
      type="button"
      className={styles.together}
      disabled={!enabled}
      title={`${field} alone gains nothing; pins all of ${gainingSet.join(", ")}`}
      onClick={() => setPins(ids.map((id) => ({ id, value: 0 })))}
    >
      gains with {others.join(" + ")}
    </button>
  );
}

function Values({
  row,
  chosen,
  disabled,
  onChoose,
}: {
  readonly row: Freezable;
  readonly chosen: number;
  readonly disabled: boolean;
  readonly onChoose: (value: number) => void;
}) {
  return (
    <select
      aria-label={`Value to freeze ${row.name} to`}
      value={chosen}
      disabled={disabled}
      onChange={({ target }) => onChoose(Number(target.value))}
    >
      {row.values.map((text, n) => (
        // oxlint-disable-next-line react/no-array-index-key -- a value is told by its position
        <option key={n} value={n}>
          {text ?? "absent"}
        </option>
      ))}
    </select>
  );
}

/** What the pins give together, and the button that makes it so. */
function Outcome({
  pins,
  outcome,
  enabled,
}: {
  readonly pins: readonly Pin[];
  readonly outcome: WhatIf["outcome"] | undefined;
  readonly enabled: boolean;
}) {
  const pinned = useApp((state) => state.inspect.pins);
  if (!outcome) return undefined;
  const { savedContainers, savedAdapters, combinationsLost, counts } = outcome;
  return (
    <div className={styles.outcome} aria-live="polite">
      <p>
        <b>{countOf(counts.optimized.containers, "container")}</b> then:{" "}
        {formatCount(savedContainers)} fewer, {countOf(savedAdapters, "adapter")} fewer
        {combinationsLost > 0n
          ? `. The sweep loses ${countOf(combinationsLost, "combination")}.`
          : ", and every combination stays."}
      </p>
      {pinned.length > 0 ? (
        <button type="button" disabled={!enabled} onClick={() => void freeze(pins)}>
          Apply
        </button>
      ) : undefined}
    </div>
  );
}
