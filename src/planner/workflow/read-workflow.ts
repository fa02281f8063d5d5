import { nowhere } from "../../text/source-range.ts";
import type { Fix } from "../../text/diagnostic.ts";
import { problem, type Diagnostic } from "../diagnostic.ts";
import { checkFields } from "./check-fields.ts";
import { hintAtKeys } from "./did-you-mean.ts";
import type { FieldSection } from "./fields.ts";
import { hintAtLiteral, looksLikeAxis } from "./literals.ts";
import { kindOf, quoteValue } from "../../yaml/quote-value.ts";
import { readGrid } from "./read-grid.ts";
import { checkSection, readStrategy } from "./read-strategy.ts";
import { addStrategiesFix, makeListFix, startFix } from "./section-fixes.ts";
import {
  createReader,
  readSection,
  type KnownStrategies,
  type Reader,
  type Source,
} from "./read-section.ts";
import {
  emptyMap,
  entryOf,
  textKey,
  type KeyIdentity,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../yaml/value.ts";
import type { SectionRole, Strategy, Workflow, WorkflowReading } from "./workflow.ts";

/**
 * Reads a document as a workflow: sections, strategies and axes in all their spellings (spec page 1).
 *
 * `undefined` stands for a text that could not be read, which its reader has explained. The source
 * is for quick fixes, which quote the text, and for the numbers of `range(…)`. Never throws for
 * what the document contains; linear in its values, never in the combinations. `known` remembers
 * strategies for the next text.
 */
export function readWorkflow(
  root: Value | undefined,
  source: Source = { text: "", reading: "pyyaml" },
  known: KnownStrategies = new WeakMap(),
): WorkflowReading {
  const reader = createReader(source, known);
  const workflow = root?.type === "map" ? readRoot(reader, root) : emptyWorkflow(root ?? nothing);
  if (root && root.type !== "map") {
    const found = root.type === "null" ? "empty" : kindOf(root);
    const fixes = root.type === "null" ? startFix(source.text) : [];
    const at = { path: "", range: root.range };
    reader.found.push(problem("root-not-mapping", at, [found], { fixes }));
  }
  return { workflow, diagnostics: withoutRepeats(reader.found) };
}

/** What an alias stands for is read at every place, but said only once. */
function withoutRepeats(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return found.filter(({ code, range, message }) => {
    const key = `${code} ${range.start} ${range.end} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const nothing: Pick<Value, "range"> = { range: nowhere };

function emptyWorkflow({ range }: Pick<Value, "range">): Workflow {
  const none = emptyMap(range);
  const base = { risk: none, execution: none, portfolio: none };
  return { name: undefined, strategies: [], grid: [], base, root: none };
}

function readRoot(reader: Reader, root: MapValue): Workflow {
  hintAtKeys(reader, root, { section: "workflow", path: "" });
  checkFields(reader, root, "workflow", "", ["type", "name", "description"]);
  const section = (name: FieldSection): MapValue => readSection(reader, root, "", [name]).map;
  const baseOf = (role: SectionRole): MapValue => {
    const map = section(role);
    checkSection(reader, map, role, role, root);
    return map;
  };
  const base = {
    risk: baseOf("risk"),
    execution: baseOf("execution"),
    portfolio: withCapital(reader, root, baseOf("portfolio")),
  };
  const optimization = section("optimization");
  hintAtKeys(reader, optimization, { section: "optimization", path: "optimization" });
  for (const name of ["data", "expect"] as const) {
    const map = section(name);
    hintAtKeys(reader, map, { section: name, path: name });
    checkFields(reader, map, name, name);
  }
  const strategies = readStrategies(reader, root);
  const grid = readGrid(reader, optimization, { base, strategies });
  const name = entryOf(root, "name")?.value;
  return { name: name?.type === "text" ? name.value : undefined, strategies, grid, base, root };
}

/** The top-level `initial_capital` is another spelling of the portfolio's, which wins. */
function withCapital(reader: Reader, root: MapValue, portfolio: MapValue): MapValue {
  const key = "initial_capital";
  const outer = entryOf(root, key);
  if (!outer) return portfolio;
  const own = entryOf(portfolio, key);
  if (own) {
    const at = { path: key, range: outer.key.range };
    const related = [{ range: own.key.range, message: "this one is used" }];
    const words = [quoteValue(own.value), quoteValue(outer.value)] as const;
    reader.found.push(problem("capital-written-twice", at, [...words], { related }));
    return portfolio;
  }
  checkFields(reader, root, "workflow", "", [key]);
  if (looksLikeAxis(outer.value)) {
    hintAtLiteral(reader, root, outer, { path: key, gridKey: `portfolio.${key}`, root });
  }
  const entries = new Map<KeyIdentity, MapEntry>(portfolio.entries);
  return { ...portfolio, entries: entries.set(textKey(key), outer) };
}

function readStrategies(reader: Reader, root: MapValue): readonly Strategy[] {
  const written = entryOf(root, "strategies");
  const list = written?.value;
  const [first] = root.entries.values();
  const range = written?.key.range ?? first?.key.range ?? root.range;
  const none = (found: string, fixes: readonly Fix[] = []): readonly Strategy[] => {
    reader.found.push(problem("no-strategies", { path: "strategies", range }, [found], { fixes }));
    return [];
  };
  const { text } = reader.source;
  if (!list) return none("`strategies` is missing", addStrategiesFix(text, root));
  if (list.type === "null") return none("`strategies` has no value (null)");
  if (list.type !== "list") {
    const at = { path: "strategies", range: list.range };
    const fixes = makeListFix(text, written);
    reader.found.push(problem("strategies-not-list", at, [kindOf(list)], { fixes }));
    return [];
  }
  if (list.items.length === 0) return none("`strategies` is an empty list");
  const strategies: Strategy[] = [];
  for (const [position, element] of list.items.entries()) {
    const strategy = readStrategy(reader, element, position, strategies.length);
    if (strategy) strategies.push(strategy);
  }
  return strategies;
}
