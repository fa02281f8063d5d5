import type { ParseText } from "../yaml/read-yaml.ts";
import { describeText } from "./describe.ts";
import { jsonText } from "./json-text.ts";
import { mermaidOf } from "./mermaid.ts";
import { hasTooManyToList, planJson } from "./plan-json.ts";
import { planMarkdown } from "./plan-markdown.ts";
import type { ExportRequest } from "./protocol.ts";
import { sheetFile, viewOf } from "./sheet-file.ts";

/** The content of an exported file: for each format what the command line prints. */
export function makeFile(
  { format, text, reading, name, look }: ExportRequest,
  parse12?: ParseText,
): string {
  const described = describeText(text, reading, parse12);
  switch (format) {
    case "svg":
      return sheetFile(described, reading, look);
    case "json": {
      // what would list more combinations than that is summed up
      const summary = hasTooManyToList(described.plan);
      return `${jsonText(planJson(described, { summary }), 2)}\n`;
    }
    case "markdown":
      return (look.stale ? `> **Stale.** ${look.stale}\n\n` : "") + planMarkdown(described, name);
    case "mermaid":
      return (
        (look.stale ? `%% Stale. ${look.stale}\n` : "") + mermaidOf(viewOf(described, reading))
      );
  }
}
