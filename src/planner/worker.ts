import { createAnalyzer } from "./analyze.ts";
import type { createExplainer } from "./answer/explainer.ts";
import { isTableQuery } from "./answer/query.ts";
import type { answerTableQuery } from "./answer/table/answer-rows.ts";
import type { convertDocument } from "./convert-document.ts";
import type { DiagnoseReach, DropCombinations, TellEngine } from "./plan-with-memory.ts";
import type { PlannerReply, PlannerRequest, PlanRequest, QueryRequest } from "./protocol.ts";
import type { Advice } from "./workflow/advice/advice.ts";
import { otherDialects, type Translate } from "./workflow/dialects/dialect.ts";

// what the first plan does not need is loaded after it, the parser of YAML 1.2 when it is asked for
let parse12: typeof import("../yaml/parse/parse-yaml12.ts").parseYaml12 | undefined;
let advice: Advice | undefined;
let diagnoseReach: DiagnoseReach | undefined;
let drop: DropCombinations | undefined;
let translate: Translate | undefined;
let tellEngine: TellEngine | undefined;
let explainer: typeof createExplainer | undefined;
let answerQuery: typeof import("./answer/answer-query.ts").answerQuery | undefined;
let table: typeof answerTableQuery | undefined;
let convert: typeof convertDocument | undefined;
const analyzer = createAnalyzer({
  parse12(text) {
    if (!parse12) throw new Error("the parser of YAML 1.2 is not loaded");
    return parse12(text);
  },
  advice: () => advice,
  diagnoseReach: () => diagnoseReach,
  drop: () => drop,
  translate: () => translate,
  tellEngine: () => tellEngine,
  explainer: () => explainer,
  answer: () => answerQuery,
  table: () => table,
  convert: () => convert,
});
const reply = (message: PlannerReply): void => postMessage(message);
let next: ReturnType<typeof setTimeout> | undefined;
let held: number | undefined;

addEventListener("message", ({ data }: MessageEvent<PlannerRequest>) => {
  void (data.type === "plan" ? plan(data) : answer(data));
});

async function answer({ id, rev, query }: QueryRequest): Promise<void> {
  answerQuery ??= await loadAnswers();
  if (isTableQuery(query)) table ??= await loadTable();
  if (query.kind === "conversion") convert ??= await loadConversion();
  if (query.kind === "compare") await loadPartsFor(query.text);
  reply({ type: "answered", id, rev, answer: rev === held ? analyzer.ask(query) : undefined });
}

async function plan({ rev, text, reading }: PlanRequest): Promise<void> {
  clearTimeout(next);
  try {
    if (reading === "1.2") parse12 ??= (await import("../yaml/parse/parse-yaml12.ts")).parseYaml12;
    await loadPartsFor(text);
    const began = performance.now();
    const analysis = analyzer.analyze(text, reading);
    held = rev;
    reply({ type: "planned", rev, analysis, milliseconds: performance.now() - began });
  } catch (error) {
    return reply({ type: "failed", rev, message: String(error) });
  }
  [advice, explainer] = await Promise.all([advice ?? loadAdvice(), explainer ?? loadExplainer()]);
  if (held === rev) next = setTimeout(goOn, 0, rev);
}

/** Fields that are not checked are said to be; the next edit tries to load it again. */
async function loadAdvice(): Promise<typeof advice> {
  try {
    const [{ createAdvice }, { createForeign }, { convertForeign }, reach] = await Promise.all([
      import("./workflow/advice/advice.ts"),
      import("./workflow/foreign/foreign.ts"),
      import("./workflow/foreign/convert-foreign.ts"),
      import("./sharing/reach/reach-diagnostics.ts"),
    ]);
    ({ diagnoseReach } = reach);
    return createAdvice(createForeign(convertForeign));
  } catch {
    return undefined;
  }
}

/** What a text may need for its plan is there before it. */
async function loadPartsFor(text: string): Promise<void> {
  await Promise.all([loadRulesFor(text), loadDialectsFor(text), loadEngineFor(text)]);
}

/** Without it, what stands in other sections is a sweep that nobody reads: that is said. */
async function loadDialectsFor(text: string): Promise<void> {
  if (translate || !otherDialects.test(text)) return;
  try {
    translate = (await import("./workflow/dialects/translate.ts")).translate;
  } catch {
    // the next plan tries again
  }
}

/** Types of which the seed's engine drops combinations by itself. */
const engineTypes = /ma_crossover|moving_average_crossover|macd|bollinger|(?:\b|_)rsi/;
/** Sections of that engine. */
const engineSections = /\b(?:params|parameter_space|strategy)["']?\s*:/;

/** What an engine drops is a warning beside the plan: without it nothing else is missing. */
async function loadEngineFor(text: string): Promise<void> {
  if (tellEngine || !engineSections.test(text) || !engineTypes.test(text)) return;
  try {
    tellEngine = (await import("./coupling/engine-drops.ts")).tellEngineDrops;
  } catch {
    // the next plan tries again
  }
}

/** A text that may have rules is not planned without them, unless they cannot be loaded: that is said. */
async function loadRulesFor(text: string): Promise<void> {
  if (drop || !/constraints|exclude|include/.test(text)) return;
  try {
    drop = (await import("./coupling/drop-combinations.ts")).dropCombinations;
  } catch {
    // the next plan tries again
  }
}

/** A plan without its explanation is still a plan: the next edit tries to load it again. */
async function loadExplainer(): Promise<typeof explainer> {
  try {
    return (await import("./answer/explainer.ts")).createExplainer;
  } catch {
    return undefined;
  }
}

/** What cannot be answered yet is asked for again. */
async function loadAnswers(): Promise<typeof answerQuery> {
  try {
    return (await import("./answer/answer-query.ts")).answerQuery;
  } catch {
    return undefined;
  }
}

/** Rows that are not there yet are asked for again. */
async function loadTable(): Promise<typeof table> {
  try {
    return (await import("./answer/table/answer-rows.ts")).answerTableQuery;
  } catch {
    return undefined;
  }
}

/** What was not converted is asked for again. */
async function loadConversion(): Promise<typeof convert> {
  try {
    return (await import("./convert-document.ts")).convertDocument;
  } catch {
    return undefined;
  }
}

function goOn(rev: number): void {
  const { analysis, pending } = analyzer.continue();
  if (analysis) reply({ type: "refined", rev, analysis });
  if (pending) next = setTimeout(goOn, 0, rev);
}
// a rejection in a worker reaches nobody unless it is thrown again outside of the promise
addEventListener("unhandledrejection", ({ reason }) => setTimeout(() => reportError(reason)));
