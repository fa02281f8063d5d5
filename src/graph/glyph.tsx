import { glyphPaths, type GlyphName } from "./glyph-paths.ts";
import styles from "./glyph.module.css";

/** The sign of a role or of a kind of adapter; the name beside it says the same in words. */
export function Glyph({ of }: { readonly of: GlyphName }) {
  return (
    <svg className={styles.glyph} viewBox="0 0 16 16" aria-hidden="true">
      <path d={glyphPaths[of]} />
    </svg>
  );
}
