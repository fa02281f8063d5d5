import type { MapValue, Value } from "../../../yaml/value.ts";
import type { ForeignSweep } from "./foreign-sweep.ts";
import { recognizeHydra } from "./hydra.ts";
import { recognizeDvc, recognizeGithub } from "./matrices.ts";
import { recognizeFreqtrade, recognizeQlib, recognizeRunList } from "./named.ts";
import { recognizeWandb } from "./wandb.ts";

const recognizers: readonly ((root: MapValue) => ForeignSweep | undefined)[] = [
  recognizeWandb,
  recognizeHydra,
  recognizeGithub,
  recognizeDvc,
  recognizeQlib,
  recognizeFreqtrade,
];

/**
 * Tells a document of another tool by a sign that only that tool writes, with its sweep as that tool
 * runs it: axes in its order, fixed fields, and what is no finite list of values (spec page 7, "Tools
 * that are recognised and converted, not read"). A document with the signs of two is told as the first.
 */
export function recognize(root: Value): ForeignSweep | undefined {
  if (root.type === "list") return recognizeRunList(root);
  if (root.type !== "map") return undefined;
  for (const recognizeOne of recognizers) {
    const sweep = recognizeOne(root);
    if (sweep) return sweep;
  }
  return undefined;
}
