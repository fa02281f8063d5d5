import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { shortCount } from "../text/count-text.ts";
import { CardShell } from "./card-shell.tsx";
import type { CardNode } from "./container-cards.tsx";
import { Glyph } from "./glyph.tsx";
import styles from "./group-cards.module.css";
import { stripShown } from "./measures.ts";

/** Combinations with the same risk and execution container: a card of its own, or a frame round them. */
export const ClassCard = memo(function ClassCard({
  id,
  data: { card, traced },
}: NodeProps<CardNode<"class">>) {
  const { strip, role, framed } = card;
  const lines = strip.length > stripShown ? [...strip.slice(0, stripShown - 1), "…"] : strip;
  return (
    <CardShell
      id={id}
      className={styles.class}
      sentence={card.sentence}
      passive={!card.opens}
      data-role={role}
      data-framed={framed}
      data-dense={card.dense && !framed}
      data-long={card.count >= 1000n}
      data-opens={card.opens !== undefined}
      data-testid={card.testId}
      data-count={String(card.count)}
    >
      <div className={styles.classTitle}>
        <Glyph of={role} />
        <b>{shortCount(card.count)}</b>
        <span>{strip.length === 0 && traced !== undefined ? nameOf(traced) : `× ${role}`}</span>
      </div>
      {(card.dense && !framed) || strip.length === 0 ? undefined : (
        <div className={styles.strip}>
          {traced === undefined ? (
            // oxlint-disable-next-line react/no-array-index-key -- the lines of one card never move
            lines.map((line, n) => <StripLine key={n} line={line} />)
          ) : (
            <span>{traced}</span>
          )}
        </div>
      )}
    </CardShell>
  );
});

/** Of `combo_3: lookback_period 20` what fits where there is no line for more. */
const nameOf = (traced: string): string => traced.split(":", 1)[0] ?? traced;

/** So many letters have room in a card. */
const short = 19;

/** A field with its number of values, which stays where the name is too long. */
function StripLine({ line }: { readonly line: string }) {
  const [, name = line, count = ""] = /^(.*)( ×\S+)$/s.exec(line) ?? [];
  // most fit, and are one element less
  if (line.length <= short) return <span>{line}</span>;
  return (
    <span className={styles.stripLine}>
      <span>{name}</span>
      {count}
    </span>
  );
}

/** All containers of a lane, or those with one value of a field, that cannot be drawn one by one. */
export const StackCard = memo(function StackCard({
  id,
  data: { card, traced },
}: NodeProps<CardNode<"stack">>) {
  return (
    <CardShell
      id={id}
      className={styles.stack}
      sentence={card.sentence}
      passive={!card.opens}
      data-role={card.role}
      data-ghost={card.ghost}
      data-shared={card.shared}
      data-many={card.count > 1n}
      data-dense={card.dense}
      data-opens={card.opens !== undefined}
      data-testid={card.testId}
      data-count={String(card.count)}
    >
      <div className={styles.classTitle}>
        <Glyph of={card.role} />
        <span>{card.dense ? (traced ?? card.title) : card.role}</span>
        <b>×{shortCount(card.count)}</b>
      </div>
      {card.dense ? undefined : (
        <div className={styles.strip}>
          <span>{traced ?? card.title}</span>
        </div>
      )}
    </CardShell>
  );
});
