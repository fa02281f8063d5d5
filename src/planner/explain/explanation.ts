import type { Plan } from "../model.ts";
import type { NotComputed } from "../sharing/decomposition/facets.ts";
import type { Factored } from "../sharing/decomposition/factored.ts";
import type { AxisField } from "../workflow/workflow.ts";
import { describeAxes, type AxisFacts } from "./blame/axes.ts";
import { blameOf, type BlameRow } from "./blame/blame.ts";
import { headlineOf, type HeadlineFacts } from "./blame/headline.ts";
import { expectationsOf, type Expectation } from "./expect/expect.ts";
import { lensesOf, type LensFact } from "./lens/lens.ts";
import { nearMissesOf, type NearMisses } from "./near-miss/near-miss.ts";

/** Everything that a page says about why a plan shares what it shares; plain data of bounded size. */
export type Explanation = {
  /** The fields that break sharing, most costly first: the first 50. */
  readonly blame: readonly BlameRow[];
  /** How many fields there are, listed or not. */
  readonly blameCount: number;
  /** What cannot be told without enumerating, and why. */
  readonly notComputed: readonly NotComputed[];
  /** The grid's axes, then the strategies': the first 100. */
  readonly axes: readonly AxisFacts[];
  readonly headline: HeadlineFacts;
  /** What stands at the ends of lines, in order of the text. */
  readonly lenses: readonly LensFact[];
  /** Containers that nearly are one. */
  readonly nearMisses: NearMisses;
  /** What the text's `expect` section asserts, and whether it holds. */
  readonly expectations: readonly Expectation[];
};

const blamedFields = 50;
const listedAxes = 100;

/**
 * Explains a plan. Exact, computed from its factors; the cost is that of planning a few times. Lenses
 * tell of axes that are not simulated, if it is known of any.
 */
export function explainPlan(
  plan: Plan,
  factored: Factored,
  text: string,
  notSimulated: ReadonlySet<AxisField> = new Set(),
): Explanation {
  const blame = blameOf(factored, plan.counts.optimized);
  const axes = describeAxes(factored, plan.counts.optimized);
  return {
    blame: blame.rows.slice(0, blamedFields).map(shortened),
    blameCount: blame.rows.length,
    notComputed: blame.notComputed.slice(0, blamedFields),
    axes: axes.slice(0, listedAxes),
    headline: headlineOf(plan, factored, blame, axes),
    lenses: lensesOf(plan, blame, axes, text, notSimulated),
    nearMisses: nearMissesOf(plan, factored),
    expectations: expectationsOf(plan),
  };
}

/** The row with few places a value, so that many values stay a small message. */
function shortened(row: BlameRow): BlameRow {
  const values = row.values.map(({ text, ranges }) => ({ text, ranges: ranges.slice(0, 4) }));
  return { ...row, values };
}
