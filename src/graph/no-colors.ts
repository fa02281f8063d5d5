/**
 * Stands in for d3-color in the built page: d3-transition could fade from colour to colour, but
 * React Flow only ever moves its viewport by it.
 */
export function color(): null {
  return null;
}

// d3-interpolate names these, for interpolations that nothing asks for
export const rgb = color;
export const hsl = color;
export const lab = color;
export const hcl = color;
export const cubehelix = color;
