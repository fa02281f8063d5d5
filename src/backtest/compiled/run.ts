import { containerId, type ContainerId, type Plan } from "../../planner/model.ts";
import type { Adapter, End } from "../../planner/wiring/wire.ts";
import type { Bars } from "../bars.ts";
import {
  adaptersOf,
  portfolioId,
  sharedContainers,
  streamsOf,
  type Blueprint,
  type Topology,
} from "../build.ts";
import type { RunCombinations } from "../combinations.ts";
import type { Features } from "../features.ts";
import { readExecution } from "../settings/execution.ts";
import { readPortfolio } from "../settings/portfolio.ts";
import { readRisk } from "../settings/risk.ts";
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
 * included, and the same containers with their own configurations.
 */
export function compilePlan(
  plan: Plan,
  topology: Topology,
  bars: Bars,
  options: CompileOptions,
): Compilation {
  const { seed, barsPerYear, combinations, features } = options;
  const { simulated } = combinations;
  const blueprint: Blueprint = { plan, topology, simulated, seed, without: new Set() };
  const chosen = simulated.map(({ combination }) => combination.index);
  const sample = BigInt(chosen.length) === plan.combinations ? undefined : chosen;
  const { adapters, completions } = adaptersOf(blueprint, sample);
  const risks = settingsById(sharedContainers(blueprint, "risk", sample), readRisk);
  const executions = settingsById(sharedContainers(blueprint, "execution", sample), readExecution);
  return compileTopology({
    bars,
    barsPerYear,
    adapters: [...adapters, ...completions].map(writeEnds),
    combinations: simulated.map(({ combination, strategy }): Station => {
      const { settings } = readPortfolio(plan.configOf("portfolio", combination));
      return {
        strategy: containerId(`strategy_combo_${combination.index}`),
        portfolio: portfolioId(combination.index),
        settings: strategy,
        initialCapital: settings.initialCapital,
      };
    }),
    riskSettings: risks,
    executionSettings: executions,
    streamOf: streamsOf(blueprint, chosen),
    ...(features && { features }),
  });
}

type Containers = ReturnType<typeof sharedContainers>;

/** Reads the configurations of containers, once each. */
function settingsById<Settings>(
  containers: Containers,
  read: (config: Containers[number]["config"]) => { readonly settings: Settings },
): (id: ContainerId) => Settings {
  const byId = new Map(containers.map(({ id, config }) => [id, read(config).settings]));
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

function idsOf(end: End): readonly ContainerId[] {
  return end.many ? [...end.ids] : [end.id];
}
