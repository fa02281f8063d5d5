import { createProblem } from "../text/diagnostic.ts";
import { laterDiagnosticTable } from "./later-diagnostic-table.ts";

/** Makes a diagnostic of what is loaded after the first plan. */
export const remark = createProblem(laterDiagnosticTable);
