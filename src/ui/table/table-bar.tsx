import { useState, type SubmitEvent } from "react";
import type { Arrangement } from "../../planner/answer/query.ts";
import type { RowView } from "../../planner/answer/view.ts";
import { countOf, formatCount } from "../../text/count-text.ts";
import { Popover } from "../popover.tsx";
import { numberIn } from "./arrangement.ts";
import { FindForm, type Found } from "./find-form.tsx";
import styles from "./table.module.css";
import type { ShownRows } from "./use-rows.ts";

type Props = {
  readonly shown: ShownRows;
  readonly arrangement: Arrangement;
  readonly example: RowView | undefined;
  /** What there is to say about the last thing that was looked for. */
  readonly note: string | undefined;
  readonly onArrange: (arrangement: Arrangement) => void;
  readonly onGo: (index: bigint) => void;
  readonly onFound: (found: Found) => void;
};

/** How many rows there are, and the ways to one of them. */
export function TableBar({ shown, arrangement, example, note, onArrange, onGo, onFound }: Props) {
  const { total, plan, hiddenColumns } = shown;
  const all = plan.view.combinations;
  return (
    <div className={styles.bar}>
      <output data-testid="row-count">
        {total === all
          ? countOf(all, "combination")
          : `${formatCount(total)} of ${countOf(all, "combination")}`}
        {hiddenColumns > 0 ? `, ${countOf(hiddenColumns, "column")} not shown` : ""}
      </output>
      {arrangement.filters.length > 0 ? (
        <button type="button" onClick={() => onArrange({ ...arrangement, filters: [] })}>
          Show all
        </button>
      ) : undefined}
      <output className={styles.note}>{note}</output>
      <GoTo all={all} onGo={onGo} />
      <Popover
        kind="dialog"
        className={styles.button}
        testId="find-combination"
        title="Find a combination by its values"
        label="Find by values"
      >
        {(close) => (
          <FindForm
            shown={shown}
            arrangement={arrangement}
            example={example}
            onFound={(found) => {
              close();
              onFound(found);
            }}
          />
        )}
      </Popover>
    </div>
  );
}

function GoTo({ all, onGo }: { readonly all: bigint; readonly onGo: Props["onGo"] }) {
  const [typed, setTyped] = useState("");
  const [trouble, setTrouble] = useState(false);
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const index = numberIn(typed);
    const known = index !== undefined && index < all;
    setTrouble(!known);
    if (known) onGo(index);
  }
  const last = formatCount(all > 0n ? all - 1n : 0n);
  return (
    <form className={styles.goTo} onSubmit={submit}>
      <label>
        Go to
        <input
          type="text"
          inputMode="numeric"
          aria-label="Go to combination"
          data-testid="go-to"
          aria-invalid={trouble}
          autoComplete="off"
          placeholder={`0–${last}`}
          value={typed}
          onChange={({ target }) => {
            setTrouble(false);
            setTyped(target.value);
          }}
        />
      </label>
      {trouble ? <span role="alert">a number from 0 to {last}</span> : undefined}
    </form>
  );
}
