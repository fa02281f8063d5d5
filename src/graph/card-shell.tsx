import type { ReactNode } from "react";
import styles from "./card-shell.module.css";

/** The id of a card's element, by which the graph says which card is active. */
export const elementId = (id: string): string => `card-${id}`;

type Props = {
  readonly id: string;
  readonly className: string | undefined;
  /** The accessible name, shown as a tooltip too. */
  readonly sentence: string;
  /** Whether it is selected, for a card that can be; absent for one that Enter opens. */
  readonly pressed?: boolean;
  readonly passive?: boolean;
  readonly children: ReactNode;
  readonly [data: `data-${string}`]: string | boolean | undefined;
};

/**
 * What all cards have in common. They are buttons by role alone: the focus stays with the graph, which
 * passes keys on, so that a card that is scrolled out of sight does not take the focus with it.
 */
export function CardShell({ id, className, sentence, pressed, passive, children, ...data }: Props) {
  return (
    <div
      {...data}
      id={elementId(id)}
      className={`${styles.card} ${className}`}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- see above
      role={passive ? "group" : "button"}
      aria-pressed={pressed}
      title={sentence}
    >
      {/* the name is the title then: all of it, in order, as a sentence */}
      <div className={styles.face} aria-hidden="true">
        {children}
      </div>
    </div>
  );
}
