import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { SharedRole } from "../../planner/model.ts";
import { at } from "../../text/collections.ts";
import { rejectReasons, type RejectReason } from "../engine/events.ts";
import type { PortfolioRecord, RecordedEvent } from "../engine/recording.ts";
import type { CombinationRun } from "../engine/run.ts";
import type { Compared, ContainerOf, Divergence } from "../proof/divergence.ts";
import { causes } from "../rules/orders.ts";

// what the proof is held to: the same from records that are kept whole, written independently of it

/**
 * The SHA-256 of everything that happened to some portfolios, as 64 hex digits: every ORDER, FILL,
 * REJECT and equity point, in order. Numbers go in with all 64 bits, least significant byte first,
 * so that two runs have one digest only if they are equal bit for bit, on every machine.
 *
 * Names of risk and execution containers are left out: naive and shared runs are to agree.
 */
export function digestOf(records: readonly PortfolioRecord[]): string {
  const hash = sha256.create();
  for (const record of records) {
    const { portfolio, events, equity } = record;
    // fills of strangers are told by their names
    const strangers = events.flatMap(({ event: { targetPortfolio } }, i) =>
      targetPortfolio === portfolio ? [] : [`${i} ${targetPortfolio}`],
    );
    const header = [portfolio, events.length, equity.length, ...strangers].join("\n");
    hash.update(utf8ToBytes(`${header}\n`));
    hash.update(bytesOf(events.flatMap(({ event }) => numbersOf(event))));
    hash.update(bytesOf(equity));
  }
  return bytesToHex(hash.digest());
}

/** An event as numbers: which type it is, then its fields. */
function numbersOf(event: RecordedEvent["event"]): readonly number[] {
  switch (event.type) {
    case "ORDER": {
      const { bar, number, side, closing, opening, freeCash, wholeShares, final, cause } = event;
      const flags = (wholeShares ? 1 : 0) + (final ? 2 : 0);
      return [0, bar, number, side, closing, opening, freeCash, flags, causes.indexOf(cause)];
    }
    case "FILL": {
      const { bar, order, side, quantity, base, price, commission } = event;
      return [1, bar, order, side, quantity, base, price, commission];
    }
    case "REJECT":
      return [2, event.bar, rejectReasons.indexOf(event.reason)];
  }
}

function bytesOf(numbers: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(numbers.length * 8);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < numbers.length; i++) view.setFloat64(i * 8, numbers[i] ?? 0, true);
  return bytes;
}

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
