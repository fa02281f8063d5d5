import { grouped } from "../../../text/count-text.ts";
import { lineTable, type LineTable } from "../../../text/position.ts";
import { copyRange, type SourceRange } from "../../../text/source-range.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { remark } from "../../later-diagnostic.ts";
import { sharedRoles, type Plan, type SharedRole } from "../../model.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import {
  planFigures,
  type Amount,
  type Bounds,
  type FigureName,
} from "../../workflow/plan-figures.ts";
import { describeAxes } from "../blame/axes.ts";
import { blameOf } from "../blame/blame.ts";
import { actualText, boundsText } from "./describe-expectation.ts";
import { measure, type Measured } from "./measure.ts";

/** What a review agreed on, and what the plan has. */
export type Expectation = {
  readonly of: FigureName;
  readonly bounds: Bounds;
  readonly actual: Amount;
  /** False where the actual figure is only bounded: counts from above, per cent from below. */
  readonly exact: boolean;
  readonly holds: boolean;
  readonly range: SourceRange;
};

/** Compares a plan with the `expect` section of its text (spec page 3, "Assertions"). */
export function expectationsOf(plan: Plan): readonly Expectation[] {
  return plan.workflow.expected.map(({ of, bounds, range }) => {
    const measured = measure(plan, of);
    const holds = holdsFor(of, bounds, measured);
    return { of, bounds, ...measured, holds, range: copyRange(range) };
  });
}

/** Whether a figure is for certain inside its bounds. */
export function holdsFor(
  of: FigureName,
  { min, max }: Bounds,
  { actual, exact }: Measured,
): boolean {
  const isCount = planFigures[of].unit === "count";
  // a count that is known from above only can still be small enough, and per cent large enough
  const isLargeEnough = min === undefined || (actual >= min && (exact || !isCount));
  const isSmallEnough = max === undefined || (actual <= max && (exact || isCount));
  return isLargeEnough && isSmallEnough;
}

/** An error for every expectation that does not hold, with what is to blame. */
export function diagnoseExpectations(
  plan: Plan,
  factored: Factored,
  text: string,
): readonly Diagnostic[] {
  const failed = expectationsOf(plan).filter(({ holds }) => !holds);
  if (failed.length === 0 || plan.combinations === 0n) return [];
  const table = lineTable(text);
  return failed.map((expectation) => {
    const { of, bounds, range } = expectation;
    const blamed = isTooCostly(expectation) ? blamedFor(of, plan, factored, table) : "";
    const words = [
      of,
      actualText(expectation, grouped),
      boundsText(bounds, grouped),
      blamed === "" ? "" : `: ${blamed}`,
    ] as const;
    return remark("expect-failed", { path: `expect.${of}`, range }, [...words]);
  });
}

/** Whether it fails since there is more of something, or less is shared, than was agreed on. */
function isTooCostly({ of, bounds: { min, max }, actual }: Expectation): boolean {
  return planFigures[of].unit === "count"
    ? max !== undefined && actual > max
    : min !== undefined && actual < min;
}

type Blamed = {
  readonly range: SourceRange | undefined;
  readonly name: string;
  readonly by: number;
};

/** At most this many fields are named in a message. */
const named = 4;

/** What to blame for a figure: the axes, or the fields that keep containers apart. */
function blamedFor(of: FigureName, plan: Plan, factored: Factored, table: LineTable): string {
  const combinations = `${grouped(plan.combinations)} combinations`;
  switch (of) {
    case "hub":
    case "dropped":
      return "";
    case "strategy":
    case "portfolio":
    case "combinations":
      return blamedAxes(plan, factored, table);
    case "risk":
    case "execution":
      return blamedFields([of], plan, factored, table).join("; ");
    case "containers":
      return [
        ...blamedFields(sharedRoles, plan, factored, table),
        `${combinations} need 2 each`,
      ].join("; ");
    case "links":
      return [
        ...blamedFields(sharedRoles, plan, factored, table),
        `${combinations} need 3 each`,
      ].join("; ");
    case "adapters":
    case "saved_percent":
    case "efficiency":
      return blamedFields(sharedRoles, plan, factored, table).join("; ");
  }
}

function blamedAxes(plan: Plan, factored: Factored, table: LineTable): string {
  const axes = describeAxes(factored, plan.counts.optimized);
  return sentence(
    axes.map(({ key, range, combinationsFactor }) => ({
      range,
      name: key,
      by: combinationsFactor,
    })),
    "it",
    table,
  );
}

function blamedFields(
  roles: readonly SharedRole[],
  plan: Plan,
  factored: Factored,
  table: LineTable,
): readonly string[] {
  const { rows, notComputed } = blameOf(factored, plan.counts.optimized);
  const parts = roles.map((role) => {
    const unknown = notComputed.find((reason) => reason.role === role);
    const blamed = rows.flatMap(({ field, roles: costs, cause }): Blamed[] => {
      const roleBlame = costs[role];
      return roleBlame ? [{ range: cause.ranges[0], name: field, by: roleBlame.multiplies }] : [];
    });
    if (blamed.length === 0) return unknown ? unknown.reason : "";
    return sentence(blamed, roles.length > 1 ? role : "it", table);
  });
  return parts.filter((part) => part !== "");
}

/** "line 14 `commission` multiplies it by 2, line 15 `slippage` by 2". */
function sentence(blamed: readonly Blamed[], what: SharedRole | "it", table: LineTable): string {
  const multiplying = blamed.filter(({ by }) => by > 1).toSorted((a, b) => b.by - a.by);
  const shown = multiplying.length > 0 ? multiplying : blamed.filter(({ by }) => by === 1);
  const split = multiplying.length === 0;
  const parts = shown.slice(0, named).map(({ range, name, by }, i) => {
    const line = range ? `line ${table.positionAt(range.start).line} ` : "";
    if (split) return `${line}\`${name}\``;
    const factor = Number.isInteger(by) ? String(by) : by.toFixed(1);
    return `${line}\`${name}\` ${i === 0 ? `multiplies ${what} by` : "by"} ${factor}`;
  });
  const more = shown.length - named;
  const said = parts.join(", ") + (more > 0 ? ` and ${more} more` : "");
  return split && said !== "" ? `${said} split ${what} together` : said;
}
