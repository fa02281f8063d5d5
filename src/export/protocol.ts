import type { YamlReading } from "../yaml/value.ts";
import type { SheetLook } from "./sheet-file.ts";

export type ExportFormat = "svg" | "json" | "markdown" | "mermaid";

/** A file to make from a text; the worker makes one and is ended. */
export type ExportRequest = {
  readonly format: ExportFormat;
  readonly text: string;
  readonly reading: YamlReading;
  /** What the document is called. */
  readonly name: string;
  readonly look: SheetLook;
};

export type ExportReply =
  /** `digest` tells the text, and stands in the file's name. */
  | { readonly type: "made"; readonly content: string; readonly digest: string }
  | { readonly type: "failed"; readonly message: string };
