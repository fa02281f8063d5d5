import type { Bars } from "../data/bars.ts";
import type { FigureRows } from "./figure-columns.ts";
import { createLoop, type Loop, type LoopSetup, type LoopWork } from "./loop.ts";
import type { Crew, Helper } from "./run-work.ts";

/** What a helper's worker is told: what it is hired for, then the work. */
export type ToHelper =
  | { readonly type: "setup"; readonly setup: LoopSetup }
  | { readonly type: "work"; readonly id: number; readonly work: LoopWork };

export type FromHelper = { readonly id: number; readonly rows: FigureRows };

/** A worker as a crew needs it, in a browser or in Node. */
export type HelperPort = {
  post(message: ToHelper): void;
  /** Hears replies, and once that the worker has failed. */
  listen(heard: (reply: FromHelper) => void, failed: (error: unknown) => void): void;
  end(): void;
};

/** Hires up to `size` workers for a run; bars are shared with them where memory can be. */
export function createCrew(spawn: () => HelperPort, size: number, canShare: boolean): Crew {
  return {
    hire(setup) {
      const given = canShare ? { ...setup, bars: shareBars(setup.bars) } : setup;
      return Array.from({ length: size }, () => hireOne(spawn(), given));
    },
  };
}

function hireOne(port: HelperPort, setup: LoopSetup): Helper {
  const waiting = new Map<number, PromiseWithResolvers<FigureRows>>();
  let numbers = 0;
  let failure: { readonly error: unknown } | undefined;
  port.listen(
    ({ id, rows }) => {
      waiting.get(id)?.resolve(rows);
      waiting.delete(id);
    },
    (error) => {
      failure = { error };
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  );
  port.post({ type: "setup", setup });
  return {
    run(work) {
      const answer = withResolvers<FigureRows>();
      if (failure) answer.reject(failure.error);
      else {
        const id = numbers++;
        waiting.set(id, answer);
        port.post({ type: "work", id, work });
      }
      return answer.promise;
    },
    leave() {
      port.end();
      // whoever still waits does so no longer
      for (const { reject } of waiting.values()) reject(new Error("the run is over"));
      waiting.clear();
    },
  };
}

type PromiseWithResolvers<Value> = {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
};

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<Value>(): PromiseWithResolvers<Value> {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<Value>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  return { promise, resolve, reject };
}

/** The same bars in memory that other workers can read, too. */
function shareBars(bars: Bars): Bars {
  const shared = (column: Float64Array): Float64Array => {
    if (column.buffer instanceof SharedArrayBuffer) return column;
    const copy = new Float64Array(new SharedArrayBuffer(column.byteLength));
    copy.set(column);
    return copy;
  };
  const { n, time, open, high, low, close, volume } = bars;
  return {
    n,
    time: shared(time),
    open: shared(open),
    high: shared(high),
    low: shared(low),
    close: shared(close),
    volume: shared(volume),
  };
}

/** Makes what a helper's worker does with the messages it gets. */
export function createHelper(
  reply: (message: FromHelper, transfer: readonly ArrayBuffer[]) => void,
): (message: ToHelper) => void {
  let loop: Loop | undefined;
  return (message) => {
    if (message.type === "setup") {
      loop = createLoop(message.setup);
      return;
    }
    if (!loop) throw new Error("work came before what it is for");
    const { id, work } = message;
    const rows = loop.rows(work, 0, work.strategy.length);
    reply({ id, rows }, [rows.buffer]);
  };
}
