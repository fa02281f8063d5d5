import { containerId, type ContainerId, type Plan } from "../../planner/model.ts";
import type { Adapter, AdapterEnd } from "../../planner/wiring/wire.ts";
import type { Bars } from "../data/bars.ts";
import {
  adaptersOf,
  portfolioId,
  sharedContainers,
  streamsOf,
  type Blueprint,
  type Topology,
} from "../engine/build.ts";
import type { RunCombinations } from "../engine/combinations.ts";
import type { Features } from "../indicators/features.ts";
import { readExecution } from "../settings/execution.ts";
import { readPortfolio } from "../settings/portfolio.ts";
import { readRisk, type Reading } from "../settings/risk.ts";
import { compileTopology, type Compilation, type Station } from "./compile.ts";
import type { RunAdapter } from "./routes.ts";

/** What a compiled run needs beyond the plan and the bars. */
export type CompileOptions = {
  /** What the random streams start from, the seed of the bars. */
  readonly seed: number;
  /** What annualised figures count with. */
  readonly barsPerYear: number;
  readonly combinations: RunCombinations;
  /** Indicators that another run over the same bars has computed. */
  readonly features?: Features;
};

/**
 * Compiles one topology of a plan from what the object engine builds: the same adapters, completions
 * included, and the same containers with their own configurations. The notes name what is not as
 * written there, one text for each combination it concerns.
 */
export function compilePlan(
  plan: Plan,
  topology: Topology,
  bars: Bars,
  options: CompileOptions,
): Compilation & { readonly notes: readonly string[]; readonly optimistic: number } {
  const { seed, barsPerYear, combinations, features } = options;
  const { simulated } = combinations;
  const blueprint: Blueprint = { plan, topology, simulated, seed, without: new Set() };
  const chosen = simulated.map(({ combination }) => combination.index);
  const { adapters, completions } = adaptersOf(blueprint, chosen);
  const notes: string[] = [];
  const risks = sharedContainers(blueprint, "risk", chosen);
  const riskSettings = settingsById(risks, readRisk, notes);
  const executions = sharedContainers(blueprint, "execution", chosen);
  const executionSettings = settingsById(executions, readExecution, notes);
  const compilation = compileTopology({
    bars,
    barsPerYear,
    adapters: [...adapters, ...completions].map(writeEnds),
    combinations: simulated.map(({ combination, strategy }): Station => {
      const { settings, notes: found } = readPortfolio(plan.configOf("portfolio", combination));
      notes.push(...found);
      return {
        strategy: containerId(`strategy_combo_${combination.index}`),
        portfolio: portfolioId(combination.index),
        settings: strategy,
        initialCapital: settings.initialCapital,
      };
    }),
    riskSettings,
    executionSettings,
    streamOf: streamsOf(blueprint, chosen),
    ...(features && { features }),
  });
  const optimistic = executions
    .filter(({ id }) => executionSettings(id).fill === "close")
    .reduce((sum, { serves }) => sum + serves.size, 0);
  return { ...compilation, notes, optimistic };
}

type Containers = ReturnType<typeof sharedContainers>;

/** Reads the configurations of containers, once each, and notes once for each combination served. */
function settingsById<Settings>(
  containers: Containers,
  read: (config: ReturnType<Containers[number]["config"]>) => Reading<Settings>,
  notes: string[],
): (id: ContainerId) => Settings {
  const byId = new Map<ContainerId, Settings>();
  for (const { id, config, serves } of containers) {
    const { settings, notes: found } = read(config());
    byId.set(id, settings);
    for (let i = 0; i < serves.size; i++) notes.push(...found);
  }
  return (id) => {
    const settings = byId.get(id);
    if (!settings) throw new RangeError(`no container ${id}`);
    return settings;
  };
}

function writeEnds(adapter: Adapter): RunAdapter {
  const { name, events, routingKey } = adapter;
  return { name, events, routingKey, from: idsOf(adapter.from), to: idsOf(adapter.to) };
}

function idsOf(end: AdapterEnd): readonly ContainerId[] {
  return end.many ? [...end.ids] : [end.id];
}
