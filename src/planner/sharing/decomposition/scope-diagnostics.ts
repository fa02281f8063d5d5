import { grouped } from "../../../text/count-text.ts";
import { keyText } from "../../../yaml/value.ts";
import { problem, type Diagnostic } from "../../diagnostic.ts";
import type { RolePlan } from "../../model.ts";
import type { Factor } from "./factor.ts";
import type { Scope } from "./scope.ts";

/**
 * Says where a role is not listed, or only bounded, and which axes are responsible (spec page 2,
 * "Scale").
 */
export function diagnoseScope(
  { role, count, listed, exact }: RolePlan,
  { factors, tooLarge }: Scope,
): readonly Diagnostic[] {
  if (listed) return [];
  const [first] = tooLarge?.factors ?? factors;
  const range = first?.axes[0]?.axis.key.range ?? { start: 0, end: 0 };
  const at = { path: role, range };
  if (tooLarge) {
    const axes = tooLarge.factors.flatMap(({ axes: reaching }) => reaching.map(nameOf)).join(", ");
    return [problem("factor-too-large", at, [role, axes, grouped(count)])];
  }
  const words = [role, exact ? grouped(count) : `at most ${grouped(count)}`] as const;
  return [problem("containers-not-listed", at, [...words, factors.map(multiplierOf).join(", ")])];
}

function nameOf({ axis }: Factor["axes"][number]): string {
  return `\`${keyText(axis.key)}\``;
}

function multiplierOf({ axes }: Factor): string {
  return axes
    .map((axis) => `${nameOf(axis)} ×${grouped(BigInt(axis.axis.values.count))}`)
    .join(", ");
}
