// `?raw` is Vite's: this file works in the app and under Vitest, not in a bare Node
import cleanSyntax from "./clean-syntax.yaml?raw";
import crossover from "./crossover.yaml?raw";
import feeGrid from "./fee-grid.yaml?raw";
import hiddenSplit from "./hidden-split.yaml?raw";
import million from "./million.yaml?raw";
import nearMiss from "./near-miss.yaml?raw";
import riskProfiles from "./risk-profiles.yaml?raw";
import seed from "./seed.yaml?raw";
import strategyRisk from "./strategy-risk.yaml?raw";
import tiedFields from "./tied-fields.yaml?raw";

/** A configuration to start from, named by what it teaches. */
export type Example = {
  readonly id: string;
  readonly title: string;
  /** One sentence: what its plan comes to. */
  readonly lesson: string;
  /** Where to look to see it, to follow "Look at". */
  readonly lookAt: string;
  readonly text: string;
};

/** What new visitors see. */
export const firstExample: Example = {
  id: "seed",
  title: "All shared",
  lesson: "8 combinations share 1 risk and 1 execution container.",
  lookAt: "the Risk and Execution lanes: one card each, ×8, since no axis reaches them.",
  text: seed,
};

/** The examples in the order of the menu. */
export const examples: readonly Example[] = [
  firstExample,
  {
    id: "strategy-risk",
    title: "Per-strategy risk",
    lesson: "Each strategy has a risk limit of its own: 2 risk containers.",
    lookAt: "the Risk lane: two cards that differ in max_position_size alone.",
    text: strategyRisk,
  },
  {
    id: "fee-grid",
    title: "Fee grid",
    lesson: "Two swept fees make 4 execution containers; risk stays shared.",
    lookAt: "the Execution lane: one card for each pair of fees, beside a single risk card.",
    text: feeGrid,
  },
  {
    id: "hidden-split",
    title: "Hidden split",
    lesson: "Commission is declared twice, so the fee grid splits risk as well.",
    lookAt: "the Risk lane: two cards instead of one, which the hint under the text takes back.",
    text: hiddenSplit,
  },
  {
    id: "near-miss",
    title: "Near miss",
    lesson: "1000 and 1000.0 cost a risk container for nothing.",
    lookAt: "the Risk lane: two cards that differ in a decimal point alone.",
    text: nearMiss,
  },
  {
    id: "tied-fields",
    title: "Tied by two fields",
    lesson: "Commission and slippage differ together: only fixing both saves a container.",
    lookAt: "the Execution lane: commission and slippage change together.",
    text: tiedFields,
  },
  {
    id: "crossover",
    title: "Crossover with rules",
    lesson: "Two rules drop 66 of 96 combinations, and 3 of 6 risk containers.",
    lookAt: "the headline, and the end of each rule's line: what it drops.",
    text: crossover,
  },
  {
    id: "risk-profiles",
    title: "Risk profiles",
    lesson: "Three profiles of the whole risk section are 3 risk containers.",
    lookAt: "the Risk lane: a card for each profile, whatever fields it sets.",
    text: riskProfiles,
  },
  {
    id: "clean-syntax",
    title: "Clean syntax",
    lesson: "6 combinations in the engine's own syntax, which share 1 risk and 1 execution.",
    lookAt: "What was understood, below the graph: the same in the planner's dialect.",
    text: cleanSyntax,
  },
  {
    id: "million",
    title: "A million combinations",
    lesson: "1,000,000 combinations still share 1 risk and 1 execution container.",
    lookAt: "the Risk and Execution lanes: two cards that serve them all, counted exactly.",
    text: million,
  },
];
