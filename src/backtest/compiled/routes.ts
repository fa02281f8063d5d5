import type { ContainerId } from "../../planner/model.ts";
import type { EventType } from "../../planner/wiring/wire.ts";

/** An adapter of a run, with its ends written out for the combinations that run. */
export type RunAdapter = {
  readonly name: string;
  readonly from: readonly ContainerId[];
  readonly to: readonly ContainerId[];
  readonly events: readonly EventType[];
  readonly routingKey: "target_portfolio" | undefined;
};

/** The containers that work for one combination. */
export type Stations = {
  readonly strategy: ContainerId;
  readonly portfolio: ContainerId;
};

/** Where the events of every combination go, by places in the lists of risk and execution containers. */
export type Routes = {
  readonly risks: readonly ContainerId[];
  readonly executions: readonly ContainerId[];
  readonly riskOf: Int32Array;
  readonly executionOf: Int32Array;
};

/** The routes, or what in the wiring would lead an event astray. */
export type Routing =
  | { readonly status: "routed"; readonly routes: Routes }
  | { readonly status: "refused"; readonly reason: string };

/** Where one adapter delivers what a container sends. */
type Target = { readonly to: ReadonlySet<ContainerId>; readonly keyed: boolean };
type Targets = ReadonlyMap<ContainerId, readonly Target[]>;

/**
 * Follows the adapters once for every combination, SIGNAL to risk to ORDER to execution to FILL to
 * its portfolio and PORTFOLIO back to its risk, and notes the containers in tables.
 *
 * Only what the adapters deliver counts, never an id's number. Where an event of a combination would
 * reach none or several containers, or another portfolio than its own, there are no routes.
 */
export function compileRoutes(
  adapters: readonly RunAdapter[],
  combinations: readonly Stations[],
): Routing {
  const bars = targetsOf(adapters, "BAR");
  const signals = targetsOf(adapters, "SIGNAL");
  const orders = targetsOf(adapters, "ORDER");
  const fills = targetsOf(adapters, "FILL");
  const states = targetsOf(adapters, "PORTFOLIO");
  const served = servedBy(fills);
  const fed = new Set([...bars.values()].flat().flatMap(({ to }) => [...to]));
  const risks = createNumbers();
  const executions = createNumbers();
  const riskOf = new Int32Array(combinations.length);
  const executionOf = new Int32Array(combinations.length);
  for (const [i, { strategy, portfolio }] of combinations.entries()) {
    const risk = only(reached(signals, strategy, everyone));
    if (risk === undefined) return astray("SIGNAL", strategy);
    const execution = only(
      reached(orders, risk, (to) => [...to].filter((id) => served.get(id)?.has(portfolio))),
    );
    if (execution === undefined) return astray("ORDER", risk, portfolio);
    const own = (to: ReadonlySet<ContainerId>) => (to.has(portfolio) ? [portfolio] : []);
    if (only(reached(fills, execution, own)) !== portfolio) {
      return astray("FILL", execution, portfolio);
    }
    if (only(reached(states, portfolio, everyone)) !== risk) return astray("PORTFOLIO", portfolio);
    const unfed = [strategy, execution, portfolio].find((id) => !fed.has(id));
    if (unfed !== undefined) return { status: "refused", reason: `no BAR reaches ${unfed}` };
    riskOf[i] = risks.numberOf(risk);
    executionOf[i] = executions.numberOf(execution);
  }
  const routes = { risks: risks.ids, executions: executions.ids, riskOf, executionOf };
  return { status: "routed", routes };
}

function targetsOf(adapters: readonly RunAdapter[], event: EventType): Targets {
  const targets = new Map<ContainerId, Target[]>();
  for (const { from, to, events, routingKey } of adapters) {
    if (!events.includes(event)) continue;
    const target = { to: new Set(to), keyed: routingKey !== undefined };
    for (const id of from) {
      const known = targets.get(id);
      if (known) known.push(target);
      else targets.set(id, [target]);
    }
  }
  return targets;
}

/** The portfolios that an execution container's fills can reach: the ones it serves. */
function servedBy(fills: Targets): ReadonlyMap<ContainerId, ReadonlySet<ContainerId>> {
  return new Map(
    Array.from(
      fills,
      ([id, targets]) => [id, new Set(targets.flatMap(({ to }) => [...to]))] as const,
    ),
  );
}

/** Whom an event reaches: a keyed adapter picks who is meant, another one delivers to all. */
function* reached(
  targets: Targets,
  id: ContainerId,
  meant: (to: ReadonlySet<ContainerId>) => Iterable<ContainerId>,
): Generator<ContainerId> {
  for (const { to, keyed } of targets.get(id) ?? []) yield* keyed ? meant(to) : to;
}

function everyone(to: ReadonlySet<ContainerId>): Iterable<ContainerId> {
  return to;
}

function only(ids: Iterable<ContainerId>): ContainerId | undefined {
  const [first, second] = ids;
  return second === undefined ? first : undefined;
}

function astray(event: EventType, from: ContainerId, portfolio?: ContainerId): Routing {
  const whose = portfolio === undefined ? "" : ` for ${portfolio}`;
  const reason = `${event} of ${from}${whose} reaches no container, or more than one`;
  return { status: "refused", reason };
}

/** Numbers ids by first appearance. */
function createNumbers() {
  const numbers = new Map<ContainerId, number>();
  const ids: ContainerId[] = [];
  return {
    ids,
    numberOf(id: ContainerId): number {
      const known = numbers.get(id);
      if (known !== undefined) return known;
      numbers.set(id, ids.length);
      return ids.push(id) - 1;
    },
  };
}
