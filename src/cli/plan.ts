import { basename } from "node:path";
import { parseArgs } from "node:util";
import { describeText } from "../export/describe.ts";
import { jsonText } from "../export/json-text.ts";
import { themes, type Theme } from "../export/palette.ts";
import {
  combinationLimit,
  hasTooManyToList,
  planJson,
  refusalJson,
  type Described,
} from "../export/plan-json.ts";
import { planMarkdown } from "../export/plan-markdown.ts";
import { sheetFile } from "../export/sheet-file.ts";
import { actualText, spellAmount } from "../planner/explain/expect/describe-expectation.ts";
import { holdsFor } from "../planner/explain/expect/expect.ts";
import { measure } from "../planner/explain/expect/measure.ts";
import { remark } from "../planner/later-diagnostic.ts";
import type { Plan } from "../planner/model.ts";
import { figureNames, type ExpectedFigure } from "../planner/workflow/plan-figures.ts";
import { grouped } from "../text/count-text.ts";
import { parseYaml12 } from "../yaml/parse/parse-yaml12.ts";
import { reportLines, unreadLine } from "./report.ts";
import { readArguments, readingOf, usageError, type Terminal } from "./terminal.ts";

const options = {
  format: { type: "string" },
  summary: { type: "boolean" },
  "fail-over": { type: "string", multiple: true },
  "fail-under": { type: "string", multiple: true },
  yaml: { type: "string" },
  title: { type: "string" },
  date: { type: "string" },
  theme: { type: "string" },
  "no-source": { type: "boolean" },
} as const;

/** `plan FILE...`: prints the sharing plan of every file (spec page 2, "Command line"). */
export function planCommand(args: readonly string[], terminal: Terminal): number {
  const { values, positionals: files } = readArguments(() =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  if (files.length === 0) throw usageError("plan: a FILE is missing");
  const { format = "json", summary = false } = values;
  if (format !== "json" && format !== "markdown" && format !== "svg") {
    throw usageError(`plan: --format is json, markdown or svg, not "${format}"`);
  }
  if (format === "svg" && files.length > 1) {
    throw usageError("plan: --format svg makes one picture, of one FILE");
  }
  const look = {
    title: values.title,
    date: values.date,
    theme: themeOf(values.theme),
    carriesText: !values["no-source"],
  };
  const reading = readingOf(values.yaml);
  const limits = [
    ...readLimits("count", values["fail-over"] ?? []),
    ...readLimits("percent", values["fail-under"] ?? []),
  ];
  const texts = files.map((file) => terminal.readFile(file));
  let failed = false;
  for (const [i, file] of files.entries()) {
    const described = describeText(texts[i] ?? "", reading, parseYaml12);
    const refused = format === "json" && !summary && hasTooManyToList(described.plan);
    const shown = refused ? refuse(described) : described;
    if (format === "svg")
      terminal.print(sheetFile(described, reading, { ...look, documentName: basename(file) }));
    else if (format === "markdown") {
      terminal.print(`${i > 0 ? "\n" : ""}${planMarkdown(described, file)}`);
    } else {
      const json = refused ? refusalJson(shown) : planJson(shown, { summary });
      const output = files.length === 1 ? jsonText(json, 2) : jsonText({ file, ...json });
      terminal.print(`${output}\n`);
    }
    const lines = [
      ...reportLines(shown.diagnostics, shown.text, file),
      ...unreadLine(shown.uses, file),
    ];
    for (const line of lines) terminal.warn(`${line}\n`);
    const missed = limits.flatMap((limit) => misses(limit, described.plan));
    for (const line of missed) terminal.warn(`${file}: ${line}\n`);
    failed ||= missed.length > 0 || shown.diagnostics.some(({ severity }) => severity === "error");
  }
  return failed ? 1 : 0;
}

function themeOf(written = "light"): Theme {
  const theme = themes.find((known) => known === written);
  if (theme) return theme;
  throw usageError(`plan: --theme is ${themes.join(" or ")}, not "${written}"`);
}

/** The same with an error that names the limit, since every combination would be listed. */
function refuse(described: Described): Described {
  const at = { path: "", range: { start: 0, end: 0 } };
  const words = [grouped(described.plan.combinations), grouped(combinationLimit)] as const;
  const limit = remark("too-many-to-list", at, [...words]);
  return { ...described, diagnostics: [limit, ...described.diagnostics] };
}

/** Reads limits: counts that a plan may not be over, or percentages that it may not be under. */
function readLimits(unit: "count" | "percent", written: readonly string[]): ExpectedFigure[] {
  const names = figureNames(unit);
  return written.map((limit) => {
    const [, name, digits = ""] = /^(\w+)=(\d+(?:\.\d+)?)$/.exec(limit) ?? [];
    const of = names.find((figure) => figure === name);
    const isWhole = !digits.includes(".");
    if (of && unit === "count" && isWhole) return { of, bounds: { max: BigInt(digits) } };
    if (of && unit === "percent" && Number(digits) <= 100) {
      return { of, bounds: { min: Number(digits) } };
    }
    const form =
      unit === "count"
        ? "--fail-over is ROLE=K, for example execution=1, with a ROLE of"
        : "--fail-under is FIGURE=P, for example efficiency=90, with a FIGURE of";
    const allowed = [names.slice(0, -1).join(", "), names.at(-1)].join(" or ");
    throw usageError(`plan: ${form} ${allowed}; not "${limit}"`);
  });
}

function misses({ of, bounds }: ExpectedFigure, plan: Plan): readonly string[] {
  const measured = measure(plan, of);
  if (holdsFor(of, bounds, measured)) return [];
  const limit = bounds.max ?? bounds.min ?? 0n;
  return [
    `${of} is ${actualText({ of, ...measured }, grouped)}, the limit is ${spellAmount(limit, grouped)}`,
  ];
}
