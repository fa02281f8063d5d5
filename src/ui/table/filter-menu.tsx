import { useEffect, useState } from "react";
import type { Arrangement, PlanAnswer } from "../../planner/answer/query.ts";
import type { ColumnView } from "../../planner/answer/view.ts";
import { askPlanner } from "../../store/plan/plan-questions.ts";
import { filterOf, setFilter } from "./arrangement.ts";
import styles from "./table.module.css";

type Props = {
  readonly column: ColumnView;
  readonly rev: number;
  readonly arrangement: Arrangement;
  readonly onArrange: (arrangement: Arrangement) => void;
  readonly onClose: () => void;
};

type Values = Extract<PlanAnswer, { kind: "values" }>;
/** So many values are listed; the others are searched for. */
const listed = 100;
const shownAtOnce = 10;
const valueHeight = 28;
/** So many can be overlooked without a search. */
const few = 8;

/** The values of a column, to show only the rows that have one of those that are ticked. */
export function FilterMenu({ column, rev, arrangement, onArrange, onClose }: Props) {
  const [search, setSearch] = useState("");
  const found = useValues(column.id, rev, search);
  const filter = filterOf(arrangement, column.id);
  const chosen = new Set(filter.keys);
  const change = (keys: readonly string[], absent: boolean): void =>
    onArrange(setFilter(arrangement, { column: column.id, keys, absent }));
  const turn = (key: string): void =>
    change(
      chosen.has(key) ? filter.keys.filter((one) => one !== key) : [...filter.keys, key],
      filter.absent,
    );
  return (
    <fieldset className={styles.menu} aria-label={`Values of ${column.name}`}>
      {(column.values ?? few + 1) > few ? (
        <input
          type="search"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to type here
          autoFocus
          placeholder="Search values"
          aria-label="Search values"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
          onKeyDown={({ key }) => {
            const [only, second] = found?.values ?? [];
            if (key === "Enter" && only && !second) turn(only.key);
          }}
        />
      ) : undefined}
      <div
        className={styles.values}
        // the room is there before the values are, or the menu would grow out of the window
        style={{ minHeight: Math.min(column.values ?? listed, shownAtOnce) * valueHeight }}
      >
        {found?.values.map(({ key, text }) => (
          <label key={key}>
            <input type="checkbox" checked={chosen.has(key)} onChange={() => turn(key)} />
            <span>{text}</span>
          </label>
        ))}
        {found?.absent && search === "" ? (
          <label>
            <input
              type="checkbox"
              checked={filter.absent}
              onChange={() => change(filter.keys, !filter.absent)}
            />
            <span>no value</span>
          </label>
        ) : undefined}
        {found?.values.length === 0 ? <p>No value contains this.</p> : undefined}
        {found?.more ? <p>More values: search for them.</p> : undefined}
      </div>
      <div className={styles.actions}>
        <button
          type="button"
          disabled={filter.keys.length === 0 && !filter.absent}
          onClick={() => change([], false)}
        >
          Show all
        </button>
        <button type="button" onClick={onClose}>
          Done
        </button>
      </div>
    </fieldset>
  );
}

/** The values that contain a text; the last ones until the planner has found them. */
function useValues(column: string, rev: number, search: string): Values | undefined {
  const [found, setFound] = useState<Values>();
  useEffect(() => {
    let left = false;
    async function ask(): Promise<void> {
      const answer = await askPlanner({ kind: "values", column, search, count: listed }, rev);
      if (!left && answer?.kind === "values") setFound(answer);
    }
    void ask();
    return () => {
      left = true;
    };
  }, [column, rev, search]);
  return found;
}
