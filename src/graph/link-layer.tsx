import { memo } from "react";
import styles from "./link-layer.module.css";
import type { Route } from "./placed.ts";

/**
 * All bundled edges in one drawing below the cards. React Flow's own edges would need ports in every
 * card, and five elements each instead of one.
 */
export const LinkLayer = memo(function LinkLayer({
  routes,
  near,
  bright,
}: {
  readonly routes: readonly Route[];
  /** The card whose links are shown in the accent colour. */
  readonly near: string | undefined;
  /** The only links that are not faded. */
  readonly bright: ReadonlySet<string> | undefined;
}) {
  return (
    <svg className={styles.links} width="1" height="1" aria-hidden="true">
      {routes.map(({ id, source, target, path }) => (
        <path
          key={id}
          d={path}
          data-near={source === near || target === near}
          data-state={bright ? (bright.has(id) ? "bright" : "faded") : undefined}
        />
      ))}
    </svg>
  );
});
