import type { Diagnostic } from "../planner/diagnostic.ts";
import type { DocumentUses } from "../planner/explain/uses/uses.ts";
import {
  combinationIndex,
  type Plan,
  type RolePlan,
  type TopologyCounts,
} from "../planner/model.ts";
import { configText } from "../planner/sharing/canonical/config-text.ts";
import type { Factored } from "../planner/sharing/decomposition/factored.ts";
import {
  completeAdapters,
  wireAdapters,
  type Adapter,
  type AdapterEnd,
} from "../planner/wiring/wire.ts";
import { lineTable, type LineTable } from "../text/position.ts";
import { blameJson } from "./blame-json.ts";
import { raw, type Json, type Raw } from "./json-text.ts";

/** Without `--summary` every combination is listed; above this many that is refused. */
export const combinationLimit = 100_000n;
export const hasTooManyToList = ({ combinations }: Plan): boolean =>
  combinations > combinationLimit;
/** At most this many paths that nobody reads. */
const unreadPaths = 100;

/**
 * The plan as the object of spec page 2, `sharing-plan/1`: what the command line prints and reviews
 * read. A summary leaves out whatever grows with the combinations.
 */
export function planJson(
  { plan, factored, diagnostics, uses, text }: Described,
  { summary }: { readonly summary: boolean },
): { readonly [key: string]: Json } {
  const { risk, execution } = plan.roles;
  const adapters = summary ? undefined : wireAdapters(plan);
  const completions = summary ? undefined : completeAdapters(plan);
  const { naive, optimized, savedPercent } = plan.counts;
  const table = lineTable(text);
  return {
    format: "sharing-plan/1",
    combinations: plan.combinations,
    ...droppedJson(plan),
    counts: {
      naive: countsJson(naive),
      optimized: countsJson(optimized),
      saved_percent: {
        containers: percent(savedPercent.containers),
        adapters: percent(savedPercent.adapters),
        links: percent(savedPercent.links),
      },
    },
    analysis: {
      ...(risk.listed ? { risk_containers: containersJson(risk, summary) } : {}),
      ...(execution.listed ? { execution_containers: containersJson(execution, summary) } : {}),
      ...(summary ? {} : isolatedJson(plan)),
    },
    ...(adapters ? { communication: adapters.map(adapterJson) } : {}),
    ...(completions ? { completions: completions.map(adapterJson) } : {}),
    ...blameJson(plan, factored, table),
    diagnostics: diagnosticsJson(diagnostics, table),
    not_read: notRead(uses),
  };
}

/** A plan with the text that it came from and what there is to say about it. */
export type Described = {
  readonly plan: Plan;
  readonly factored: Factored;
  readonly diagnostics: readonly Diagnostic[];
  /** What of the text decides nothing. */
  readonly uses: DocumentUses;
  readonly text: string;
};

/** What is printed instead of a plan with too many combinations to list. */
export function refusalJson({ plan, diagnostics, uses, text }: Described): {
  readonly [key: string]: Json;
} {
  return {
    format: "sharing-plan/1",
    combinations: plan.combinations,
    ...droppedJson(plan),
    diagnostics: diagnosticsJson(diagnostics, lineTable(text)),
    not_read: notRead(uses),
  };
}

/** What rules drop, where there are rules. */
function droppedJson({ dropped, rules }: Plan): { readonly [key: string]: Json } {
  if (rules.length === 0) return {};
  return {
    dropped,
    rules: rules.map(({ text, path, drops, only, axes, tuples }) => {
      return { text, path, drops, only, axes: [...axes], tuples };
    }),
  };
}

function notRead({ unread }: DocumentUses): readonly string[] {
  return unread.listed.slice(0, unreadPaths).map(({ path }) => path);
}

/** Diagnostics with lines and columns, both from 1. */
function diagnosticsJson(diagnostics: readonly Diagnostic[], table: LineTable): Json {
  return diagnostics.map(({ severity, code, message, path, range }) => {
    const start = table.positionAt(range.start);
    const end = table.positionAt(range.end);
    return {
      severity,
      code,
      message,
      path,
      line: start.line,
      column: start.column,
      end_line: end.line,
      end_column: end.column,
    };
  });
}

function countsJson(counts: TopologyCounts): Json {
  const { hub, strategy, risk, execution, portfolio, containers, adapters, links } = counts;
  return { hub, strategy, risk, execution, portfolio, containers, adapters, links };
}

/** One decimal always, as it is written on screen. */
function percent(value: number): Raw {
  return raw(value.toFixed(1));
}

function containersJson({ count, container }: RolePlan, summary: boolean): Json {
  return Array.from({ length: Number(count) }, (_, number): Json => {
    const { id, hash, config, serves } = container(number);
    const listed = summary ? {} : { serves_combinations: [...serves] };
    return {
      container_id: id,
      hash,
      config: raw(configText(config)),
      serves_count: serves.count,
      ...listed,
    };
  });
}

function isolatedJson(plan: Plan): { readonly [key: string]: Json } {
  const portfolios: Json[] = [];
  const strategies: Json[] = [];
  for (let i = 0n; i < plan.combinations; i++) {
    const combination = plan.combinationAt(combinationIndex(i));
    const describe = (role: "portfolio" | "strategy"): Json => ({
      combination_index: i,
      container_id: `${role}_combo_${i}`,
      config: raw(configText(plan.configOf(role, combination))),
    });
    portfolios.push(describe("portfolio"));
    strategies.push(describe("strategy"));
  }
  return { portfolio_containers: portfolios, strategy_containers: strategies };
}

function adapterJson({ name, type, from, to, events, routingKey }: Adapter): Json {
  return {
    name,
    type,
    ...endJson("source", from),
    ...endJson("target", to),
    event_types: events,
    ...(routingKey ? { routing_key: routingKey } : {}),
  };
}

function endJson(name: "source" | "target", end: AdapterEnd): { readonly [key: string]: Json } {
  return end.many ? { [`${name}s`]: [...end.ids] } : { [name]: end.id };
}
