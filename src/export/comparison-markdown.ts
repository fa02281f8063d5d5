import type { Comparison, Fate, RoleComparison } from "../planner/explain/compare/comparison.ts";
import { grouped } from "../text/count-text.ts";
import { codeSpan, joinFirst, plainText } from "./markdown-text.ts";

const listedContainers = 20;
const listedChanges = 20;
const fates: readonly Fate[] = ["added", "removed", "split", "merged", "changed", "unchanged"];

/** A comparison as a comment for a pull request. Bounded in size. */
export function comparisonMarkdown(comparison: Comparison, before: string, after: string): string {
  const { summary, combinations, containers, adapters, roles, changes } = comparison;
  const row = (name: string, pair: { readonly before: bigint; readonly after: bigint }): string =>
    `| ${name} | ${grouped(pair.before)} | ${grouped(pair.after)} |`;
  const shown = changes.slice(0, listedChanges);
  const sections = [
    [`## ${codeSpan(before)} → ${codeSpan(after)}`],
    [`**${plainText(summary)}**`],
    [
      "| | before | after |",
      "| --- | ---: | ---: |",
      row("combinations", combinations),
      row("containers", containers),
      ...roles.map((role) => row(role.role, role)),
      row("adapters", adapters),
    ],
    ...roles.map(containersOf),
    shown.length === 0
      ? []
      : [
          "### What changed in the configuration",
          "",
          ...shown.map(({ field, what }) => `- ${codeSpan(field)}: ${plainText(what)}`),
          ...(changes.length > shown.length ? [`- and ${changes.length - shown.length} more`] : []),
        ],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function containersOf({
  role,
  fates: counted,
  containers,
  limit,
}: RoleComparison): readonly string[] {
  const countOf = (fate: Fate): number => counted?.[fate] ?? 0;
  const known = fates.flatMap((fate) => {
    const count = countOf(fate);
    return count > 0 ? `${count} ${fate}` : [];
  });
  const lines = containers
    .slice(0, listedContainers)
    .map(({ fate, before, after, others, key }) => {
      const from = others.length > 0 ? ` (${joinFirst(others, 5, ", ")})` : "";
      return `- ${fate}: ${codeSpan(after ?? before ?? "")}${from} ${codeSpan(key)}`;
    });
  // a comparison itself lists only the first of them
  const told = fates.filter((fate) => fate !== "unchanged").map(countOf);
  const left = told.reduce((sum, count) => sum + count, 0) - lines.length;
  if (lines.length === 0 && limit === undefined) return [];
  return [
    `### ${role}: ${known.join(", ")}`,
    "",
    ...lines,
    ...(left > 0 ? [`- and ${left} more`] : []),
    ...(limit === undefined ? [] : [`- ${limit}`]),
  ];
}
