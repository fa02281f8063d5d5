import type { Bounds } from "./placed.ts";

export type Viewport = { readonly x: number; readonly y: number; readonly zoom: number };
export type Room = { readonly width: number; readonly height: number };

/** Room below the picture, for the maker's name that React Flow writes there. */
const foot = 16;

/**
 * The viewport that shows all of `bounds` from the top, centred across, down to 1.25 times its size at
 * most. With `across` it fits the width alone, for what is too long to be read at once.
 */
export function fitBounds(bounds: Bounds, room: Room, padding: number, across = false): Viewport {
  const wide = Math.max(0.05, (room.width - 2 * padding) / bounds.width);
  const high = Math.max(0.05, (room.height - 2 * padding - foot) / bounds.height);
  const zoom = Math.min(1.25, wide, across ? 1.25 : high);
  return {
    zoom,
    x: (room.width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: padding - bounds.y * zoom,
  };
}
