import type { CDPSession, Page } from "@playwright/test";
import { expect, test } from "./fixtures/editor-page.ts";
import { feeGrid } from "./fixtures/texts.ts";

// a trace would film all of them; asked for at all times, this costs a worker of its own, after all others
if (process.env["E2E_TRACE"]) test.use({ trace: "off" });

test("5,000 edits leave under 20 MB on the heap", async ({ page, editor }) => {
  await editor.open();
  await editor.paste(feeGrid.trimEnd());
  await editor.append("");
  const heaps = await watchHeaps(page);
  await edit(page, 200);
  const before = await heaps();
  await edit(page, 5000);
  const grown = (await heaps()) - before;
  expect(grown / 2 ** 20, "MB more, of the page and its workers").toBeLessThan(20);
});

/**
 * Puts a digit in and takes it back, over and over; the plan follows as it does fast typing. By
 * events that the page makes itself, since the browser lets in one real key in a frame at most.
 */
async function edit(page: Page, edits: number): Promise<void> {
  const counter = page.getByText(/^rev \d+$/);
  const from = Number((await counter.textContent())?.slice(4));
  const textbox = page.getByTestId("editor").getByRole("textbox");
  await textbox.evaluate(async (target, count) => {
    for (let n = 0; n < count; n++) {
      if (n % 2 === 0) {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", "1");
        const options = { clipboardData, bubbles: true, cancelable: true };
        target.dispatchEvent(new ClipboardEvent("paste", options));
      } else {
        const key = { key: "Backspace", code: "Backspace", keyCode: 8 };
        target.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true }));
      }
      // the planner's answers come in between, and what they draw
      if (n % 4 === 3) await new Promise((resolve) => setTimeout(resolve));
    }
  }, edits);
  await expect(page.getByText(`rev ${from + edits}`, { exact: true })).toBeVisible();
  await expect(page.getByTestId("graph")).toHaveAttribute("data-stale", "false");
}

/** Gives what measures the heaps of the page and of the workers that it has. */
async function watchHeaps(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  const workers = new Set<string>();
  session.on("Target.attachedToTarget", ({ sessionId }) => workers.add(sessionId));
  session.on("Target.detachedFromTarget", ({ sessionId }) => workers.delete(sessionId));
  const attach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };
  await session.send("Target.setAutoAttach", attach);
  expect(workers.size, "the planner, and Monaco's worker").toBeGreaterThan(0);
  return async () => {
    const asks = [
      (method: Method) => session.send(method),
      ...[...workers].map((worker) => (method: Method) => askWorker(session, worker, method)),
    ];
    let sum = 0;
    for (const ask of asks) {
      sum += await restOf(ask);
    }
    return sum;
  };
}

/** What is left on a heap when there is nothing more to collect: finalizers let go of more each time. */
async function restOf(ask: (method: Method) => Promise<unknown>): Promise<number> {
  let size = Infinity;
  for (let collected = Infinity; collected > 2 ** 16;) {
    await ask("HeapProfiler.collectGarbage");
    const left = sizeIn(await ask("Runtime.getHeapUsage"));
    collected = size - left;
    size = left;
  }
  return size;
}

type Method = "HeapProfiler.collectGarbage" | "Runtime.getHeapUsage";

function sizeIn(answer: unknown): number {
  const size: unknown = Object(answer).usedSize;
  if (typeof size !== "number") throw new Error("no size of the heap");
  return size;
}

let asked = 0;

/** Asks a worker, which has no session of its own here. */
function askWorker(session: CDPSession, sessionId: string, method: Method): Promise<unknown> {
  const id = ++asked;
  return new Promise((resolve, reject) => {
    const hear = (event: { readonly sessionId: string; readonly message: string }): void => {
      const answer: unknown = JSON.parse(event.message);
      if (event.sessionId !== sessionId || Object(answer).id !== id) return;
      session.off("Target.receivedMessageFromTarget", hear);
      resolve(Object(answer).result);
    };
    session.on("Target.receivedMessageFromTarget", hear);
    const message = JSON.stringify({ id, method });
    session.send("Target.sendMessageToTarget", { sessionId, message }).catch(reject);
  });
}
