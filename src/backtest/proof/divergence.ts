import type { CombinationIndex, ContainerId, SharedRole } from "../../planner/model.ts";
import type { RejectReason } from "../engine/events.ts";
import type { RecordedEvent } from "../engine/recording.ts";

/** Where two runs of one combination part: the first bar, and in it the first event. */
export type Divergence = {
  readonly index: CombinationIndex;
  readonly bar: number;
  readonly event: RecordedEvent["event"]["type"] | "EQUITY";
  /** The field that differs; absent where one run has another event, or none. */
  readonly field: string | undefined;
  /** The value, or the whole event, of the naive run; absent where it has none. */
  readonly naive: Compared | undefined;
  readonly shared: Compared | undefined;
  /** The container of the shared plan whose doing it is. */
  readonly container: ContainerId;
};

/** The shared container of a role that serves a combination. */
export type ContainerOf = (role: SharedRole, index: CombinationIndex) => ContainerId;

/** A value as the runs hold it. */
export type Compared = string | number | boolean;

/** A combination, its portfolio, and the shared containers that serve it. */
export type Parted = {
  readonly index: CombinationIndex;
  readonly portfolio: ContainerId;
  readonly containerOf: ContainerOf;
};

/** Something that happened to a portfolio, and who sent it. */
export type Happened = Pick<RecordedEvent, "event" | "from">;

/**
 * Tells where two runs of a combination part of which the next events differ, one of them absent where
 * that run has none left in the bar; `undefined` where they are equal, bit for bit. Names of containers
 * are not compared.
 */
export function compareEvents(
  naive: Happened | undefined,
  shared: Happened | undefined,
  { index, containerOf }: Parted,
): Divergence | undefined {
  const left = naive?.event;
  if (!shared) {
    if (!left) return undefined;
    // the container of the shared plan that should have sent it
    const container = containerOf(roleOf(left), index);
    const { bar, type } = left;
    const found = { naive: spell(left), shared: undefined };
    return { index, bar, event: type, field: undefined, ...found, container };
  }
  const { event: right, from: container } = shared;
  const { bar, type } = right;
  const here = { index, bar, event: type, container };
  if (left?.type !== type) {
    return { ...here, field: undefined, naive: left && spell(left), shared: spell(right) };
  }
  const others = fieldsOf(right);
  for (const [field, value] of Object.entries(fieldsOf(left))) {
    const other = others[field];
    if (!Object.is(value, other)) return { ...here, field, naive: value, shared: other };
  }
  return undefined;
}

/** The same for the equity at a bar, in money, where all events up to it are equal. */
export function compareEquity(
  bar: number,
  naive: number,
  shared: number,
  { index, portfolio: container }: Parted,
): Divergence | undefined {
  if (Object.is(naive, shared)) return undefined;
  return { index, bar, event: "EQUITY", field: "equity", naive, shared, container };
}

/** Who sends an event. */
function roleOf(event: RecordedEvent["event"]): SharedRole {
  const isExecution =
    event.type === "FILL" || (event.type === "REJECT" && executionReasons.has(event.reason));
  return isExecution ? "execution" : "risk";
}

const executionReasons: ReadonlySet<RejectReason> = new Set(["not_filled", "unaffordable"]);

function fieldsOf(event: RecordedEvent["event"]): Readonly<Record<string, Compared>> {
  switch (event.type) {
    case "ORDER": {
      const { bar, number, side, closing, opening, freeCash, wholeShares, final, cause } = event;
      return { bar, number, side, closing, opening, freeCash, wholeShares, final, cause };
    }
    case "FILL": {
      const { bar, targetPortfolio, order, side, quantity, base, price, commission } = event;
      return { bar, targetPortfolio, order, side, quantity, base, price, commission };
    }
    case "REJECT": {
      const { bar, reason } = event;
      return { bar, reason };
    }
  }
}

function spell(event: RecordedEvent["event"]): string {
  const { bar: _, ...fields } = fieldsOf(event);
  const words = Object.entries(fields).map(([name, value]) => `${name} ${value}`);
  return `${event.type} (${words.join(", ")})`;
}
