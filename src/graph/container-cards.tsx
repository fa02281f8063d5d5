import type { Node, NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useApp } from "../store/store.ts";
import { shortCount } from "../text/count-text.ts";
import { CardShell } from "./card-shell.tsx";
import type { Card, CardOf } from "./card.ts";
import styles from "./container-cards.module.css";
import { Glyph } from "./glyph.tsx";

export type CardData<Kind extends Card["kind"]> = {
  readonly card: CardOf<Kind>;
  /** What is said of the combination that is traced through the card. */
  readonly traced?: string | undefined;
};
export type CardNode<Kind extends Card["kind"]> = Node<CardData<Kind>, Kind>;

/** The one source of market data. */
export const HubCard = memo(function HubCard({ id, data: { card } }: NodeProps<CardNode<"hub">>) {
  const selected = useApp((state) => state.inspect.selected === card.id);
  return (
    <CardShell
      id={id}
      className={styles.hub}
      sentence={card.sentence}
      pressed={selected}
      data-role="hub"
      data-testid={`node-${card.id}`}
    >
      <Glyph of="hub" />
      <span className={styles.label}>hub</span>
    </CardShell>
  );
});

/** A container in one line or two, outlined: a strategy's or portfolio's own, naive, or of a stack. */
export const SingleCard = memo(function SingleCard({
  id,
  data: { card },
}: NodeProps<CardNode<"single">>) {
  const selected = useApp((state) => state.inspect.selected === card.id);
  return (
    <CardShell
      id={id}
      className={styles.single}
      sentence={card.sentence}
      pressed={selected}
      data-role={card.role}
      data-dense={card.dense}
      data-ghost={card.ghost}
      data-shared={card.count > 1n}
      data-testid={`node-${card.id}`}
    >
      {card.dense ? undefined : <Glyph of={card.role} />}
      <span className={styles.lines}>
        <code className={styles.id}>{card.title}</code>
        <span className={styles.label}>{card.values}</span>
      </span>
      {card.count > 1n ? <b className={styles.times}>×{shortCount(card.count)}</b> : undefined}
    </CardShell>
  );
});

/** A risk or execution container: filled and stacked when shared, outlined when it serves one. */
export const SharedCard = memo(function SharedCard({
  id,
  data: { card },
}: NodeProps<CardNode<"shared">>) {
  const { container, rows, ghost, dense, role } = card;
  const selected = useApp(
    ({ inspect }) => inspect.selected === container.id || inspect.selectedWith === container.id,
  );
  const shared = container.serves > 1n;
  return (
    <CardShell
      id={id}
      className={styles.shared}
      sentence={card.sentence}
      pressed={selected}
      data-role={role}
      data-shared={shared && !ghost}
      data-ghost={ghost}
      data-dense={dense}
      data-fate={card.fate}
      data-gone={card.gone}
      data-testid={`${card.gone ? "gone" : ghost ? "ghost" : "node"}-${container.id}`}
    >
      <div className={styles.band}>
        <Glyph of={role} />
        <code className={styles.id}>
          {dense ? container.number : ghost ? `${role}_combo` : container.id}
        </code>
        {dense ? (
          <span className={styles.label}>{rows.map(({ value }) => value).join(" · ")}</span>
        ) : undefined}
        <b className={styles.times}>×{shortCount(container.serves)}</b>
      </div>
      {dense ? undefined : <Details card={card} />}
    </CardShell>
  );
});

function Details({
  card: { rows, more, container, ghost, fate },
}: {
  readonly card: CardOf<"shared">;
}) {
  return (
    <>
      <dl className={styles.fields}>
        {rows.map(({ field, value }) => (
          <div key={field}>
            <dt>{field}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {more > 0 ? (
          <div>
            <dt>and {more} more</dt>
          </div>
        ) : undefined}
      </dl>
      <div className={styles.foot}>
        <code>{container.label ?? "no hash"}</code>
        <span>{fate ?? (ghost ? "copies" : container.serves > 1n ? "shared" : "not shared")}</span>
      </div>
    </>
  );
}
