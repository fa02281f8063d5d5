import { parseArgs } from "node:util";
import { comparisonJson } from "../export/comparison-json.ts";
import { comparisonMarkdown } from "../export/comparison-markdown.ts";
import { describeText } from "../export/describe.ts";
import { jsonText } from "../export/json-text.ts";
import { comparePlans, type Comparison } from "../planner/explain/compare/comparison.ts";
import { parseYaml12 } from "../yaml/parse/parse-yaml12.ts";
import { reportLines } from "./report.ts";
import { readArguments, readingOf, usageError, type Terminal } from "./terminal.ts";

const options = { format: { type: "string" }, yaml: { type: "string" } } as const;

/**
 * `compare A B`: what a change of the configuration does to the plan, for pull requests. Exit 1 when
 * one of the configurations has an error.
 */
export function compareCommand(args: readonly string[], terminal: Terminal): number {
  const { values, positionals } = readArguments(() =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const [before, after] = positionals;
  if (before === undefined || after === undefined || positionals.length > 2) {
    throw usageError("compare: two FILEs are compared, the one before and the one after");
  }
  if (before === "-" && after === "-") {
    throw usageError("compare: standard input can be only one of the two");
  }
  const { format } = values;
  if (format !== undefined && format !== "json" && format !== "markdown") {
    throw usageError(`compare: --format is json or markdown, not "${format}"`);
  }
  const reading = readingOf(values.yaml);
  const described = [before, after].map((file) => {
    const one = describeText(terminal.readFile(file), reading, parseYaml12);
    for (const line of reportLines(one.diagnostics, one.text, file)) terminal.warn(`${line}\n`);
    return one;
  });
  const [first, second] = described;
  if (!first || !second) throw new Error("two plans are compared");
  const comparison = comparePlans(first, second);
  terminal.print(printed(comparison, format, before, after));
  const failed = described.some(({ diagnostics }) =>
    diagnostics.some(({ severity }) => severity === "error"),
  );
  return failed ? 1 : 0;
}

function printed(
  comparison: Comparison,
  format: "json" | "markdown" | undefined,
  before: string,
  after: string,
): string {
  switch (format) {
    case "json":
      return `${jsonText(comparisonJson(comparison), 2)}\n`;
    case "markdown":
      return comparisonMarkdown(comparison, before, after);
    case undefined:
      return plainWords(comparison);
  }
}

/** The line on top, then a line for every container that is not as it was. */
function plainWords({ summary, roles }: Comparison): string {
  const lines = roles.flatMap(({ containers, limit }) => [
    ...containers.map(({ fate, before, after, others }) => {
      const from = others.length > 0 ? `  (${others.join(", ")})` : "";
      return `  ${fate.padEnd(8)} ${after ?? before ?? ""}${from}`;
    }),
    ...(limit === undefined ? [] : [`  ${limit}`]),
  ]);
  return `${[summary, ...lines].join("\n")}\n`;
}
