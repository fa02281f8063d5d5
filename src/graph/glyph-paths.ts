import type { AdapterView } from "../planner/answer/view.ts";
import type { Role } from "../planner/model.ts";

export type GlyphName = Role | AdapterView["type"];

/** One stroke path for every kind of thing, on a grid of 16 × 16. */
export const glyphPaths: Readonly<Record<GlyphName, string>> = {
  hub: "M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6M8 6.4a1.6 1.6 0 1 0 0 3.2a1.6 1.6 0 1 0 0-3.2",
  strategy: "M1.8 11.5l3.7-4.6l3 2.6l5.7-6.2M10.4 3.2h3.8v3.8",
  risk: "M8 1.8l5.2 1.9v4c0 3.2-2.1 5.4-5.2 6.6c-3.1-1.2-5.2-3.4-5.2-6.6v-4z",
  execution: "M9.2 1.8l-5.4 7h3.8l-.9 5.4l5.5-7.2h-3.9z",
  portfolio: "M2.2 5.2h11.6v8h-11.6zM5.8 5v-2.2h4.4v2.2M2.2 8.8h11.6",
  broadcast: "M3.4 8h3.2M6.6 8l6-4.6M6.6 8h6.4M6.6 8l6 4.6",
  selective: "M2.4 3.4l4.4 4.6l-4.4 4.6M6.8 8h6.8M10.8 5.2l2.8 2.8l-2.8 2.8",
  pipeline: "M2 5.4h12M2 10.6h12M7 6.8l1.4 1.2l-1.4 1.2",
};
