import { grouped } from "../../text/count-text.ts";
import { copyRange } from "../../text/source-range.ts";
import {
  entryOf,
  textKey,
  type ListValue,
  type MapValue,
  type TextValue,
} from "../../yaml/value.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { remark } from "../later-diagnostic.ts";
import type { Factored } from "../sharing/decomposition/factored.ts";
import type { Strategy, Workflow } from "../workflow/workflow.ts";
import { dropCombinations } from "./drop-combinations.ts";
import { moveToOptimization } from "./misplaced-rules.ts";

/** What the seed's engine asks of a strategy's parameters, by the types that it looks at. */
const demands: readonly {
  readonly types: RegExp;
  readonly fields: readonly string[];
  readonly rule: (name: (field: string) => string) => string;
}[] = [
  {
    types: /^(?:ma_crossover|moving_average_crossover|macd|macd_strategy)$/,
    fields: ["fast_period", "slow_period"],
    rule: (name) => `${name("fast_period")} < ${name("slow_period")}`,
  },
  { types: /bollinger/, fields: ["period"], rule: (name) => `${name("period")} >= 2` },
  { types: /bollinger/, fields: ["std_dev"], rule: (name) => `0 < ${name("std_dev")} <= 5` },
  {
    types: /^rsi|_rsi/,
    fields: ["rsi_period"],
    rule: (name) => `2 <= ${name("rsi_period")} <= 100`,
  },
];

/**
 * Counts what the engine drops by itself of a document in its own sections, among what the document's own
 * rules leave (spec page 7, "What the engine drops by itself"). The plan drops nothing unasked: a fix
 * writes the rule.
 */
export function tellEngineDrops(factored: Factored, text: string): readonly Diagnostic[] {
  const { workflow, numbering } = factored;
  const byType = new Map<string, Strategy>();
  for (const strategy of workflow.strategies) {
    const { type } = strategy;
    if (type !== undefined && !byType.has(type) && isEngines(workflow, strategy))
      byType.set(type, strategy);
  }
  return Array.from(byType).flatMap(([type, strategy]) =>
    demands.flatMap(({ types, fields, rule }): readonly Diagnostic[] => {
      if (!types.test(type) || !fields.every((field) => hasField(strategy, field))) return [];
      const written = rule((field) => `${nameOf(type)}.${field}`);
      const drops = dropsOf(factored, written, strategy, text);
      if (drops === 0n) return [];
      const at = { path: strategy.path, range: copyRange(rangeOf(strategy, fields)) };
      const words = [grouped(drops), grouped(numbering.count), type, written] as const;
      const line = `constraints: [${JSON.stringify(written)}]`;
      const insertion = moveToOptimization(text, workflow.written, line, "constraints");
      const fixes = insertion ? [{ title: "Write the rule", edits: [insertion] }] : [];
      return [remark("engine-drops", at, [...words], { fixes })];
    }),
  );
}

/** Whether an entry stands in one of the engine's own sections, and not in the seed's. */
function isEngines({ root }: Workflow, { path, range }: Strategy): boolean {
  if (/(?:^|\.)(?:parameter_space|strategy)\b/.test(path)) return true;
  const list = entryOf(root, "strategies")?.value;
  const items = list?.type === "list" ? list.items : [];
  const entry = items.find((item) => item.range === range);
  return entry?.type === "map" && entryOf(entry, "params") !== undefined;
}

function hasField({ parameters }: Strategy, field: string): boolean {
  return parameters.some(({ fields }) =>
    fields.some(({ key }) => key.type === "text" && key.value === field),
  );
}

function rangeOf({ parameters, range }: Strategy, fields: readonly string[]): Strategy["range"] {
  const keys = parameters.flatMap((axis) => axis.fields.map(({ key }) => key));
  return keys.find((key) => key.type === "text" && fields.includes(key.value))?.range ?? range;
}

function nameOf(type: string): string {
  return /^[A-Za-z_]\w*$/.test(type) ? type : `\`${type}\``;
}

/** How many combinations a rule alone would drop, beside those of the document. */
function dropsOf(
  { workflow, reach, space }: Factored,
  rule: string,
  { range }: Strategy,
  text: string,
): bigint {
  const written: TextValue = { type: "text", value: rule, range };
  const root = withConstraint(workflow.root, written);
  const { rules } = dropCombinations({ ...workflow, root }, reach, space, text);
  return rules.findLast((one) => one.text === rule)?.only ?? 0n;
}

function withConstraint(root: MapValue, rule: TextValue): MapValue {
  const own = entryOf(root, "constraints");
  const before = own?.value.type === "list" ? own.value.items : own ? [own.value] : [];
  const list: ListValue = { type: "list", items: [...before, rule], range: rule.range };
  const key: TextValue = { type: "text", value: "constraints", range: rule.range };
  const entries = new Map(root.entries).set(textKey("constraints"), { key, value: list });
  return { ...root, entries };
}
