import { shorten } from "../yaml/quote-value.ts";
import { entryOf, type YamlReading } from "../yaml/value.ts";
import { convertWorkflow } from "./convert/convert-workflow.ts";
import { printDocument } from "./convert/print-document.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { convertForeign, type Conversion } from "./workflow/foreign/convert-foreign.ts";
import { recognize } from "./workflow/foreign/recognize.ts";
import type { Workflow } from "./workflow/workflow.ts";

/** A text that was planned, with what there is to say about it. */
type Understood = {
  readonly workflow: Workflow;
  readonly text: string;
  readonly reading: YamlReading;
  readonly diagnostics: readonly Diagnostic[];
};

/** The most errors that are repeated in a conversion. */
const mostErrors = 20;

/**
 * Any document in the planner's own dialect: what was understood of it, to be read and to be planned.
 * Planning it gives the same; what has errors is said before all else.
 */
export function convertDocument({ workflow, text, reading, diagnostics }: Understood): Conversion {
  const { written: root } = workflow;
  const sweep = entryOf(root, "strategies") ? undefined : recognize(root);
  const converted = sweep && convertForeign(sweep, root, { text, reading });
  if (converted) return converted;
  const errors = diagnostics.filter(({ code, blocking }) => blocking || code === "sweep-not-read");
  const native = convertWorkflow(workflow, text);
  const refused = [
    ...errors.map(({ path, message }) => `\`${shorten(path)}\`: ${message}`),
    ...native.refused,
  ];
  const comments = refused.slice(0, mostErrors).map((reason) => `Not converted: ${reason}`);
  if (refused.length > mostErrors) comments.push(`and ${refused.length - mostErrors} more`);
  return { text: printDocument(native.root, comments), refused };
}
