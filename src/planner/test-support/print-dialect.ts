import type { Printable } from "./print-yaml.ts";

type Entry = readonly [string, Printable];
type PrintedMap = Extract<Printable, { is: "map" }>;

/** Spellings of a strategy's parameters, where they stand in one section. */
const spellings = ["param_overrides", "param_grid", "parameter_grid", "parameter_sweep"] as const;
const sections: readonly string[] = ["risk", "execution", "portfolio"];

/**
 * The same configuration in another dialect, by a choice of those that can hold it: each must give the
 * same plan (spec page 7, "Where things are read from").
 */
export function inAnotherDialect(root: Printable, choose: (n: number) => number): Printable {
  if (root.is !== "map") return root;
  const respelled = replaceStrategies(root, (items) => items.map((item) => respell(item, choose)));
  const forms = [asSpace, asStrategy, asCleanSyntax, asHouse, asWrapper];
  const possible = forms.flatMap((form) => form(respelled, choose) ?? []);
  return possible[choose(possible.length)] ?? respelled;
}

function replaceStrategies(
  root: PrintedMap,
  replace: (items: readonly Printable[]) => readonly Printable[],
): PrintedMap {
  const entries = root.entries.map(([key, value]): Entry => {
    const isList = key === "strategies" && value.is === "list";
    return [key, isList ? { is: "list", items: replace(value.items) } : value];
  });
  return { ...root, entries };
}

/** Another name for the parameters of one strategy; of two sections each is merged in its own way. */
function respell(strategy: Printable, choose: (n: number) => number): Printable {
  if (strategy.is !== "map") return strategy;
  const isSection = (key: string): boolean => key === "parameters" || key === "params";
  if (strategy.entries.filter(([key]) => isSection(key)).length !== 1) return strategy;
  const spelling = spellings[choose(spellings.length)] ?? "param_grid";
  return {
    ...strategy,
    entries: strategy.entries.map(([key, value]) => [isSection(key) ? spelling : key, value]),
  };
}

function strategiesOf({ entries }: PrintedMap): readonly Printable[] {
  const list = entries.find(([key]) => key === "strategies")?.[1];
  return list?.is === "list" ? list.items : [];
}

function withInstead(root: PrintedMap, instead: readonly Entry[]): PrintedMap {
  const entries = root.entries.flatMap((entry) => (entry[0] === "strategies" ? instead : [entry]));
  return { ...root, entries };
}

function mapOf(entries: readonly Entry[]): PrintedMap {
  return { is: "map", loose: false, entries };
}

function asSpace(root: PrintedMap): PrintedMap {
  const list: Printable = { is: "list", items: strategiesOf(root) };
  return withInstead(root, [["parameter_space", mapOf([["strategies", list]])]]);
}

/** `strategy: {type: …, params: …}`, which holds one. */
function asStrategy(root: PrintedMap): PrintedMap | undefined {
  const [only, ...others] = strategiesOf(root);
  return only && others.length === 0 ? withInstead(root, [["strategy", only]]) : undefined;
}

/** `strategy: {<type>: {param: axis}}`: one strategy that is nothing but its parameters and overrides. */
function asCleanSyntax(root: PrintedMap, choose: (n: number) => number): PrintedMap | undefined {
  const [only, ...others] = strategiesOf(root);
  if (only?.is !== "map" || others.length > 0) return undefined;
  const [type, ...members] = only.entries;
  const inner = members.filter(([key]) => !/^(?:risk|execution|portfolio)(?:_config)?$/.test(key));
  const [parameters, ...more] = inner;
  const name = type?.[1].is === "text" ? type[1].value : "risk";
  const isPlain = !sections.includes(name) && parameters?.[0].startsWith("param");
  if (!isPlain || more.length > 0 || !parameters || hasMappings(parameters[1])) return undefined;
  const beside = members.filter((member) => member !== parameters);
  const isList = parameters[1].is === "list";
  const hasSection =
    parameters[1].is === "map" && parameters[1].entries.some(([key]) => key === "params");
  if (hasSection) return undefined;
  const held = isList || choose(2) === 0 ? mapOf([["params", parameters[1]]]) : parameters[1];
  const element = mapOf([[name, held], ...beside]);
  return withInstead(root, [
    ["strategy", choose(2) === 0 ? element : { is: "list", items: [element] }],
  ]);
}

/** Whether any axis has mappings among its values, which the clean syntax has as parts of a strategy. */
function hasMappings(parameters: Printable): boolean {
  const maps = parameters.is === "list" ? parameters.items : [parameters];
  return maps.some(
    (map) =>
      map.is === "map" &&
      map.entries.some(([, { is, ...axis }]) => {
        const isList = is === "list" && "items" in axis;
        return isList && axis.items.some((item) => item.is === "map");
      }),
  );
}

/** `sharing_planner` says where the strategies, and the sections that are mappings, stand. */
function asHouse(root: PrintedMap): PrintedMap {
  const isMoved = ([key, value]: Entry): boolean =>
    key === "strategies" || (sections.includes(key) && value.is === "map");
  const moved = root.entries.filter(isMoved);
  const paths = moved.map(([key]): Entry => [key, { is: "text", value: `desk.of_${key}` }]);
  const entries = root.entries.filter((entry) => !isMoved(entry));
  const desk = mapOf(moved.map(([key, value]) => [`of_${key}`, value]));
  return { ...root, entries: [...entries, ["sharing_planner", mapOf(paths)], ["desk", desk]] };
}

function asWrapper(root: PrintedMap, choose: (n: number) => number): PrintedMap {
  const name = ["backtest", "config", "base_config"][choose(3)] ?? "config";
  return mapOf([
    ["type", { is: "text", value: "run" }],
    [name, root],
  ]);
}
