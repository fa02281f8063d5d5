import { createAnalyzer } from "./analyze.ts";
import type { PlannerReply, PlannerRequest, PlanRequest } from "./protocol.ts";

// the parser of YAML 1.2 is loaded when somebody asks for that reading
let parse12: typeof import("./config/yaml12-syntax.ts").parseYaml12 | undefined;
const analyzer = createAnalyzer((text) => {
  if (!parse12) throw new Error("the parser of YAML 1.2 is not loaded");
  return parse12(text);
});
const reply = (message: PlannerReply): void => postMessage(message);
let next: ReturnType<typeof setTimeout> | undefined;
let held: number | undefined;

addEventListener("message", ({ data }: MessageEvent<PlannerRequest>) => {
  if (data.type === "plan") {
    void plan(data);
    return;
  }
  const { id, rev, query } = data;
  reply({ type: "answered", id, rev, answer: rev === held ? analyzer.ask(query) : undefined });
});

async function plan({ rev, text, reading }: PlanRequest): Promise<void> {
  clearTimeout(next);
  try {
    if (reading === "1.2") parse12 ??= (await import("./config/yaml12-syntax.ts")).parseYaml12;
    const began = performance.now();
    const analysis = analyzer.analyze(text, reading);
    held = rev;
    reply({ type: "planned", rev, analysis, milliseconds: performance.now() - began });
    next = setTimeout(goOn, 0, rev);
  } catch (error) {
    reply({ type: "failed", rev, message: String(error) });
  }
}

function goOn(rev: number): void {
  const { analysis, pending } = analyzer.continue();
  if (analysis) reply({ type: "refined", rev, analysis });
  if (pending) next = setTimeout(goOn, 0, rev);
}
// a rejection in a worker reaches nobody unless it is thrown again outside of the promise
addEventListener("unhandledrejection", ({ reason }) => setTimeout(() => reportError(reason)));
