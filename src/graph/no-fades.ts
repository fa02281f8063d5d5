/**
 * Stands in for d3-interpolate in the built page: React Flow moves its viewport, which is three
 * numbers, and d3-transition could fade colours, texts and transforms too, which nothing asks for.
 */
export {
  interpolateNumber,
  interpolateNumberArray as interpolate,
  interpolateZoom,
} from "d3-interpolate";

function fadeNothing(): never {
  throw new Error("nothing fades in this page");
}

export const interpolateRgb = fadeNothing;
export const interpolateString = fadeNothing;
export const interpolateTransformCss = fadeNothing;
export const interpolateTransformSvg = fadeNothing;
