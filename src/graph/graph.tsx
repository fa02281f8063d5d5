import { useMemo, type ReactNode } from "react";
import type { PlanView } from "../planner/answer/view.ts";
import { combinationIndex, containerId } from "../planner/model.ts";
import { shownDocument } from "../store/document/document-record.ts";
import { select, selectBeside } from "../store/inspect/selection.ts";
import { useApp } from "../store/store.ts";
import { showSources } from "../store/view/view-options.ts";
import { Canvas } from "./canvas.tsx";
import type { OpenTarget } from "./card.ts";
import { chainOf, countedBy, fedBy, stepIn, type Traced } from "./emphasis.ts";
import { inWords } from "./field-text.ts";
import { flowOf } from "./flow.ts";
import styles from "./graph.module.css";
import type { Picture, Placed } from "./placed.ts";
import { Toolbar } from "./toolbar.tsx";
import { useBefore } from "./use-before.ts";
import { useOpened } from "./use-opened.ts";
import { usePicture } from "./use-picture.ts";
import { useTraced } from "./use-traced.ts";

type Props = {
  readonly view: PlanView;
  readonly rev: number;
  /** What to know about the picture; it covers neither the picture nor the toolbar. */
  readonly note: ReactNode;
};

/** The picture of a plan in its fixed lanes, with what can be asked of it. */
export function Graph({ view, rev, note }: Props) {
  const topology = useApp((state) => state.view.topology);
  const completions = useApp((state) => state.view.completions);
  const targets = useMemo(() => openTargets(view), [view]);
  const opened = useOpened(rev, targets);
  const { page } = opened;
  const before = useBefore(view, rev);
  const drawn = usePicture(view, { topology, completions, opened: page, before });
  const { picture } = drawn;
  const traced = useTraced(view, rev);
  const emphasis = useApp((state) => state.view.emphasis);
  const step = useApp((state) => state.view.step);
  const bright = useMemo(() => {
    if (!traced) return emphasis ? countedBy(emphasis, picture) : undefined;
    const chain = chainOf(view, picture, traced);
    return step ? stepIn(chain, picture, step) : chain;
  }, [view, picture, traced, emphasis, step]);
  const selected = useApp((state) => state.inspect.selected);

  function press(placed: Placed | undefined, adding = false): void {
    if (!placed) {
      select(undefined);
      showSources([], rev);
      return;
    }
    const { card, tie } = placed;
    showSources(placed.sources, rev);
    if ((card.kind === "class" || card.kind === "stack") && card.opens) {
      opened.open(placed.id, card.opens);
    } else if (card.kind === "hub" || card.kind === "single") {
      const index = tie.of === "combination" ? combinationIndex(BigInt(tie.index)) : undefined;
      select(containerId(card.id), index);
    } else if (card.kind === "shared") {
      if (adding) selectBeside(card.container.id);
      else select(card.container.id);
    }
  }

  return (
    <div className={styles.graph}>
      <Toolbar opened={opened} />
      {note}
      <Canvas
        drawn={drawn}
        bright={bright}
        marked={useMarked(picture, rev)}
        selected={picture.placed.find(({ card }) => isCardOf(card, selected))?.id}
        traced={traced && inOneLine(traced)}
        paged={page !== undefined}
        onPress={press}
        onEscape={() => {
          if (opened.opening) opened.close();
          else press(undefined);
        }}
      />
    </div>
  );
}

/** What can be opened in a plan, by the ids of the cards. */
function openTargets(view: PlanView): ReadonlyMap<string, OpenTarget> {
  const { lanes } = flowOf(view);
  const blocks = Object.values(lanes).flat();
  return new Map(
    blocks.flatMap(({ id, card }) =>
      (card.kind === "class" || card.kind === "stack") && card.opens ? [[id, card.opens]] : [],
    ),
  );
}

const none: ReadonlySet<string> = new Set();

/** The cards that the text at the caret feeds, while the plan is that of the text. */
function useMarked(picture: Picture, rev: number): ReadonlySet<string> {
  const caret = useApp((state) => (state.document.rev === rev ? state.view.caret : undefined));
  const text = useApp((state) => shownDocument(state).text);
  return useMemo(
    () => (caret === undefined ? none : fedBy(picture, text, caret)),
    [picture, text, caret],
  );
}

function isCardOf(card: Placed["card"], selected: string | undefined): boolean {
  if (card.kind === "shared") return card.container.id === selected;
  return (card.kind === "single" || card.kind === "hub") && card.id === selected;
}

function inOneLine({ combination: { index, strategy, portfolio } }: Traced): string {
  const fields = [...strategy.fields, ...portfolio.fields].filter(({ field }) => field !== "type");
  return `combo_${index}: ${inWords(fields)}`;
}
