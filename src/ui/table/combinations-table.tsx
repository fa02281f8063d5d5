import { useCallback, useEffect, useRef, useState } from "react";
import type { Arrangement } from "../../planner/answer/query.ts";
import { combinationIndex, containerId, type CombinationIndex } from "../../planner/model.ts";
import { select } from "../../store/inspect/selection.ts";
import { askPlanner } from "../../store/plan/plan-questions.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";
import { isBlocked } from "../../store/plan/plan-selectors.ts";
import { useApp } from "../../store/store.ts";
import { formatCount } from "../../text/count-text.ts";
import { useLasting } from "../use-lasting.ts";
import { natural } from "./arrangement.ts";
import { Grid, type Target } from "./grid.tsx";
import { Pager } from "./pager.tsx";
import { TableBar } from "./table-bar.tsx";
import styles from "./table.module.css";
import { rowAt, useRows, type RowRange } from "./use-rows.ts";

/** No scroll has more rows. */
const longestScroll = 1_000_000n;
const pageSize = 1000n;
/** Half-typed text is no reason to dim the table yet, as in the graph. */
const dimDelay = 1000;

type Props = {
  readonly plan: StampedPlan;
  readonly arrangement: Arrangement;
  readonly onArrange: (arrangement: Arrangement) => void;
  /** Called when Escape has nothing else to end. */
  readonly onLeave: () => void;
};

/** What there is to say about a combination while it is selected. */
type Note = { readonly index: bigint; readonly text: string; readonly filtered: boolean };

/** Every combination of a plan as a row, however many there are; what is selected is so in the graph too. */
export function CombinationsTable({ plan, arrangement, onArrange, onLeave }: Props) {
  const [range, setRange] = useState<RowRange>({ first: 0n, last: 0n });
  const [page, setPage] = useState(0n);
  const [active, setActive] = useState(0n);
  const [target, setTarget] = useState<Target>();
  const [note, setNote] = useState<Note>();
  const selected = useApp((state) => state.inspect.selectedCombination);
  const dimmed = useLasting(useApp(isBlocked), dimDelay);
  const shown = useRows(plan, arrangement, range);
  const total = shown?.total ?? 0n;
  const paged = total > longestScroll;
  const lastPage = total === 0n ? 0n : (total - 1n) / pageSize;
  const ownPage = page < lastPage ? page : lastPage;
  const start = paged ? ownPage * pageSize : 0n;
  const left = total - start;
  const count = Number(paged && left > pageSize ? pageSize : left);

  const show = useCallback((position: bigint): void => {
    setActive(position);
    setPage(position / pageSize);
    setTarget({ position });
  }, []);

  // counts what was looked for, to go to a row again that is selected already
  const [search, setSearch] = useState(0);
  const lastFollowed = useRef({ index: -1n, arrangement, search });
  // a combination selected elsewhere is brought into view here
  useEffect(() => {
    if (selected === undefined) return undefined;
    let over = false;
    async function follow(index: CombinationIndex): Promise<void> {
      const answer = await askPlanner({ kind: "position", arrangement, index }, plan.rev);
      if (over || answer?.kind !== "position") return;
      const { position } = answer;
      // an edit of the text must not take the reader back to it
      const followed = lastFollowed.current;
      const known =
        followed.index === index &&
        followed.arrangement === arrangement &&
        followed.search === search;
      lastFollowed.current = { index, arrangement, search };
      if (position !== undefined && !known) show(position);
      // rows in another order or number start at the first, unless what is selected is among them
      if (position === undefined && followed.arrangement !== arrangement) show(0n);
      if (position === undefined && index < plan.view.combinations) {
        setNote({
          index,
          text: `Combination ${formatCount(index)} is filtered out`,
          filtered: true,
        });
      } else setNote((old) => (old?.index === index && !old.filtered ? old : undefined));
    }
    void follow(selected);
    return () => {
      over = true;
    };
  }, [selected, arrangement, plan, show, search]);

  function arrange(wanted: Arrangement): void {
    onArrange(wanted);
    if (selected === undefined) show(0n);
  }
  function choose(index: bigint): void {
    select(containerId(`strategy_combo_${index}`), combinationIndex(index));
  }
  function goTo(index: bigint): void {
    choose(index);
    setSearch(search + 1);
  }
  if (!shown) {
    return dimmed ? (
      <p className={styles.empty}>The combinations are shown when the text has no errors.</p>
    ) : undefined;
  }
  const last = `Rows of rev ${plan.rev}; others when the text has no errors`;
  return (
    <section
      className={styles.panel}
      aria-label="Combinations"
      data-testid="combinations-table"
      data-dimmed={dimmed}
    >
      <TableBar
        shown={shown}
        arrangement={arrangement}
        example={rowAt(shown, range.first)}
        note={note?.index === selected && note ? note.text : dimmed ? last : undefined}
        onArrange={arrange}
        onGo={goTo}
        onFound={({ index, matches }) => {
          if (index === undefined) return;
          goTo(index);
          if (matches > 1n) {
            const text = `The first of ${formatCount(matches)} with these values`;
            setNote({ index, text, filtered: false });
          }
        }}
      />
      {total === 0n ? (
        <p className={styles.empty}>
          No combination has these values.{" "}
          <button type="button" onClick={() => arrange(natural)}>
            Show all
          </button>
        </p>
      ) : (
        <Grid
          shown={shown}
          arrangement={arrangement}
          onArrange={arrange}
          start={start}
          count={count}
          active={active < total ? active : total - 1n}
          onActive={(position) => {
            setActive(position);
            if (paged && position / pageSize !== ownPage) show(position);
          }}
          target={target}
          selected={selected}
          onSelect={({ index }) => choose(index)}
          onEscape={() => {
            if (selected === undefined) onLeave();
            else select(undefined);
          }}
          onRange={setRange}
        />
      )}
      {paged ? (
        <Pager page={ownPage} size={pageSize} total={total} onTurn={(to) => show(to * pageSize)} />
      ) : undefined}
    </section>
  );
}
