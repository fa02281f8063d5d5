import type { Item, Link } from "./card.ts";

/** A card with its place on the canvas, in pixels at 100 %. */
export type Placed = Item & {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Where its links meet it, from its top. */
  readonly port: number;
};

export type Bounds = Pick<Placed, "x" | "y" | "width" | "height">;

/** A link with the line it is drawn as. */
export type Route = Link & { readonly path: string };

export type Picture = {
  readonly placed: readonly Placed[];
  readonly routes: readonly Route[];
  readonly bounds: Bounds;
};

export const levelOf = ({ y, port }: Placed): number => y + port;
