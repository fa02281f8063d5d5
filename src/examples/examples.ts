// `?raw` is Vite's: this file works in the app and under Vitest, not in a bare Node
import feeGrid from "./fee-grid.yaml?raw";
import hiddenSplit from "./hidden-split.yaml?raw";
import million from "./million.yaml?raw";
import nearMiss from "./near-miss.yaml?raw";
import seed from "./seed.yaml?raw";
import strategyRisk from "./strategy-risk.yaml?raw";
import tiedFields from "./tied-fields.yaml?raw";

/** A configuration to start from, named by what it teaches. */
export type Example = {
  readonly id: string;
  readonly title: string;
  /** One sentence: what to see in its plan. */
  readonly lesson: string;
  readonly text: string;
};

/** The examples in the order of the menu; the first one is shown to new visitors. */
export const examples: readonly Example[] = [
  {
    id: "seed",
    title: "All shared",
    lesson: "8 combinations share 1 risk and 1 execution container.",
    text: seed,
  },
  {
    id: "strategy-risk",
    title: "Per-strategy risk",
    lesson: "Each strategy has a risk limit of its own: 2 risk containers.",
    text: strategyRisk,
  },
  {
    id: "fee-grid",
    title: "Fee grid",
    lesson: "Two swept fees make 4 execution containers; risk stays shared.",
    text: feeGrid,
  },
  {
    id: "hidden-split",
    title: "Hidden split",
    lesson: "Commission is declared twice, so the fee grid splits risk as well.",
    text: hiddenSplit,
  },
  {
    id: "near-miss",
    title: "Near miss",
    lesson: "1000 and 1000.0 cost a risk container for nothing.",
    text: nearMiss,
  },
  {
    id: "tied-fields",
    title: "Tied by two fields",
    lesson: "Commission and slippage differ together: only fixing both saves a container.",
    text: tiedFields,
  },
  {
    id: "million",
    title: "A million combinations",
    lesson: "1,000,000 combinations still share 1 risk and 1 execution container.",
    text: million,
  },
];
