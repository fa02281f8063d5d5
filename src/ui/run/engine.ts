import {
  createBacktestClient,
  type BacktestClient,
  type BacktestTrouble,
} from "../../backtest/session/client.ts";
import { takeTrouble } from "../../store/run/run.ts";
import { takeReply } from "../../store/run/take-reply.ts";

/** Starts the client of the backtest's workers, which tells the page what it hears. */
export function openEngine(): BacktestClient {
  return createBacktestClient(openWorker, {
    heard: (task, reply) => takeReply(task, reply, performance.now()),
    troubled: ({ task, reason, message }) => takeTrouble(task, words(task, reason, message)),
  });
}

function words(
  task: BacktestTrouble["task"],
  reason: BacktestTrouble["reason"],
  message: string,
): string {
  const what = { run: "The backtest", verify: "The proof", measure: "The measurement" }[task];
  switch (reason) {
    case "hung":
      return `${what} showed no sign of life and was ended`;
    case "failed":
      return `${what} failed (${message})`;
    case "broken":
      return `${what} stopped, or its engine could not be loaded`;
  }
}

function openWorker(): Worker {
  return new Worker(new URL("../../backtest/session/worker.ts", import.meta.url), {
    type: "module",
  });
}
