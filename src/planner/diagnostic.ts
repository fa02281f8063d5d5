import { createProblem, type Diagnostic as DiagnosticOf } from "../text/diagnostic.ts";
import { diagnosticTable } from "./diagnostic-table.ts";
import type { laterDiagnosticTable } from "./later-diagnostic-table.ts";

/** What a diagnostic says, one code for each message: the keys of the two tables of them. */
export type DiagnosticCode = keyof typeof diagnosticTable | keyof typeof laterDiagnosticTable;

/** What is wrong, or surprising, in the user's configuration. */
export type Diagnostic = DiagnosticOf<DiagnosticCode>;

/** Makes the diagnostic of a code. */
export const problem = createProblem(diagnosticTable);
