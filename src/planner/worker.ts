import { createAnalyzer } from "./analyze.ts";
import type { PlannerReply, PlannerRequest } from "./protocol.ts";

const analyzer = createAnalyzer();
const reply = (message: PlannerReply): void => postMessage(message);
let next: ReturnType<typeof setTimeout> | undefined;
let held: number | undefined;

addEventListener("message", ({ data }: MessageEvent<PlannerRequest>) => {
  const { rev } = data;
  if (data.type === "query") {
    const { id, query } = data;
    reply({ type: "answered", id, rev, answer: rev === held ? analyzer.ask(query) : undefined });
    return;
  }
  clearTimeout(next);
  const began = performance.now();
  try {
    const analysis = analyzer.analyze(data.text, data.reading);
    held = rev;
    reply({ type: "planned", rev, analysis, milliseconds: performance.now() - began });
    next = setTimeout(goOn, 0, rev);
  } catch (error) {
    reply({ type: "failed", rev, message: String(error) });
  }
});

function goOn(rev: number): void {
  const { analysis, pending } = analyzer.continue();
  if (analysis) reply({ type: "refined", rev, analysis });
  if (pending) next = setTimeout(goOn, 0, rev);
}
// a rejection in a worker reaches nobody unless it is thrown again outside of the promise
addEventListener("unhandledrejection", ({ reason }) => setTimeout(() => reportError(reason)));
