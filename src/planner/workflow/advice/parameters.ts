import type { MapValue } from "../../../yaml/value.ts";
import type { CheckAxis } from "../axes/read-axes.ts";
import type { ReadingState } from "../read-section.ts";
import { checkAxis } from "./check-fields.ts";
import { hintAtKeys } from "./did-you-mean.ts";
import { fieldInfo, knownStrategyTypes } from "./fields.ts";

/**
 * Hints at parameters that are nearly those of their strategy's type, and gives the check of their
 * values; of an unknown type nothing is known but the names that others have.
 */
export function checkParameters(
  state: ReadingState,
  parameters: MapValue,
  path: string,
  strategyType: string | undefined,
): CheckAxis | undefined {
  const place = { section: "parameters", path } as const;
  if (strategyType === undefined || !knownStrategyTypes.includes(strategyType)) {
    hintAtKeys(state, parameters, place);
    return undefined;
  }
  hintAtKeys(state, parameters, { ...place, strategyType });
  return (axis) => checkAxis(state, axis, fieldInfo("parameters", axis.name, strategyType));
}
