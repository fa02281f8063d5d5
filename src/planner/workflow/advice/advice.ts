import type { Foreign } from "../foreign/foreign.ts";
import { checkFields } from "./check-fields.ts";
import { checkSimulation } from "./check-simulation.ts";
import { tellDataAxes } from "./data-axes.ts";
import { hintAtKeys, renameFix, similarKey } from "./did-you-mean.ts";
import { cutToShortest } from "./fixes/cut-to-shortest.ts";
import { moveToGridFix } from "./fixes/move-to-grid.ts";
import { addStrategiesFix, emptySectionFix, makeListFix, startFix } from "./fixes/section-fixes.ts";
import { stepFix } from "./fixes/step-fix.ts";
import { sweepFixes } from "./fixes/unread-fixes.ts";
import { checkGridKeys } from "./grid-keys.ts";
import { notSimulatedFields } from "./not-simulated.ts";
import { checkParameters } from "./parameters.ts";

const adviceOnFields = {
  addStrategiesFix,
  checkFields,
  checkGridKeys,
  checkParameters,
  checkSimulation,
  cutToShortest,
  emptySectionFix,
  hintAtKeys,
  makeListFix,
  moveToGridFix,
  notSimulatedFields,
  renameFix,
  similarKey,
  startFix,
  stepFix,
  sweepFixes,
  tellDataAxes,
} as const;

/**
 * What a document is told beside what its plan needs: values that a known field does not take, keys that
 * are nearly known, what no backtest reads, quick fixes, and that it is another tool's. Reading asks for it
 * where it is there, and plans the same without it, so that a page can load it after its first plan.
 */
export type Advice = typeof adviceOnFields & Foreign;

/** All advice, of its two parts. */
export function createAdvice(foreign: Foreign): Advice {
  return { ...adviceOnFields, ...foreign };
}
