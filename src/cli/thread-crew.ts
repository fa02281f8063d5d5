import { availableParallelism } from "node:os";
import { parentPort, Worker } from "node:worker_threads";
import { createCrew, createHelper, type HelperPort } from "../backtest/sweep/crew.ts";
import type { Crew } from "../backtest/sweep/run-work.ts";

/** Threads for long runs, one for each core but the one that this thread has. */
export function createThreadCrew(): Crew {
  return createCrew(spawnHelper, availableParallelism() - 1, true);
}

/** Does in a thread what its messages ask for. */
export function serveHelper(): void {
  const hear = createHelper((message, transfer) => {
    parentPort?.postMessage(message, [...transfer]);
  });
  parentPort?.on("message", hear);
}

/** A thread that begins with the file of the command line. */
function spawnHelper(): HelperPort {
  const worker = new Worker(new URL(import.meta.url));
  return {
    post: (message) => worker.postMessage(message),
    listen(heard, failed) {
      worker.on("message", heard);
      worker.on("error", failed);
    },
    end: () => void worker.terminate(),
  };
}
