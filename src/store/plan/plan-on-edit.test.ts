import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Analysis } from "../../planner/answer/view.ts";
import type { PlanRequest } from "../../planner/protocol.ts";
import { shownDocument } from "../document/document-record.ts";
import { editText, tellDocument } from "../document/write-document.ts";
import { initialState } from "../state.ts";
import { store } from "../store.ts";
import { fakePlannerWorker } from "../test-support/fake-planner-worker.ts";
import { planOnEdit } from "./plan-on-edit.ts";
import { isBlocked, isPlanning, isStale } from "./plan-selectors.ts";

beforeEach(() => {
  vi.useFakeTimers();
  store.setState(initialState, true);
});
afterEach(() => void vi.useRealTimers());

const isBroken = (text: string): boolean => text.endsWith("!");

function analysisOf({ text, reading }: PlanRequest): Analysis {
  const view = { name: `${text}/${reading}` } as Analysis["view"];
  const totals = { error: 0, warning: 0, info: 0, hint: 0 };
  return { view, diagnostics: [], totals, blocked: isBroken(text), uses: undefined, advised: true };
}

type Step =
  | { readonly type: "edit" | "broken edit"; readonly letter: string }
  | { readonly type: "reading" | "answer" | "answer twice" | "late answer" }
  | { readonly type: "fail" | "wait" | "hang" };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constantFrom("edit", "broken edit"),
      letter: fc.constantFrom("a", "b", "c"),
    }),
    fc.record({
      type: fc.constantFrom("reading", "answer", "answer twice", "late answer", "fail"),
    }),
    fc.record({
      type: fc.constantFrom("wait", "hang"),
    }),
  ),
  { maxLength: 25 },
);

it("never shows a stale plan as the current one, in 10,000 random interleavings", () => {
  fc.assert(
    fc.property(steps, (given) => {
      store.setState(initialState, true);
      const workers: ReturnType<typeof fakePlannerWorker>[] = [];
      const stop = planOnEdit(() => {
        const worker = fakePlannerWorker();
        workers.push(worker);
        return worker;
      });
      let shown = -1;
      const broken = new Set<string>();
      const holds = (law: string, isKept: boolean): void => {
        if (!isKept) broken.add(law);
      };
      const check = (): void => {
        const state = store.getState();
        const { lastPlan, analysis } = state.plan;
        const { rev } = state.document;
        const { text, reading } = shownDocument(state);
        const planName = isStale(state) ? "" : lastPlan?.view.name;
        holds(
          "a current plan is the text's",
          ["", `${text}/${reading}`].includes(planName ?? "none"),
        );
        const answered = isPlanning(state) ? "" : analysis?.text;
        holds("an answer is the text's", ["", text].includes(answered ?? "none"));
        holds("errors block", isPlanning(state) || isBlocked(state) === isBroken(text));
        holds("no plan is newer than the text", (lastPlan?.rev ?? 0) <= rev);
        holds("plans follow each other", (lastPlan?.rev ?? -1) >= shown);
        shown = lastPlan?.rev ?? -1;
      };
      for (const step of given) {
        act(step, workers);
        check();
      }
      stop();
      // once for all steps: what `expect` itself costs would be most of the test
      expect([...broken]).toEqual([]);
    }),
    { numRuns: 10_000 },
  );
});

function act(step: Step, workers: readonly ReturnType<typeof fakePlannerWorker>[]): void {
  const worker = workers.at(-1);
  const request = worker?.asked.at(-1);
  const say = (from = worker, of = request): void => {
    if (of?.type !== "plan") return;
    const data = {
      type: "planned",
      rev: of.rev,
      analysis: analysisOf(of),
      milliseconds: 9,
    } as const;
    from?.onmessage?.(new MessageEvent("message", { data }));
  };
  switch (step.type) {
    case "edit":
      return editText(shownDocument(store.getState()).text.replace(/!$/, "") + step.letter);
    case "broken edit":
      return editText(`${shownDocument(store.getState()).text}${step.letter}!`);
    case "reading":
      return tellDocument({
        type: "readingChosen",
        reading: shownDocument(store.getState()).reading === "1.2" ? "pyyaml" : "1.2",
      });
    case "answer":
      return say();
    case "answer twice":
      say();
      return say();
    case "late answer":
      return say(workers[0], workers[0]?.asked[0]);
    case "fail":
      worker?.onmessage?.(
        new MessageEvent("message", {
          data: { type: "failed", rev: request?.rev ?? 0, message: "" },
        }),
      );
      return;
    case "wait":
      return void vi.advanceTimersByTime(20);
    case "hang":
      return void vi.advanceTimersByTime(9000);
  }
}

it("keeps the last good plan while the text is broken", () => {
  const worker = fakePlannerWorker();
  const stop = planOnEdit(() => worker);
  const answer = (): void => {
    vi.advanceTimersByTime(100);
    act({ type: "answer" }, [worker]);
  };
  answer();
  editText("good");
  answer();
  editText("bad!");
  answer();
  expect(store.getState().plan.lastPlan?.view.name).toBe("good/pyyaml");
  expect(isStale(store.getState())).toBe(true);
  expect(isBlocked(store.getState())).toBe(true);
  stop();
});

it("says that the planner was restarted, until the plan after it", () => {
  const worker = fakePlannerWorker();
  const stop = planOnEdit(() => worker);
  act({ type: "fail" }, [worker]);
  expect(store.getState().plan.trouble).toMatchObject({ reason: "failed", recovered: false });
  vi.advanceTimersByTime(200);
  act({ type: "answer" }, [worker]);
  expect(store.getState().plan.trouble).toMatchObject({ recovered: true });
  editText("more");
  vi.advanceTimersByTime(200);
  act({ type: "answer" }, [worker]);
  expect(store.getState().plan.trouble).toBeUndefined();
  stop();
});
