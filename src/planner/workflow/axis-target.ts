import type { MovingRange } from "../../text/source-range.ts";
import { keyIdentity, keyText, textKey, type TextValue, type Value } from "../../yaml/value.ts";
import type { GridPlace, SectionRole, Strategy, Workflow } from "./workflow.ts";

/** Where a grid axis writes its value: a path inside one section, for all strategies or for some. */
export type AxisTarget =
  | {
      readonly role: SectionRole;
      /** Path below the section. */
      readonly path: readonly Value[];
      /** The only strategies whose section is written; absent where it is that of all. */
      readonly strategies?: ReadonlySet<number>;
    }
  | {
      readonly role: "strategy";
      /** Path below `parameters`. */
      readonly path: readonly Value[];
      readonly strategies: ReadonlySet<number>;
    };

export const sectionRoles: readonly SectionRole[] = ["risk", "execution", "portfolio"];

/** The path of a grid's key in the document: `optimization.parameter_grids.commission`, `risk_profiles`. */
export function gridKeyPath(grid: GridPlace | undefined, key: Value): string {
  return grid && grid.path !== "" ? `${grid.path}.${keyText(key)}` : keyText(key);
}

/** The path of a strategy's parameters: `strategies[0].parameters`, or that of one of its lists of them. */
export function parametersPath({ path, alternative }: Strategy): string {
  return `${path}.parameters${alternative === undefined ? "" : `[${alternative}]`}`;
}

/** Gives the place that a dotted key means, `undefined` where its first part names nothing. */
export function targetsByKey({
  strategies,
}: Pick<Workflow, "strategies">): (dotted: string, range: MovingRange) => AxisTarget | undefined {
  let names: ReturnType<typeof namesOf> | undefined;
  const namesOnce = () => (names ??= namesOf(strategies));
  const everyone = new Set(strategies.map(({ index }) => index));
  const declares = declaresIn(strategies);
  return (dotted, range) => dottedTarget(dotted, range, namesOnce, everyone, declares);
}

/** The strategies that answer to a name, which is a `type` or a `name`. */
function namesOf(strategies: readonly Strategy[]): ReadonlyMap<string, ReadonlySet<number>> {
  const names = new Map<string, Set<number>>();
  for (const { index, type, name } of strategies) {
    for (const word of new Set([type, name])) {
      if (word === undefined) continue;
      const named = names.get(word);
      if (named) named.add(index);
      else names.set(word, new Set([index]));
    }
  }
  return names;
}

/** Role names win, then the longest strategy name: names may hold dots themselves. */
function dottedTarget(
  key: string,
  range: MovingRange,
  names: () => ReadonlyMap<string, ReadonlySet<number>>,
  everyone: ReadonlySet<number>,
  declares: Declares,
): AxisTarget | undefined {
  const first = key.slice(0, key.indexOf("."));
  const role = sectionRoles.find((candidate) => candidate === first);
  if (role) return { role, path: pathOf(key.slice(role.length + 1), range) };
  if (first === "strategy") {
    const path = pathOf(key.slice(first.length + 1), range);
    return parametersTarget(path, everyone, declares);
  }
  for (
    let dot = key.lastIndexOf(".");
    dot >= 0;
    dot = dot > 0 ? key.lastIndexOf(".", dot - 1) : -1
  ) {
    const named = names().get(key.slice(0, dot));
    if (!named) continue;
    const path = pathOf(key.slice(dot + 1), range);
    const section = overrideTarget(path, named, everyone, declares);
    return section ?? parametersTarget(path, named, declares);
  }
  return undefined;
}

/** Whether any of some strategies has a parameter of that name. */
type Declares = (name: string, strategies: ReadonlySet<number>) => boolean;

function declaresIn(all: readonly Strategy[]): Declares {
  const declaringByName = new Map<string, readonly Strategy[]>();
  return (name, strategies) => {
    const declaring =
      declaringByName.get(name) ??
      all.filter(({ parameters }) =>
        parameters.some(({ fields }) =>
          fields.some(({ key }) => keyIdentity(key) === textKey(name)),
        ),
      );
    declaringByName.set(name, declaring);
    return declaring.some(({ index }) => strategies.has(index));
  };
}

/** `<type>.risk.x` writes the override of those strategies, unless `risk` is a parameter of theirs. */
function overrideTarget(
  [first, ...below]: readonly TextValue[],
  named: ReadonlySet<number>,
  everyone: ReadonlySet<number>,
  declares: Declares,
): AxisTarget | undefined {
  const word = first?.value ?? "";
  const role = sectionRoles.find((each) => each === word || `${each}_config` === word);
  if (!role || below.length === 0 || declares(word, named)) return undefined;
  return { role, path: below, ...(named.size < everyone.size && { strategies: named }) };
}

/** `strategy.x`, `strategy.parameters.x` and `strategy.params.x` are one, unless that is a parameter. */
function parametersTarget(
  path: readonly TextValue[],
  strategies: ReadonlySet<number>,
  declares: Declares,
): AxisTarget {
  const [first, ...below] = path;
  const word = first?.value ?? "";
  const isSection = (word === "parameters" || word === "params") && below.length > 0;
  const isSkipped = isSection && !declares(word, strategies);
  return { role: "strategy", path: isSkipped ? below : path, strategies };
}

/** The path that a dotted key spells. */
export function pathOf(dotted: string, range: MovingRange): readonly TextValue[] {
  return dotted.split(".").map((value) => ({ type: "text", value, range }));
}
