import type { Fix } from "../../text/diagnostic.ts";
import { nowhere } from "../../text/source-range.ts";
import { kindOf, quoteValue } from "../../yaml/quote-value.ts";
import {
  emptyMap,
  entryOf,
  textKey,
  type KeyIdentity,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../yaml/value.ts";
import { problem, type Diagnostic } from "../diagnostic.ts";
import type { FieldSection } from "./advice/fields.ts";
import { hintAtLiteral, looksLikeAxis } from "./literals.ts";
import { readExpect } from "./read-expect.ts";
import { readGrid } from "./read-grid.ts";
import {
  createReadingState,
  holdsMappings,
  readSection,
  type ReadingState,
  type Remembered,
  type SectionUse,
  type YamlSource,
} from "./read-section.ts";
import { checkSection, readStrategies } from "./read-strategy.ts";
import { houseKey, readHouseDialect } from "./unread/house-dialect.ts";
import { findUnreadSweeps, sumUp, tellSweeps } from "./unread/sentinel.ts";
import type { SectionRole, Strategy, Workflow, WorkflowReading } from "./workflow.ts";

/**
 * Reads a document as a workflow: sections, strategies and axes in all their spellings (spec page 1).
 *
 * `undefined` stands for a text that could not be read, which the reader of YAML has explained. The
 * source is for quick fixes, which quote the text, and for the numbers of `range(…)`. Never throws
 * for what the document contains; linear in its values, never in the combinations.
 * `remembered` keeps strategies for the next text, and holds the advice that is given, if any.
 */
export function readWorkflow(
  root: Value | undefined,
  source: YamlSource = { text: "", reading: "pyyaml" },
  remembered: Remembered = { strategies: new WeakMap() },
): WorkflowReading {
  const state = createReadingState(source, root?.type === "map" ? root : undefined, remembered);
  if (root) state.isForeign = state.advice?.tellForeign(state, root) ?? false;
  const workflow =
    root?.type === "map" ? readRoot(state, root, remembered) : emptyWorkflow(root ?? nothing);
  if (root && root.type !== "map" && !state.isForeign) {
    const foundKind = root.type === "null" ? "empty" : kindOf(root);
    const fixes = (root.type === "null" && state.advice?.startFix(source.text)) || [];
    const at = { path: "", range: root.range };
    state.diagnostics.push(problem("root-not-mapping", at, [foundKind], { fixes }));
  }
  return { workflow, diagnostics: withoutRepeats(state.diagnostics) };
}

/** What an alias stands for is read at every place, but said only once. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, range, message }) => {
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
  return {
    name: undefined,
    strategies: [],
    grid: [],
    base,
    expected: [],
    root: none,
    written: none,
    unread: undefined,
    uses: [],
  };
}

function readRoot(
  state: ReadingState,
  written: MapValue,
  { translate }: Pick<Remembered, "translate">,
): Workflow {
  state.house = readHouseDialect(state, written, translate !== undefined);
  if (!state.isForeign) state.dialect = translate?.(state, written);
  const root = state.dialect?.root ?? written;
  if (!state.isForeign) {
    state.advice?.hintAtKeys(state, root, { section: "workflow", path: "" });
    state.advice?.checkFields(state, root, "workflow", "", ["type", "name", "description"]);
  }
  const section = (name: FieldSection, use: SectionUse): MapValue =>
    readSection(state, root, "", [name], use).map;
  const baseOf = (role: SectionRole): MapValue => {
    const entry = entryOf(root, role);
    // alternatives are an axis of the grid, over nothing
    if (entry && holdsMappings(entry.value)) return emptyMap(entry.key.range);
    const map = section(role, "planned");
    checkSection(state, map, role, role, "base");
    return map;
  };
  const base = {
    risk: baseOf("risk"),
    execution: baseOf("execution"),
    portfolio: withCapital(state, root, baseOf("portfolio")),
  };
  const optimization = section("optimization", "for its members");
  state.advice?.hintAtKeys(state, optimization, { section: "optimization", path: "optimization" });
  const data = readData(state, root);
  state.advice?.hintAtKeys(state, data, { section: "data", path: "data" });
  state.advice?.checkFields(state, data, "data", "data");
  state.advice?.tellDataAxes(state, root);
  const expected = readExpect(state, section("expect", "checked"));
  const strategies = readAllStrategies(state, root);
  const grid = readGrid(state, root, optimization, { base, strategies });
  const unread = watchRoot(state, root, written);
  const name = entryOf(root, "name")?.value;
  return {
    name: name?.type === "text" ? name.value : undefined,
    strategies,
    grid,
    base,
    expected,
    root,
    written,
    unread,
    uses: state.uses,
  };
}

/** What the root says of itself. */
const descriptions = ["name", "description", "type", "tags", "metadata"];
/** Sections of the root that hold no sweep beside what their readers have told. */
const understood = ["strategies", "expect", houseKey, ...descriptions];

/** Looks for sweeps in what nobody has read; strategies are looked through as they are read. */
function watchRoot(state: ReadingState, root: MapValue, written: MapValue): Workflow["unread"] {
  for (const key of understood) {
    const entry = entryOf(root, key);
    if (!entry) continue;
    state.claims.add(entry.value);
    if (descriptions.includes(key)) state.uses.push({ value: entry.value, use: "described" });
  }
  findUnreadSweeps(state, written, { path: "", promised: false, numbers: "ignored" });
  tellSweeps(state);
  return sumUp(state.unread);
}

/** Only the backtest needs `data` to be a mapping: anything else is told, and planned all the same. */
function readData(state: ReadingState, root: MapValue): MapValue {
  const value = entryOf(root, "data")?.value;
  if (!value || value.type === "map" || value.type === "null") {
    return readSection(state, root, "", ["data"], "simulated").map;
  }
  state.uses.push({ value, use: "not understood" });
  const at = { path: "data", range: value.range };
  state.diagnostics.push(problem("data-not-mapping", at, [quoteValue(value)]));
  return emptyMap(value.range);
}

/** The top-level `initial_capital` is another spelling of the portfolio's, which wins. */
function withCapital(state: ReadingState, root: MapValue, portfolio: MapValue): MapValue {
  const key = "initial_capital";
  const outer = entryOf(root, key);
  if (!outer) return portfolio;
  state.uses.push({ value: outer.value, use: "planned" });
  const inner = entryOf(portfolio, key);
  if (inner) {
    const at = { path: key, range: outer.key.range };
    const related = [{ range: inner.key.range, message: "this one is used" }];
    const words = [quoteValue(inner.value), quoteValue(outer.value)] as const;
    state.diagnostics.push(problem("capital-written-twice", at, [...words], { related }));
    return portfolio;
  }
  state.advice?.checkFields(state, root, "workflow", "", [key]);
  if (looksLikeAxis(outer.value)) {
    const gridKey = `portfolio.${key}`;
    hintAtLiteral(state, root, outer, { path: key, gridKey, root, holder: "base" });
  }
  const entries = new Map<KeyIdentity, MapEntry>(portfolio.entries);
  return { ...portfolio, entries: entries.set(textKey(key), outer) };
}

function readAllStrategies(state: ReadingState, root: MapValue): readonly Strategy[] {
  const written = entryOf(root, "strategies");
  const list = written?.value;
  const [first] = root.entries.values();
  const range = written?.key.range ?? first?.key.range ?? root.range;
  const reportNone = (found: string, fixes: readonly Fix[] = []): readonly Strategy[] => {
    state.diagnostics.push(
      problem("no-strategies", { path: "strategies", range }, [found], { fixes }),
    );
    return [];
  };
  const { text } = state.source;
  if (!list && state.isForeign) return [];
  if (!list)
    return reportNone("`strategies` is missing", state.advice?.addStrategiesFix(text, root));
  if (list.type === "null") return reportNone("`strategies` has no value (null)");
  if (list.type !== "list") {
    const at = { path: "strategies", range: list.range };
    const fixes = state.advice?.makeListFix(text, written) ?? [];
    state.uses.push({ value: list, use: "not understood" });
    state.diagnostics.push(problem("strategies-not-list", at, [kindOf(list)], { fixes }));
    return [];
  }
  if (list.items.length === 0) return reportNone("`strategies` is an empty list");
  state.uses.push({ value: list, use: "planned" });
  const strategies: Strategy[] = [];
  for (const [position, element] of list.items.entries()) {
    strategies.push(...readStrategies(state, element, position, strategies.length));
  }
  return strategies;
}
