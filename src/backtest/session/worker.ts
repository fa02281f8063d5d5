import { createCrew, type FromHelper, type HelperPort } from "../sweep/crew.ts";
import type { BacktestRequest } from "./protocol.ts";
import { createService } from "./service.ts";

const { port1, port2 } = new MessageChannel();
// a run waits for turns beside each of its helpers: each call has its own
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();
const hear = createService({
  reply: (message, transfer = []) => postMessage(message, { transfer: [...transfer] }),
  now: () => performance.now(),
  // without the pause that timers make
  turn: () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(undefined);
    }),
  loadParquet: async () => (await import("../data/bars-file/read-parquet.ts")).readParquet,
  loadTranslate: async () =>
    (await import("../../planner/workflow/dialects/translate.ts")).translate,
  loadParse12: async () => (await import("../../yaml/parse/parse-yaml12.ts")).parseYaml12,
  // this worker runs, too
  crew: createCrew(
    spawnHelper,
    Math.max(0, navigator.hardwareConcurrency - 1),
    crossOriginIsolated,
  ),
});

addEventListener("message", ({ data }: MessageEvent<BacktestRequest>) => void hear(data));
// a rejection in a worker reaches nobody unless it is thrown again outside of the promise
addEventListener("unhandledrejection", ({ reason }) => setTimeout(() => reportError(reason)));

function spawnHelper(): HelperPort {
  const worker = new Worker(new URL("./helper.ts", import.meta.url), { type: "module" });
  return {
    post: (message) => worker.postMessage(message),
    listen(heard, failed) {
      worker.addEventListener("message", ({ data }: MessageEvent<FromHelper>) => heard(data));
      worker.addEventListener("error", failed);
    },
    end: () => worker.terminate(),
  };
}
