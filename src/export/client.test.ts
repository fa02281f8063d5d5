import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { requestFile, type ExportWorker } from "./client.ts";

const request = {
  format: "svg",
  text: "a: 1",
  reading: "pyyaml",
  name: "a.yaml",
  look: { theme: "light", carriesText: true },
} as const;

/** A worker that does what it is told to, and remembers whether it was ended. */
function fakeWorker() {
  const worker = {
    onmessage: null as ExportWorker["onmessage"],
    onerror: null as ExportWorker["onerror"],
    onmessageerror: null as ExportWorker["onmessageerror"],
    postMessage: vi.fn<ExportWorker["postMessage"]>(),
    terminate: vi.fn<ExportWorker["terminate"]>(),
  };
  return worker;
}

describe("a file that is asked for", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("comes from a worker that is ended then", async () => {
    const worker = fakeWorker();
    const asked = requestFile(() => worker, request);
    expect(worker.postMessage).toHaveBeenCalledWith(request);
    const data = { type: "made", content: "<svg/>", digest: "12ab" } as const;
    worker.onmessage?.(new MessageEvent("message", { data }));
    expect(await asked).toEqual(data);
    expect(worker.terminate).toHaveBeenCalledOnce();
  });

  it("is given up when the worker cannot be loaded", async () => {
    const worker = fakeWorker();
    const asked = requestFile(() => worker, request);
    worker.onerror?.({ message: "" } as ErrorEvent);
    expect(await asked).toEqual({ type: "failed", message: "it could not be loaded" });
    expect(worker.terminate).toHaveBeenCalledOnce();
  });

  it("is given up when the worker does not answer", async () => {
    const worker = fakeWorker();
    const asked = requestFile(() => worker, request);
    vi.advanceTimersByTime(29_999);
    expect(worker.terminate).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(await asked).toEqual({ type: "failed", message: "it took too long" });
    expect(worker.terminate).toHaveBeenCalledOnce();
  });

  it("is given up when no worker can be made", async () => {
    const asked = requestFile(() => {
      throw new Error("no workers here");
    }, request);
    expect(await asked).toEqual({ type: "failed", message: "no workers here" });
  });
});
