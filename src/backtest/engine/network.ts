import type { ContainerId, Role } from "../../planner/model.ts";
import type { Adapter, AdapterEnd, EventType } from "../../planner/wiring/wire.ts";
import { at } from "../../text/collections.ts";
import type { Container } from "./containers/container.ts";
import type { BacktestEvent } from "./events.ts";

/** Is told of every event that an adapter puts into a container's queue. */
export type Tap = (
  event: BacktestEvent,
  from: ContainerId,
  to: ContainerId,
  /** The name of the adapter. */
  adapter: string,
) => void;

/** The containers of a run, their queues, and the adapters between them: there is no other way. */
export type Network = {
  add(container: Container): void;
  /** Puts an adapter of the plan between containers that were added before. */
  connect(adapter: Adapter): void;
  /** The way out of a container: sends an event through every adapter that carries its type from there. */
  outletOf(from: ContainerId): (event: BacktestEvent) => void;
  /** The same through those adapters only that lead to a role. */
  publishTo(role: Role, from: ContainerId, event: BacktestEvent): void;
  /** Lets containers take what is in their queues, role by role, until all queues are empty. */
  settle(): void;
  /** Events put into queues so far. */
  delivered(): number;
  /** Entries of all routing tables. */
  routes(): number;
};

type Node = {
  readonly container: Container;
  /** Of which the first `waiting` wait: shortening an array costs more than all else here. */
  readonly queue: BacktestEvent[];
  waiting: number;
};
type Line = {
  readonly adapter: Adapter;
  readonly role: Role;
  readonly targets: readonly Node[];
  /** The target that serves a portfolio; absent where the adapter has no routing key. */
  readonly routes: ReadonlyMap<ContainerId, Node> | undefined;
};

type Lines = Partial<Record<EventType, Line[]>>;
const none: readonly Line[] = [];

/** The order in which roles take from their queues; PORTFOLIO goes back to risk in another round. */
const order = ["strategy", "risk", "execution", "portfolio"] as const;

/**
 * Starts a network without containers. `keyed` false drops every routing key, so that selective and
 * routed adapters deliver to all of their targets, which the proof must catch.
 */
export function createNetwork(keyed: boolean, tap: Tap): Network {
  const nodes = new Map<ContainerId, Node>();
  const lines = new Map<ContainerId, Lines>();
  const ready: Record<Role, Node[]> = {
    hub: [],
    strategy: [],
    risk: [],
    execution: [],
    portfolio: [],
  };
  let delivered = 0;
  let routes = 0;

  const nodeOf = (id: ContainerId): Node => {
    const node = nodes.get(id);
    if (!node) throw new RangeError(`no container ${id}`);
    return node;
  };

  const enqueue = (node: Node, from: ContainerId, event: BacktestEvent, { adapter }: Line) => {
    if (node.waiting === 0) ready[node.container.role].push(node);
    node.queue[node.waiting++] = event;
    delivered++;
    tap(event, from, node.container.id, adapter.name);
  };

  const carry = (line: Line, from: ContainerId, event: BacktestEvent): void => {
    if (line.routes && "targetPortfolio" in event) {
      const target = line.routes.get(event.targetPortfolio);
      if (target) enqueue(target, from, event, line);
      return;
    }
    for (const target of line.targets) enqueue(target, from, event, line);
  };

  const linesFrom = (from: ContainerId): Lines => {
    const known = lines.get(from);
    if (known) return known;
    const created: Lines = {};
    lines.set(from, created);
    return created;
  };

  const drain = (role: Role): boolean => {
    const waiting = ready[role];
    if (waiting.length === 0) return false;
    ready[role] = [];
    for (const node of waiting) {
      const count = node.waiting;
      node.waiting = 0;
      for (let i = 0; i < count; i++) node.container.receive(at(node.queue, i));
    }
    return true;
  };

  return {
    add: (container) => nodes.set(container.id, { container, queue: [], waiting: 0 }),
    connect(adapter) {
      const targets = idsOf(adapter.to).map(nodeOf);
      const role = targets[0]?.container.role;
      if (!role) return;
      const table =
        adapter.routingKey && keyed
          ? new Map(
              targets.flatMap((node) =>
                [...node.container.serves].map((portfolio) => [portfolio, node]),
              ),
            )
          : undefined;
      routes += table?.size ?? targets.length;
      const line: Line = { adapter, role, targets, routes: table };
      for (const from of idsOf(adapter.from)) {
        const known = linesFrom(from);
        for (const type of adapter.events) (known[type] ??= []).push(line);
      }
    },
    outletOf(from) {
      const own = linesFrom(from);
      return (event) => {
        for (const line of own[event.type] ?? none) carry(line, from, event);
      };
    },
    publishTo(role, from, event) {
      for (const line of linesFrom(from)[event.type] ?? none) {
        if (line.role === role) carry(line, from, event);
      }
    },
    settle() {
      let busy = true;
      while (busy) {
        busy = false;
        for (const role of order) busy = drain(role) || busy;
      }
    },
    delivered: () => delivered,
    routes: () => routes,
  };
}

function idsOf(end: AdapterEnd): readonly ContainerId[] {
  return end.many ? [...end.ids] : [end.id];
}
