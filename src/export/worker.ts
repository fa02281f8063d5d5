import { makeFile } from "./make-file.ts";
import type { ExportReply, ExportRequest } from "./protocol.ts";
import { configurationDigest } from "./sheet-header.ts";

const reply = (message: ExportReply): void => postMessage(message);

addEventListener("message", ({ data }: MessageEvent<ExportRequest>) => void make(data));

async function make(request: ExportRequest): Promise<void> {
  try {
    // the parser of YAML 1.2 is loaded when a text is read that way
    const parse12 =
      request.reading === "1.2"
        ? (await import("../yaml/parse/parse-yaml12.ts")).parseYaml12
        : undefined;
    const content = makeFile(request, parse12);
    reply({ type: "made", content, digest: configurationDigest(request.text) });
  } catch (error) {
    reply({ type: "failed", message: String(error) });
  }
}
