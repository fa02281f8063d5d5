import { readYaml } from "../yaml/read-yaml.ts";
import type { YamlReading } from "../yaml/value.ts";
import { dropCombinations } from "./coupling/drop-combinations.ts";
import { tellEngineDrops } from "./coupling/engine-drops.ts";
import { planWithMemory, type Memory, type PlannedText } from "./plan-with-memory.ts";
import { diagnoseReach } from "./sharing/reach/reach-diagnostics.ts";
import { createAdvice } from "./workflow/advice/advice.ts";
import { translate } from "./workflow/dialects/translate.ts";
import { createForeign } from "./workflow/foreign/foreign.ts";

const advice = createAdvice(createForeign());

/** Plans a text with all there is to say about it; a memory without advice has its say. */
export function planText(text: string, reading: YamlReading, memory?: Memory): PlannedText {
  const { read, strategies } = memory ?? { read: readYaml, strategies: new WeakMap() };
  return planWithMemory(text, reading, {
    read,
    strategies,
    advice,
    translate,
    drop: dropCombinations,
    tellEngine: tellEngineDrops,
    diagnoseReach,
  });
}
