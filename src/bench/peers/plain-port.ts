import { createHash } from "node:crypto";
import { parse } from "yaml";
import { z } from "zod";

type Config = { readonly [key: string]: unknown };
type Container = {
  readonly id: string;
  readonly hash: string;
  readonly config: Config;
  readonly canonical: string;
  readonly serves: number[];
};
export type PlainAnalysis = {
  readonly risk: ReadonlyMap<string, Container>;
  readonly execution: ReadonlyMap<string, Container>;
  readonly portfolio: readonly { readonly id: string; readonly config: Config }[];
  readonly strategy: readonly { readonly id: string; readonly config: Config }[];
};

const section = z.record(z.string(), z.unknown());
const document = z.looseObject({
  strategies: z.array(z.looseObject({ parameters: section })),
  optimization: z.object({ parameter_grids: section }),
  risk: section,
  execution: section,
});

export type PlainConfig = z.infer<typeof document>;

/** The configuration as `yaml` loads it. */
export function loadPlainly(text: string): PlainConfig {
  return document.parse(parse(text));
}

/**
 * The seed's algorithm as one would write it down in JavaScript: every combination becomes objects,
 * every configuration is printed and hashed. Knows what the benchmark's texts need: lists, ranges,
 * declared keys and dotted ones of two parts.
 */
export function analyzePlainly(config: PlainConfig): PlainAnalysis {
  const shared = { risk: new Map<string, Container>(), execution: new Map<string, Container>() };
  const portfolio: { id: string; config: Config }[] = [];
  const strategies: { id: string; config: Config }[] = [];
  for (const grid of product(config.optimization.parameter_grids)) {
    for (const strategy of config.strategies) {
      for (const parameters of product(strategy.parameters)) {
        const i = portfolio.length;
        portfolio.push({ id: `portfolio_combo_${i}`, config: portfolioOf(grid) });
        strategies.push({ id: `strategy_combo_${i}`, config: { ...strategy, parameters } });
        for (const role of ["risk", "execution"] as const) {
          const own = sectionOf(role, config[role], grid);
          const canonical = pythonText(own);
          const hash = createHash("md5").update(canonical).digest("hex").slice(0, 8);
          const known = shared[role].get(canonical);
          const id = `${role}_${shared[role].size}`;
          if (known) known.serves.push(i);
          else shared[role].set(canonical, { id, hash, config: own, canonical, serves: [i] });
        }
      }
    }
  }
  return { ...shared, portfolio, strategy: strategies };
}

/** `json.dumps(config, sort_keys=True)` for a flat mapping of numbers. */
function pythonText(config: Config): string {
  const keys = Object.keys(config).toSorted();
  return `{${keys.map((key) => `"${key}": ${JSON.stringify(config[key])}`).join(", ")}}`;
}

function sectionOf(role: string, base: Config, grid: Config): Config {
  const own: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(grid)) {
    const [first, second] = key.split(".");
    if (second !== undefined && first === role) own[second] = value;
    else if (key in base) own[key] = value;
  }
  return own;
}

function portfolioOf(grid: Config): Config {
  return "initial_capital" in grid ? { initial_capital: grid["initial_capital"] } : {};
}

function product(axes: Config): Config[] {
  let points: Config[] = [{}];
  for (const [key, written] of Object.entries(axes)) {
    const values = valuesOf(written);
    points = points.flatMap((point) => values.map((value) => ({ ...point, [key]: value })));
  }
  return points;
}

const range = z.object({ min: z.int(), max: z.int(), step: z.int() });

function valuesOf(written: unknown): readonly unknown[] {
  if (Array.isArray(written)) return written;
  const { data } = range.safeParse(written);
  if (!data) return [written];
  const { min, max, step } = data;
  return Array.from({ length: Math.floor((max - min) / step) + 1 }, (_, i) => min + i * step);
}
