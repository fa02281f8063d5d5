import { beforeEach, expect, it } from "vitest";
import type { Diagnostic } from "../../planner/diagnostic.ts";
import type { Explanation } from "../../planner/explain/explanation.ts";
import { shownDocument } from "../document/document-record.ts";
import { editText, openDocument, tellDocument } from "../document/write-document.ts";
import { initialState } from "../state.ts";
import { change, store } from "../store.ts";
import { withAnalysis, type StampedAnalysis } from "./plan-record.ts";
import { applyFix } from "./quick-fix.ts";

const text = (): string => shownDocument(store.getState()).text;
const refusal = (): string | undefined => store.getState().document.refusal;
/** Lets what waits go on as far as it can. */
const settle = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));

/** Every `old` of the text is a problem, mended by writing `new`. */
function diagnosticsOf(of: string): readonly Diagnostic[] {
  return Array.from(of.matchAll(/(\w+): old/g), ({ index, 0: all, 1: key = "" }) => {
    const range = { start: index, end: index + all.length };
    const edits = [{ range: { start: range.end - 3, end: range.end }, text: "new" }];
    const fixes = [{ title: "Write `new`", edits }];
    const message = `${key} is old`;
    return { severity: "error", blocking: false, code: "tab", message, path: key, range, fixes };
  });
}

/** Answers as the planner does, at once or without what it finds later. */
function answer({ explained = true, diagnostics = diagnosticsOf(text()) } = {}): StampedAnalysis {
  const explanation = explained ? ({} as Explanation) : undefined;
  const analysis: StampedAnalysis = {
    view: { explanation } as StampedAnalysis["view"],
    diagnostics,
    totals: { error: diagnostics.length, warning: 0, info: 0, hint: 0 },
    blocked: false,
    uses: undefined,
    advised: true,
    rev: store.getState().document.rev,
    text: text(),
    milliseconds: 1,
  };
  change("plan", (plan) => withAnalysis(plan, analysis));
  return analysis;
}

/** Presses the fix of the n-th problem of an answer. */
function press(shown: StampedAnalysis, n = 0): Promise<void> {
  const of = shown.diagnostics[n];
  const fix = of?.fixes[0];
  if (!of || !fix) throw new Error("there is nothing to press");
  return applyFix({ fix, of, shown });
}

beforeEach(() => {
  store.setState(initialState, true);
  const shared = { text: "a: old\nb: old\n", reading: "pyyaml", name: undefined } as const;
  tellDocument({ type: "reloaded", shared });
});

it("makes a fix of the text on screen at once, before anything else is known of it", async () => {
  await press(answer({ explained: false }), 1);
  expect(text()).toBe("a: old\nb: new\n");
});

it("makes a fix of a text that went on where the next answer has it", async () => {
  const shown = answer();
  editText("# more\na: old\nb: old\n");
  const pressed = press(shown, 1);
  await settle();
  expect(text()).toBe("# more\na: old\nb: old\n");
  answer();
  await pressed;
  expect([text(), refusal()]).toEqual(["# more\na: old\nb: new\n", undefined]);
});

it("waits through all that is typed after the press", async () => {
  const shown = answer();
  editText("a: old\nb: old\nc");
  const pressed = press(shown);
  editText("a: old\nb: old\nc: old");
  answer();
  editText("a: old\nb: old\nc: older");
  await settle();
  expect(text()).toBe("a: old\nb: old\nc: older");
  answer();
  await pressed;
  expect(text()).toBe("a: new\nb: old\nc: older");
});

it("takes of several that say the same the one nearest to where the pressed one stands now", async () => {
  editText("a: old\na: old\na: old\n");
  const shown = answer();
  editText("a: old\n# between\na: old\na: old\n");
  const pressed = press(shown, 1);
  answer();
  await pressed;
  expect(text()).toBe("a: old\n# between\na: new\na: old\n");
});

it("takes one of the same field that says something else by now", async () => {
  const shown = answer();
  editText("a: old old\nb: old\n");
  const pressed = press(shown);
  const [other, ...rest] = diagnosticsOf(text());
  answer({ diagnostics: other ? [{ ...other, message: "a is old, twice" }, ...rest] : rest });
  await pressed;
  expect(text()).toBe("a: new old\nb: old\n");
});

it("says why a fix is not made where its problem is gone, and mends no other", async () => {
  const shown = answer();
  editText("b: old\n");
  const pressed = press(shown);
  answer();
  await pressed;
  expect(text()).toBe("b: old\n");
  expect(refusal()).toBe(
    "“Write new” is not done: the text has changed, and it does not fit any more.",
  );
});

it("waits for problems that are found after the counts", async () => {
  const shown = answer();
  editText("a: old\nb: old\nc: 1\n");
  const pressed = press(shown);
  answer({ explained: false, diagnostics: [] });
  await settle();
  expect(refusal()).toBeUndefined();
  answer();
  await pressed;
  expect(text()).toBe("a: new\nb: old\nc: 1\n");
});

it("takes a double click for one press, before the next answer and while it is awaited", async () => {
  editText("a: old\na: old\n");
  const shown = answer();
  await Promise.all([press(shown), press(shown)]);
  await press(shown);
  answer();
  await settle();
  expect([text(), refusal()]).toEqual(["a: new\na: old\n", undefined]);
});

it("edits no other document that was opened meanwhile", async () => {
  const shown = answer();
  editText("a: old\nb: old\nc");
  const pressed = press(shown);
  openDocument({ text: "a: old\n", name: "other.yaml" });
  answer();
  await pressed;
  expect(text()).toBe("a: old\n");
  expect(refusal()).toContain("is not done");
});

it("does not wait for a planner that has given up", async () => {
  const shown = answer();
  editText("a: old\nb: old\nc");
  const pressed = press(shown);
  const trouble = {
    reason: "hung",
    retrying: false,
    recovered: false,
    rev: 1,
    message: "",
  } as const;
  change("plan", (plan) => ({ ...plan, trouble }));
  await pressed;
  expect(text()).toBe("a: old\nb: old\nc");
  expect(refusal()).toBe("The planner does not answer: nothing is edited.");
});
