import { requestFile } from "../../export/client.ts";
import type { ExportReply, ExportRequest } from "../../export/protocol.ts";

/** Makes a file in a worker of its own. */
export const makeInWorker = (request: ExportRequest): Promise<ExportReply> =>
  requestFile(
    () => new Worker(new URL("../../export/worker.ts", import.meta.url), { type: "module" }),
    request,
  );
