import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { rejectReasons } from "../engine/events.ts";
import type { PortfolioRecord, RecordedEvent } from "../engine/recording.ts";
import { causes } from "../rules/orders.ts";

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
