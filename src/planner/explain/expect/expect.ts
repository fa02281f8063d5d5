import { grouped } from "../../../text/count-text.ts";
import { lineTable, type LineTable } from "../../../text/position.ts";
import { copyRange, type SourceRange } from "../../../text/source-range.ts";
import { entryOf, type MapEntry, type Value } from "../../../yaml/value.ts";
import { problem, type Diagnostic } from "../../diagnostic.ts";
import { sharedRoles, type Plan, type SharedRole } from "../../model.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { describeAxes } from "../blame/axes.ts";
import { blameOf } from "../blame/blame.ts";

/** What a review agreed on: a number, or at most one. */
export type Expectation = {
  readonly of: "containers" | "risk" | "execution" | "combinations";
  readonly expected: bigint;
  readonly atMost: boolean;
  readonly actual: bigint;
  /** False where the actual number is only an upper bound. */
  readonly exact: boolean;
  readonly holds: boolean;
  readonly range: SourceRange;
};

const names = ["containers", "risk", "execution", "combinations"] as const;

/** Compares a plan with the `expect` section of its text (spec page 3, "Assertions"). */
export function expectationsOf(plan: Plan): readonly Expectation[] {
  const section = entryOf(plan.workflow.root, "expect")?.value;
  if (section?.type !== "map") return [];
  return names.flatMap((of) => {
    const entry = entryOf(section, of);
    const wanted = entry && readExpected(entry);
    if (!wanted) return [];
    const { optimized } = plan.counts;
    const actual = of === "combinations" ? plan.combinations : optimized[of];
    const exact = isExact(plan, of);
    const holds = wanted.atMost ? actual <= wanted.expected : exact && actual === wanted.expected;
    return [{ of, ...wanted, actual, exact, holds, range: copyRange(entry.value.range) }];
  });
}

function readExpected({ value }: MapEntry): Pick<Expectation, "expected" | "atMost"> | undefined {
  const most = value.type === "map" && value.entries.size === 1 ? entryOf(value, "max") : undefined;
  const expected = wholeNumber(most?.value ?? value);
  return expected === undefined ? undefined : { expected, atMost: most !== undefined };
}

function wholeNumber(value: Value): bigint | undefined {
  if (value.type === "int") return value.value;
  return value.type === "float" && Number.isInteger(value.value) ? BigInt(value.value) : undefined;
}

function isExact({ roles }: Plan, of: Expectation["of"]): boolean {
  if (of === "combinations") return true;
  return of === "containers" ? roles.risk.exact && roles.execution.exact : roles[of].exact;
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
    const blamed = blamedFor(expectation.of, plan, factored, table);
    const words = [
      expectation.of,
      `${expectation.exact ? "" : "at most "}${grouped(expectation.actual)}`,
      `${expectation.atMost ? "at most " : ""}${grouped(expectation.expected)}`,
      blamed === "" ? "" : `: ${blamed}`,
    ] as const;
    return problem(
      "expect-failed",
      { path: `expect.${expectation.of}`, range: expectation.range },
      [...words],
    );
  });
}

type Blamed = {
  readonly range: SourceRange | undefined;
  readonly name: string;
  readonly by: number;
};

/** At most this many fields are named in a message. */
const named = 4;

function blamedFor(
  of: Expectation["of"],
  plan: Plan,
  factored: Factored,
  table: LineTable,
): string {
  if (of === "combinations") {
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
  const { rows, notComputed } = blameOf(factored, plan.counts.optimized);
  const roles = of === "containers" ? sharedRoles : [of];
  const parts = roles.map((role) => {
    const unknown = notComputed.find((reason) => reason.role === role);
    const blamed = rows.flatMap(({ field, roles: costs, cause }): Blamed[] => {
      const roleBlame = costs[role];
      return roleBlame ? [{ range: cause.ranges[0], name: field, by: roleBlame.multiplies }] : [];
    });
    if (blamed.length === 0) return unknown ? unknown.reason : "";
    return sentence(blamed, of === "containers" ? role : "it", table);
  });
  const said = parts.filter((part) => part !== "");
  if (of !== "containers") return said.join("; ");
  return [...said, `${grouped(plan.combinations)} combinations need 2 each`].join("; ");
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
