import type { CombinationIndex, ContainerId, SharedRole } from "../../planner/model.ts";
import { at } from "../../text/collections.ts";
import type { RejectReason } from "../engine/events.ts";
import type { RecordedEvent } from "../engine/recording.ts";
import type { CombinationRun } from "../engine/run.ts";

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

/**
 * Compares two runs of one combination bit for bit: every ORDER, FILL, REJECT and equity point. Gives
 * the first difference, `undefined` where there is none. Names of containers are not compared.
 */
export function compareRuns(
  naive: CombinationRun,
  shared: CombinationRun,
  containerOf: ContainerOf,
): Divergence | undefined {
  const event = compareEvents(naive, shared, containerOf);
  const equity = compareEquity(naive, shared);
  // equity is what the events of its bar come to
  return event && equity ? (equity.bar < event.bar ? equity : event) : (event ?? equity);
}

function compareEvents(
  { index, events: left }: CombinationRun,
  { events: right }: CombinationRun,
  containerOf: ContainerOf,
): Divergence | undefined {
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const naive = left[i]?.event;
    const shared = right[i]?.event;
    const from = right[i]?.from;
    // of two events at different bars the earlier one is what the other run lacks
    if (naive && (!shared || naive.bar < shared.bar)) {
      // the container of the shared plan that should have sent it
      const container = containerOf(roleOf(naive), index);
      const { bar, type } = naive;
      const found = { naive: spell(naive), shared: undefined };
      return { index, bar, event: type, field: undefined, ...found, container };
    }
    if (!shared || !from) return undefined;
    const { bar, type } = shared;
    const here = { index, bar, event: type, container: from };
    if (!naive || shared.bar < naive.bar) {
      return { ...here, field: undefined, naive: undefined, shared: spell(shared) };
    }
    if (naive.type !== type) {
      return { ...here, field: undefined, naive: spell(naive), shared: spell(shared) };
    }
    const others = fieldsOf(shared);
    for (const [field, value] of Object.entries(fieldsOf(naive))) {
      const other = others[field];
      if (!Object.is(value, other)) return { ...here, field, naive: value, shared: other };
    }
  }
  return undefined;
}

function compareEquity(naive: CombinationRun, shared: CombinationRun): Divergence | undefined {
  for (let bar = 0; bar < naive.equity.length; bar++) {
    const values = { naive: at(naive.equity, bar), shared: at(shared.equity, bar) };
    if (Object.is(values.naive, values.shared)) continue;
    const { index, portfolio: container } = shared;
    return { index, bar, event: "EQUITY", field: "equity", ...values, container };
  }
  return undefined;
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
