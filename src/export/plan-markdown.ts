import { unreadVerdict } from "../graph/verdict.ts";
import { describeAxes } from "../planner/explain/blame/axes.ts";
import { blameOf, type BlameRow } from "../planner/explain/blame/blame.ts";
import { headlineOf, type HeadlineFacts } from "../planner/explain/blame/headline.ts";
import { describeExpectation } from "../planner/explain/expect/describe-expectation.ts";
import { expectationsOf } from "../planner/explain/expect/expect.ts";
import { nearMissesOf, type NearMisses } from "../planner/explain/near-miss/near-miss.ts";
import type { DocumentUses } from "../planner/explain/uses/uses.ts";
import { sharedRoles, type Plan, type SharedRole } from "../planner/model.ts";
import { configText } from "../planner/sharing/canonical/config-text.ts";
import { grouped } from "../text/count-text.ts";
import { lineTable, type LineTable } from "../text/position.ts";
import { codeSpan, joinFirst, messageText } from "./markdown-text.ts";
import type { Described } from "./plan-json.ts";

const listedFields = 20;
const listedRules = 20;
const listedContainers = 10;
const listedProblems = 50;
const listedMisses = 10;
const listedUnread = 10;

/**
 * The plan as a comment for a pull request: counts, what splits, what is shared, near misses,
 * assertions and problems, each section only where it has something to say. Bounded in size.
 */
export function planMarkdown(described: Described, name: string): string {
  const { plan, factored } = described;
  const table = lineTable(described.text);
  const blame = blameOf(factored, plan.counts.optimized);
  const axes = describeAxes(factored, plan.counts.optimized);
  const headline = headlineOf(plan, factored, blame, axes);
  const unknown = blame.notComputed.map(({ reason }) => `- not computed: ${messageText(reason)}`);
  const sections = [
    [`## Sharing plan of ${codeSpan(name)}`],
    [`**${verdict(plan, headline)}**`],
    countsTable(plan),
    remarks(plan, headline),
    unreadParts(described.uses),
    section("Rules", rules(plan, table)),
    section("What splits", [...splits(blame.rows, table), ...unknown]),
    section(
      "What is shared",
      sharedRoles.flatMap((role) => containers(plan, role)),
    ),
    section("Near misses", nearMisses(nearMissesOf(plan, factored), table)),
    section("Assertions", assertions(plan, table)),
    section("Problems", problems(described, table)),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`### ${title}`, "", ...lines];
}

/** The verdict in words, as the page has it. */
function verdict({ combinations, counts, workflow }: Plan, { roles }: HeadlineFacts): string {
  if (workflow.unread) return unreadVerdict(combinations, workflow.unread, grouped);
  if (combinations === 0n) return "Nothing to plan";
  const { risk, execution } = counts.optimized;
  const all =
    combinations === 1n
      ? "The one combination has"
      : `All ${grouped(combinations)} combinations share`;
  if (risk === 1n && execution === 1n) return `${all} 1 risk and 1 execution container`;
  const parts = roles.flatMap(({ role, containers: n, causes }) => {
    if (n === 1n) return [];
    const named = causes.map(
      ({ field, multiplies }) =>
        `${codeSpan(field)}${multiplies > 1 ? ` ×${factor(multiplies)}` : ""}`,
    );
    return [
      `${grouped(n)} ${role} containers${named.length > 0 ? `: ${joinFirst(named, 3, " · ")}` : ""}`,
    ];
  });
  return parts.join("; ");
}

function countsTable({ counts: { naive, optimized, savedPercent } }: Plan): readonly string[] {
  const row = (what: string, before: bigint, after: bigint, saved: number) =>
    `| ${what} | ${grouped(before)} | ${grouped(after)} | ${saved.toFixed(1)} % |`;
  return [
    "| | naive | shared | saved |",
    "| --- | ---: | ---: | ---: |",
    row("containers", naive.containers, optimized.containers, savedPercent.containers),
    `| risk + execution | ${grouped(naive.risk + naive.execution)} | ${grouped(optimized.risk + optimized.execution)} | |`,
    row("adapters", naive.adapters, optimized.adapters, savedPercent.adapters),
    row("links", naive.links, optimized.links, savedPercent.links),
  ];
}

function remarks(
  plan: Plan,
  { efficiencyPercent, ceilingPercent, strategies, duplicates }: HeadlineFacts,
): readonly string[] {
  const { combinations } = plan;
  const efficiency =
    efficiencyPercent === undefined
      ? ""
      : ` Sharing efficiency ${efficiencyPercent.toFixed(1)} % of what the policy allows (at most −${ceilingPercent.toFixed(1)} % containers).`;
  const insight =
    strategies && strategies.mergeable > 0n
      ? [
          "",
          `Not in the plan: ${grouped(strategies.mergeable)} of ${grouped(combinations)} strategy containers could be merged too: ${grouped(strategies.containers)} containers.`,
        ]
      : [];
  const repeated = duplicates ? `, ${grouped(duplicates)} of them repeat another one` : "";
  const planned =
    plan.dropped > 0n
      ? `${grouped(combinations)} of ${count(combinations + plan.dropped, "combination")}, ${grouped(plan.dropped)} dropped by rules`
      : count(combinations, "combination");
  return [`${planned}${repeated}.${efficiency}`, ...insight];
}

/** What every rule drops of the combinations that the axes give. */
function rules(plan: Plan, table: LineTable): readonly string[] {
  if (plan.rules.length === 0) return [];
  const lines = plan.rules.slice(0, listedRules).map(({ text, drops, only, range }) => {
    const cells = [codeSpan(text) + placed(range, table), grouped(drops), grouped(only)];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| rule | drops | by it alone |",
    "| --- | ---: | ---: |",
    ...lines,
    ...andMore(plan.rules.length - lines.length, "rule"),
  ];
}

function unreadParts({ unread: { count: total, listed } }: DocumentUses): readonly string[] {
  if (total === 0) return [];
  const named = listed.slice(0, listedUnread).map(({ path }) => codeSpan(path));
  const more = total > named.length ? `, and ${grouped(BigInt(total - named.length))} more` : "";
  return [`Read by neither planner nor backtest: ${named.join(", ")}${more}.`];
}

function splits(rows: readonly BlameRow[], table: LineTable): readonly string[] {
  if (rows.length === 0) return [];
  const cell = ({ roles }: BlameRow, role: SharedRole): string => {
    const own = roles[role];
    if (!own) return "";
    return own.removes === 0n
      ? "with others"
      : `×${factor(own.multiplies)} (${grouped(own.removes)} fewer without)`;
  };
  const lines = rows.slice(0, listedFields).map((row) => {
    const values = row.values
      .slice(0, 4)
      .map(({ text }) => (text === undefined ? "absent" : codeSpan(text)));
    const more = row.valuesCount > values.length ? `, … (${grouped(BigInt(row.valuesCount))})` : "";
    const tied =
      row.tiedWith.length > 0
        ? `; tied with ${joinFirst(row.tiedWith.map(codeSpan), 3, ", ")}`
        : "";
    const by = row.cause.alternatives.map((key) => ` ${codeSpan(key)}`).join();
    const cause = `${row.cause.kind}${by}${placed(row.cause.ranges[0], table)}${tied}`;
    const cells = [
      codeSpan(row.field),
      values.join(", ") + more,
      cell(row, "risk"),
      cell(row, "execution"),
      cause,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| field | values | risk | execution | cause |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
    ...andMore(rows.length - lines.length, "field"),
  ];
}

function containers(plan: Plan, role: SharedRole): readonly string[] {
  const { count: all, listed, exact, container } = plan.roles[role];
  if (!listed)
    return [
      `- ${exact ? "" : "at most "}${grouped(all)} ${role} containers, counted and not listed`,
    ];
  const shown = Math.min(Number(all), listedContainers);
  const lines = Array.from({ length: shown }, (_, number) => {
    const { id, serves, config } = container(number);
    return `- ${codeSpan(id)} serves ${count(serves.count, "combination")}: ${codeSpan(configText(config))}`;
  });
  return [...lines, ...andMore(Number(all) - shown, `${role} container`)];
}

function nearMisses({ listed, more }: NearMisses, table: LineTable): readonly string[] {
  const lines = listed
    .slice(0, listedMisses)
    .map(({ kind, fields, role, removes, containers: ids }) => {
      const named = fields.map(({ field, values }) => {
        const spelled = values.map(
          ({ text, range }) =>
            (text === undefined ? "absent" : codeSpan(text)) + placed(range, table),
        );
        return `${codeSpan(field)}: ${joinFirst(spelled, 4, ", ")}`;
      });
      const between = joinFirst(ids.map(codeSpan), 4, ", ");
      return `- ${role} (${kind}): ${joinFirst(named, 3, "; ")} keep ${between} apart; ${count(removes, "container")} fewer if alike`;
    });
  return [...lines, ...andMore(listed.length - lines.length + more, "near miss", "near misses")];
}

function assertions(plan: Plan, table: LineTable): readonly string[] {
  return expectationsOf(plan).map((expectation) => {
    const words = describeExpectation(expectation, grouped);
    return `- ${expectation.holds ? "✅" : "❌"} ${words}${placed(expectation.range, table)}`;
  });
}

function problems({ diagnostics }: Described, table: LineTable): readonly string[] {
  const order = ["error", "warning", "info", "hint"] as const;
  const sorted = order.flatMap((wanted) =>
    diagnostics.filter(({ severity }) => severity === wanted),
  );
  const lines = sorted.slice(0, listedProblems).map(({ severity, message, range, code }) => {
    const { line } = table.positionAt(range.start);
    return `- **${severity}**, line ${line}: ${messageText(message)} (${code})`;
  });
  return [...lines, ...andMore(sorted.length - lines.length, "problem")];
}

function placed(range: { readonly start: number } | undefined, table: LineTable): string {
  return range ? ` (line ${table.positionAt(range.start).line})` : "";
}

function andMore(n: number, one: string, many = `${one}s`): readonly string[] {
  return n > 0 ? ["", `and ${n} more ${n === 1 ? one : many}`] : [];
}

function count(n: bigint, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1n ? "" : "s"}`;
}

function factor(by: number): string {
  return Number.isInteger(by) ? grouped(BigInt(by)) : by.toFixed(1);
}
