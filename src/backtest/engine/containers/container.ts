import type { ContainerId, Role } from "../../../planner/model.ts";
import type { BacktestEvent, RejectEvent } from "../events.ts";

/** A container of the running engine: it sees nothing but the events that adapters bring. */
export type Container = {
  readonly id: ContainerId;
  readonly role: Role;
  /** The portfolios that it serves; keyed adapters bring only what is stamped with one of them. */
  readonly serves: ReadonlySet<ContainerId>;
  /** Takes one event from the container's queue. */
  receive(event: BacktestEvent): void;
};

/** The ways out of a container. */
export type Outlets = {
  /** Sends an event through every adapter that carries it from this container. */
  publish(event: BacktestEvent): void;
  /** Counts a refusal. */
  reject(event: RejectEvent): void;
};

/**
 * State that a container keeps for each portfolio: what makes it shareable. `keyed` false forgets
 * the key, so that all portfolios meet in the first one's state, which the proof must catch.
 */
export function createLedger<State>(
  create: (portfolio: ContainerId) => State,
  keyed: boolean,
): (portfolio: ContainerId) => State {
  const states = new Map<ContainerId, State>();
  let first: ContainerId | undefined;
  // mostly asked for again: always, where one portfolio alone is served
  let lastKey: ContainerId | undefined;
  let last: State | undefined;
  return (portfolio) => {
    const key = keyed ? portfolio : (first ??= portfolio);
    if (key === lastKey && last !== undefined) return last;
    lastKey = key;
    last = states.get(key);
    if (last !== undefined) return last;
    const created = create(key);
    states.set(key, created);
    last = created;
    return created;
  };
}
