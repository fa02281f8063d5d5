import type { BacktestRequest } from "./protocol.ts";
import { createService } from "./service.ts";

const { port1, port2 } = new MessageChannel();
const hear = createService({
  reply: (message, transfer = []) => postMessage(message, { transfer: [...transfer] }),
  now: () => performance.now(),
  // without the pause that timers make
  turn: () =>
    new Promise((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(undefined);
    }),
  loadParquet: async () => (await import("../data/bars-file/read-parquet.ts")).readParquet,
  loadTranslate: async () =>
    (await import("../../planner/workflow/dialects/translate.ts")).translate,
  loadParse12: async () => (await import("../../yaml/parse/parse-yaml12.ts")).parseYaml12,
});

addEventListener("message", ({ data }: MessageEvent<BacktestRequest>) => void hear(data));
// a rejection in a worker reaches nobody unless it is thrown again outside of the promise
addEventListener("unhandledrejection", ({ reason }) => setTimeout(() => reportError(reason)));
