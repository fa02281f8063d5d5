import type { ContainerId, Role } from "../../planner/model.ts";
import type { Adapter, AdapterEnd, EventType } from "../../planner/wiring/wire.ts";
import { at } from "../../text/collections.ts";
import type { Container } from "./containers/container.ts";
import type { BacktestEvent } from "./events.ts";

/** Is told of an event that an adapter, by its name, puts into a container's queue. */
export type Watch = (event: BacktestEvent, to: ContainerId, adapter: string) => void;

/** Who is told of the events of a type that a container sends: always the same. */
export type WatchOf = (from: ContainerId, type: EventType) => Watch | undefined;

/** The containers of a run, their queues, and the adapters between them: there is no other way. */
export type Network = {
  add(container: Container): void;
  /** Puts an adapter of the plan between containers that were added before; all adapters come before the first event. */
  connect(adapter: Adapter): void;
  /** The way out of a container: sends an event through every adapter that carries its type from there. */
  outletOf(from: ContainerId): (event: BacktestEvent) => void;
  /**
   * The way out of the hub to the containers of a role: sends events to each of them, one container
   * after the other. All queues are empty then, so what comes is taken at once.
   */
  broadcastTo(role: Role, from: ContainerId): (events: readonly BacktestEvent[]) => void;
  /** Lets containers take what is in their queues, role by role, until all queues are empty. */
  settle(): void;
  /** Events that containers have taken from their queues so far. */
  delivered(): number;
  /** Entries of all routing tables. */
  routes(): number;
};

// a bar visits every container of every combination, far more than processors keep at hand: what is
// looked at for an event stands together, and the queue of one event, which most are, needs no list

type Node = {
  readonly id: ContainerId;
  readonly receive: Container["receive"];
  /** How many events wait in the queue: one that stands beside the node where it is ready, then these. */
  waiting: number;
  /** Longer than the queue, since shortening an array costs more than all else here. */
  readonly others: BacktestEvent[];
  readonly ready: Ready;
  readonly container: Container;
};

/** The containers of a role with something in their queues, in the order in which that came. */
type Ready = {
  /** Of which the first `count` are meant, and the first event of each. */
  nodes: Node[];
  firsts: (BacktestEvent | undefined)[];
  count: number;
  /** What takes the place of both while these take from their queues. */
  spare: { readonly nodes: Node[]; readonly firsts: (BacktestEvent | undefined)[] };
};

type Line = {
  readonly adapter: Adapter;
  readonly role: Role;
  readonly targets: readonly Node[];
  /** Whether an event goes only to the target that serves its portfolio. */
  readonly routed: boolean;
  /** That target by portfolio, where there are several targets. */
  readonly routes: ReadonlyMap<ContainerId, Node> | undefined;
};

/** A line as one container sends events of one type through it. */
type Way = {
  /** The portfolio of the last event, and its target: mostly the next one's too. */
  portfolio: ContainerId | undefined;
  target: Node | undefined;
  readonly routed: boolean;
  readonly watch: Watch | undefined;
  readonly line: Line;
  /** Another line that carries the same. */
  readonly next: Way | undefined;
};

type Lines = Partial<Record<EventType, Line[]>>;

/** The order in which roles take from their queues; PORTFOLIO goes back to risk in another round. */
const order = ["strategy", "risk", "execution", "portfolio"] as const;

const emptyReady = (): Ready => ({
  nodes: [],
  firsts: [],
  count: 0,
  spare: { nodes: [], firsts: [] },
});

/**
 * Starts a network without containers. `keyed` false drops every routing key, so that selective and
 * routed adapters deliver to all of their targets, which the proof must catch.
 */
export function createNetwork(keyed: boolean, watchOf: WatchOf): Network {
  const nodes = new Map<ContainerId, Node>();
  const lines = new Map<ContainerId, Lines>();
  const ready: Readonly<Record<Role, Ready>> = {
    hub: emptyReady(),
    strategy: emptyReady(),
    risk: emptyReady(),
    execution: emptyReady(),
    portfolio: emptyReady(),
  };
  let delivered = 0;
  let routes = 0;

  const nodeOf = (id: ContainerId): Node => {
    const node = nodes.get(id);
    if (!node) throw new RangeError(`no container ${id}`);
    return node;
  };

  const wayOf = (from: ContainerId, type: EventType): Way | undefined => {
    const watch = watchOf(from, type);
    return (lines.get(from)?.[type] ?? []).reduceRight<Way | undefined>((next, line) => {
      const { routed } = line;
      return { portfolio: undefined, target: undefined, routed, watch, line, next };
    }, undefined);
  };

  const drain = (waiting: Ready): number => {
    const { nodes: busy, firsts, count, spare } = waiting;
    let taken = 0;
    waiting.nodes = spare.nodes;
    waiting.firsts = spare.firsts;
    waiting.spare = { nodes: busy, firsts };
    waiting.count = 0;
    for (let i = 0; i < count; i++) {
      const node = busy[i];
      const first = firsts[i];
      if (!node || !first) continue;
      // kept no longer than it waits, so that it is freed at once
      firsts[i] = undefined;
      const { waiting: own, others } = node;
      node.waiting = 0;
      taken += own;
      node.receive(first);
      for (let place = 1; place < own; place++) node.receive(at(others, place - 1));
    }
    return taken;
  };

  const settle = (): void => {
    let before = -1;
    while (before < delivered) {
      before = delivered;
      for (const role of order) {
        const waiting = ready[role];
        if (waiting.count > 0) delivered += drain(waiting);
      }
    }
  };

  return {
    add(container) {
      const { id, role } = container;
      const { receive } = container;
      const queue = { waiting: 0, others: [], ready: ready[role] };
      nodes.set(id, { id, receive, ...queue, container });
    },
    connect(adapter) {
      const targets = idsOf(adapter.to).map(nodeOf);
      const [first] = targets;
      if (!first) return;
      const routed = keyed && adapter.routingKey !== undefined;
      const table = routed && targets.length > 1 ? routesTo(targets) : undefined;
      routes += table?.size ?? (routed ? first.container.serves.size : targets.length);
      const line: Line = { adapter, role: first.container.role, targets, routed, routes: table };
      for (const from of idsOf(adapter.from)) {
        const known = lines.get(from) ?? {};
        lines.set(from, known);
        for (const type of adapter.events) (known[type] ??= []).push(line);
      }
    },
    outletOf(from) {
      let type: EventType | undefined;
      let first: Way | undefined;
      return (event) => {
        if (event.type !== type) {
          type = event.type;
          first = wayOf(from, type);
        }
        for (let way = first; way; way = way.next) carry(way, event);
      };
    },
    broadcastTo(role, from) {
      return (events) => {
        settle();
        const known = lines.get(from) ?? {};
        const through = new Set(events.flatMap(({ type }) => known[type] ?? []));
        for (const { adapter, targets, role: to } of through) {
          if (to !== role) continue;
          const own = events
            .filter(({ type }) => adapter.events.includes(type))
            .map((event) => ({ event, watch: watchOf(from, event.type) }));
          for (const { receive, id } of targets) {
            for (let i = 0; i < own.length; i++) {
              const { event, watch } = at(own, i);
              watch?.(event, id, adapter.name);
              receive(event);
            }
          }
          delivered += own.length * targets.length;
        }
      };
    },
    settle,
    delivered: () => delivered,
    routes: () => routes,
  };
}

/** Puts an event into the queues that a way leads to. */
function carry(way: Way, event: BacktestEvent): void {
  if (way.routed && event.type !== "BAR" && event.type !== "FEATURE") {
    const { targetPortfolio } = event;
    if (way.portfolio !== targetPortfolio) {
      way.portfolio = targetPortfolio;
      way.target = targetOf(way.line, targetPortfolio);
    }
    if (way.target) enqueue(way.target, event, way);
    return;
  }
  for (const target of way.line.targets) enqueue(target, event, way);
}

function enqueue(node: Node, event: BacktestEvent, way: Way): void {
  const { waiting } = node;
  node.waiting = waiting + 1;
  if (waiting === 0) {
    const { ready } = node;
    ready.firsts[ready.count] = event;
    ready.nodes[ready.count++] = node;
  } else node.others[waiting - 1] = event;
  const { watch } = way;
  if (watch) watch(event, node.id, way.line.adapter.name);
}

function targetOf({ targets, routes }: Line, portfolio: ContainerId): Node | undefined {
  if (routes) return routes.get(portfolio);
  const [only] = targets;
  return only?.container.serves.has(portfolio) ? only : undefined;
}

function routesTo(targets: readonly Node[]): ReadonlyMap<ContainerId, Node> {
  return new Map(
    targets.flatMap((node) => Array.from(node.container.serves, (portfolio) => [portfolio, node])),
  );
}

function idsOf(end: AdapterEnd): readonly ContainerId[] {
  return end.many ? [...end.ids] : [end.id];
}
