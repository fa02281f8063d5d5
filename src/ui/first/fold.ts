import styles from "./first-steps.module.css";

/** As many risk containers as the first example would start without sharing. */
const copies = 8;
/** From the middle of one box to that of the next, in pixels at 100 %. */
const pitch = 46;
const duration = 600;

/**
 * Shows once what sharing does: eight ghost boxes become the one card. It ends at the first key or
 * press; gives what ends it sooner.
 */
export function playFold(card: HTMLElement): () => void {
  const ghosts = Array.from({ length: copies }, (_, n) => {
    const ghost = document.createElement("div");
    ghost.className = styles["ghost"] ?? "";
    ghost.ariaHidden = "true";
    ghost.textContent = `risk_combo_${n}`;
    return ghost;
  });
  // beside the card, so that they move and scale with it
  card.after(...ghosts);
  const timing = { duration, easing: "cubic-bezier(0.6, 0, 0.2, 1)", fill: "both" } as const;
  const motions = ghosts.map((ghost, n) =>
    ghost.animate(
      [
        { translate: `0 ${(n - (copies - 1) / 2) * pitch}px`, opacity: 1 },
        { translate: "0 0", opacity: 1, offset: 0.75 },
        { translate: "0 0", opacity: 0 },
      ],
      timing,
    ),
  );
  motions.push(card.animate([{ opacity: 0 }, { opacity: 0, offset: 0.6 }, { opacity: 1 }], timing));

  function end(): void {
    for (const motion of motions) motion.cancel();
    for (const ghost of ghosts) ghost.remove();
    removeEventListener("keydown", end, { capture: true });
    removeEventListener("pointerdown", end, { capture: true });
  }
  addEventListener("keydown", end, { capture: true });
  addEventListener("pointerdown", end, { capture: true });
  motions[0]?.addEventListener("finish", end);
  return end;
}
