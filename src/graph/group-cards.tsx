import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import styles from "./cards.module.css";
import type { CardNode } from "./container-cards.tsx";
import { shortCount } from "./count-text.ts";
import { Glyph } from "./glyph.tsx";
import { Ports } from "./ports.tsx";

/** Combinations with the same risk and execution container: a card of its own, or a frame round them. */
export const ClassCard = memo(function ClassCard({ data: { card } }: NodeProps<CardNode<"class">>) {
  return (
    <article
      className={styles.class}
      aria-label={card.sentence}
      data-role={card.role}
      data-framed={card.framed}
      data-testid={card.id}
      data-count={String(card.count)}
    >
      <Ports />
      <div className={styles.classTitle}>
        <Glyph of={card.role} />
        <b>{shortCount(card.count)}</b>
        <span>× {card.role}</span>
      </div>
      <div className={styles.strip} title={card.strip.join(" · ")}>
        {card.strip.join(" · ")}
      </div>
    </article>
  );
});

/** All containers of a lane that cannot be drawn one by one. */
export const StackCard = memo(function StackCard({ data: { card } }: NodeProps<CardNode<"stack">>) {
  return (
    <article
      className={styles.stack}
      aria-label={card.sentence}
      data-role={card.role}
      title={card.sentence}
      data-testid={`stack-${card.role}`}
      data-count={String(card.count)}
    >
      <Ports />
      <div className={styles.classTitle}>
        <Glyph of={card.role} />
        <b>×{shortCount(card.count)}</b>
      </div>
      <p className={styles.strip}>{card.note}</p>
    </article>
  );
});

/** An adapter on its bundle of edges: what kind, which events, and by what it routes them. */
export const AdapterPill = memo(function AdapterPill({
  data: { card },
}: NodeProps<CardNode<"adapter">>) {
  const { name, type, events, routingKey, count } = card;
  return (
    <article
      className={styles.pill}
      aria-label={card.sentence}
      title={card.sentence}
      data-type={type}
      data-testid={count === 1n ? `adapter-${name}` : undefined}
    >
      <Ports />
      <span className={styles.kind}>
        <Glyph of={type} />
        {type}
      </span>
      {events.map((event) => (
        <span key={event}>
          <code>{event}</code>
          {count > 1n ? <b> ×{shortCount(count)}</b> : undefined}
        </span>
      ))}
      {routingKey ? <span className={styles.key}>{routingKey}</span> : undefined}
    </article>
  );
});

/** The heading of a lane with its number of containers, naive → optimised. */
export const LaneHeading = memo(function LaneHeading({
  data: { card },
}: NodeProps<CardNode<"lane">>) {
  return (
    <h3 className={styles.lane} aria-label={card.sentence} data-role={card.role}>
      <span>{card.title}</span>
      <span className={styles.laneCount}>{card.count}</span>
    </h3>
  );
});
