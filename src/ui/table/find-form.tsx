import { useState, type SubmitEvent } from "react";
import type { Arrangement, PlanAnswer } from "../../planner/answer/query.ts";
import type { RowView } from "../../planner/answer/view.ts";
import { askPlanner } from "../../store/plan/plan-questions.ts";
import styles from "./table.module.css";
import type { ShownRows } from "./use-rows.ts";
import { isFilterable } from "./widths.ts";

export type Found = Extract<PlanAnswer, { kind: "find" }>;

type Props = {
  readonly shown: ShownRows;
  readonly arrangement: Arrangement;
  /** A row whose values show what can be typed. */
  readonly example: RowView | undefined;
  readonly onFound: (found: Found) => void;
};

/** Finds a combination by some or all of its values. */
export function FindForm({ shown, arrangement, example, onFound }: Props) {
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [trouble, setTrouble] = useState<string>();
  const { columns, plan } = shown;
  const asked = columns.flatMap((column, i) =>
    isFilterable(column) ? [{ ...column, example: example?.cells[i] }] : [],
  );

  async function find(): Promise<void> {
    const values = Array.from(typed, ([column, text]) => ({ column, text })).filter(
      ({ text }) => text.trim() !== "",
    );
    if (values.length === 0) {
      setTrouble("Type at least one value.");
      return;
    }
    const answer = await askPlanner({ kind: "find", arrangement, values }, plan.rev);
    if (answer?.kind === "find" && answer.index !== undefined) onFound(answer);
    else setTrouble(answer ? refusalOf(answer) : "The text has changed; try again in a moment.");
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    void find();
  }
  return (
    <form className={styles.find} aria-label="Find a combination by its values" onSubmit={submit}>
      {asked.map(({ id, name, example: shownValue }, i) => (
        <label key={id}>
          <span title={name}>{name}</span>
          <input
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to type here
            autoFocus={i === 0}
            type="text"
            autoComplete="off"
            spellCheck={false}
            placeholder={shownValue}
            value={typed.get(id) ?? ""}
            onChange={({ target }) => {
              setTrouble(undefined);
              setTyped(new Map(typed).set(id, target.value));
            }}
          />
        </label>
      ))}
      {trouble === undefined ? undefined : <p role="alert">{trouble}</p>}
      {asked.length === 0 ? (
        <p>There is only one combination.</p>
      ) : (
        <button type="submit">Find</button>
      )}
    </form>
  );
}

function refusalOf(answer: PlanAnswer): string {
  if (answer.kind === "unavailable") return `It cannot be found: ${answer.reason}.`;
  if (answer.kind === "find" && answer.unknown !== undefined) {
    return `${answer.unknown} has no such value.`;
  }
  return "No combination has these values together.";
}
