import { createAnalyzer } from "./analyze.ts";
import type { PlannerReply, PlannerRequest } from "./protocol.ts";

const analyze = createAnalyzer();
const reply = (message: PlannerReply): void => postMessage(message);

addEventListener("message", ({ data: { rev, text, reading } }: MessageEvent<PlannerRequest>) => {
  const began = performance.now();
  try {
    const analysis = analyze(text, reading);
    reply({ type: "planned", rev, analysis, milliseconds: performance.now() - began });
  } catch (error) {
    reply({ type: "failed", rev, message: String(error) });
  }
});

// a rejection in a worker reaches nobody unless it is thrown again outside of the promise
addEventListener("unhandledrejection", ({ reason }: PromiseRejectionEvent) => {
  setTimeout(() => {
    throw reason instanceof Error ? reason : new Error(String(reason));
  });
});
