import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ContainerId } from "../../planner/model.ts";
import { valueAt } from "../data/series.ts";
import { listenFor, type Listener } from "../engine/recording.ts";
import { createEventNumbers, writeEvent, type EventNumbers } from "./event-numbers.ts";

/** What a digest takes of one portfolio, as numbers. */
export type PortfolioLog = {
  portfolio: ContainerId;
  /** How many orders, fills and refusals there were. */
  events: number;
  readonly written: EventNumbers;
  /** The place and the stamp of every fill that was a stranger's. */
  strangers: string[];
  /** In money, one value a bar. */
  readonly equity: Float64Array;
};

/** Room for logs over n bars, used again and again. */
export type LogPool = {
  /** Listens for some portfolios, in place of those before: their logs are not to be read any more. */
  listen(portfolios: readonly ContainerId[]): {
    readonly logs: readonly PortfolioLog[];
    readonly listener: Listener;
  };
};

/** Makes room for logs. */
export function createLogPool(n: number): LogPool {
  const room: PortfolioLog[] = [];

  const logAt = (place: number, portfolio: ContainerId): PortfolioLog => {
    const log = (room[place] ??= {
      portfolio,
      events: 0,
      written: createEventNumbers(),
      strangers: [],
      equity: new Float64Array(n),
    });
    log.portfolio = portfolio;
    log.events = 0;
    log.written.length = 0;
    log.strangers = [];
    log.equity.fill(0);
    return log;
  };

  return {
    listen(portfolios) {
      const logs = portfolios.map((portfolio, place) => logAt(place, portfolio));
      const listener = listenFor(portfolios, {
        happened(place, event) {
          const log = logs[place];
          if (!log) return;
          const { targetPortfolio: stamp } = event;
          // fills of strangers are told by their names
          if (stamp !== log.portfolio) log.strangers.push(`${log.events} ${stamp}`);
          log.events++;
          writeEvent(event, log.written);
        },
        valued(place, bar, equity) {
          const log = logs[place];
          if (log) log.equity[bar] = equity;
        },
      });
      return { logs, listener };
    },
  };
}

/** A SHA-256 of portfolios that are added one after the other. */
export type Digest = {
  add(log: PortfolioLog): void;
  /** 64 hex digits; nothing can be added after that. */
  text(): string;
};

/**
 * Starts the SHA-256 of everything that happens to some portfolios: every ORDER, FILL, REJECT and
 * equity point, in order. Numbers go in with all 64 bits, least significant byte first, so that two
 * runs have one digest only if they are equal bit for bit, on every machine.
 *
 * Names of risk and execution containers are left out: naive and shared runs are to agree.
 */
export function createDigest(): Digest {
  const hash = sha256.create();
  const block = new Uint8Array(numbersInBlock * 8);
  const view = new DataView(block.buffer);
  const update = (numbers: Float64Array, length: number): void => {
    for (let from = 0; from < length; from += numbersInBlock) {
      const count = Math.min(numbersInBlock, length - from);
      for (let i = 0; i < count; i++) view.setFloat64(i * 8, valueAt(numbers, from + i), true);
      hash.update(block.subarray(0, count * 8));
    }
  };
  return {
    add({ portfolio, events, written, strangers, equity }) {
      const header = [portfolio, events, equity.length, ...strangers].join("\n");
      hash.update(utf8ToBytes(`${header}\n`));
      update(written.numbers, written.length);
      update(equity, equity.length);
    },
    text: () => bytesToHex(hash.digest()),
  };
}

/** So many numbers are hashed at a time. */
const numbersInBlock = 1024;
