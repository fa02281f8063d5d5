import type { AxisEntry, ConfigModel, SectionName, StrategyModel } from "./oracle.ts";
import type { Plain } from "./plain.ts";

/** Every strategy with parameters of its own, where the entries of some hold several. */
export function strategiesApart({ strategies }: ConfigModel): readonly StrategyModel[] {
  return strategies.flatMap((members) => {
    const [lists] = members.flatMap((each) => (each.member === "alternatives" ? each : []));
    const { grids, spelling } = lists ?? { grids: [[]], spelling: "parameters" };
    return grids.map((axes) =>
      members.map((each) =>
        each === lists ? ({ member: "parameters", spelling, axes } as const) : each,
      ),
    );
  });
}

/** All axes outside of the strategies, the outermost first. */
export function axesOfGrid({ alternatives = [], grid }: ConfigModel): readonly AxisEntry[] {
  return [...alternatives, ...grid];
}

/** The section that a key sets as a whole with a value. */
export function sectionSet(key: string, value: Plain | undefined): SectionName | undefined {
  if (key === "risk_profiles") return "risk";
  if (key === "execution_models") return "execution";
  const names = ["risk", "execution", "portfolio"] as const;
  return value?.is === "map" ? names.find((role) => role === key) : undefined;
}
