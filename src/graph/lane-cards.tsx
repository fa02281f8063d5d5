import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { shortCount } from "../text/count-text.ts";
import shell from "./card-shell.module.css";
import { CardShell } from "./card-shell.tsx";
import type { CardNode } from "./container-cards.tsx";
import { Glyph } from "./glyph.tsx";
import styles from "./lane-cards.module.css";

/** An adapter on its bundle of edges: what kind, which events, and by what it routes them. */
export const AdapterPill = memo(function AdapterPill({
  id,
  data: { card },
}: NodeProps<CardNode<"adapter">>) {
  const { name, type, events, routingKey, count, dense } = card;
  return (
    <CardShell
      id={id}
      className={styles.pill}
      sentence={card.sentence}
      passive
      data-type={type}
      data-dense={dense}
      data-testid={count === 1n ? `adapter-${name}` : undefined}
    >
      <span className={styles.kind}>
        <Glyph of={type} />
        <span>{type}</span>
      </span>
      {events.map((event) => (
        <code key={event}>{event}</code>
      ))}
      {count > 1n ? <b>×{shortCount(count)}</b> : undefined}
      {routingKey && !dense ? (
        <span className={styles.key}>
          target_
          <wbr />
          portfolio
        </span>
      ) : undefined}
    </CardShell>
  );
});

/** The heading of a lane with its number of containers, naive → optimised. */
export const LaneHeading = memo(function LaneHeading({
  data: { card },
}: NodeProps<CardNode<"lane">>) {
  const { naive, optimized, stressed, fields } = card;
  return (
    <h2 className={`${shell.card} ${styles.lane}`} aria-label={card.sentence} data-role={card.role}>
      <span>{card.title}</span>
      <span className={styles.laneCount} data-stressed={stressed}>
        {naive === "" ? undefined : (
          <>
            <span>{naive}</span>
            {" → "}
          </>
        )}
        <b>{optimized}</b>
      </span>
      {fields === "" ? undefined : (
        <span className={styles.splits} title={fields}>
          {fields}
        </span>
      )}
    </h2>
  );
});
