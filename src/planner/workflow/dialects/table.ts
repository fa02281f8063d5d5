/** What stands at a path of the document, and how it is spelled there. */
export type Place =
  | { readonly path: string; readonly becomes: "root"; readonly spelling: "wrapper" }
  | {
      readonly path: string;
      readonly becomes: "strategies";
      readonly spelling: "entries" | "types" | "strategy";
    }
  | { readonly path: string; readonly becomes: "grid"; readonly spelling: "axes" | "named axes" };

const wrapper = { becomes: "root", spelling: "wrapper" } as const;
const axes = { becomes: "grid", spelling: "axes" } as const;

/**
 * Where things are read from beside the sections that every document has (spec page 7): of several
 * places of strategies the first one is read.
 */
export const places: readonly Place[] = [
  { path: "backtest", ...wrapper },
  { path: "config", ...wrapper },
  { path: "base_config", ...wrapper },
  { path: "strategies", becomes: "strategies", spelling: "entries" },
  { path: "parameter_space.strategies", becomes: "strategies", spelling: "entries" },
  { path: "parameter_space", becomes: "strategies", spelling: "types" },
  { path: "strategy", becomes: "strategies", spelling: "strategy" },
  { path: "optimization.parameters", ...axes },
  { path: "optimization.param_grid", ...axes },
  { path: "optimization.parameter_grid", ...axes },
  { path: "optimization.param_space", ...axes },
  { path: "optimization.parameter_space", ...axes },
  { path: "optimization.search_space", ...axes },
  { path: "optimization.grid", ...axes },
  { path: "param_grid", ...axes },
  { path: "param_grids", ...axes },
  { path: "parameter_grid", ...axes },
  { path: "parameter_grids", ...axes },
  { path: "param_space", ...axes },
  { path: "parameter_space", ...axes },
  { path: "search_space", ...axes },
  { path: "parameter_sweep", ...axes },
  { path: "grid", ...axes },
  { path: "sweep", ...axes },
  { path: "optimize", ...axes },
  { path: "parameters", becomes: "grid", spelling: "named axes" },
];
