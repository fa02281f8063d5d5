import type { ExportReply, ExportRequest } from "./protocol.ts";

/** What the client needs of a `Worker`. */
export type ExportWorker = {
  onmessage: ((event: MessageEvent<ExportReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(request: ExportRequest): void;
  terminate(): void;
};

/** A list of 100,000 combinations takes seconds on a slow machine; longer is taken for a hang. */
const limit = 30_000;

/**
 * Makes a file in a worker of its own, so that neither typing nor planning waits for it, and ends the
 * worker. Never rejects.
 */
export function requestFile(
  spawn: () => ExportWorker,
  request: ExportRequest,
): Promise<ExportReply> {
  return new Promise((resolve) => {
    let worker: ExportWorker;
    try {
      worker = spawn();
    } catch (error) {
      resolve({ type: "failed", message: error instanceof Error ? error.message : String(error) });
      return;
    }
    const settle = (reply: ExportReply): void => {
      clearTimeout(tooLong);
      worker.terminate();
      resolve(reply);
    };
    const fail = (message: string): void => settle({ type: "failed", message });
    const tooLong = setTimeout(fail, limit, "it took too long");
    worker.onmessage = ({ data }) => settle(data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      fail(event.message || "it could not be loaded");
    };
    worker.postMessage(request);
  });
}
