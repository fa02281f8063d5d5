import { createProblem, type Diagnostic as DiagnosticOf } from "../text/diagnostic.ts";
import { diagnosticTable } from "./diagnostic-table.ts";

export type DiagnosticCode = keyof typeof diagnosticTable;

/** What is wrong, or surprising, in the user's configuration. */
export type Diagnostic = DiagnosticOf<DiagnosticCode>;

/** Makes the diagnostic of a code. */
export const problem = createProblem(diagnosticTable);
