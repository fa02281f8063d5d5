import type { Node, NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useApp } from "../store/store.ts";
import styles from "./cards.module.css";
import type { Card } from "./card.ts";
import { shortCount } from "./count-text.ts";
import { Glyph } from "./glyph.tsx";
import { Ports } from "./ports.tsx";

export type CardNode<Kind extends Card["kind"]> = Node<
  { readonly card: Extract<Card, { readonly kind: Kind }> },
  Kind
>;

/** The one source of market data. */
export const HubCard = memo(function HubCard({ data: { card } }: NodeProps<CardNode<"hub">>) {
  const selected = useApp((state) => state.selected === card.id);
  return (
    <article
      className={styles.hub}
      aria-label={card.sentence}
      data-role="hub"
      data-selected={selected}
      data-testid={`node-${card.id}`}
    >
      <Ports />
      <Glyph of="hub" />
      <span className={styles.label}>hub</span>
    </article>
  );
});

/** A strategy or portfolio container: its own, outlined, one line where many must fit. */
export const IsolatedCard = memo(function IsolatedCard({
  data: { card },
}: NodeProps<CardNode<"isolated">>) {
  const selected = useApp((state) => state.selected === card.id);
  return (
    <article
      className={styles.isolated}
      aria-label={card.sentence}
      title={card.sentence}
      data-role={card.role}
      data-dense={card.dense}
      data-selected={selected}
      data-testid={`node-${card.id}`}
    >
      <Glyph of={card.role} />
      <span className={styles.lines}>
        <code className={styles.id}>{card.title}</code>
        <span className={styles.label}>{card.values}</span>
      </span>
    </article>
  );
});

/** A risk or execution container: filled and stacked when shared, outlined when it serves one. */
export const SharedCard = memo(function SharedCard({
  data: { card },
}: NodeProps<CardNode<"shared">>) {
  const { container, rows, more } = card;
  const selected = useApp((state) => state.selected === container.id);
  return (
    <article
      className={styles.shared}
      aria-label={card.sentence}
      data-role={card.role}
      data-shared={container.serves > 1n}
      data-selected={selected}
      data-testid={`node-${container.id}`}
    >
      <Ports />
      <div className={styles.band}>
        <Glyph of={card.role} />
        <code className={styles.id}>{container.id}</code>
        <b className={styles.times}>×{shortCount(container.serves)}</b>
      </div>
      <dl className={styles.fields}>
        {rows.map(({ field, value }) => (
          <div key={field} title={`${field}: ${value}`}>
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
        <span>{container.serves > 1n ? "shared" : "not shared"}</span>
      </div>
    </article>
  );
});
