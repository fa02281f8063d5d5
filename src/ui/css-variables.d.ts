import "react";

declare module "react" {
  /** Custom properties may be set on any element. */
  interface CSSProperties {
    readonly [name: `--${string}`]: string;
  }
}
