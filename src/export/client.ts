import { supervise, type WorkerLike } from "../worker/supervise.ts";
import type { ExportReply, ExportRequest } from "./protocol.ts";

/** What the client needs of a `Worker`. */
export type ExportWorker = WorkerLike<ExportRequest, ExportReply>;

/** A list of 100,000 combinations takes seconds on a slow machine; longer is taken for a hang. */
const hangLimit = 30_000;

/**
 * Makes a file in a worker of its own, so that neither typing nor planning waits for it, and ends the
 * worker. Never rejects.
 */
export function requestFile(
  spawn: () => ExportWorker,
  request: ExportRequest,
): Promise<ExportReply> {
  return new Promise((resolve) => {
    const lane = supervise<ExportRequest, ExportReply>(spawn, {
      patience: () => hangLimit,
      heard(reply) {
        lane.end();
        resolve(reply);
      },
      lost: ({ reason, message }) =>
        resolve({ type: "failed", message: reason === "hung" ? "it took too long" : message }),
    });
    lane.post("file", request);
  });
}
